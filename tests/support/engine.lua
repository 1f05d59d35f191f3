-- The real engine, asked in this process through the Lua module of the core, in the shape of tests.naive.naive: a pack's text and CSV
-- texts by kind, as of a day.
local lfs = require "lfs"

-- MANDATE_MODULE: the folder of another build, such as the sanitized one.
package.cpath = (os.getenv "MANDATE_MODULE" or "build/module") .. "/?.so;" .. package.cpath
package.loaded["mandate.installation"] = { folder = ".", version = "test" }
local core = require "mandate.core"

local pack_files = require "tests.support.pack_files"
local records_refused = require "tests.support.refused"

local engine = {}

-- In memory where the system has such a folder: nothing here outlives a run, and an import waits until what it writes is on its disk.
local reserved = os.tmpname()
local folder = lfs.attributes("/dev/shm", "mode") == "directory" and "/dev/shm" .. reserved:match "/[^/]*$" or reserved .. ".folder"

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

local function clear()
  for name in lfs.dir(folder) do
    if name ~= "." and name ~= ".." then
      local path = folder .. "/" .. name
      if lfs.attributes(path, "mode") == "directory" then
        for inner in lfs.dir(path) do
          if inner ~= "." and inner ~= ".." then os.remove(path .. "/" .. inner) end
        end
      else os.remove(path) end
    end
  end
end

local function problem_text(problems)
  if problems.message then problems = { problems } end
  local lines = {}
  for i, problem in ipairs(problems) do lines[i] = ("%s:%s: %s"):format(problem.file or "?", problem.line or "?", problem.message) end
  return table.concat(lines, "\n")
end

local last = {} -- the text that was loaded last, and its pack: many specs ask one pack of many registries

local function load_pack(pack_text)
  if last.text ~= pack_text then
    write(folder .. "/pack/pack.lua", pack_text)
    for name, text in pairs(pack_files.further(pack_text)) do write(folder .. "/pack/" .. name, text) end
    local pack, problems = require "mandate.language.load".load(core, folder .. "/pack")
    if not pack then error("the pack is refused:\n" .. problem_text(problems), 0) end
    last = { text = pack_text, pack = pack }
  end
  return last.pack
end

--- Loads and imports; returns what the commands call an opened pack. Raises with the messages where something is refused.
---@param csv_by_kind table CSV texts by kind; they hold all there is, but where `came` says on which day these files came, and none of other kinds
function engine.open(pack_text, csv_by_kind, as_of)
  local lowering = require "mandate.language.lower.lowering"
  if not lfs.attributes(folder) then
    assert(lfs.mkdir(folder))
    assert(lfs.mkdir(folder .. "/pack"))
  end
  clear()
  local pack = load_pack(pack_text)
  local files, wrong, came = {}, 0, csv_by_kind.came
  for kind, csv in pairs(csv_by_kind) do
    if kind == "came" then goto next end
    wrong = wrong + select(2, csv:gsub(records_refused.DAY, ""))
    local path = ("%s/%s.csv"):format(folder, kind)
    write(path, csv)
    local statement = pack.imports[kind] and pack.imports[kind][1]
    local mapped = statement and statement.kind ~= kind and statement or {} -- a file of another name than its kind's comes by the import statement of that name
    files[#files + 1] = { kind = mapped.kind or kind, path = path, mapping = mapped.mapping }
    ::next::
  end
  table.sort(files, function(a, b) return a.kind < b.kind end)
  local registry = folder .. "/registry.db"
  local result, refused = core.import(registry, pack.model, files, { keep_good = wrong > 0, whole = not came, imported_at = came or "9999-12-31" })
  if not result then error("the import failed: " .. problem_text(refused), 0) end
  local refused_rows = 0
  for _, file in ipairs(result.files) do refused_rows = refused_rows + file.refused end
  if not result.committed or refused_rows ~= wrong then
    local lines = {}
    for _, file in ipairs(result.files) do
      if file.rejects then
        local handle = io.open(file.rejects)
        if handle then
          lines[#lines + 1] = file.path .. ": " .. handle:read "a"
          handle:close()
        end
      end
    end
    error("rows are refused:\n" .. table.concat(lines, "\n"), 0)
  end
  local snapshot, failure = core.snapshot(registry, pack.model)
  if not snapshot then error(problem_text(failure), 0) end
  local opened = { pack = pack, snapshot = snapshot, as_of = as_of, registry = registry, notes = {} }
  opened.lowering = lowering.new(pack, snapshot, as_of)
  return opened
end

-- A decimal as a number of Lua, which specs compare; each decimal has its own. In tables of values, too.
local function plain(value)
  if core.is_decimal(value) then return tonumber(core.number_text(value)) end
  if type(value) == "table" then
    for key, inner in pairs(value) do value[key] = plain(inner) end
  end
  return value
end

local function range(state, value)
  if state == "absent" or state == nil then return nil end
  if state == "unknown" then return { low = -math.huge, high = math.huge } end
  if state == "known" then return { low = plain(value), high = plain(value) } end
  return { low = plain(value.low) or -math.huge, high = plain(value.high) or math.huge, low_open = value.low_open, high_open = value.high_open }
end

-- The numbers of the goal that a place has.
local function quota_numbers(opened, run, part, record, row)
  for _, trace in ipairs(part.versions) do
    if trace.shape == "quota" and not trace.over and opened.lowering:named_record(part.kind, trace.goal.place) == record then
      local actual = range(run:value(trace.actual, record))
      row.actual = actual
      row.target = { low = plain(trace.target_low), high = plain(trace.target_high) }
      row.planned = #trace.plan.years > 0 and { low = plain(trace.plan.low), high = plain(trace.plan.high) } or nil
      if actual then
        local least = plain(trace.target_low)
        row.gap = { low = math.max(0, least - actual.high), high = math.max(0, least - actual.low) }
      end
    end
  end
end

--- An opened pack as of another day, over the same records.
function engine.on(opened, day)
  local lowering = require "mandate.language.lower.lowering"
  return { pack = opened.pack, snapshot = opened.snapshot, as_of = day, registry = opened.registry, notes = {}, lowering = lowering.new(opened.pack, opened.snapshot, day) }
end

--- "rule subject" -> status, of all rules and periods, or of some parts { base =, period =, kind = } of rules.
function engine.statuses(opened, parts)
  local checking = require "mandate.check.check"
  local lowered = {}
  for i, part in ipairs(parts or {}) do lowered[i] = opened.lowering:rule(part.base, part.period) end
  if not parts then lowered = opened.lowering:rules() end
  for _, part in ipairs(lowered) do opened.lowering.plan:keep(part.node) end
  local run, problem = opened.lowering:run { threads = parts and 1 or nil }
  if not run then error(problem_text(problem), 0) end
  local statuses = {}
  for _, part in ipairs(lowered) do
    for record = 0, opened.snapshot:records(part.kind) - 1 do
      local _, verdict = run:value(part.node, record)
      if verdict then statuses[part.base .. " " .. checking.subject(opened, part, record)] = verdict.status end
    end
  end
  return statuses
end

--- What `check` counts of an opened pack: "rule status" -> how many, and "freed rule" -> how many are freed only for want of records. With `missing`, whatever made a
--- verdict can be looked at after the run; without, the engine may leave undone what nobody asks for.
function engine.counts(opened, options)
  local checking, freed = require "mandate.check.check", require "mandate.check.freed"
  local view, counts = engine.on(opened, opened.as_of), {}
  local list = freed.lower(view.lowering)
  local result, problem = checking.run(view, { missing = options.missing, block = options.block, threads = options.threads })
  if not result then error(problem_text(problem), 0) end
  for _, rule in ipairs(result.rules) do
    for status, n in pairs(rule.counts) do counts[rule.base .. " " .. status] = n > 0 and n or nil end
  end
  for _, one in ipairs(list) do counts[one.text .. " " .. one.part.base] = result.run:count(one.node) end
  return counts
end

--- Array of { rule, part, subject, status, due, done, since, next_change, missing, target, actual, gap, planned }, sorted by rule and subject. next_change,
--- "not worked out" where it was not, is there where options.next asks for it.
function engine.check(pack_text, csv_by_kind, as_of, options)
  local checking = require "mandate.check.check"
  local opened = engine.open(pack_text, csv_by_kind, as_of)
  local result, problem = checking.run(opened, { missing = not (options and options.quiet), hold = true, block = options and options.block, threads = options and options.threads })
  if not result then error(problem_text(problem), 0) end
  local looking
  if options and options.next then
    looking, problem = require "mandate.check.ahead".run(opened, { block = options.block, threads = options.threads })
    if not looking then error(problem_text(problem), 0) end
  end
  local rows = {}
  for _, rule in ipairs(result.rules) do
    for _, part in ipairs(rule.parts) do
      for record = 0, opened.snapshot:records(part.kind) - 1 do
        local _, verdict = result.run:value(part.node, record)
        if verdict then
          local judged = verdict.status ~= "not_applicable"
          local row = {
            rule = part.base, part = part, subject = checking.subject(opened, part, record), status = verdict.status, due = judged and verdict.due or nil,
            done = judged and verdict.done or nil, since = verdict.since,
          }
          if looking then
            row.next_change = looking:day(part, record, verdict)
            if row.next_change == false then row.next_change = "not worked out" end
          end
          if verdict.status == "unknown" and not (options and options.quiet) then
            row.missing = (result.run:missing_of(part.node, record, require("mandate.catalogues.en").wanting))
            table.sort(row.missing)
          end
          if rule.word == "quota" and judged then quota_numbers(opened, result.run, part, record, row) end
          rows[#rows + 1] = row
        end
      end
    end
  end
  table.sort(rows, function(a, b)
    if a.rule ~= b.rule then return a.rule < b.rule end
    return a.subject < b.subject
  end)
  return rows, opened, result
end

--- The pack's reports and indicators as tables (lua/report/table.lua), each run alone as the command does it: name -> table.
function engine.reports(pack_text, csv_by_kind, as_of, options)
  local lowering = require "mandate.language.lower.lowering"
  local reports = require "mandate.report.report"
  local opened, built = engine.open(pack_text, csv_by_kind, as_of), {}
  local all = table.move(opened.pack.reports, 1, #opened.pack.reports, 1, {})
  for _, declared in ipairs(table.move(opened.pack.indicators, 1, #opened.pack.indicators, #all + 1, all)) do
    local view = { pack = opened.pack, snapshot = opened.snapshot, as_of = as_of, lowering = lowering.new(opened.pack, opened.snapshot, as_of) }
    local lowered = reports.lower(view.lowering, declared)
    local run, problem = view.lowering:run { block = options and options.block, threads = options and options.threads }
    if not run then error(problem_text(problem), 0) end
    built[declared.name] = reports.build(view, run, lowered)
    for _, row in ipairs(built[declared.name].rows) do row.values = plain(row.values) end
  end
  return built, opened
end

function engine.close()
  if lfs.attributes(folder) then
    clear()
    os.remove(folder .. "/pack")
    os.remove(folder)
  end
  os.remove(reserved)
end

return engine
