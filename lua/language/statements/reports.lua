-- Reports: tables whose cells are expressions.
local ordered = require "mandate.language.ordered"
local schema = require "mandate.language.schema"
local types = require "mandate.language.types"
local periods = require "mandate.language.periods"
local declarations = require "mandate.language.statements.declarations"
local rules = require "mandate.language.statements.rules"
local groups = require "mandate.language.statements.groups"
local non_detects = require "mandate.language.non_detects"

local reports = {}

-- A heading is a text, or { en = "…", zh = "…" }; anything else that is a table holds further columns.
local function is_column(shape, entry)
  local heading = entry[1]
  return type(heading) ~= "table" or shape.is_node[heading] or heading.en ~= nil or heading.zh ~= nil
end

local function read_columns(checker, statement, report, scope, list, path, depth)
  local shape = checker.shape
  for key in pairs(list) do
    if type(key) ~= "number" then
      shape:fail(statement, { "columns", key }, 'columns is a list, { { "heading", value }, … }; a table with names has no order')
      return
    end
  end
  for i, entry in ipairs(list) do
    local inner = { table.unpack(path) }
    inner[#inner + 1] = i
    local number = #report.columns + 1
    if type(entry) ~= "table" or shape.is_node[entry] then
      shape:fail(statement, inner, 'column %d: write { "heading", value }, not %s', number, shape:show(entry))
    elseif not is_column(shape, entry) and depth < 4 then
      read_columns(checker, statement, report, scope, entry, inner, depth + 1)
    else
      inner[#inner + 1] = 1
      local heading = shape:words(statement, inner, entry[1])
      inner[#inner] = 2
      local title = heading and (heading.en or heading.zh) or "column " .. number
      for _, key in ipairs(ordered.keys(entry)) do
        if schema.statement.report.key[key] then
          shape:fail(statement, { table.unpack(inner, 1, #inner - 1) }, '`%s` belongs to the report and stands beside `columns`, not in column "%s"', key, title)
        elseif type(key) ~= "number" then
          shape:fail(statement, { table.unpack(inner, 1, #inner - 1) }, 'column "%s" is a heading and a value, and has no key `%s`', title, tostring(key))
        end
      end
      if entry[1] == nil then shape:fail(statement, { table.unpack(inner, 1, #inner - 1) }, 'column %d has no heading: { "heading", value }', number) end
      if #entry > 2 then shape:fail(statement, { table.unpack(inner, 1, #inner - 1) }, 'column "%s" holds more than a heading and a value', title) end
      local value = entry[2]
      if value == nil then
        shape:fail(statement, { table.unpack(inner, 1, #inner - 1) }, 'column "%s" has no value', title)
      else
        local at = shape:at(statement, inner)
        local expression = shape.is_node[value] and value.op ~= "function" and checker.expressions:type_of(value, scope)
        local fault = expression and checker.names.groups[report.per.kind] and groups.asks_place(expression, checker.names.terms, checker.parameters)
        if not expression then
          shape:fail(statement, inner, 'column "%s": a cell shows the value of an expression, not %s', title, shape:show(value))
        elseif expression.type.k == "set" then
          checker.problems:add(expression.at or at, ('"%s": a cell shows one value; end the set with :count()'):format(title))
        elseif not ({ condition = 1, number = 1, rate = 1, date = 1, text = 1, any = 1 })[expression.type.k] then
          checker.problems:add(expression.at or at, ('"%s": a cell shows one value, not %s'):format(title, types.say(expression.type)))
        elseif fault then
          checker.problems:add(expression.at or at, ('"%s": %s'):format(title, fault))
        elseif heading and report.keys[heading.en] then
          shape:fail(statement, inner, 'column "%s": the key `%s` has a column of that heading already; leave this one out, or name it otherwise', title,
            report.keys[heading.en])
        else
          report.columns[#report.columns + 1] = { heading = heading, value = expression }
        end
      end
    end
  end
end

--- `law`, of reports and indicators: "as_of", or a day.
function reports.law(checker, statement, body, report)
  local shape = checker.shape
  if body.law == nil then return nil end
  if not report.per.period then
    shape:fail(statement, { "law" }, "law counts only for a table per year or another period, whose rows read each their own period's law: per = { %s, year }", report.per.kind)
    return nil
  elseif shape.is_node[body.law] then
    if body.law.op == "root" and body.law.name == "as_of" then return "as_of" end
    shape:fail(statement, { "law" }, "law is as_of, without quotes, or a date")
    return nil
  end
  return shape:literal(statement, { "law" }, body.law, types.stated)
end

function reports.read(checker, statement, body)
  local shape = checker.shape
  local report = { name = statement.name, section = body.section, title = shape:words(statement, { "title" }, body.title), note = shape:words(statement, { "note" }, body.note),
    as_of = shape:literal(statement, { "as_of" }, body.as_of, types.stated), during = shape:literal(statement, { "during" }, body.during, types.period),
    total = shape:yesno(statement, { "total" }, body.total) or false, columns = {}, at = shape:at(statement) }
  report.per = rules.per(checker, statement, body.per)
  if body.across ~= nil then
    local across = periods.read(shape.is_node, checker.expressions, body.across)
    if not across then
      shape:fail(statement, { "across" }, "across is %s, without quotes around the word", periods.said)
    elseif report.per and report.per.period ~= across then
      shape:fail(statement, { "across" }, "across = %s needs a row in each %s: per = { %s, %s }", across, across, report.per.kind, across)
    end
    report.across = across or nil
  end
  if not report.per then return end
  if body.during ~= nil and not report.per.period then
    shape:fail(statement, { "during" }, "during counts only for a table per year or another period: per = { %s, year }", report.per.kind)
  end
  report.law = reports.law(checker, statement, body, report)
  non_detects.read(checker, report, statement, body.non_detects, {})
  report.keys = {} -- the headings that a group's keys take
  local group = checker.names.groups[report.per.kind]
  for _, key in ipairs(group and group.keys or {}) do report.keys[groups.heading(key.name)] = key.name end
  local scope = checker:scope(report.per.kind, report.per.period, "report")
  report.where = checker.expressions:value(body.where, types.condition, scope, shape:at(statement, { "where" }))
  local fault = group and groups.asks_place(report.where, checker.names.terms, checker.parameters)
  if fault then shape:fail(statement, { "where" }, "%s", fault) end
  if type(body.columns) == "table" and not shape.is_node[body.columns] then
    read_columns(checker, statement, report, scope, body.columns, { "columns" }, 1)
    if next(body.columns) == nil then shape:fail(statement, { "columns" }, 'it has no column: { "heading", value }') end
  elseif body.columns ~= nil then
    shape:fail(statement, { "columns" }, 'columns is a list, { { "heading", value }, … }')
  end
  checker.reports[#checker.reports + 1] = report
end

--- `warning`: records that contradict each other or the law.
function reports.warning(checker, statement, body)
  local shape = checker.shape
  local doubt = { name = statement.name, says = shape:words(statement, { "says" }, body.says), at = shape:at(statement),
    clauses = declarations.citations(checker, statement, { "clause" }, body.clause) }
  doubt.per = rules.per(checker, statement, body.per, "enterprise")
  if not doubt.per then return end
  if doubt.per.period or checker.names.groups[doubt.per.kind] then
    shape:fail(statement, { "per" }, "a warning is about records: per = %s", checker.names.groups[doubt.per.kind] and "enterprise" or doubt.per.kind)
    return
  end
  doubt.when = checker.expressions:value(body.when, types.condition, checker:scope(doubt.per.kind, nil, "report"), shape:at(statement, { "when" }))
  checker.doubts[#checker.doubts + 1] = doubt
end

return reports
