--- What passes for want of the records that are meant, for lint (meaning.md, section 19): a filter on anything but dates makes no set empty, so that a
-- `require` without evidence over "the samples of arsenic" is kept, too, where only other samples were ever taken; and so is one whose evidence, or what it expects, is any sample.
local walk = require "mandate.language.walk"
local types = require "mandate.language.types"
local wording = require "mandate.check.wording"

local unseen = {}

local Look = {}
Look.__index = Look

function Look:term(e)
  local term = (e.op == "term" or e.op == "column_term") and self.find_term(e.term)
  return term and term.value
end

-- Which records are meant ------------------------------------------------------------------------------------------------------------

-- Whether a value is a field of the row that a filter is asked of, which is the row of scope `depth`, or of its owners below the one whose set it is.
function Look:own_value(e, depth, base)
  e = walk.written(e)
  if e.op == "field" or e.op == "or_else" or e.op == "part" or e.op == "lower" or e.op == "upper" then return self:own_value(e.from, depth, base) end
  if e.op == "row" then return e.scope == depth and (#e.via == 0 or base ~= nil and e.type.kind ~= base) end
  local value = self:term(e)
  if value then return self:own_value(e.from, depth, base) and self:own_value(value, 1, base) end
  return false
end

local TELLS_SORTS = { text = true, row = true, condition = true }

-- True the second time that something is looked at in one way: what a text names twice is looked into once.
local function again(seen, e, way)
  seen[way] = seen[way] or {}
  if seen[way][e] then return true end
  seen[way][e] = true
  return false
end

-- Whether a condition tells sorts of records from each other: by a text, a code, a reference, or a yes and no. A number that is measured does not, nor
-- what holds two fields of one record against each other.
function Look:picks(e, depth, base)
  e = walk.written(e)
  return walk.once(self.known, ("picks %d %s"):format(depth, base), e, function() return self:find_picks(e, depth, base) end)
end

function Look:find_picks(e, depth, base)
  local op = e.op
  if op == "not" then return self:picks(e.a, depth, base) end
  if op == "and" or op == "both" then return self:picks(e.a, depth, base) or self:picks(e.b, depth, base) end
  if op == "or" or op == "either" then return self:picks(e.a, depth, base) and self:picks(e.b, depth, base) end
  if op == "field" then return e.type.k == "condition" and self:own_value(e, depth, base) end
  if op == "is" or op == "starts_with" or op == "ends_with" or op == "contains" then
    for _, argument in ipairs(e.arguments) do
      if self:own_value(argument, depth, base) then return false end
    end
    return TELLS_SORTS[e.from.type.k] and self:own_value(e.from, depth, base)
  end
  local value = self:term(e)
  return value and self:own_value(e.from, depth, base) and self:picks(value, 1, base) or false
end

-- The parts of a condition that tell sorts, joined as they were.
function Look:picked(e, depth, base)
  local whole = walk.written(e)
  if whole.op ~= "and" and whole.op ~= "both" then return self:picks(e, depth, base) and e or nil end
  return walk.once(self.known, ("picked %d %s"):format(depth, base), whole, function()
    local a, b = self:picked(whole.a, depth, base), self:picked(whole.b, depth, base)
    return a and b and { op = "and", a = a, b = b, type = whole.type } or a or b
  end) or nil
end

-- The set below a question ------------------------------------------------------------------------------------------------------------

local PASSED = { column = true, column_term = true, distinct = true, during = true, later = true, earlier = true }

-- The filters of a set, and the records it is made of: { kind, rows, base, depth, filters }. nil where it is no set of records.
function Look:set(e, depth)
  local filters, kind = {}, nil
  e = walk.written(e)
  while true do
    local value = e.op == "term" and self:term(e)
    if e.type.k == "set" then kind = kind or e.type.kind end
    if e.op == "where" then
      filters[#filters + 1] = { condition = e.condition, depth = depth + 1 }
      e = walk.written(e.from)
    elseif value then
      e, depth = walk.written(value), 1
    elseif PASSED[e.op] or e.op == "children" and e.from.type.k ~= "row" then
      e = walk.written(e.from)
    elseif e.op == "children" then
      return { kind = kind, rows = e, base = e.from.type.kind, depth = depth, filters = filters }
    else
      return nil
    end
  end
end

-- The set with its filters that tell sorts only; nil where there are none.
function Look:sort_of(set)
  local of = set.rows
  for _, filter in ipairs(set.filters) do
    local condition = self:picked(filter.condition, filter.depth, set.base)
    if condition then of = { op = "where", from = of, condition = condition, type = set.rows.type } end
  end
  return of ~= set.rows and of or nil
end

local OF_DAYS = { during = true, before = true, by = true, after = true, on_or_after = true, between = true, is = true }

local function is_dated(e) return OF_DAYS[e.op] and e.from and e.from.type.k == "date" or false end

-- Adds the parts of a condition, those of its terms, too: { e, picks = it tells sorts, dated, yes_no, text }; what it names twice, once.
function Look:parts(e, depth, base, list, seen)
  local whole = walk.written(e)
  if again(seen, whole, depth) then return list end
  local value = self:term(whole)
  if whole.op == "and" or whole.op == "both" then
    self:parts(whole.a, depth, base, list, seen)
    self:parts(whole.b, depth, base, list, seen)
  elseif value and self:own_value(whole.from, depth, base) then self:parts(value, 1, base, list, seen)
  else
    local bare = whole
    while bare.op == "not" do bare = walk.written(bare.a) end
    list[#list + 1] = { e = whole, picks = self:picks(whole, depth, base), dated = is_dated(whole), yes_no = bare.op == "field", text = wording.of(whole, self.kinds) }
  end
  return list
end

-- What says which records of a set are meant, and what is asked of them (`judged`), as parts. Where nothing else is asked (`alone`: no value, no condition of each), a yes or no is
-- what is asked, and where there is none the last that tells sorts: of "the audits of a known violation" that there should be none.
function Look:sorted(set, alone)
  local parts, last, yes_no, seen = {}, nil, false, {}
  for at = #set.filters, 1, -1 do self:parts(set.filters[at].condition, set.filters[at].depth, set.base, parts, seen) end -- as they are written
  for _, part in ipairs(parts) do
    if not part.picks and not part.dated then alone = false end
    if part.picks then yes_no, last = yes_no or part.yes_no, part end
  end
  local picked, judged = {}, {}
  for _, part in ipairs(parts) do
    local is_judged = alone and part.picks and (yes_no and part.yes_no or not yes_no and part == last)
    if is_judged then judged[part.e] = true elseif part.picks then picked[#picked + 1] = part end
  end
  return picked, judged, yes_no
end

-- The parts of a condition that tell sorts, and those on dates: what says which records are meant, and of which days. judged: parts that are asked of them instead.
function Look:meant(e, depth, base, judged)
  self.known[judged] = self.known[judged] or {}
  return walk.once(self.known[judged], depth, e, function() return self:find_meant(e, depth, base, judged) end) or nil
end

function Look:find_meant(e, depth, base, judged)
  local whole = walk.written(e)
  local value = self:term(whole)
  if whole.op ~= "and" and whole.op ~= "both" then
    local kept = not judged[whole] and (is_dated(whole) or self:picks(e, depth, base))
    for _, part in ipairs(kept and value and self:parts(value, 1, base, {}, {}) or {}) do
      if judged[part.e] or not part.picks and not part.dated then return self:meant(value, 1, base, judged) end
    end
    return kept and e or nil
  end
  local a, b = self:meant(whole.a, depth, base, judged), self:meant(whole.b, depth, base, judged)
  return a and b and { op = "and", a = a, b = b, type = whole.type } or a or b
end

-- The set itself, on the same way and of the same days, with nothing left of its filters but what says which records are meant: what would show that they are there.
function Look:evidence(e, depth, base, judged)
  e = walk.written(e)
  local value = e.op == "term" and self:term(e)
  if value then return self:evidence(value, 1, base, judged) end
  if e.op == "children" and e.from.type.k == "row" then return e end
  local from = self:evidence(e.from, depth, base, judged)
  if e.op == "column" or e.op == "column_term" or e.op == "distinct" then return from end
  if e.op == "where" then
    local condition = self:meant(e.condition, depth + 1, base, judged)
    return condition and { op = "where", from = from, condition = condition, type = e.type } or from
  end
  return setmetatable({ from = from }, { __index = e })
end

-- What passes -------------------------------------------------------------------------------------------------------------------------

local FIGURES = { count = true, sum = true, most_in = true }
local ONES = { max = true, min = true, mean = true, geometric_mean = true, highest = true, lowest = true, percentile = true, first = true, last = true }
local COMPARES = { is = true, above = true, at_least = true, below = true, at_most = true, between = true, before = true, by = true, after = true, on_or_after = true,
  starts_with = true, ends_with = true, contains = true }

local BOTH = { add = true, multiply = true, greater_of = true, lesser_of = true }
local THROUGH = { field = true, or_else = true, rounded = true, previous = true, converted = true }

-- Calls found(expression, depth) for the figures of sets that a value is made of: `those` are the questions that count.
function Look:figures(e, depth, those, found, seen)
  e, seen = walk.written(e), seen or {}
  if again(seen, e, depth) then return end
  local value = e.op == "term" and self:term(e)
  if value then self:figures(value, 1, those, found, seen)
  elseif those[e.op] then found(e, depth)
  elseif BOTH[e.op] then
    self:figures(e.a, depth, those, found, seen)
    self:figures(e.b, depth, those, found, seen)
  elseif e.op == "divide" or e.op == "subtract" then self:figures(e.a, depth, those, found, seen) -- what is divided by, or taken away, goes the other way
  elseif THROUGH[e.op] then self:figures(e.from, depth, those, found, seen)
  end
end

local function is_zero(argument) return argument and argument.op == "literal" and tostring(argument.value) == "0" end

-- Calls found(question, depth, what is said of it) for each question that says yes of no rows, or no where `yes` is false, and by which the whole may, too.
function Look:passing(e, depth, yes, found, seen)
  e = walk.written(e)
  if again(seen, e, depth .. tostring(yes)) then return end
  local op, value = e.op, self:term(e)
  local function take(question, at) found(question, at, e) end
  if op == "and" or op == "or" or op == "both" or op == "either" then
    self:passing(e.a, depth, yes, found, seen)
    self:passing(e.b, depth, yes, found, seen)
  elseif op == "not" then self:passing(e.a, depth, not yes, found, seen)
  elseif op == "instead" then
    self:passing(e.from, depth, yes, found, seen)
    for _, choice in ipairs(e.choices) do self:passing(choice.value, depth, yes, found, seen) end
  elseif op == "term" and value then self:passing(value, 1, yes, found, seen)
  elseif op == "none" or op == "every" then
    if yes then found(e, depth, e) end
    if op == "every" then self:passing(e.condition, depth + 1, yes, found, seen) end
  elseif op == "any" then
    if not yes then found(e, depth, e) end
  elseif (op == "missing") == yes and (op == "missing" or op == "known" or op == "given" or op == "happened") then
    self:figures(e.from, depth, ONES, take)
  elseif COMPARES[op] then
    local at_none = op == "at_most" or op == "below" or (op == "is" or op == "between") and is_zero(e.arguments[1])
    if at_none == yes or op ~= "is" and not at_none and not yes then self:figures(e.from, depth, FIGURES, take) end
    if not yes then self:figures(e.from, depth, ONES, take) end -- a comparison of what is not there is false
    local less = (op == "at_least" or op == "above") == yes -- the area at least the sum: said of the sum, which stands on the right
    for _, argument in ipairs(less and e.arguments or {}) do self:figures(argument, depth, FIGURES, take) end
  end
end

-- The kinds of which a condition asks for a record of the sort that it means: kind -> true. What it asks of
-- the subject itself says so of the subject's kind.
function Look:asked_for(e, depth, kinds, seen, subject)
  e = walk.written(e)
  if again(seen, e, depth .. tostring(subject)) then return end
  local value = self:term(e)
  if subject and depth == 1 and self:picks(e, 1, nil) then kinds[subject] = true end
  if e.op == "and" or e.op == "both" then
    self:asked_for(e.a, depth, kinds, seen, subject)
    self:asked_for(e.b, depth, kinds, seen, subject)
  elseif e.op == "term" and value then self:asked_for(value, 1, kinds, seen)
  elseif e.op == "any" or (e.op == "at_least" or e.op == "above") and walk.written(e.from).op == "count" then
    local set = self:set(e.op == "any" and e.from or walk.written(e.from).from, depth)
    if set and set.kind and self:sort_of(set) then kinds[set.kind] = true end
  end
end

-- Whether nothing but filters is asked of the records of a question: only whether there are any, or how many.
local function is_alone(question)
  local values = question.from.type.k == "column"
  return (question.op == "none" or question.op == "any" or question.op == "count" or question.op == "most_in") and not values or question.op == "most_in"
end

-- Whether a part of a condition leaves no other record than another part does: the same, or fewer words of the same field.
local function is_within(part, other, kinds)
  if part.text == other.text then return true end
  if part.e.op ~= "is" or other.e.op ~= "is" or wording.of(part.e.from, kinds) ~= wording.of(other.e.from, kinds) then return false end
  local words = {}
  for _, argument in ipairs(other.e.arguments) do words[wording.of(argument, kinds)] = true end
  for _, argument in ipairs(part.e.arguments) do
    if not words[wording.of(argument, kinds)] then return false end
  end
  return true
end

-- The first part that says which records are meant, and of which a set that is to show them says nothing; nil where there is none.
local function left_open(look, picked, shows)
  local own, known = look:sorted(shows, false), {}
  table.move(own, 1, #own, 1, known)
  for _, part in ipairs(picked) do
    local found = false
    for _, other in ipairs(known) do found = found or is_within(other, part, look.kinds) end
    if not found then return part end
  end
  return nil
end

-- The sets that show what a rule rests on: { key, set }.
local function sets_that_show(look, rule)
  local list = {}
  for _, one in ipairs { { "evidence", rule.evidence_written and rule.evidence }, { "expects", rule.expects and rule.expected } } do
    local set = one[2] and look:set(one[2], 1)
    if set then list[#list + 1] = { key = one[1], set = set } end
  end
  return list
end

-- What is said of a question; nil where nothing is.
local function said_of(look, rule, question, depth, said)
  local set = look:set(question.from, depth)
  if not set or not set.kind then return nil end
  local picked, judged, yes_no = look:sorted(set, is_alone(question))
  local own = false
  for _, shows in ipairs(sets_that_show(look, rule)) do
    if shows.set.kind == set.kind then
      own = true
      local part = left_open(look, picked, shows.set)
      if part then
        return ("`%s` is also shown by %s of which `%s` is not true, because `%s` does not ask it; write it there, too"):format(said, types.a(set.kind), part.text, shows.key)
      end
    end
  end
  if own or rule.evidence_written or rule.forbid or not look:sort_of(set) then return nil end
  if #picked == 0 and yes_no then return nil end -- a yes or no that is asked of them tells no sort
  local mend = depth == 1 and #picked > 0 and ("write evidence = %s, or complete at the kind"):format(wording.of(look:evidence(question.from, depth, set.base, judged), look.kinds))
    or "say in evidence which records show it, or complete at the kind"
  return ("`%s` is also true where no such %s was ever recorded, as long as there are others; %s"):format(said, set.kind, mend)
end

local function check_rule(checker, look, rule)
  local seen, told = {}, {}
  local function tell(question, depth, said)
    local set = look:set(question.from, depth)
    local kind = set and set.kind
    if not kind or seen[kind] or rule.require and checker.complete[kind] or told[question] then return end
    local text = said_of(look, rule, question, depth, wording.of(said, look.kinds))
    if not text then return end
    told[question] = true
    checker.problems:warn(said.at or rule.at, ("%s %s: %s"):format(rule.word, rule.name, text))
  end
  if rule.forbid then
    tell({ op = "none", from = rule.forbid }, 1, rule.forbid)
    return
  end
  look:asked_for(rule.require, 1, seen, {})
  if rule.applies then look:asked_for(rule.applies, 1, seen, {}, rule.per.kind) end
  look:passing(rule.require, 1, true, tell, {})
end

-- A column of a decision, whatever it comes to: what its version's evidence does not ask is named.
local function check_column(checker, look, version, column)
  local told = {}
  local function tell(question, depth, said)
    local text = not told[question] and said_of(look, { evidence = version.evidence, evidence_written = true }, question, depth, wording.of(said, look.kinds))
    told[question] = true
    if text then checker.problems:warn(version.at, ("decision %s: %s"):format(version.name, text)) end
  end
  if column.type.k == "condition" then
    for _, yes in ipairs { true, false } do look:passing(column, 1, yes, tell, {}) end
  else
    for _, those in ipairs { FIGURES, ONES } do
      look:figures(column, 1, those, function(question, depth) tell(question, depth, question) end)
    end
  end
end

--- After all rules are read. kinds: name -> as model:kinds() gives it.
function unseen.check(checker, kinds)
  local look = setmetatable({ find_term = checker.names:finder(), kinds = kinds, known = {} }, Look)
  for _, rule in ipairs(checker.rules) do
    if rule.require or rule.forbid then check_rule(checker, look, rule) end
  end
  for _, term in ipairs(checker.entered_terms) do
    local found = look.find_term(term.full)
    local value = found and found.value
    for _, version in ipairs(value and value.op == "decision" and value.versions or {}) do
      for _, column in ipairs(version.evidence and version.columns or {}) do check_column(checker, look, version, column) end
    end
  end
end

return unseen
