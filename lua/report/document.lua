--- The whole report of a pack over a registry: instruments, verdicts, tables, indicators, what is unknown, what is doubted, what is reconstructed.
local checking = require "mandate.check.check"
local law_texts = require "mandate.report.texts"
local doubts = require "mandate.check.doubts"
local cautions = require "mandate.check.cautions"
local nobody = require "mandate.check.nobody"
local notes = require "mandate.check.notes"
local summary = require "mandate.check.summary"
local tables = require "mandate.report.table"

local document = {}

local writers = { text = {}, md = {} }

function writers.text.heading(text) return text .. "\n" .. ("="):rep(require("mandate.core").width(text)) .. "\n" end
function writers.text.section(one)
  local lines = { one.heading }
  for _, line in ipairs(one.lines) do lines[#lines + 1] = ("  "):rep(line.level) .. line.text end
  return table.concat(lines, "\n") .. "\n"
end
function writers.text.item(text) return "- " .. text .. "\n" end

function writers.md.heading(text) return "## " .. text .. "\n" end
function writers.md.section(one)
  local lines = { "### " .. one.heading .. "\n" }
  for _, line in ipairs(one.lines) do lines[#lines + 1] = ("  "):rep(line.level - 1) .. "- " .. line.text end
  return table.concat(lines, "\n") .. "\n"
end
writers.md.item = writers.text.item

-- Counts a verdict at each cause that leaves it open: a field, two units, or a parameter or calendar, which is one cause however many days it has no value on.
local function count_causes(words, causes, order, missing, parameters, full)
  local counted = {}
  for i, text in ipairs(missing) do
    local parameter = parameters[i]
    local name = parameter
      and words:say(parameter.calendar and "wanting.calendar" or parameter.decision and "wanting.decision" or parameter.exceptions and "wanting.exceptions"
        or parameter.rows and "wanting.rows" or parameter.state and "wanting.state" or parameter.periods and "wanting.periods"
        or "wanting.parameter", { name = parameter.parameter }) or text
    local cause = causes[name]
    if not cause then
      cause = { name = name, text = text, verdicts = 0, days = {}, count = 0 }
      causes[name], order[#order + 1] = cause, cause
    end
    if not counted[name] then cause.verdicts, counted[name] = cause.verdicts + 1, true end
    if text ~= cause.text then cause.varied = true end
    if parameter then cause.open = cause.open or full or not parameter.day end -- not all of its days stand there
    local day = parameter and parameter.day
    if day and not cause.days[day] then
      cause.days[day], cause.count = true, cause.count + 1
      if not cause.from or day < cause.from then cause.from = day end
      if not cause.to or day > cause.to then cause.to = day end
    end
  end
end

local function cause_text(words, cause)
  local text = cause.text
  if cause.varied and cause.open then text = words:say("document.many_days", { name = cause.name })
  elseif cause.varied and cause.count == 1 then text = cause.name .. words:say("wanting.on", { day = cause.from })
  elseif cause.varied then text = words:say("document.days", { name = cause.name, days = cause.count, from = cause.from, to = cause.to }) end
  return ("%s (%d)"):format(text, cause.verdicts)
end

-- Which fields leave how many verdicts of each rule open.
local function unknown_table(words, opened, result)
  local rows = {}
  for _, rule in ipairs(result.rules) do
    local unknown, causes, order, bare = rule.counts.unknown or 0, {}, {}, 0 -- bare: for want of a record, not of a field
    for _, part in ipairs(unknown > 0 and rule.parts or {}) do
      for record = 0, opened.snapshot:records(part.kind) - 1 do
        local _, verdict = result.run:value(part.node, record)
        if verdict and verdict.status == "unknown" then
          local missing, parameters, full = result.run:missing_of(part.node, record, words.texts.wanting)
          if #missing == 0 then bare = bare + 1 end
          count_causes(words, causes, order, missing, parameters, full)
        end
      end
    end
    table.sort(order, function(a, b) return a.name < b.name end)
    local names = {}
    for i, cause in ipairs(order) do names[i] = cause_text(words, cause) end
    if #names > 0 and bare > 0 then names[#names + 1] = ("%s (%d)"):format(words:say "document.no_field", bare) end
    if unknown > 0 then
      rows[#rows + 1] = { rule.base, tostring(unknown), #names > 0 and table.concat(names, words.separator) or words:say "document.no_field" }
    end
  end
  return { headings = { words:say "check.rule", words.status.unknown, words:say "document.fields" }, right = { [2] = true }, rows = rows }
end

local function is_unknown(value) return value == "unknown" or type(value) == "table" and value.rate == "unknown" end

-- Which cells of the tables are unknown, by column, or by measure where rows are of several.
local function cell_table(words, all)
  local rows = {}
  for _, one in ipairs(all) do
    local counts, order = {}, {}
    local function count(which, name, value) -- two columns may bear one name
      if not counts[which] then
        counts[which] = { name = name, unknown = 0, all = 0 }
        order[#order + 1] = which
      end
      counts[which].all = counts[which].all + 1
      if is_unknown(value) then counts[which].unknown = counts[which].unknown + 1 end
    end
    for _, row in ipairs(one.rows) do
      local values = row.values or {}
      for column = (one.measure or 1) + 1, #one.headings do
        if one.measure then count(values[one.measure], row[one.measure], values[column]) else count(column, one.headings[column], values[column]) end
      end
    end
    for _, which in ipairs(order) do
      local found = counts[which]
      if found.unknown > 0 then rows[#rows + 1] = { one.name, found.name, tostring(found.unknown), tostring(found.all) } end
    end
  end
  return { headings = { words:say "document.table", words:say "document.column", words:say "value.unknown", words:say "document.cells" }, right = { [3] = true, [4] = true },
    rows = rows }
end

local function doubt_table(words, opened, found)
  local rows = {}
  for i, doubt in ipairs(found) do
    local least, most = #doubt.records, #doubt.records + doubt.undecided
    rows[i] = { doubt.name, doubt.kind, least == most and tostring(least) or ("%d-%d"):format(least, most), doubts.says(words, doubt, opened, doubt.records[1]) }
  end
  return { headings = { words:say "document.warning", words:say "check.judges", words:say "document.records", words:say "document.says" }, right = { [3] = true },
    rows = rows }
end

local function items_of(writer, texts)
  local items = {}
  for i, text in ipairs(texts) do items[i] = writer.item(text) end
  return table.concat(items)
end

--- What the document needs beside the tables, in one run of its own: { result, quotas, doubted, unowned, cautions }; nil and the problem.
function document.judge(opened, options)
  local list, unowned = doubts.lower(opened.lowering), nobody.lower(opened.lowering)
  local asked = cautions.lower(opened.lowering)
  local result, problem = checking.run(opened, { hold = true, missing = true, threads = options.threads, block = options.block, profile = options.profile })
  if not result then return nil, problem end
  local unasked = nobody.notes(opened.words, opened, result.run, unowned)
  return { result = result, quotas = checking.quotas(opened, result), doubted = doubts.found(opened, result.run, list), unowned = unasked,
    cautions = cautions.notes(opened.words, opened, result, asked) }
end

--- The document as text or Markdown.
---@param judged table of document.judge
---@param parts table { reports = { table… }, indicators = { table… }, reconstructed = { table… } }
function document.write(opened, words, judged, parts, format)
  local writer, list = writers[format], {}
  local function put(text) list[#list + 1] = text end
  local function put_tables(all)
    for _, one in ipairs(all) do put(tables.format(one, format)) end
  end
  put(words:say("check.title", { pack = opened.pack.name or opened.pack.folder, registry = opened.registry, as_of = opened.as_of }) .. "\n")
  put(writer.heading(words:say "document.instruments"))
  for _, one in ipairs(law_texts.all(opened.pack, words)) do put(writer.section(one)) end
  put(writer.heading(words:say "document.verdicts"))
  put(tables.format(summary.counts(words, judged.result), format))
  if #judged.cautions > 0 then put(items_of(writer, judged.cautions)) end
  if #judged.quotas > 0 then put(tables.format(summary.quotas(words, judged.quotas), format)) end
  if #parts.reports > 0 then put(writer.heading(words:say "document.tables")) end
  put_tables(parts.reports)
  if #parts.indicators > 0 then put(writer.heading(words:say "document.indicators")) end
  put_tables(parts.indicators)
  put(writer.heading(words:say "document.unknown"))
  local unknown, cells = unknown_table(words, opened, judged.result), cell_table(words, table.move(parts.indicators, 1, #parts.indicators, #parts.reports + 1,
    table.move(parts.reports, 1, #parts.reports, 1, {})))
  if #unknown.rows > 0 then put(tables.format(unknown, format)) end
  if #cells.rows > 0 then put(tables.format(cells, format)) end
  if #judged.unowned > 0 then put(items_of(writer, judged.unowned)) end
  if #unknown.rows + #cells.rows + #judged.unowned == 0 then put(words:say "document.nothing" .. "\n") end
  put(writer.heading(words:say "document.warnings"))
  put(#judged.doubted > 0 and tables.format(doubt_table(words, opened, judged.doubted), format) or words:say "document.nothing" .. "\n")
  if #parts.reconstructed > 0 then put(writer.heading(words:say "document.reconstructed")) end
  put_tables(parts.reconstructed)
  local remarks = notes.of_pack(opened.pack, words, nil, opened.lowering)
  if #remarks > 0 then
    put(writer.heading(words:say "document.unconfirmed"))
    put(items_of(writer, remarks))
  end
  return table.concat(list, "\n")
end

return document
