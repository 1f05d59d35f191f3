--- What the columns of a decision's table have to do with each other. Two columns may speak of one thing: a field twice, whether a set has a row and
-- how many it has, one number above another and not above it. What they speak of is a *quantity*, and a column is a quantity or a condition on some;
-- columns that share one are a *group*, and only what can be true of a group together is gone through when the table is proved (coverage.lua).
--
-- Known are: the same expression; any, none, every and count of one set, and of a set and what is left of it by where or during; comparisons of the
-- same two expressions; comparisons of an expression with values that are written out. Other columns that read the same field or the same records
-- are *linked*: what is said of them together may be impossible, and that it is possible is not claimed.
local core = require "mandate.core"
local walk = require "mandate.language.walk"

local columns = {}

columns.absent = {} -- the sample of a quantity that has no value

local most_together = 20000 -- samples of a group that are gone through

-- Whether two expressions are one -----------------------------------------------------------------------------------------------------

local PROPERTIES = { "scope", "name", "kind", "reference", "group", "term", "rule", "field", "unit", "count", "calendar",
  "clear", "round", "weekday", "begins", "part", "months", "month", "day", "direction",
  "index" }
local PARTS = { "from", "condition", "period", "a", "b", "row", "span", "date" }

local LONG = 200 -- letters

local identity

local function identity_of_value(value, names)
  if type(value) ~= "table" then return tostring(value) end
  if value.op then return identity(value, names) end
  return tostring(value.from) .. "/" .. tostring(value.to)
end

local function identity_text(e, names)
  local parts = { e.op }
  for _, name in ipairs(PROPERTIES) do
    if e[name] ~= nil and type(e[name]) ~= "table" then parts[#parts + 1] = name .. "=" .. tostring(e[name]) end
  end
  if e.via then parts[#parts + 1] = table.concat(e.via, ".") end
  if e.op == "literal" then parts[#parts + 1] = e.type.k .. " " .. identity_of_value(e.value, names) .. " " .. (e.type.unit or "")
  elseif e.value then parts[#parts + 1] = identity(e.value, names) end
  for _, name in ipairs(PARTS) do
    if e[name] then parts[#parts + 1] = name .. "=" .. identity(e[name], names) end
  end
  for _, argument in ipairs(e.arguments or {}) do parts[#parts + 1] = identity(argument, names) end
  return "(" .. table.concat(parts, " ") .. ")"
end

--- A text that two expressions share if they are written alike, whatever terms they are called by. In place of a long one stands its number: what a pack names twice
--- would double at every step.
---@param names table { find_term = function(full name) -> term, of = expression -> its text, numbers = long text -> its number, count }
function identity(e, names)
  e = columns.meant(e, names.find_term)
  local text = names.of[e]
  if text then return text end
  text = identity_text(e, names)
  if #text > LONG then
    local number = names.numbers[text]
    if not number then
      names.count = names.count + 1
      number = "#" .. names.count
      names.numbers[text] = number
    end
    text = number
  end
  names.of[e] = text
  return text
end

--- What was written, and what a term of the row in hand stands for.
function columns.meant(e, find_term)
  e = e.written or e
  while e.op == "term" and e.from.op == "row" and #e.from.via == 0 do
    local value = find_term(e.term).value
    if not value or value.op == "decision" or value.op == "function" then break end
    e = value.written or value
  end
  return e
end

-- Quantities ------------------------------------------------------------------------------------------------------------------------------

local Reading = {}
Reading.__index = Reading

-- The quantity of a key, made when it is first met.
function Reading:quantity(key, properties)
  local quantity = self.by_key[key]
  if not quantity then
    quantity = properties
    quantity.key, quantity.points, quantity.prefixes, quantity.suffixes, quantity.texts, quantity.seen = key, {}, {}, {}, {}, {}
    self.by_key[key] = quantity
    self.quantities[#self.quantities + 1] = quantity
  end
  return quantity
end

-- Whether a set has a row.
function Reading:some(set)
  local of = self:count_of(set)
  local none = core.decimal(0)
  self:cut(of, none, "is")
  return { ask = "above", of = of, values = { none } }
end

-- How many rows a set has. `within`: the keys of the sets that it was made from by leaving rows out.
function Reading:count_of(set)
  local within, at = {}, columns.meant(set, self.find_term)
  local key = identity(at, self.names)
  while at.op == "where" or at.op == "during" do
    at = columns.meant(at.from, self.find_term)
    within["count " .. identity(at, self.names)] = true
  end
  return self:quantity("count " .. key, { sort = "value", expression = { op = "count", from = set, type = { k = "number" } }, within = within })
end

-- The quantity that a value is.
function Reading:value_of(expression)
  local e = columns.meant(expression, self.find_term)
  if e.op == "count" and e.from.type.k == "set" then return self:count_of(e.from) end
  return self:quantity("value " .. identity(e, self.names), { sort = "value", expression = expression, meant = e, find_term = self.find_term })
end

local ORDER = { above = { ["<"] = false, ["="] = false, [">"] = true }, at_least = { ["<"] = false, ["="] = true, [">"] = true },
  below = { ["<"] = true, ["="] = false, [">"] = false }, at_most = { ["<"] = true, ["="] = true, [">"] = false },
  is = { ["<"] = false, ["="] = true, [">"] = false } }
ORDER.after, ORDER.on_or_after, ORDER.before, ORDER.by = ORDER.above, ORDER.at_least, ORDER.below, ORDER.at_most
local MIRRORED = { ["<"] = ">", ["="] = "=", [">"] = "<" }

-- How two expressions compare with each other.
function Reading:order_of(a, b)
  local first, second = identity(a, self.names), identity(b, self.names)
  local mirrored = second < first
  if mirrored then first, second, a, b = second, first, b, a end
  return self:quantity("order " .. first .. " " .. second, { sort = "order", a = a, b = b }), mirrored
end

local function negated(condition) return condition.op == "not" and condition.a or { op = "not", a = condition, type = condition.type } end

--- A condition as a predicate on quantities: { op = "and"|"or"|"not", a, b }, { ask = op, of = quantity, values }, { order = table, of, mirrored },
--- { holds = quantity } for what is no more than itself. What is named twice is one predicate.
function Reading:predicate(expression)
  local e = columns.meant(expression, self.find_term)
  local predicate = self.predicates[e] or self:new_predicate(e, expression)
  self.predicates[e] = predicate
  return predicate
end

function Reading:new_predicate(e, expression)
  if e.op == "and" or e.op == "or" then return { op = e.op, a = self:predicate(e.a), b = self:predicate(e.b) } end
  if e.op == "not" then return { op = "not", a = self:predicate(e.a) } end
  if (e.op == "any" or e.op == "none") and e.from.type.k == "set" then
    local some = self:some(e.from)
    return e.op == "any" and some or { op = "not", a = some }
  elseif e.op == "every" then
    return { op = "not", a = self:some { op = "where", from = e.from, condition = negated(e.condition), type = e.from.type } }
  elseif self.cells.is_question(e.op) and (e.arguments or e.period) and e.from.type.k ~= "set" and e.from.op ~= "verdict" then
    local values = self.cells.values_in(e, self.given, self.codes)
    if values then
      local of, told = self:value_of(e.from), true
      for _, value in ipairs(values) do told = self:cut(of, value, e.op) and told end
      if told then return { ask = e.op, of = of, values = values } end
    elseif e.arguments and #e.arguments == 1 and ORDER[e.op] and e.arguments[1].op ~= "codes" then
      local of, mirrored = self:order_of(e.from, e.arguments[1])
      return { order = ORDER[e.op], of = of, mirrored = mirrored }
    end
  end
  return { holds = self:quantity("condition " .. identity(e, self.names), { sort = "condition", expression = expression }) }
end

local CUTS <const> = { starts_with = "prefixes", ends_with = "suffixes", contains = "texts" }

-- A value that cuts a quantity's values into stretches. False where that were too many to go through.
function Reading:cut(quantity, value, op)
  local of = CUTS[op] or "points"
  local key = CUTS[op] and op .. " " .. value or tostring(value) -- two decimals are never one key
  if quantity.seen[key] then return true end
  local function count(which) return #quantity[which] + (of == which and 1 or 0) end
  if CUTS[op] and not self.cells.can_tell_apart(count "prefixes", count "suffixes", count "texts") then return false end
  quantity.seen[key] = true
  table.insert(quantity[of], value)
  return true
end

-- Whether a predicate holds where each quantity has its sample. What is absent compares as false. known: predicate -> what was found of it.
local function holds(predicate, cells, sample_of, known)
  if predicate.op then
    local found = known[predicate]
    if found ~= nil then return found end
    found = holds(predicate.a, cells, sample_of, known)
    if predicate.op == "not" then found = not found
    elseif found == (predicate.op == "and") then found = holds(predicate.b, cells, sample_of, known) end
    known[predicate] = found
    return found
  end
  local sample = sample_of[predicate.holds or predicate.of]
  if predicate.holds then return sample end
  if sample == columns.absent then return false end
  if predicate.order then return predicate.order[predicate.mirrored and MIRRORED[sample] or sample] end
  return cells.answer(predicate.ask, sample, predicate.values)
end

-- The quantities of a predicate. seen: those parts of it that were visited.
local function each_quantity(predicate, visit, seen)
  if seen[predicate] then return end
  seen[predicate] = true
  if predicate.op then
    each_quantity(predicate.a, visit, seen)
    if predicate.b then each_quantity(predicate.b, visit, seen) end
  else
    visit(predicate.holds or predicate.of)
  end
end

-- What a quantity reads: fields and sets of records, through terms, as texts.
local function reads_of(quantity, names)
  local reads, seen = {}, {}
  local function visit(e)
    if e.op == "field" or e.op == "children" then reads[identity(e, names)] = true
    elseif e.op == "column" then reads[(e.from.type.kind or e.from.type.of.kind) .. "." .. e.name] = true
    elseif e.op == "verdict" then reads["verdict " .. e.rule] = true
    elseif e.op == "term" or e.op == "column_term" then
      local term = names.find_term(e.term)
      reads["term " .. e.term] = true
      if term.value then walk.each(term.value, visit, seen) end
    end
  end
  for _, expression in ipairs { quantity.expression or quantity.a, quantity.b } do walk.each(expression, visit, seen) end
  return reads
end

-- Groups ------------------------------------------------------------------------------------------------------------------------------------

-- Whether a quantity may be without a value.
local function may_be_absent(quantity, cells)
  if quantity.sort == "condition" then return false end
  if quantity.sort == "order" then return cells.may_be_absent(quantity.a) or cells.may_be_absent(quantity.b) end
  return cells.may_be_absent(quantity.expression)
end

-- The samples of a quantity; the absent one last, where there is one.
local function samples_of(quantity, cells)
  local list
  if quantity.sort == "order" then list = { "<", "=", ">" }
  elseif quantity.sort == "condition" then list = { true, false }
  else list = cells.samples(quantity.meant or quantity.expression, quantity, quantity.find_term) end
  if may_be_absent(quantity, cells) then list[#list + 1] = columns.absent end
  return list
end

-- A set has no fewer rows than what is left of it.
local function is_impossible(quantities, sample_of)
  for _, quantity in ipairs(quantities) do
    for _, other in ipairs(quantity.within and quantities or {}) do
      if quantity.within[other.key] and sample_of[quantity] > sample_of[other] then return true end
    end
  end
  return false
end

-- Counts of sets one of which was made from the other are cut alike, so that a sample of one stretch stands for both.
local function share_points(reading, a, b)
  for _, point in ipairs(a.points) do reading:cut(b, point, "is") end
  for _, point in ipairs(b.points) do reading:cut(a, point, "is") end
end

-- Gathers what belongs together: root[item] of all that `join` ties to each other.
local function union()
  local parent = {}
  local function root(x)
    while parent[x] and parent[x] ~= x do x = parent[x] end
    return x
  end
  return root, function(a, b) parent[root(a)] = root(b) end
end

-- All that can be true of a group together: { sample of each of the table's columns, present = every column has a value, whole = every quantity has }.
-- nil where there is too much of it.
local function together(group, cells)
  local tuples, chosen, count = {}, {}, 1
  for _, quantity in ipairs(group.quantities) do
    quantity.samples = samples_of(quantity, cells)
    count = count * #quantity.samples
  end
  if count > most_together then return nil end
  local function choose(i)
    local quantity = group.quantities[i]
    if quantity then
      for _, sample in ipairs(quantity.samples) do
        chosen[quantity] = sample
        choose(i + 1)
      end
      return
    end
    if is_impossible(group.quantities, chosen) then return end
    local tuple, known = { present = true, whole = true }, {}
    for _, of in ipairs(group.quantities) do tuple.whole = tuple.whole and chosen[of] ~= columns.absent end
    for _, c in ipairs(group.columns) do
      local column = group.of[c]
      if column.predicate then tuple[c] = holds(column.predicate, cells, chosen, known) else tuple[c] = chosen[column.quantity] end
      tuple.present = tuple.present and tuple[c] ~= columns.absent
    end
    tuples[#tuples + 1] = tuple
  end
  choose(1)
  return tuples
end

-- One column by itself, as if it had nothing to do with others.
local function alone(c, column, cells)
  local group = { columns = { c }, tuples = {} }
  for _, sample in ipairs(column.quantity and samples_of(column.quantity, cells) or { true, false }) do
    table.insert(group.tuples, { [c] = sample, present = sample ~= columns.absent, whole = sample ~= columns.absent })
  end
  return group
end

--- The groups of a version's columns: { columns = { c… }, tuples = what can be true of them together, linked = a sign that it shares with the groups
--- that it may depend on, and bears alone where its own columns may depend on one another; nil where there is nothing of the kind, alone = its
--- columns as groups, each by itself }.
---@param version table
---@param context table { cells = what coverage.lua knows of cells, find_term, given, codes }
function columns.groups(version, context)
  local cells = context.cells
  local names = { find_term = context.find_term, of = {}, numbers = {}, count = 0 }
  local reading = setmetatable({ by_key = {}, quantities = {}, predicates = {}, names = names, cells = cells, find_term = context.find_term, given = context.given,
    codes = context.codes }, Reading)
  local root, join = union()
  local of = {}
  for c, column in ipairs(version.columns) do
    if column.type.k == "condition" then
      of[c] = { predicate = reading:predicate(column) }
      each_quantity(of[c].predicate, function(quantity) join(quantity, of[c]) end, {})
    else
      of[c] = { quantity = reading:value_of(column) }
      join(of[c].quantity, of[c])
      for _, row in ipairs(version.rows) do
        if row.cells[c].expression then
          cells.each_value(row.cells[c].expression, context.given, context.codes, function(value, op, question)
            if not reading:cut(of[c].quantity, value, op) then question.unproved = true end -- it may hold or not
          end)
        end
      end
    end
  end
  for _, quantity in ipairs(reading.quantities) do
    for _, other in ipairs(reading.quantities) do
      if quantity.within and quantity.within[other.key] then
        join(quantity, other)
        share_points(reading, quantity, other)
      end
    end
  end

  local groups, by_root = {}, {}
  for c, column in ipairs(of) do
    local group = by_root[root(column)]
    if not group then
      group = { columns = {}, quantities = {}, of = of }
      by_root[root(column)] = group
      groups[#groups + 1] = group
    end
    group.columns[#group.columns + 1] = c
  end
  for _, quantity in ipairs(reading.quantities) do
    table.insert(by_root[root(quantity)].quantities, quantity)
  end
  return columns.linked(groups, of, reading)
end

--- Fills in what can be true of each group, and which groups are linked.
function columns.linked(groups, of, reading)
  local root, join = union()
  local reader = {} -- read -> the first quantity that reads it
  local unsure = {}
  local group_of = {}
  for _, group in ipairs(groups) do
    for _, quantity in ipairs(group.quantities) do group_of[quantity] = group end
  end
  for _, quantity in ipairs(reading.quantities) do
    for read in pairs(reads_of(quantity, reading.names)) do
      local other = reader[read]
      reader[read] = other or quantity
      local followed = other and (other.within and other.within[quantity.key] or quantity.within and quantity.within[other.key])
      if other and other ~= quantity and not followed then
        join(group_of[other], group_of[quantity])
        unsure[#unsure + 1] = group_of[quantity]
      end
    end
  end
  local result, linked = {}, {}
  for _, group in ipairs(unsure) do linked[root(group)] = true end
  for _, group in ipairs(groups) do
    local sign = linked[root(group)] and root(group) or nil
    group.tuples, group.linked, group.alone = together(group, reading.cells), sign, {}
    for i, c in ipairs(group.columns) do group.alone[i] = alone(c, of[c], reading.cells) end
    if group.tuples then
      result[#result + 1] = group
    else -- too much to go through: each column by itself, and nothing is claimed
      for _, single in ipairs(group.alone) do
        single.linked, single.alone = group, { single }
        result[#result + 1] = single
      end
    end
  end
  return result
end

return columns
