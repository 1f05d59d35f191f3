--- By what something converts numbers from one unit into another: the factors that reasons, explanations and tables name, and the statements of the pack that say them.
--- What is found is { pairs = "from to" -> { from, to }, open: records tell which }.
local core = require "mandate.core"
local ordered = require "mandate.language.ordered"
local schema = require "mandate.language.schema"
local types = require "mandate.language.types"
local unit_factors = require "mandate.language.unit_factors"
local walk = require "mandate.language.walk"

local conversions = {}

local PAIRED <const> = { add = true, subtract = true, divide = true, greater_of = true, lesser_of = true }
local PUT_TOGETHER <const> = { sum = true, min = true, max = true, mean = true, geometric_mean = true, highest = true, lowest = true, percentile = true }

--- Nothing has been found yet.
function conversions.none() return { pairs = {}, open = false } end

local function add_pair(pack, from, to, found)
  if unit_factors.related(pack.units, from, to) then found.pairs[from .. " " .. to] = { from = from, to = to } end
end

-- Adds the units that a field's records may say of their own numbers to a set; false where its kind lists none, so that it may be any.
local function add_listed(pack, kind, name, units)
  local listed
  local fields = pack.kinds[kind] and pack.kinds[kind].fields or {}
  for _, field in ipairs(fields) do
    for _, other in ipairs(field.name == name and field.unit_is_field and fields or {}) do
      if other.name == field.unit then listed = other.one_of end
    end
  end
  for _, word in ipairs(listed or {}) do units[word] = true end
  return listed ~= nil and #listed > 0
end

-- The same of all own numbers that an expression is made of.
local function add_told(pack, e, units)
  e = walk.meant(e, function(name) return pack.terms[name] end)
  if not e.type or not (e.type.unit_field or e.type.k == "column" and e.type.of.unit_field) then return true end -- it has a unit that is written, or none
  if e.op == "field" then return add_listed(pack, e.from.type.kind, e.name, units) end
  if e.op == "column" then return add_listed(pack, e.type.kind, e.name, units) end
  local parts = (PUT_TOGETHER[e.op] or e.op == "rounded") and { e.from } or (PAIRED[e.op] or e.op == "multiply") and { e.a, e.b } or {}
  for _, part in ipairs(parts) do
    if not add_told(pack, part, units) then return false end
  end
  return #parts > 0
end

-- All that may be met where the own unit of an expression becomes one that is written.
local function add_family(pack, unit, found, e)
  local told = {}
  local listed = add_told(pack, e, told)
  for name in pairs(pack.units[unit] and pack.units or {}) do
    if not listed or told[name] then add_pair(pack, name, unit, found) end
  end
end

-- Two numbers that meet, of which one may be in its record's own unit.
local function add_two(pack, a, b, found)
  local x, y = a.type, b.type
  if not x or not y or not (x.unit_field or y.unit_field) or types.same_unit(x, y) then return end
  local written = not x.unit_field and x.unit or not y.unit_field and y.unit
  if written then add_family(pack, written, found, x.unit_field and a or b) elseif x.unit_field and y.unit_field then found.open = true end
end

--- Adds by what one expression converts, without those inside it.
function conversions.add(pack, e, found)
  if e.as_said then add_pair(pack, e.as_said.type.unit, e.type.unit, found) end
  if e.op == "in_unit" then
    if e.from.type.unit_field then add_family(pack, e.unit, found, e.from) elseif not e.value then add_pair(pack, e.from.type.unit, e.unit, found) end
  elseif PUT_TOGETHER[e.op] and e.from and e.from.type.k == "column" and e.from.type.of.unit_field then
    found.open = true
  elseif PAIRED[e.op] then
    add_two(pack, e.a, e.b, found)
  elseif e.from and e.arguments and e.from.type and e.from.type.k == "number" then
    for _, argument in ipairs(e.arguments) do add_two(pack, e.from, argument, found) end
  end
end

-- The pairs that were found, in their order. Where only records tell, every unit that the pack says by another, with its base.
local function found_pairs(pack, found)
  local list, all = {}, found
  if not next(found.pairs) and found.open then
    all = conversions.none()
    for name, unit in pairs(pack.units) do
      if unit.of then add_pair(pack, name, unit.base, all) end
    end
  end
  local seen = {} -- what one unit is of another says the other way round, too
  for _, key in ipairs(ordered.keys(all.pairs)) do
    local pair = all.pairs[key]
    if not seen[pair.to .. " " .. pair.from] then seen[key], list[#list + 1] = true, pair end
  end
  return list
end

-- "1 MWh = 3.6 GJ"; the other way round where that alone is a decimal of 15 digits; else the fraction.
local function said(pack, pair)
  for _, way in ipairs { { pair.from, pair.to }, { pair.to, pair.from } } do
    local number, side = core.converted(core.decimal(1), unit_factors.factor(pack.units, way[1], way[2]))
    if number and side == 0 then return ("1 %s = %s %s"):format(way[1], core.number_text(number), way[2]) end
  end
  local times, by = unit_factors.factor(pack.units, pair.from, pair.to)
  return ("1 %s = %s/%s %s"):format(pair.from, core.number_text(times), core.number_text(by), pair.to)
end

--- What was found as a list of { said = "1 MWh = 3.6 GJ", units = the units whose statements say it }, each once.
function conversions.list(pack, found)
  local list, seen = {}, {}
  for _, pair in ipairs(found_pairs(pack, found)) do
    local text, units = said(pack, pair), {}
    for i, name in ipairs(unit_factors.way(pack.units, pair.from, pair.to)) do units[i] = pack.units[name] end
    if not seen[text] then list[#list + 1] = { said = text, units = units } end
    seen[text] = true
  end
  return list
end

--- By what some expressions convert, and the terms, decisions and parameters that they name.
function conversions.of(pack, expressions)
  local found, seen, rows = conversions.none(), {}, {}
  if not next(pack.units) then return found end
  local function find_term(name) return pack.terms[name] end
  local function visit(e)
    conversions.add(pack, e, found)
    if e.op ~= "parameter" or rows[e.name] then return end
    rows[e.name] = true
    for _, row in ipairs(pack.parameters[e.name].rows) do
      if row.value then conversions.add(pack, row.value, found) end
    end
  end
  for _, expression in ipairs(expressions) do walk.asked(expression, find_term, visit, seen) end
  return found
end

--- The same of all rules, exceptions and tables of a pack.
function conversions.of_pack(pack)
  local expressions = {}
  for _, rule in ipairs(pack.rules) do
    for _, slot in ipairs(schema.slots) do expressions[#expressions + 1] = rule[slot] or nil end
  end
  for _, exception in ipairs(pack.exceptions) do
    for _, applies in pairs(exception.applies or {}) do expressions[#expressions + 1] = applies end
  end
  for _, tables in ipairs { pack.reports, pack.indicators } do
    for _, one in ipairs(tables) do
      expressions[#expressions + 1] = one.where
      for _, column in ipairs(one.columns) do expressions[#expressions + 1] = column.value end
    end
  end
  return conversions.of(pack, expressions)
end

--- Whether a number is in the unit of its records, or, where these differ and the pack relates them, in their base: who reads it cannot tell.
function conversions.is_in_own_units(pack, e)
  if not e.type or not e.type.unit_field then return false end
  local some = false
  for _, unit in pairs(pack.units) do some = some or unit.of ~= nil end
  return some and walk.meant(e, function(name) return pack.terms[name] end).op ~= "field"
end

--- "1 MWh = 3.6 GJ, 1 toe = 41.868 GJ"; nil of none.
function conversions.text(pack, found)
  local list = {}
  for i, one in ipairs(conversions.list(pack, found)) do list[i] = one.said end
  return #list > 0 and table.concat(list, ", ") or nil
end

return conversions
