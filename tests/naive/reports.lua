-- Tables of the naive evaluator: reports, and indicators, which are reports whose columns stand below each other. meaning.md, sections 15 and 18.
local contexts = require "tests.naive.expressions.contexts"
local counting = require "tests.naive.expressions.counting"
local dates = require "tests.naive.dates"
local evaluate = require "tests.naive.evaluate"
local record_pack = require "tests.naive.record_pack"
local records = require "tests.naive.records"
local subjects = require "tests.naive.verdicts.subjects"
local values = require "tests.naive.values"

local reports = {}

local IN_GROUPS <const> = { "in a table of a group" } -- of which it is counted what is met in it

local function by_key(a, b)
  for index, part in ipairs(a.parts) do
    if part ~= b.parts[index] then return part < b.parts[index] end
  end
  return false
end

-- Notes what a table met: the days that its rows read, and cells that another law would have changed.
local function note_row(context, report, period, shown)
  counting.note(context, (period and "a row of a period" or "a row of a table") .. (report.indicator and ", of an indicator" or ""))
  if shown.state == "unknown" then counting.note(context, "a row that is perhaps shown") end
  local sure = false
  for _, member in ipairs(context.subject.value.members or {}) do sure = sure or member.sure end
  if context.subject.value.members and not sure then counting.note(context, "a group that is perhaps there") end
end

local function note_cell(context, column, value)
  if not context.counters then return end
  counting.count(context, "cell of " .. value.type, value)
  if not context.law or context.law == context.pivot then return end
  local own = evaluate.value(column, contexts.copy(context, { law = false, counters = false }))
  if own.state ~= value.state or own.value ~= value.value or own.low ~= value.low or own.high ~= value.high then
    counting.note(context, context.law == context.as_of and "a cell that the law as of D changes" or "a cell that the law of a day changes")
  end
end

-- The day whose law all rows read; nil where each reads its own period's.
local function law_of_report(report, as_of)
  if report.law == nil then return nil end
  return record_pack.node(report.law) and as_of or assert(dates.parse(report.law))
end

-- A report's rows, section 15, and section 10 for plans per year: array of { record =, period =, cells = { value, … } }.
function reports.rows(run, name)
  local report = assert(run.pack.reports[name], "no report is called " .. name)
  local per = record_pack.node(report.per) and { report.per } or report.per
  local kind, unit = record_pack.node(per[1]).name, record_pack.unit_of(per[2])
  local periods = { false }
  if unit then
    periods = {}
    local from, to = dates.parse_period(assert(report.during, "a report per period says during which"))
    while from <= to do
      local period_name, first, last = dates.period_of(unit, from)
      if first > to then break end
      periods[#periods + 1] = { name = period_name, from = first, to = last, unit = unit }
      from = last + 1
    end
  end
  local rows, order = {}, table.move(run.registry[kind], 1, #run.registry[kind], 1, {})
  if not run.pack.kinds[kind].group then table.sort(order, by_key) end
  for _, period in ipairs(periods) do
    for _, record in ipairs(order) do
      local day = period and record.kind.lasting and record.kind.starts and records.day(record)
      local later = day and day.state == "known" and day.value > math.min(run.as_of, period.to) -- it was not there yet (3)
      if later then counting.note(subjects.begin(run, record, period).context(run.as_of), "a record that begins after the period of a row") end
      if records.visible(record, run.as_of) and not later then
        local context = subjects.begin(run, record, period or nil).context(period and math.min(run.as_of, period.to) or run.as_of)
        context.law = law_of_report(report, run.as_of)
        context.report, context.non_detects = true, subjects.substitute(report)
        context.inside = run.pack.kinds[kind].group and IN_GROUPS
        local shown = report.where == nil and values.yes or values.settle(evaluate.as(report.where, "condition", context))
        shown = values.both(records.there(record, run.as_of), shown)
        if shown.value ~= false then
          note_row(context, report, period, shown)
          local cells = {}
          for index, column in ipairs(report.columns) do
            cells[index] = type(column[2]) == "number" and values.number(column[2]) or evaluate.value(column[2], context)
            if cells[index].type == "condition" then cells[index] = values.settle(cells[index]) end
            if record_pack.node(column[2]) then note_cell(context, column[2], cells[index]) end
          end
          rows[#rows + 1] = { record = record, period = period or nil, cells = cells }
        end
      end
    end
  end
  return rows
end

return reports
