--- The reports, indicators and warnings of a pack in words: what each asks, of whom. For `doc`.
local lines = require "mandate.report.lines"
local periods = require "mandate.language.periods"
local reason = require "mandate.check.reason"

local asked_tables = {}

-- What a report and an indicator have both.
local function add_common(section, one, words)
  section:per(words:say "doc.row_is", one.per)
  section:expression(words:say "doc.rows_where", one.where)
  if one.as_of then section:line(words:say "doc.as_of", one.as_of) end
  if one.during then section:line(words:say "doc.during", words:say("doc.from_to", { from = one.during.from, to = one.during.to })) end
  if one.law then section:line(words:say "doc.law_of", one.law) end
  if one.non_detects then section:line(nil, reason.non_detects(one, words)) end
  for _, column in ipairs(one.columns) do section:expression(words:of(column.heading), column.value, 2) end
end

local function report_of(report, pack, words)
  local section = lines.section(pack, words, "report", report.name, report.title)
  add_common(section, report, words)
  if report.across then section:line(words:say "doc.across", periods.spoken(words, report.across)) end
  if report.total then section:line(nil, words:say "doc.with_total") end
  if report.section then section:line(nil, words:say "document.reconstructed") end
  if report.note then section:line(nil, words:of(report.note)) end
  return section
end

local function indicator_of(indicator, pack, words)
  local section = lines.section(pack, words, "indicator", indicator.name, indicator.title)
  section:clauses(indicator.clauses)
  add_common(section, indicator, words)
  if indicator.note then section:line(nil, words:of(indicator.note)) end
  section:sources(indicator)
  return section
end

--- Every report, and behind them every indicator.
function asked_tables.all(pack, words)
  local list = {}
  for i, report in ipairs(pack.reports) do list[i] = report_of(report, pack, words) end
  for _, indicator in ipairs(pack.indicators) do list[#list + 1] = indicator_of(indicator, pack, words) end
  return list
end

--- Every warning.
function asked_tables.warnings(pack, words)
  local list = {}
  for i, doubt in ipairs(pack.doubts) do
    local section = lines.section(pack, words, "warning", doubt.name)
    section:clauses(doubt.clauses)
    section:per(words:say "doc.row_is", doubt.per)
    section:expression(words:say "doc.rows_where", doubt.when)
    section:line(nil, words:of(doubt.says))
    list[i] = section
  end
  return list
end

return asked_tables
