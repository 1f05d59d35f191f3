-- Who keeps to the earlier value of a parameter for a time (meaning.md, section 21): `transition` of a row. The parameter then has a second one beside it, `kept`, with the rows
-- as those
-- read them whom it names: the row before goes on, and the row that says so begins when that is over. What asks the parameter becomes
--   { op = "kept", condition = whom, a = that parameter, b = the parameter, name, type, at }.
local days = require "mandate.language.days"
local declarations = require "mandate.language.statements.declarations"
local schema = require "mandate.language.schema"
local types = require "mandate.language.types"

local kept_values = {}

local EXAMPLE <const> = '{ 30, from = "2010-01-01", transition = { whom = plant.opened_on:before "2010-01-01", to = "2012-12-31", clause = "instrument/clause" } }'
local CAN_BE_KEPT <const> = { number = true, rate = true, date = true, text = true }

-- The row in the same place that ends on the day before another begins.
local function row_before(parameter, row)
  for _, other in ipairs(parameter.rows) do
    if other ~= row and other.place == row.place and other.last and row.from and other.last == days.before(row.from) then return other end
  end
  return nil
end

local function copy_of(row, changes)
  local copy = {}
  for key, value in pairs(row) do copy[key] = value end
  for key, value in pairs(changes) do copy[key] = value end
  return copy
end

-- The rows as those read them who keep to the one before a row until a day (nil: as long as the row holds). Each stands where it stands in the parameter.
local function rows_of(parameter, row, before, said)
  local last, rows = days.earlier(said.to, row.last), {}
  for i, other in ipairs(parameter.rows) do
    if other == before then
      local clauses = table.move(other.clauses, 1, #other.clauses, 1, {})
      rows[i] = copy_of(other, { kept = true, clauses = table.move(said.clauses, 1, #said.clauses, #clauses + 1, clauses) })
      rows[i].last = last -- nil, too: then there is no end
    elseif other == row then
      rows[i] = copy_of(other, last and { from = last < "9999-12-31" and days.after(last) or last } or { last = days.before(row.from) })
    else
      rows[i] = other
    end
  end
  return rows
end

-- What a row says of it; nil where it is wrong.
local function read_row(checker, statement, i, said)
  local shape = checker.shape
  if type(said) ~= "table" or shape.is_node[said] then
    shape:fail(statement, { i, "transition" }, "transition says who keeps to the value of the row before: %s", EXAMPLE)
    return nil
  end
  shape:closed(statement, { i, "transition" }, said, schema.options.transition)
  for _, key in ipairs { "whom", "clause" } do
    if said[key] == nil then shape:fail(statement, { i, "transition" }, "transition lacks `%s`: %s", key, EXAMPLE) end
  end
  if said.whom == nil then return nil end
  return { to = shape:literal(statement, { i, "transition", "to" }, said.to, types.stated), whom = said.whom, at = shape:at(statement, { i, "transition", "whom" }),
    clauses = declarations.citations(checker, statement, { i, "transition", "clause" }, said.clause) }
end

--- Reads the transition of a parameter's rows, of which one may have one.
---@param said_of table number of a row -> what it says in `transition`
function kept_values.read(checker, statement, parameter, said_of)
  local shape = checker.shape
  for i, row in ipairs(parameter.rows) do
    local said = said_of[i] ~= nil and read_row(checker, statement, i, said_of[i]) or nil
    local before = said and row_before(parameter, row)
    if said and not CAN_BE_KEPT[parameter.type.k] then
      shape:fail(statement, { i, "transition" }, "of %s none is kept to: write versions of the rule with a transition", types.say(parameter.type))
    elseif said and not before then
      shape:fail(statement, { i, "transition" }, "no row of its place ends on the day before row %d begins: transition says who keeps to the value before it", i)
    elseif said and said.to and said.to < row.from then
      shape:fail(statement, { i, "transition", "to" }, "it ends on %s, before row %d begins, on %s", said.to, i, row.from)
    elseif said and parameter.law_of then
      shape:fail(statement, { i, "transition" }, 'who keeps to an earlier value does so by a transition, or where it is milder (law_of), not both')
    elseif said and parameter.kept then
      shape:fail(statement, { i, "transition" }, "one row of a parameter may have a transition; write the later one as versions of the rule, or as a parameter of its own")
    elseif said then
      local name = statement.name .. ", kept"
      parameter.kept = { name = name, whom = said.whom, at = said.at }
      checker.parameters[name] = copy_of(parameter, { rows = rows_of(parameter, row, before, said), kept = false, shown = statement.name })
    end
  end
end

--- What asks a parameter, on a day of its own or on the pivot, with the rows in hand that the scope has.
---@param asking table expressions.lua's own, with parameters
---@param date table|nil the typed day of :on(day)
function kept_values.asked(asking, name, date, scope, at)
  local parameter = asking.parameters[name]
  local plain = { op = "parameter", name = name, date = date, type = parameter.type, at = at }
  if parameter.law_of then -- as it was on that day, or as it is on the day asked about
    return { op = "milder", name = name, type = parameter.type, at = at, a = plain, stricter = parameter.stricter,
      b = { op = "parameter", name = name, date = date, later = true, type = parameter.type, at = at } }
  end
  if not parameter.kept then return plain end
  local whom = asking:value(parameter.kept.whom, types.condition, scope, parameter.kept.at)
  parameter.kept.asked = parameter.kept.asked or whom -- what `doc` prints
  return { op = "kept", name = name, condition = whom, type = parameter.type, at = at, b = plain, of_day = date,
    a = { op = "parameter", name = parameter.kept.name, shown = name, date = date, type = parameter.type, at = at } }
end

return kept_values
