-- The naive evaluator: a second, slow and simple reading of lua/language/meaning.md, used only by tests. It starts from a pack's
-- text and from CSV texts, shares no code with the engine and reads the registry row by row.
local codes = require "tests.naive.codes"
local dates = require "tests.naive.dates"
local record_pack = require "tests.naive.record_pack"
local records = require "tests.naive.records"
local reports = require "tests.naive.reports"
local rules = require "tests.naive.rules"
local values = require "tests.naive.values"

local naive = {}

local function start(pack_text, csv_by_kind, as_of, counters)
  local pack = record_pack.run(pack_text)
  values.relate(pack.units)
  local registry = records.read(pack.kinds, codes.read(pack, csv_by_kind, counters))
  return rules.start(pack, registry, assert(dates.parse(as_of), as_of), counters), pack
end

local function shown_date(value) return value and value.state == "known" and dates.format(value.value) or nil end

local function shown_number(value)
  if not value or value.state == "absent" then return nil end
  return { low = value.low, high = value.high, low_open = value.low_open, high_open = value.high_open }
end

local function shown_missing(verdict)
  if verdict.status ~= "unknown" then return nil end
  local names = {}
  for name in pairs(verdict.missing or {}) do names[#names + 1] = name end
  table.sort(names)
  return names
end

local function subject_key(found) return found.record.key .. (found.period and "@" .. found.period.name or "") end

-- Array of { rule, subject, status, version, due, done, since, missing, target, actual, gap, planned }, sorted by rule and
-- subject. Days are ISO texts, numbers of quotas { low =, high = }, `missing` the fields an unknown verdict waits for.
-- `counters`, if given, gets counts: counters[operator][outcome] and counters.status[status].
function naive.check(pack_text, csv_by_kind, as_of, counters)
  local run = start(pack_text, csv_by_kind, as_of, counters)
  local shown = {}
  for index, found in ipairs(rules.all(run)) do
    local verdict = found.verdict
    local judged = verdict.status ~= "not_applicable"
    shown[index] = {
      rule = found.base, subject = subject_key(found), status = verdict.status, version = verdict.version,
      due = judged and shown_date(verdict.due) or nil, done = judged and shown_date(verdict.done) or nil,
      since = verdict.since and dates.format(verdict.since),
      missing = shown_missing(verdict),
      target = shown_number(verdict.target), actual = shown_number(verdict.actual), gap = shown_number(verdict.gap),
      planned = shown_number(verdict.planned),
    }
  end
  table.sort(shown, function(a, b)
    if a.rule ~= b.rule then return a.rule < b.rule end
    return a.subject < b.subject
  end)
  return shown
end

-- The days behind `as_of` that are written in the pack or the records, with the days beside them and those given: no other brings a change, where
-- nothing is computed from them.
local function written_days(pack_text, csv_by_kind, as_of, given)
  local days, list = {}, {}
  local function take(day)
    if day > as_of and not days[day] then days[day], list[#list + 1] = true, day end
  end
  local texts = { pack_text }
  for _, csv in pairs(csv_by_kind) do texts[#texts + 1] = csv end
  for _, text in ipairs(texts) do
    for written in text:gmatch "%d%d%d%d%-%d%d%-%d%d" do
      for more = -1, 1 do take(dates.format(dates.parse(written) + more)) end
    end
  end
  for _, day in ipairs(given) do
    for more = -1, 1 do take(dates.format(dates.parse(day) + more)) end
  end
  table.sort(list)
  return list
end

--- The records as the next change takes them (19): as if files went on coming, where they have come up to the day that is asked about.
function naive.as_if_files_went_on_coming(csv_by_kind, as_of)
  if not csv_by_kind.came or csv_by_kind.came < as_of then return csv_by_kind end
  local others = {}
  for kind, csv in pairs(csv_by_kind) do others[kind] = csv end
  others.came = "always"
  return others
end

-- The first day on which a verdict's status is another, found by judging one day after the other; "none" where there is none.
function naive.next_change(pack_text, csv_by_kind, as_of, rule, subject, given)
  csv_by_kind = naive.as_if_files_went_on_coming(csv_by_kind, as_of)
  local function status_on(day)
    for _, verdict in ipairs(naive.check(pack_text, csv_by_kind, day)) do
      if verdict.rule == rule and verdict.subject == subject then return verdict.status end
    end
  end
  local now = status_on(as_of)
  for _, day in ipairs(written_days(pack_text, csv_by_kind, as_of, given)) do
    if status_on(day) ~= now then return day end
  end
  return "none"
end

local function shown_cell(value)
  if value.type == "number" then return shown_number(value) end
  if value.state ~= "known" then return value.status or value.state end -- a verdict's status that is unknown may be that it failed
  if value.type == "date" then return dates.format(value.value) end
  if value.type == "row" then return value.value.key end
  return value.value
end

-- Array of { subject, record, period, keys, cells }, by period and then by key (groups: by their keys, whose values are in `keys`): a cell is
-- { low =, high = } for a number, an ISO text, a text, a boolean, or "absent" or "unknown" (for a number that is absent: nil). The report's
-- own as_of goes before the one given.
-- `counters` as in check. Of an indicator `parts` are the headings of its cells, which the command writes below each other.
function naive.report(pack_text, csv_by_kind, name, as_of, counters)
  local run, pack = start(pack_text, csv_by_kind, as_of, counters)
  local report = assert(pack.reports[name], "no report is called " .. name)
  if report.as_of then run = start(pack_text, csv_by_kind, report.as_of, counters) end
  local shown = {}
  for index, row in ipairs(reports.rows(run, name)) do
    local cells = { n = #row.cells }
    for column, value in ipairs(row.cells) do cells[column] = shown_cell(value) end
    local keys = { n = row.record.keys and #row.record.keys or 0 }
    for position = 1, keys.n do keys[position] = shown_cell(row.record.keys[position]) end
    local parts = report.indicator and {} or nil
    for column = 1, parts and #report.columns or 0 do parts[column] = report.columns[column][1] end
    shown[index] = { subject = subject_key(row), parts = parts, record = row.record.key, period = row.period and row.period.name, keys = keys, cells = cells }
  end
  return shown
end

return naive
