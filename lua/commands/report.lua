--- mandate report PACK REGISTRY [NAME]
local catalogue = require "mandate.catalogues.catalogue"
local document = require "mandate.report.document"
local lowering = require "mandate.language.lower.lowering"
local messages = require "mandate.commands.messages"
local nearest = require "mandate.language.nearest"
local nobody = require "mandate.check.nobody"
local notes = require "mandate.check.notes"
local opening = require "mandate.commands.opening"
local reports = require "mandate.report.report"
local tables = require "mandate.report.table"
local work = require "mandate.commands.work"

local report = {}

function report.declare(parser)
  local command = parser:command("report", "Print what a pack finds in a registry: the whole report, or one of its tables.")
  command:argument("pack", "The pack's folder.")
  command:argument("registry", "The registry's file.")
  command:argument("name", "One report or indicator; where none is named, the whole report: instruments, verdicts, tables, indicators, what is unknown."):args "?"
  command:option("--as-of", "The day on which the records are read."):argname "DATE"
  command:option("--format", "text, md, csv or json."):choices({ "text", "md", "csv", "json" }):default "text"
  catalogue.declare(command)
  work.declare(command)
end

local function chosen(pack, words, name, whole)
  local all = table.move(pack.indicators, 1, #pack.indicators, #pack.reports + 1, table.move(pack.reports, 1, #pack.reports, 1, {}))
  if not name then
    if #all == 0 and not whole then return nil, { message = words:say("command.no_tables", { pack = pack.folder }) } end
    return all
  end
  local names = {}
  for _, declared in ipairs(all) do
    if declared.name == name then return { declared } end
    names[#names + 1] = declared.name
  end
  local known = {}
  for _, own in ipairs(names) do known[own] = true end
  return nil, { message = words:say("command.no_table", { pack = pack.folder, name = name }) .. messages.meant(words, { nearest.word(name, known) }),
    cure = #names > 0 and words:say("command.it_has", { names = table.concat(names, words.separator) }) or nil }
end

-- What a report asks.
local function asked_by(declared)
  local expressions = { declared.where }
  for _, column in ipairs(declared.columns) do expressions[#expressions + 1] = column.value end
  return expressions
end

-- A report fixed to a day is read on that day, but never looks past the day asked for.
local function day_of(declared, as_of)
  if declared.as_of and declared.as_of < as_of then return declared.as_of end
  return as_of
end

-- One lowering for each day, so that reports of one day are one plan and one pass over the records.
local function views_of(opened, declared)
  local views, by_day = {}, {}
  for _, one in ipairs(declared) do
    local day = day_of(one, opened.as_of)
    local view = by_day[day]
    if not view then
      view = { pack = opened.pack, words = opened.words, snapshot = opened.snapshot, as_of = day, lowering = lowering.new(opened.pack, opened.snapshot, day), reports = {} }
      by_day[day], views[#views + 1] = view, view
    end
    local lowered, why = reports.lower(view.lowering, one)
    if not lowered then return nil, why end
    view.reports[#view.reports + 1] = { declared = one, lowered = lowered, unowned = nobody.lower(view.lowering, asked_by(one)) }
  end
  return views
end

local function table_of(opened, view, run, one)
  local declared, words = one.declared, opened.words
  local table_ = reports.build(view, run, one.lowered)
  local function add(text)
    table_.notes[#table_.notes + 1] = words:say("note.note", { text = text })
    table_.remarks[#table_.remarks + 1] = text
  end
  table_.remarks = table.move(table_.notes, 1, #table_.notes, 1, {})
  if declared.unconfirmed then add(words:say("note.rule", { rule = declared.name, why = declared.unconfirmed })) end
  local basis = notes.basis(opened.pack, asked_by(declared), declared.per and declared.per.period)
  basis.clauses = declared.non_detects_by
  for _, note in ipairs(notes.of_pack(opened.pack, words, basis)) do add(note) end
  for _, note in ipairs(nobody.notes(words, view, run, one.unowned)) do add(note) end
  if declared.as_of and declared.as_of > opened.as_of then add(words:say("note.ahead", { day = declared.as_of, as_of = opened.as_of })) end
  return table_
end

-- What stands below the tables, where their format has no place for it: of several, with the table's name.
local function warn_of(list, words)
  for _, one in ipairs(list) do
    for _, remark in ipairs(one.remarks) do
      messages.warn(#list > 1 and words:say("note.of_table", { name = one.name, text = remark }) or remark, words)
    end
  end
end

function report.run(options)
  local opened, problems = opening.open(options)
  if not opened then return messages.fail(problems) end
  local whole = not options.name and (options.format == "text" or options.format == "md")
  local declared, problem = chosen(opened.pack, opened.words, options.name, whole)
  if not declared then return messages.fail(problem) end
  local views, why_not = views_of(opened, declared)
  if not views then return messages.fail(opening.of_run(opened, why_not)) end
  local tables_by_name, failed = {}, false
  for _, view in ipairs(views) do
    local run, why = view.lowering:run(work.options(options))
    if not run then return messages.fail(opening.of_run(opened, why)) end
    failed = messages.failures(opened.pack.folder, run:failures(), opened.words) or failed
    for _, one in ipairs(view.reports) do tables_by_name[one.declared.name] = table_of(opened, view, run, one) end
    local names = {}
    for i, one in ipairs(view.reports) do names[i] = one.declared.name end
    view.took = view == views[1] and opened.took or nil
    work.show(options, view, run, table.concat(names, ", "))
  end
  local parts, text = { reports = {}, indicators = {}, reconstructed = {} }, nil
  for i, one in ipairs(declared) do
    parts[i] = tables_by_name[one.name]
    table.insert(one.indicator and parts.indicators or one.section and parts[one.section] or parts.reports, parts[i])
  end
  if whole then
    local judged, why = document.judge(opened, options)
    if not judged then return messages.fail(opening.of_run(opened, why)) end
    opening.lowered(opened)
    if #views > 0 then opened.took = nil end
    work.show(options, opened, judged.result.run)
    failed = messages.failures(opened.pack.folder, judged.result.run:failures(), opened.words) or failed
    text = document.write(opened, opened.words, judged, parts, options.format)
  end
  for _, note in ipairs(opened.notes) do messages.warn(note, opened.words) end
  if options.format == "csv" then warn_of(parts, opened.words) end
  for _, one in ipairs(options.format == "json" and parts or {}) do -- whoever reads a table sees nothing else
    for _, note in ipairs(opened.notes) do one.notes[#one.notes + 1] = opened.words:say("note.note", { text = note }) end
  end
  io.stdout:write(text or tables.format_all(parts, options.format))
  return failed and 2 or 0
end

return report
