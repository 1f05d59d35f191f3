-- Random reports beside a random case's rules: a table per kind, or per group of rows, with columns of every type. The case is the one that
-- generate.lua makes of the seed; the reports are made from a source of their own.
local generate = require "tests.naive.generate"
local generate_expressions = require "tests.naive.generate_expressions"
local generate_limits = require "tests.naive.generate_limits"
local generate_mixed = require "tests.naive.generate_mixed"
local generate_named_periods = require "tests.naive.generate_named_periods"
local generate_months = require "tests.naive.generate_months"
local generate_states = require "tests.naive.generate_states"
local random = require "tests.naive.random"
local ranks = require "tests.naive.ranks"

local generate_reports = {}

local kinds = { "enterprise", "jurisdiction", "agency", "listing", "audit", "measure", "measurement", "action", "load" }

-- What a group may be made of, by kind: keys that are texts, yes or no, and references; some are often empty, some read from owners.
local keys = {
  measurement = { "enterprise.sector", "measurement.pollutant", "measurement.source", "jurisdiction.level", "measurement.enterprise", "enterprise.size" },
  audit = { "audit.basis", "audit.mode", "enterprise.size", "audit.enterprise.jurisdiction" },
  measure = { "measure.verified", "measure.cost_class", "measure.audit", "jurisdiction.level", "enterprise.sector" },
  action = { "action.type", "action.rule", "action.agency", "enterprise.sector" },
  enterprise = { "enterprise.size", "enterprise.sector", "jurisdiction.level", "jurisdiction" },
}
local plurals = { measurement = "measurements", audit = "audits", measure = "measures", action = "actions", enterprise = "enterprises" }

local function name_of(key) return key:match "[%w_]+$" end

-- A group's statement, and the expressions that ask a row of it: array of { text, type }.
local function group_of(source, make, name, kind)
  local by, names = {}, {}
  for _, key in ipairs(source.shuffled(keys[kind])) do
    if #by < source.up_to(3) and not names[name_of(key)] then
      by[#by + 1], names[name_of(key)] = key, true
    end
  end
  local scope = generate_expressions.scope(kind)
  scope.term, scope.placeless = true, true -- neither `subject` nor what depends on a place
  local where = source.chance(35) and (", where = %s"):format(make.condition(scope, 1)) or ""
  local statement = ('group "%s" { of = %s, by = { %s }%s }\n'):format(name, kind, table.concat(by, ", "), where)
  local members = ("%s.%s"):format(name, plurals[kind])
  local function some() -- the members, or those that a condition on them alone keeps
    if source.chance(40) then return members end
    local inner = ("%s:where(%s)"):format(members, make.condition(scope, 1))
    return source.chance(20) and ("%s:during(%s)"):format(inner, source.pick { '"2003"', '"2001/2004"', "months(18):to(as_of)" }) or inner
  end
  local columns = {}
  for index = 1, source.between(2, 4) do
    columns[index] = source.weighted {
      { 5, function() return some() .. ":count()" end },
      { 2, function() return some() .. source.pick { ":any()", ":none()" } end },
      { 3, function() return ("%s:share(%s)"):format(some(), make.condition(scope, 1)) end },
      { 2, function() return ("%s:every(%s)"):format(some(), make.condition(scope, 1)) end },
      { 1, function() return ("%s.enterprise:distinct():count()"):format(kind == "enterprise" and members .. ".audits" or some()) end },
      { 1, function() return ("%s.%s"):format(name, name_of(source.pick(by))) .. ":known()" end },
      { 2, function()
        local dated = { measurement = "measured_on", audit = "completed_on", measure = "implemented_on", action = "taken_on", enterprise = "closed_on" }
        return ("%s.%s:%s()"):format(some(), dated[kind], source.pick { "first", "last", "when_all" })
      end },
      { 2, function()
        local numbers = { measurement = "enterprise.employees", audit = "round", measure = "cost", action = "amount", enterprise = "employees" }
        return ("%s.%s:%s"):format(some(), numbers[kind], source.chance(25) and ranks.question(source) or source.pick { "sum()", "min()", "max()", "mean()" })
      end } }()
  end
  return statement, columns
end

-- Groups that are only counted, with one text of the row's own and others of its owner: the engine counts these without looking at each row's group.
local own_texts = { measurement = { "measurement.pollutant", "measurement.source" }, audit = { "audit.basis", "audit.mode" }, measure = { "measure.cost_class" },
  action = { "action.type", "action.rule" } }
local function counted_group_of(source, make, name, kind)
  local by = source.shuffled { source.pick(own_texts[kind]), table.unpack(source.shuffled { "enterprise.sector", "enterprise.size" }, 1, source.up_to(2)) }
  local scope = generate_expressions.scope(kind)
  scope.term, scope.placeless = true, true
  local members, columns = ("%s.%s"):format(name, plurals[kind]), {}
  columns[1] = members .. ":count()"
  for index = 2, source.between(2, 3) do columns[index] = ("%s:where(%s):count()"):format(members, make.condition(scope, 1)) end
  return ('group "%s" { of = %s, by = { %s } }\n'):format(name, kind, table.concat(by, ", ")), columns
end

-- An indicator: numbers and rates, below each other.
local function indicator_of(source, make, name, decisions)
  local kind = source.pick { "enterprise", "jurisdiction", "enterprise", "agency" }
  local unit = source.chance(40) and "year" or nil
  local scope = generate_expressions.scope(kind)
  scope.unit, scope.decisions = unit, decisions
  local parts = {}
  for index = 1, source.between(1, 3) do
    local set, inner = make.set(scope, 1)
    local number = source.chance(60) and make.number(scope, 2) or set and ("%s:share(%s)"):format(set, make.inner_condition(scope, inner, 1)) or make.number(scope, 1)
    parts[index] = ('{ "part %d", %s }'):format(index, number)
  end
  local per = unit and ('{ %s, year }, during = "2002/2003"%s'):format(kind, source.pick { "", "", ", law = as_of" }) or kind
  return ('indicator "%s" { title = "T", reading = "ours", per = %s, %sparts = { %s } }\n'):format(name, per,
    source.chance(30) and ("applies = %s, "):format(make.condition(scope, 1)) or "", table.concat(parts, ", "))
end

local function report_text(name, per, where, columns, total)
  local list = {}
  for index, column in ipairs(columns) do list[index] = ('{ "c%d", %s }'):format(index, column) end
  return ('report "%s" { title = "T", %s, %s%scolumns = { %s } }\n'):format(name, per, where and ("where = %s, "):format(where) or "",
    total and "total = true, " or "", table.concat(list, ", "))
end

-- A report per kind, maybe in each year.
local function of_kind(source, substituting, make, name, verdicts, decisions)
  local kind = source.pick(kinds)
  local unit = source.chance(25) and source.pick { "year", "quarter" } or nil
  unit = unit and substituting.weighted { { 5, unit }, { 2, 'fiscal_year "04-06"' }, { 1, "week" } }
  local scope = generate_expressions.scope(kind)
  scope.unit = unit
  scope.verdicts, scope.decisions = verdicts, decisions
  local decided = {} -- decisions that can be asked of the rows
  for _, decision in ipairs(decisions) do
    if scope.hand[1] ~= "jurisdiction" and scope.hand[1] ~= "agency" and (not decision.per or decision.per == unit) then decided[#decided + 1] = decision.name end
  end
  local own = {} -- rules that judge the rows of the report
  for _, verdict in ipairs(verdicts) do
    if verdict.kind == kind and (not verdict.unit or verdict.unit == unit) then own[#own + 1] = verdict end
  end
  local columns = {}
  for index = 1, source.between(2, 4) do
    columns[index] = source.weighted {
      { #own > 0 and 6 or 0, function()
        local verdict = source.pick(own)
        local dated = table.concat(verdict.statuses, " "):find "pending"
        return ("verdict %q.%s"):format(verdict.rule, dated and source.pick { "status", "status", "due", "done" } or "status")
      end },
      { #decided > 0 and 3 or 0, function() return source.pick(decided) end },
      { 4, function() return (make.number(scope, 2)) end }, { 3, function() return make.condition(scope, 2) end },
      { 3, function() return make.date(scope, 2) end },
      { 3, function()
        local set, inner = make.set(scope, 1)
        return set and ("%s:share(%s)"):format(set, make.inner_condition(scope, inner, 1)) or "as_of"
      end } }()
  end
  local where = source.chance(40) and make.condition(scope, 2) or nil
  local law = source.weighted { { 4, "" }, { 2, ", law = as_of" }, { 1, ', law = "2002-12-31"' } }
  local during = unit == "week" and "2003-W51/2004-W02" or unit == "quarter" and "2003" or "2002/2003"
  local per = unit and ('per = { %s, %s }, during = "%s"%s'):format(kind, unit, during, law) or "per = " .. kind
  local substitute = substituting.weighted { { 4, "" }, { 2, ', non_detects = { "zero", clause = "law/b" }' }, { 2, ', non_detects = { "half", clause = "law/b" }' },
    { 2, ', non_detects = { "limit", clause = { "law/a", "law/b" } }' } }
  if substitute ~= "" and (kind == "enterprise" or kind == "load") then columns[#columns + 1] = "enterprise.loads.amount:mean()" end
  return report_text(name, per .. substitute, where, columns)
end

-- The case with its reports: { pack =, records =, as_of =, reports = { name, … } }.
function generate_reports.case(seed)
  local case = generate.case(seed)
  local source = random.source(seed + 1000003)
  local make, substituting = generate_expressions.makers(source), random.source(seed + 3000003)
  local text, names = { case.pack }, {}
  for index = 1, source.between(2, 3) do
    names[#names + 1] = "r" .. index
    text[#text + 1] = of_kind(source, substituting, make, names[#names], case.verdicts, case.decisions)
  end
  if source.chance(50) then
    names[#names + 1] = "i1"
    text[#text + 1] = indicator_of(source, make, "i1", case.decisions)
  end
  local states, of_states = generate_states.report(random.source(seed + 5000011), case.pack)
  text[#text + 1], names[#names + 1] = states, of_states
  local months, of_months = generate_months.report(random.source(seed + 5000017), case.pack)
  text[#text + 1], names[#names + 1] = months, of_months
  local named, of_named = generate_named_periods.report(random.source(seed + 9000011), case.pack)
  text[#text + 1], names[#names + 1] = named, of_named
  local limits, of_limits = generate_limits.reports(random.source(seed + 7000003), case.pack)
  text[#text + 1] = limits
  table.move(of_limits, 1, #of_limits, #names + 1, names)
  local mixed, of_mixed = generate_mixed.reports(random.source(seed + 9000011), case.pack)
  text[#text + 1] = mixed
  table.move(of_mixed, 1, #of_mixed, #names + 1, names)
  for index = 1, source.between(1, 2) do
    local name, kind = "g" .. index, source.pick { "measurement", "measurement", "audit", "measure", "action", "enterprise" }
    local make_group = own_texts[kind] and source.chance(40) and counted_group_of or group_of
    local statement, columns = make_group(source, make, name, kind)
    names[#names + 1] = "of_" .. name
    text[#text + 1] = statement
    text[#text + 1] = report_text(names[#names], "per = " .. name, source.chance(25) and ("%s.%s:count():at_least(2)"):format(name, plurals[kind]) or nil, columns)
    if source.chance(30) then -- the group that each record is in
      names[#names + 1] = "in_" .. name
      text[#text + 1] = report_text(names[#names], "per = " .. kind, nil, columns)
    end
  end
  return { seed = seed, pack = table.concat(text), records = case.records, as_of = case.as_of, reports = names }
end

return generate_reports
