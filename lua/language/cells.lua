-- What the cells of a decision's table say of a value, and the samples that stand for all values of a column: the values that are written cut it into
-- points and the stretches between them.
local core = require "mandate.core"
local columns = require "mandate.language.columns"
local days = require "mandate.language.days"
local literals = require "mandate.language.literals"

local cells = {}

local absent = columns.absent -- the sample of a column that has no value

-- Cells ------------------------------------------------------------------------------------------------------------------------------

local function plain(value, t) return t.k == "date" and days.number(value) or value end

-- What stands in a cell's question, as a list of values; nil where it is not written out. `given`: parameter -> typed value.
local function values_of(argument, given, codes)
  if argument.op == "literal" and argument.type.k == "period" then return { days.number(argument.value.from), days.number(argument.value.to) } end
  if argument.op == "literal" then return { plain(argument.value, argument.type) } end
  if argument.op == "codes" then return codes[argument.name].values end
  local value = argument.op == "parameter" and given[argument.name]
  if value and value.op == "literal" then return { plain(value.value, value.type) } end
  return nil
end

local questions = {}
local function with(test) return function(x, values) return test(x, values[1], values[2]) end end
function questions.is(x, values)
  for _, value in ipairs(values) do
    if x == value then return true end
  end
  return false
end
local function of_any(test)
  return function(x, values)
    for _, value in ipairs(values) do
      if test(x, value) then return true end
    end
    return false
  end
end
questions.starts_with = of_any(function(x, value) return x:sub(1, #value) == value end)
questions.ends_with = of_any(function(x, value) return #value <= #x and x:sub(-#value) == value end)
questions.contains = of_any(function(x, value) return x:find(value, 1, true) ~= nil end)
questions.above, questions.at_least = with(function(x, a) return x > a end), with(function(x, a) return x >= a end)
questions.below, questions.at_most = with(function(x, a) return x < a end), with(function(x, a) return x <= a end)
questions.after, questions.on_or_after, questions.before, questions.by = questions.above, questions.at_least, questions.below, questions.at_most
questions.between = with(function(x, a, b) return a <= x and x <= b end)
questions.during = questions.between

--- The values in all questions of a cell's expression: visit(values or nil, op, argument, the question).
local function each_question(expression, given, codes, visit)
  local e = expression.written or expression
  if e.op == "and" or e.op == "or" then
    each_question(e.a, given, codes, visit)
    each_question(e.b, given, codes, visit)
  elseif e.op == "not" then
    each_question(e.a, given, codes, visit)
  elseif questions[e.op] then
    for _, argument in ipairs(e.arguments or { e.period }) do visit(not e.unproved and values_of(argument, given, codes) or nil, e.op, argument, e) end
  end
end

cells.each_question = each_question

-- Whether a cell holds for a sample: true, false, or nil where that cannot be known.
local function holds(expression, sample, given, codes)
  local e = expression.written or expression
  if e.op == "not" then
    local a = holds(e.a, sample, given, codes)
    if a == nil then return nil end
    return not a
  elseif e.op == "and" or e.op == "or" then
    local a, b = holds(e.a, sample, given, codes), holds(e.b, sample, given, codes)
    local settles = e.op == "or"
    if a == settles or b == settles then return settles end
    if a == nil or b == nil then return nil end
    return not settles
  elseif sample == absent then
    return false
  elseif e.unproved then
    return nil
  end
  local values = {}
  for _, argument in ipairs(e.arguments or { e.period }) do
    local known = values_of(argument, given, codes)
    if not known then return nil end
    table.move(known, 1, #known, #values + 1, values)
  end
  return questions[e.op](sample, values)
end

cells.holds = holds

-- Samples ----------------------------------------------------------------------------------------------------------------------------

-- The ends that a field states. What a law takes for a value below a limit (0, half of it) may lie outside ends that leave 0 out: those are not gone by.
local function ends_of(field)
  local zero = core.decimal(0)
  if field.may_lie_below and (field.least and field.least > zero or field.most and field.most < zero) then return {} end
  return { low = field.least, high = field.most }
end

local PICKED = { sum = true, min = true, max = true, highest = true, lowest = true }

-- Whether a number can only be whole: of days those between two dates, and sums and picks of such, but neither a field in days nor a half of such. seen: the parts
-- that were looked at, and were whole, for else nothing more is looked at.
local function is_whole(e, find_term, seen)
  e = e.written or e
  if seen[e] then return true end
  seen[e] = true
  if e.type.k == "date" or e.op == "count" or e.op == "most_in" then return true end
  if e.op == "term" or e.op == "column_term" then
    local value = find_term(e.term).value
    return value ~= nil and value.op ~= "decision" and value.op ~= "function" and is_whole(value, find_term, seen)
  end
  if e.op == "literal" then return core.is_decimal(e.value) and core.to_integer(e.value) ~= nil end
  if e.op == "subtract" and e.a.type.k == "date" then return true end
  if e.op == "rounded" and e.arguments[1].value <= core.decimal(0) then return true end
  if e.op == "add" or e.op == "subtract" or e.op == "greater_of" or e.op == "lesser_of" then return is_whole(e.a, find_term, seen) and is_whole(e.b, find_term, seen) end
  return PICKED[e.op] ~= nil and is_whole(e.from, find_term, seen)
end

-- Whether a column is a decision that counts its rows, in each of its versions.
local function counts_rows(column, find_term)
  local value = (column.op == "term" or column.op == "column_term") and find_term(column.term).value
  if not value or value.op ~= "decision" then return false end
  for _, version in ipairs(value.versions) do
    if version.hit ~= "count of" then return false end
  end
  return true
end

-- Where a column's values lie: counts are whole and not below 0, and a field that states its ends has no number outside them.
local function domain_of(column, find_term)
  if column.op == "count" or counts_rows(column, find_term) then return { whole = true, low = core.decimal(0) } end
  if column.type.k == "rate" then return { low = core.decimal(0), high = core.decimal(1) } end
  if column.op == "field" and (column.least or column.most) then return ends_of(column) end
  return { whole = is_whole(column, find_term, {}) }
end

-- The whole number below the half of one above 1: of days, or of a decimal.
local function half(gap)
  local whole = core.is_decimal(gap) and core.to_integer(gap) or gap
  return math.type(whole) == "integer" and whole // 2 or 1
end

-- The points that are values, in order. One beyond an end stands for that end: what it cuts off begins there.
local function within_ends(points, domain)
  local list, kept = {}, {}
  for i, point in ipairs(points) do
    list[i] = domain.low and point < domain.low and domain.low or domain.high and point > domain.high and domain.high or point
  end
  table.sort(list)
  for _, point in ipairs(list) do
    if kept[#kept] ~= point then kept[#kept + 1] = point end
  end
  return kept
end

-- The points, and a value between and beyond them wherever there is one.
local function number_samples(points, column, find_term)
  local domain, list = domain_of(column, find_term), {}
  local function add(value)
    if (not domain.low or value >= domain.low) and (not domain.high or value <= domain.high) then list[#list + 1] = value end
  end
  points = within_ends(points, domain)
  if #points == 0 then return { domain.low or domain.high or column.type.k == "date" and 0 or core.decimal(0) } end
  local first, last = points[1], points[#points]
  local far = column.type.k == "date" and 1
  if domain.low and first > domain.low then add(domain.whole and first - 1 or (domain.low + first) / 2)
  elseif not domain.low then add(first - (far or first > 0 and not domain.whole and first / 2 or 1)) end
  for i, point in ipairs(points) do
    add(point)
    local next_point = points[i + 1]
    if next_point and domain.whole and next_point - point > 1 then add(point + half(next_point - point))
    elseif next_point and not domain.whole then add((point + next_point) / 2) end
  end
  if domain.high and last < domain.high then add((last + domain.high) / 2)
  elseif not domain.high then add(last + (far or not domain.whole and last > 0 and last or 1)) end
  return list
end

local OTHER <const> = "\u{10FFFF}" -- stands for letters that no word of the table has: this is the number of none

-- Every set of the texts, each as a list.
local function subsets(texts)
  local all = { {} }
  for _, text in ipairs(texts) do
    for i = 1, #all do
      local more = table.move(all[i], 1, #all[i], 1, {})
      more[#more + 1] = text
      all[#all + 1] = more
    end
  end
  return all
end

-- The words that are written, and every text that is none of them and begins with one beginning that is asked, or with none, ends likewise, and holds any of the texts that are
-- asked of it: what another text is asked, one of these is asked with the same answers.
local function text_samples(cuts, column)
  local list = {}
  if column.type.values then
    for value in pairs(column.type.values) do list[#list + 1] = value end
    table.sort(list)
    return list
  end
  for _, point in ipairs(cuts.points) do list[#list + 1] = point end
  local first = table.move(cuts.prefixes, 1, #cuts.prefixes, 2, { "" })
  local last = table.move(cuts.suffixes, 1, #cuts.suffixes, 2, { "" })
  local within = subsets(cuts.texts)
  for p = #first, 1, -1 do -- last of all what begins, ends and holds nothing of them
    for s = #last, 1, -1 do
      for w = #within, 1, -1 do list[#list + 1] = first[p] .. OTHER .. table.concat(within[w], OTHER) .. (#within[w] > 0 and OTHER or "") .. last[s] end
    end
  end
  return list
end

local MOST_TEXTS <const> = 4096

--- Whether texts can be gone through that so many beginnings, endings and texts within them tell apart.
function cells.can_tell_apart(prefixes, suffixes, within)
  if suffixes == 0 and within == 0 then return true end
  return within <= 12 and (prefixes + 1) * (suffixes + 1) << within <= MOST_TEXTS
end

-- True if a column may have no value, which is not the same as one that nobody knows.
function cells.may_be_absent(column)
  if column.type.k == "condition" then return false end
  if column.op == "count" or column.op == "share" or column.op == "sum" then return false end
  if column.op == "verdict" and column.field == "status" then return false end -- of a rule that does not apply the days and numbers are absent
  -- An event that lies ahead is absent, whatever an empty cell means: a beginning that was put off, or one behind the day of a row.
  local own = column.op == "field" and column.from.op == "row" and #column.from.via == 0
  return not (own and column.type.blank == "unknown" and not column.type.event)
end

function cells.is_question(op) return questions[op] ~= nil end

function cells.answer(op, sample, values) return questions[op](sample, values) end

-- The values of a question, flat; nil where one is not written out.
function cells.values_in(e, given, codes)
  local values = {}
  for _, argument in ipairs(e.arguments or { e.period }) do
    local known = values_of(argument, given, codes)
    if not known then return nil end
    table.move(known, 1, #known, #values + 1, values)
  end
  return values
end

-- Calls visit(value, op, question) for each value that is written out in a cell.
function cells.each_value(expression, given, codes, visit)
  each_question(expression, given, codes, function(values, op, _, question)
    for _, value in ipairs(values or {}) do visit(value, op, question) end
  end)
end

--- cuts: what cuts the values into stretches, as columns.lua has it.
function cells.samples(expression, cuts, find_term)
  if expression.type.k == "text" then return text_samples(cuts, expression) end
  return number_samples(cuts.points, expression, find_term)
end

-- "400 million CNY", "…", yes: a sample as a reader may know it.
function cells.text(sample, column)
  local k = column.type.k
  if sample == absent then return "none" end
  if k == "condition" then return sample and "yes" or "no" end
  if k == "date" then return days.text(sample) end
  if k == "rate" then return sample * 100 .. "%" end
  if k == "text" then return sample == OTHER and "any other text" or ('"%s"'):format((sample:gsub(OTHER, "…"))) end
  if column.type.unit and column.type.unit ~= "unit" then return literals.offer(sample, column.type.unit) end
  return core.number_text(sample)
end

return cells
