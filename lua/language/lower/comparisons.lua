--- Lowering of comparisons: of numbers and days, of texts with words, of verdicts with statuses.
local as_stood = require "mandate.language.lower.as_stood"
local beginnings = require "mandate.language.lower.beginnings"
local periods = require "mandate.language.lower.periods"
local shown = require "mandate.language.lower.shown"
local units = require "mandate.language.lower.units"

local comparisons = {}

local lower = {} -- by op, as in expressions.lua
comparisons.lower = lower

-- A side of a comparison, "from" or the number of an argument: the last day of a period is that on which the rule's force ends inside it.
local function side_of(lowering, expression, around, side)
  local asked = side == "from" and expression.from or expression.arguments[side]
  if periods.is_end(asked) and around.period.last then return lowering.nodes:day(around.space, around.period.last) end
  local own = as_stood.side(expression, around, side)
  if asked.op == "in_unit" and asked.implied then return units.converted(lowering, asked, own, true) end
  return lowering:value(asked, own)
end

local function values(lowering, expression, around)
  local b = {}
  for i in ipairs(expression.arguments) do b[i] = side_of(lowering, expression, around, i) end
  return side_of(lowering, expression, around, "from"), b
end

local STATUS_BITS = {
  met = 0, late = 1, pending = 2, overdue = 3, breached = 4, waived = 5, unknown = 6, not_applicable = 7, on_track = 8, behind = 9, missed = 10, open = 11,
  used = 12, not_available = 13, error = 14,
}
local function any_of(lowering, around, conditions)
  local result = conditions[1]
  for i = 2, #conditions do result = lowering.nodes:add("OR", around.space, { result, conditions[i] }) end
  return result
end

local function compare(op)
  return function(lowering, expression, around)
    local a, b = values(lowering, expression, around)
    local like = units.like(lowering, expression.from, a, expression.arguments[1], around, true)
    return shown.compared(lowering, around, expression.from, a, beginnings.compare(lowering, expression.from, as_stood.side(expression, around, "from"), op, like, b[1]))
  end
end
lower.above, lower.at_least = compare "NUMBER_ABOVE", compare "NUMBER_AT_LEAST"
lower.below, lower.at_most = compare "NUMBER_BELOW", compare "NUMBER_AT_MOST"
lower.before, lower.by = compare "DATE_BEFORE", compare "DATE_BY"
lower.after, lower.on_or_after = compare "DATE_AFTER", compare "DATE_ON_OR_AFTER"

function lower.between(lowering, expression, around)
  local a, b = values(lowering, expression, around)
  local dates = expression.from.type.k == "date"
  local function compared(date_op, number_op, i)
    local like = units.like(lowering, expression.from, a, expression.arguments[i], around, true)
    return beginnings.compare(lowering, expression.from, as_stood.side(expression, around, "from"), dates and date_op or number_op, like, b[i])
  end
  return shown.compared(lowering, around, expression.from, a,
    lowering.nodes:both(compared("DATE_ON_OR_AFTER", "NUMBER_AT_LEAST", 1), compared("DATE_BY", "NUMBER_AT_MOST", 2), around.space))
end

-- The words among the arguments of :is and :starts_with, lists of codes included, and the arguments that are no words.
local function words_of(lowering, arguments)
  local words, others = {}, {}
  for _, argument in ipairs(arguments) do
    if argument.op == "literal" then words[#words + 1] = argument.value
    elseif argument.op == "codes" then
      for _, word in ipairs(lowering.pack.codes[argument.name].values) do words[#words + 1] = word end
    else others[#others + 1] = argument end
  end
  table.sort(words)
  return words, others
end

local function is_status(expression)
  return expression.op == "verdict" and expression.field == "status"
end

--- Whether a verdict has one of these statuses, as a node in its space.
function comparisons.has_status(lowering, space, verdict, statuses)
  local bits = 0
  for _, word in ipairs(statuses) do bits = bits | 1 << STATUS_BITS[word] end
  return lowering.nodes:add("STATUS_IN", space, { verdict }, { statuses = bits })
end

-- What two conditions both say, and otherwise unknown.
local function agreed(lowering, space, a, b)
  local nodes = lowering.nodes
  local neither = nodes:both(nodes:negate(a, space), nodes:negate(b, space), space)
  return nodes:add("PICK", space, { a, nodes:truth(space, nil), nodes:add("OR", space, { nodes:both(a, b, space), neither }) })
end

-- The answer to whether a verdict has one of some statuses, which is the same whether and whenever it was done where nobody knows that. Who asks what is known gets
-- the answer as it is.
local function whether_done_or_not(lowering, expression, around, verdict, answer)
  local nodes, space, asked = lowering.nodes, around.space, {}
  local words = words_of(lowering, expression.arguments)
  for _, word in ipairs(words) do asked[word] = true end
  if asked.unknown or asked.error then return answer end
  local not_done, waived, done = lowering:verdict_if_done(expression.from, around)
  if not not_done then return answer end
  local function says(node) return comparisons.has_status(lowering, space, node, words) end
  local same = agreed(lowering, space, says(not_done), says(waived))
  if (asked.met or false) ~= (asked.late or false) then same = agreed(lowering, space, same, says(done)) end
  same = agreed(lowering, space, same, nodes:truth(space, asked.met or false)) -- it may have been done in time
  local open = comparisons.has_status(lowering, space, verdict, { "unknown" }) -- unknown itself of what failed
  local settled = nodes:both(nodes:both(open, nodes:add("KNOWN", space, { open }), space), nodes:add("KNOWN", space, { same }), space)
  return nodes:add("PICK", space, { same, answer, settled })
end

function lower.is(lowering, expression, around)
  local space = around.space
  if is_status(expression.from) then
    local words = words_of(lowering, expression.arguments)
    if around.pivot.any_day then -- on the day itself it may be known
      local known = {}
      for _, word in ipairs(words) do
        if word ~= "unknown" and word ~= "error" then known[#known + 1] = word end
      end
      words = known
    end
    local verdict, waived = lowering:verdict(expression.from, around)
    local said = around.reading and lowering:verdict(expression.from, shown.as_said(around)) or verdict
    local function says(node) return said == verdict and comparisons.has_status(lowering, space, node, words) or shown.has_status(lowering, space, node, said, words) end
    local answer = says(verdict)
    if waived then answer = agreed(lowering, space, answer, says(waived)) end
    return whether_done_or_not(lowering, expression, around, verdict, answer)
  end
  local k = expression.from.type.k
  local a = side_of(lowering, expression, around, "from")
  local conditions = {}
  if k == "text" then
    local words, others = words_of(lowering, expression.arguments)
    if #words > 0 then conditions[1] = lowering.nodes:add("TEXT_IN", space, { a }, { texts = lowering.plan:texts(words) }) end
    for _, other in ipairs(others) do conditions[#conditions + 1] = lowering.nodes:add("CODE_SAME", space, { a, lowering:value(other, around) }) end
  else
    local op = k == "row" and "CODE_SAME" or k == "date" and "DATE_SAME" or "NUMBER_SAME"
    for i, argument in ipairs(expression.arguments) do
      conditions[i] = lowering.nodes:add(op, space, { units.like(lowering, expression.from, a, argument, around, true), side_of(lowering, expression, around, i) })
    end
  end
  return shown.compared(lowering, around, expression.from, a, any_of(lowering, around, conditions))
end

-- How a text stands in another: of words that are written, and of other texts one by one.
local function matching(match)
  return function(lowering, expression, around)
    local space, text = around.space, lowering:value(expression.from, around)
    local words, others = words_of(lowering, expression.arguments)
    local conditions = {}
    if #words > 0 or #others == 0 then conditions[1] = lowering.nodes:add("TEXT_IN", space, { text }, { texts = lowering.plan:texts(words, match) }) end
    for _, other in ipairs(others) do
      conditions[#conditions + 1] = lowering.nodes:add("TEXT_MATCHES", space, { text, lowering:value(other, around) }, { match = match })
    end
    return any_of(lowering, around, conditions)
  end
end
lower.starts_with, lower.ends_with, lower.contains = matching "starts", matching "ends", matching "contains"

return comparisons
