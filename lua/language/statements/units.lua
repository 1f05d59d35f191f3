-- Units that have to do with each other (meaning.md, section 28): what a pack says one unit is of another, and what follows for each two of them. A unit is
--   { name, of = the unit that it is so many of, times, by = how many, as a fraction; or rates = { in_ = unit, parameter = name of the parameter that holds them },
--     base = the unit at the end of the way, factor = { times, by } that one is of the base, said = "3.6 GJ", title, source, ucum, clauses, unconfirmed, at }
-- One that only others name has neither statement nor `at`.
local core = require "mandate.core"
local declarations = require "mandate.language.statements.declarations"
local literals = require "mandate.language.literals"
local ordered = require "mandate.language.ordered"
local types = require "mandate.language.types"
local unit_factors = require "mandate.language.unit_factors"

local units = {}

local USAGE <const> = 'what one is of another unit, such as { "3.6 GJ" } or, as a fraction, { "1/3 yd" }; dated rates are rows '
  .. '{ "7.1 CNY", from = "2024-01-01", to = "2024-01-31" }'

-- "3.6 GJ", "1/3 yd" -> times, by, "GJ"; nil where it is neither.
local function so_many(text)
  local times, by, unit = text:match "^%s*(%d[%d.]*)%s*/%s*(%d[%d.]*)%s+([^%s%d]%S*)%s*$"
  if times then
    times, by = core.decimal(times), core.decimal(by)
  else
    times, unit = literals.measured(text)
    by = core.decimal(1)
  end
  local zero = core.decimal(0)
  if not times or not by or not unit or times <= zero or by <= zero then return nil end
  return times, by, unit
end

-- The rows of dated rates, as a parameter that no expression names. Each ends on a day that is said, or with the day before the next one begins.
local function read_rates(checker, statement, body, unit)
  local shape, rows, of = checker.shape, {}, nil
  for _, entry in ipairs(shape:rows(statement, {}, { table.unpack(body) }, '{ "7.1 CNY", from = "2024-01-01", to = "2024-01-31" }')) do
    local i, row = entry.index, entry.row
    shape:closed(statement, { i }, row, { from = true, to = true, clause = true, unconfirmed = true }, true)
    local times, by, other = nil, nil, nil
    if type(row[1]) == "string" then times, by, other = so_many(row[1]) end
    if not times then
      shape:fail(statement, { i, 1 }, "row %d says no rate, which is above 0 and has a unit: { \"7.1 CNY\", from = \"2024-01-01\", to = \"2024-01-31\" }", i)
      return nil
    elseif by ~= core.decimal(1) then
      shape:fail(statement, { i, 1 }, "row %d: a dated rate is a decimal, not a fraction", i)
    elseif of and other ~= of then
      shape:fail(statement, { i, 1 }, "row %d is in %s, the others are in %s", i, other, of)
    elseif other == statement.name then
      shape:fail(statement, { i, 1 }, "row %d says what %s is of itself", i, other)
    end
    of = of or other
    local from, to = shape:literal(statement, { i, "from" }, row.from, types.stated), shape:literal(statement, { i, "to" }, row.to, types.stated)
    if row.from == nil then shape:fail(statement, { i }, "row %d lacks `from`, the day from which the rate holds", i) end
    if from and to and to < from then shape:fail(statement, { i, "to" }, "row %d ends (%s) before it begins (%s)", i, to, from) end
    rows[#rows + 1] = { value = { op = "literal", value = times, type = types.number, at = shape:at(statement, { i, 1 }) }, from = from, to = to,
      clauses = row.clause and declarations.citations(checker, statement, { i, "clause" }, row.clause) or unit.clauses,
      unconfirmed = shape:said(statement, { i, "unconfirmed" }, row.unconfirmed) or unit.unconfirmed, at = shape:at(statement, { i }) }
    rows[#rows].clause = rows[#rows].clauses[1]
  end
  table.sort(rows, function(a, b) return (a.from or "") < (b.from or "") end)
  for i, row in ipairs(rows) do
    local next_row = rows[i + 1]
    if next_row and row.from == next_row.from then
      checker.problems:add(next_row.at, ("%s: two rates begin on %s"):format(shape.title(statement), row.from or "no day"))
    elseif next_row and row.to and next_row.from and row.to >= next_row.from then
      checker.problems:add(next_row.at, ("%s: two rates hold on %s"):format(shape.title(statement), next_row.from))
    elseif not next_row and not row.to then
      checker.problems:add(row.at, ("%s: the last rate needs the day on which it ends, to = …: of a day behind it nobody knows the rate"):format(shape.title(statement)))
    end
  end
  local name = ("%s in %s"):format(statement.name, of)
  declarations.end_rows { rows = rows }
  checker.parameters[name] = { rows = rows, choose = "nearest", type = types.number, clauses = unit.clauses, clause = unit.clauses[1], shown = name, rate = true, at = unit.at }
  return { in_ = of, parameter = name }
end

--- Reads the statement `unit`.
function units.read(checker, statement, body)
  local shape = checker.shape
  local unit = { name = statement.name, title = shape:words(statement, { "title" }, body.title), source = shape:said(statement, { "source" }, body.source),
    ucum = shape:text(statement, { "ucum" }, body.ucum), clauses = declarations.citations(checker, statement, { "clause" }, body.clause),
    unconfirmed = shape:said(statement, { "unconfirmed" }, body.unconfirmed), at = shape:at(statement) }
  checker.units[statement.name] = unit
  if not statement.name:find "^[^%s%d]%S*$" or literals.is_scale(statement.name) then
    shape:fail(statement, {}, "a unit is one word, as it stands behind numbers, and begins with no digit")
  end
  if type(body[1]) == "table" and not shape.is_node[body[1]] then
    unit.rates = read_rates(checker, statement, body, unit)
    unit.dated = true
    return
  end
  if body[1] == nil then return end
  if #body > 1 then shape:fail(statement, { 2 }, "a unit is said by one other unit alone; what it is of the rest follows") end
  local times, by, of = nil, nil, nil
  if type(body[1]) == "string" then times, by, of = so_many(body[1]) end
  if not times then
    shape:fail(statement, { 1 }, "it takes %s", USAGE)
  elseif of == statement.name then
    shape:fail(statement, { 1 }, "it says what %s is of itself", of)
  else
    unit.of, unit.times, unit.by, unit.said = of, times, by, (body[1]:gsub("^%s+", ""):gsub("%s+$", ""))
  end
end

-- The unit at the end of the way from a unit, and the factor to it; nil where the way comes back to itself, or the factor has too many digits, which is said.
local function find_base(checker, unit, open)
  if unit.base then return true end
  if not unit.of then
    unit.base, unit.factor = unit.name, { times = core.decimal(1), by = core.decimal(1) }
    return true
  end
  for i, other in ipairs(open) do
    if other == unit then
      local names = {}
      for j = i, #open do names[#names + 1] = ("%s (%s)"):format(open[j].name, open[j].said) end
      checker.problems:add(unit.at, ('unit "%s": it comes back to itself: %s: each of them is said by the next, and none by itself'):format(unit.name, table.concat(names, ", ")))
      return false
    end
  end
  open[#open + 1] = unit
  local other = checker.units[unit.of]
  if not find_base(checker, other, open) then return false end
  local times, by = core.factor(unit.times, unit.by, other.factor.times, other.factor.by)
  if not times then
    checker.problems:add(unit.at, ('unit "%s": the fraction that it is of %s has a part of more than 15 digits'):format(unit.name, other.base))
    return false
  end
  unit.base, unit.factor = other.base, { times = times, by = by }
  return true
end

-- Whether what one unit is of another can be written as a fraction of two decimals, each two of them.
local function check_pairs(checker, names)
  for i, name in ipairs(names) do
    local unit = checker.units[name]
    for j = 1, i - 1 do
      local other = checker.units[names[j]]
      if unit.base == other.base and not unit_factors.factor(checker.units, name, other.name) then
        checker.problems:add((unit.at and unit or other).at, ('unit "%s": the fraction that it is of %s has a part of more than 15 digits'):format(name, other.name))
      end
    end
  end
end

--- After all statements are read: bases and factors.
function units.resolve(checker)
  for _, name in ipairs(ordered.keys(checker.units)) do
    local of = checker.units[name].of
    if of and not checker.units[of] then checker.units[of] = { name = of, clauses = {} } end
  end
  local names, sound = ordered.keys(checker.units), true
  for _, name in ipairs(names) do sound = find_base(checker, checker.units[name], {}) and sound end
  if sound then return check_pairs(checker, names) end
  for _, name in ipairs(names) do -- what follows from a mistake is not said again
    local unit = checker.units[name]
    unit.base, unit.factor = unit.base or name, unit.factor or { times = core.decimal(1), by = core.decimal(1) }
  end
end

return units
