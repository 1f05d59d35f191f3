--- Single units of a common file (meaning.md, section 28): `units_from "energy.lua" { "MWh", "GJ" }`. A file is copied or linked into a pack as it is; of its statements of units
--- only those that are named count, and those by which they are said. The others are as if they did not stand there.
local nearest = require "mandate.language.nearest"

local units_from = {}

local EXAMPLE <const> = 'units_from "energy.lua" { "MWh", "GJ" }'

local function names_of(set)
  local names = {}
  for name in pairs(set) do names[name] = true end
  return names
end

-- The statements of units in a file, by name.
local function units_in(statements, file)
  local found = {}
  for _, statement in ipairs(statements) do
    if statement.word == "unit" and statement.at.file == file and type(statement.name) == "string" then found[statement.name] = statement end
  end
  return found
end

-- The unit by which a statement says what one is; nil where it says none.
local function said_by(statement)
  local said = type(statement.body) == "table" and statement.body[1]
  if type(said) == "table" then said = type(said[1]) == "table" and said[1][1] or said[1] end -- the rows of a dated rate
  return type(said) == "string" and said:match "(%S+)%s*$" or nil
end

-- Adds a unit of a file to what is taken, with those by which it is said.
local function take(units, name, taken)
  while name and units[name] and not taken[name] do
    taken[name] = true
    name = said_by(units[name])
  end
end

-- What one statement takes, as a set of names; nil where it is wrong, and then all of them count, so that nothing is said of those that are missing only for that.
local function read(checker, statement, statements)
  local shape, taken = checker.shape, {}
  if not checker.sources[statement.name] then
    shape:fail(statement, {}, "no file of the pack is called `%s`: copy or link it into the pack's folder.%s", statement.name,
      nearest.hint(statement.name, names_of(checker.sources)))
    return nil
  end
  local units = units_in(statements, statement.name)
  if not next(units) then
    shape:fail(statement, {}, "`%s` says of no unit what it is", statement.name)
    return nil
  elseif #statement.body == 0 then
    shape:fail(statement, {}, "it names no unit: %s", EXAMPLE)
    return nil
  end
  local sound = true
  for i, name in ipairs(statement.body) do
    sound = sound and units[name] ~= nil
    if type(name) ~= "string" then
      shape:fail(statement, { i }, "value %d is the name of a unit in quotes, not %s: %s", i, shape:show(name), EXAMPLE)
    elseif not units[name] then
      shape:fail(statement, { i }, "`%s` says of no unit `%s` what it is.%s", statement.name, name, nearest.hint_or_all(name, names_of(units)))
    else
      take(units, name, taken)
    end
  end
  return sound and taken or nil
end

--- The statements of a pack without the units that nobody takes, of files of which single units are taken.
---@param statements table as they were recorded
function units_from.only(checker, statements)
  local taken = {}
  for _, statement in ipairs(statements) do
    if statement.word == "units_from" and type(statement.name) == "string" and type(statement.body) == "table" and not taken[statement.name] then
      taken[statement.name] = read(checker, statement, statements)
    end
  end
  if not next(taken) then return statements end
  local list = {}
  for _, statement in ipairs(statements) do
    local of = statement.word == "unit" and taken[statement.at.file]
    if not of or of[statement.name] then list[#list + 1] = statement end
  end
  return list
end

return units_from
