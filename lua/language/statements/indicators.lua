-- Indicators: numbers and rates about many records that are no verdicts. They are shown as tables whose formulas are printed below them.
local types = require "mandate.language.types"
local declarations = require "mandate.language.statements.declarations"
local non_detects = require "mandate.language.non_detects"
local reports = require "mandate.language.statements.reports"
local rules = require "mandate.language.statements.rules"

local indicators = {}

-- One number or rate, typed; nil where it is none.
local function measure(checker, statement, path, value, scope, title)
  local shape = checker.shape
  local at = shape:at(statement, path)
  if not shape.is_node[value] or value.op == "function" then
    shape:fail(statement, path, "%s: an indicator is a number or a rate of records, not %s", title, shape:show(value))
    return nil
  end
  local expression = checker.expressions:type_of(value, scope)
  local k = expression.type.k
  if k == "any" then return nil end
  if k ~= "number" and k ~= "rate" then
    local cure = k == "set" and "; end it with :count(), or ask :share(…)" or k == "condition" and "; ask how many records meet it, set:share(condition)" or ""
    checker.problems:add(expression.at or at, ("%s: an indicator is a number or a rate, not %s%s"):format(title, types.say(expression.type), cure))
    return nil
  end
  return expression
end

local function read_parts(checker, statement, list, scope)
  local shape, parts = checker.shape, {}
  for _, entry in ipairs(shape:rows(statement, { "parts" }, list, '{ "heading", number or rate }')) do
    local row, i = entry.row, entry.index
    shape:closed(statement, { "parts", i }, row, {}, true)
    local heading = shape:words(statement, { "parts", i, 1 }, row[1])
    local title = ('part "%s"'):format(heading and (heading.en or heading.zh) or i)
    if row[1] == nil then shape:fail(statement, { "parts", i }, 'part %d has no heading: { "heading", value }', i) end
    if #row > 2 then shape:fail(statement, { "parts", i }, "%s holds more than a heading and a value", title) end
    if row[2] == nil then
      shape:fail(statement, { "parts", i }, "%s has no value", title)
    else
      local expression = measure(checker, statement, { "parts", i, 2 }, row[2], scope, title)
      if expression then parts[#parts + 1] = { heading = heading, value = expression } end
    end
  end
  return parts
end

function indicators.read(checker, statement, body)
  local shape = checker.shape
  local indicator = { name = statement.name, indicator = true, title = shape:words(statement, { "title" }, body.title), note = shape:words(statement, { "note" }, body.note),
    reading = shape:said(statement, { "reading" }, body.reading), unconfirmed = shape:said(statement, { "unconfirmed" }, body.unconfirmed),
    as_of = shape:literal(statement, { "as_of" }, body.as_of, types.stated), during = shape:literal(statement, { "during" }, body.during, types.period),
    clauses = declarations.citations(checker, statement, { "clause" }, body.clause), columns = {}, keys = {}, at = shape:at(statement) }
  for _, report in ipairs(checker.reports) do
    if report.name == indicator.name then
      shape:fail(statement, {}, "a report has this name already (%s:%d); `mandate report` would not know which is meant", report.at.file, report.at.line)
    end
  end
  indicator.per = rules.per(checker, statement, body.per, "enterprise")
  if not indicator.per then return end
  if checker.names.groups[indicator.per.kind] then
    shape:fail(statement, { "per" }, "`%s` is a group; an indicator is of records: show a group's numbers in a report", indicator.per.kind)
    return
  end
  if indicator.per.period and body.during == nil then
    shape:fail(statement, {}, 'an indicator per %s needs to know which: during = "2001/2003"', indicator.per.period)
  elseif body.during ~= nil and not indicator.per.period then
    shape:fail(statement, { "during" }, "during counts only for an indicator per year or another period: per = { %s, year }", indicator.per.kind)
  end
  indicator.law = reports.law(checker, statement, body, indicator)
  non_detects.read(checker, indicator, statement, body.non_detects, indicator.clauses)
  local scope = checker:scope(indicator.per.kind, indicator.per.period, "report")
  indicator.where = checker.expressions:value(body.applies, types.condition, scope, shape:at(statement, { "applies" }))
  if body.value ~= nil and body.parts ~= nil then
    shape:fail(statement, { "parts" }, "`value`, or `parts` where it has several, not both")
  elseif body.parts ~= nil then
    indicator.columns = read_parts(checker, statement, body.parts, scope)
  elseif body.value ~= nil then
    local expression = measure(checker, statement, { "value" }, body.value, scope, "value")
    if expression then indicator.columns[1] = { heading = indicator.title or { en = indicator.name }, value = expression } end
  else
    shape:fail(statement, {}, 'it has neither `value` nor `parts`: value = set:share(condition), or parts = { { "heading", value }, … }')
  end
  checker.indicators[#checker.indicators + 1] = indicator
end

return indicators
