--- Events and records that free a subject of what lies behind it, for lint: what asks by the day that is asked about, functions and other rules' verdicts (asked_later.lua), for
-- all else in `applies` and in exceptions is asked as things stood, too (meaning.md, section 8): on each row's day, in a period, by a due day, on the day of use, since the pivot
-- of a rule that is judged once. On a day of its own (`applies_on`) all is read on the day that is asked about. And what comes to the very record that is judged once lets it go
-- from then on only, which is said where it may be meant to tell that the record never counted.
local asked_later = require "mandate.language.lint.asked_later"
local later_statuses = require "mandate.language.lint.later_statuses"
local turning = require "mandate.language.lint.turning"
local walk = require "mandate.language.walk"
local catalogue = require "mandate.catalogues.catalogue"
local wording = require "mandate.check.wording"

local taken_back = {}

local BEHIND = { after = true, on_or_after = true }
local BEFORE = { before = true, by = true }
local COMPARED = { before = true, by = true, after = true, on_or_after = true, between = true, during = true, is = true }
local ENDS = { first = true, last = true, when_all = true }
local OF_PERIOD = { period = true, period_from = true, period_to = true }
local MADE_OF = { add = true, subtract = true, both = true, either = true }

-- The event by which a kind's records are dated; nil where they are there on every day.
local function event_of(kind)
  if not kind or kind.group then return nil end
  if kind.starts or kind.lasting then return kind.starts end
  for _, field in ipairs(kind.fields) do
    if field.type == "event" then return field.name end
  end
end

local Look = {}
Look.__index = Look

-- Whether a condition of a filter reads the row that is gone through, by its own name.
local function reads_own(e)
  local found = false
  walk.into(e, function(part)
    found = found or part.op == "row" and part.scope == 2 and #part.via == 0
    return not found
  end)
  return found
end

-- What a name stands for.
function Look:meant(e)
  e = walk.written(e)
  local term = (e.op == "term" or e.op == "column_term") and self.find_term(e.term)
  if term and term.value then return self:meant(term.value) end
  return e
end

-- Whether a value is a day of the records of a kind.
function Look:is_day_of(e, name)
  e = self:meant(e)
  return e.op == "field" and e.from.type.kind == name
end

-- Whether a condition on the records of a kind holds a day against another one than that which is asked about. That a record lies behind a day does not say until when it counts.
function Look:asks_days(e, name, negated)
  e = self:meant(e)
  return walk.once(self.known, ("asks days of %s%s"):format(name, negated and ", negated" or ""), e, function()
    if e.op == "not" then return self:asks_days(e.a, name, not negated) end
    if COMPARED[e.op] and e.from.type.k == "date" then
      local other = e.arguments and e.arguments[1] and self:meant(e.arguments[1])
      if other and other.op == "as_of" then return false end
      local is_behind = negated and BEFORE[e.op] or not negated and BEHIND[e.op]
      return not (is_behind and self:is_day_of(e.from, name) and not self:is_day_of(other, name))
    end
    return e.a and self:asks_days(e.a, name, negated) or e.b and self:asks_days(e.b, name, negated)
  end)
end

-- The kind of a set of which a record of any day is enough, and the day by which its records are there; nil where a condition on dates, or a period, says of which days.
function Look:undated(e)
  e = self:meant(e)
  if e.op == "during" then return nil end
  if e.op == "where" and self:asks_days(e.condition, e.type.kind, false) then return nil end
  if e.op == "where" or e.op == "distinct" or e.op == "column" then return self:undated(e.from) end
  if e.op ~= "children" then return nil end
  local name = e.type.kind or e.type.of and e.type.of.kind
  local event = name and event_of(self.kinds[name])
  if event then return name, event end
end

-- The set of whose rows a column is.
function Look:rows_of(e)
  local set = self:meant(e)
  while set.op == "column" or set.op == "distinct" do set = self:meant(set.from) end
  return set
end

-- The event that an expression is, or is made of, of a row that is there before it, as its name and that row; nil of any other value. What begins the subject, or its owner, has
-- come where the rule asks. dates: dates that are no events, too, for their day comes as well.
function Look:event(e, dates)
  e = self:meant(e)
  if MADE_OF[e.op] then
    local found = walk.once(self.known, dates and "dates" or "events", e, function()
      local name, row = self:event(e.a, dates)
      if not name and (e.op == "both" or e.op == "either") then name, row = self:event(e.b, dates) end
      return name and { name, row }
    end)
    if found then return found[1], found[2] end
    return nil
  elseif e.op == "or_else" then return self:event(e.from, dates) end
  local of_set = false
  if ENDS[e.op] then
    if not self:undated(e.from) then return nil end
    e, of_set = self:meant(e.from), true
  end
  if e.op ~= "field" and e.op ~= "column" then return nil end
  local row = self:meant(e.from)
  if row.op == "first" or row.op == "last" then of_set = self:undated(row.from) ~= nil end
  if row.op ~= "row" and row.op ~= "field" and not of_set then return nil end
  local kind = e.from.type and (e.from.type.kind or e.from.type.of and e.from.type.of.kind)
  for _, field in ipairs(kind and self.kinds[kind] and not self.kinds[kind].group and self.kinds[kind].fields or {}) do
    local comes = field.type == "event" or dates and field.type == "date"
    if field.name == e.name and comes and (of_set or self.kinds[kind].starts ~= e.name) then return field.name, self:meant(e.from) end
  end
end

-- Whether a set asks of its records that they are there by the day that is asked about.
function Look:asks_today(e)
  e = self:meant(e)
  if e.op ~= "where" then return e.from ~= nil and self:asks_today(e.from) or false end
  local found = false
  walk.into(e.condition, function(part)
    local other = (part.op == "by" or part.op == "before") and part.arguments[1]
    found = found or other and self:meant(other).op == "as_of" or false
    return not found
  end)
  return found or self:asks_today(e.from)
end

-- What an expression asks of a function or, where each row has its own day, of another rule, or of the day that is asked about.
function Look:others(e, take)
  walk.into(e, function(part)
    if part.op == "function" then take(part, nil, true, nil, "taken_back_function") end
    if part.op == "verdict" and self.by_row then take(e, nil, true, nil, "taken_back_verdict") end
    return part.op ~= "verdict"
  end)
  if not self.by_row then return end
  local reckons, of_record = false, false -- the day that is asked about, held against a written day or one of the period, is meant
  walk.asked(e, self.find_term, function(part)
    reckons, of_record = reckons or part.op == "as_of", of_record or part.op == "row"
  end)
  if reckons and of_record then take(e, nil, true, nil, "taken_back_as_of") end
end

-- Whether records of a later day can change what a set comes to. Of a window that ends with a day that it names none can, nor which the first of the days is that are there.
local function is_open(figure)
  if figure.op == "most_in" then return false end
  return not ((figure.op == "first" or figure.op == "when_all") and figure.type.k == "date")
end

-- The set by which a condition can become true (`frees`), or false, by records of a later day: by more of them.
function Look:set_of(e, frees)
  local found
  turning.sets(self, e, frees, function(set, more, figure)
    if not found and more ~= false and is_open(figure) and self:undated(set) then found = set end
  end)
  return found
end

-- What a condition asks of an event: its name, and the row whose event it is.
function Look:happens(e)
  local first = e.arguments and e.arguments[1]
  local by_today = (e.op == "by" or e.op == "before") and first and self:meant(first).op == "as_of"
  if by_today or not self.as_stood and (e.op == "happened" or e.op == "given") then return self:event(e.from, by_today and not self.by_row) end
end

-- What fixes a question of a set to a day.
function Look:dated_cure(e, set)
  local kind, event = self:undated(set)
  local text, asked = wording.of(self:rows_of(set), self.kinds), wording.of(e, self.kinds)
  local from, to = asked:find(text, 1, true)
  return function(day)
    if self.as_stood then return ("%s.%s:happened()"):format(kind, event) end
    local dated = ("%s:where(%s.%s:by(%s))"):format(text, kind, event, day)
    return from and asked:sub(1, from - 1) .. dated .. asked:sub(to + 1) or dated
  end
end

-- Looks at a condition that is made of no others; false where it is named itself.
function Look:atom(e, frees, take)
  local name, row
  if frees then name, row = self:happens(e) end
  if name then
    local text, stands = wording.of(e.from, self.kinds), self.as_stood and self:event(e.from, false)
    if MADE_OF[e.from.op] then text = "(" .. text .. ")" end
    take(e, function(day) return stands and text .. ":happened()" or ("%s:by(%s)"):format(text, day) end, frees, row)
    return false
  end
  local set = self:set_of(e, frees)
  if set and not (self.as_stood and not self:asks_today(set)) then
    take(e, self:dated_cure(e, set), frees)
    return false
  end
  self:others(e, take)
end

--- Calls take(condition, cure, frees, row, text) for each condition that can become true (`frees`), or false, by what comes later; cure(day) is what fixes it to a day, row whose
--- event it asks, and text what the catalogue says of it, where that is not what it says of the rule's day. What is asked of a row of a set by a filter is the set's.
function Look:whole(expression, frees, take)
  turning.each(self, expression, frees, {
    passes = function(e) return self.in_filter and e.op == "term" and reads_own(e) end, -- what it tells is the row's own
    filter = function(_, way, _, by) return by ~= nil and by.op == "every" and way == true end,
    condition = function(e, way)
      for _, own in ipairs { true, false } do
        if (way == nil or way == own) and self:atom(e, own, take) == false then return false end
      end
    end })
end

--- Whether a condition can become true (`frees`), or false, by what comes later, to whatever record.
function Look:can_change(e, frees)
  local other, found = setmetatable({ find_term = self.find_term, kinds = self.kinds, known = self.known, rules = self.rules }, Look), false
  other:whole(e, frees, function() found = true end)
  if not found then asked_later.each(other, e, frees, function() found = true end) end
  return found
end

-- On which day a rule judges what may lie behind the day that is asked about: a text as an analyst writes it and the note of the catalogue that says where; nil where the rule is
-- judged as of that day.
function Look:day_of(rule)
  local function said(e) return wording.of(e, self.kinds) end
  local kind = rule.per and self.kinds[rule.per.kind]
  if not kind then return nil end
  if rule.forbid then return "", "taken_back_row" end
  if rule.word == "quota" then
    local due = rule.goals and rule.goals[1] and rule.goals[1].due
    for _, goal in ipairs(rule.goals or {}) do
      if goal.due ~= due then due = goal.due and due and "…" or goal.due or due end
    end
    return due and (due == "…" and due or ("%q"):format(due)), "taken_back_goal"
  elseif rule.used then return said(rule.arises or rule.used), "taken_back_use" end
  if rule.due and rule.done then
    if rule.arises then return said(rule.arises), "taken_back_due" end
    return rule.due.type.k == "date" and said(rule.due) or "…", "taken_back_due"
  end
  if not rule.require then return nil end
  if rule.per.period then return "period.from", "taken_back_period" end
  if rule.arises then return said(rule.arises), "taken_back_once" end
  if kind.starts and not kind.lasting then return ("%s.%s"):format(kind.name, kind.starts), "taken_back_once" end
end

-- One filter of the rows of a set, with their day as a text, and whether it frees where it is true; where it frees either way, it is two.
function Look:add_filter(list, condition, way, set)
  local name = self:meant(set).type.kind
  local event = event_of(self.kinds[name])
  for _, frees in ipairs(event and { true, false } or {}) do
    if way == nil or way == frees then list[#list + 1] = { condition = condition, day = ("%s.%s"):format(name, event), frees = frees, kind = name } end
  end
end

-- The filters of what is forbidden, of which there must be no rows.
function Look:forbidden(e)
  local list = {}
  turning.filters(self, e, false, function(condition, way, set) self:add_filter(list, condition, way, set) end)
  return list
end

-- The same of the sets that a rule asks for, with what it asks of each of their rows: of those that it requires, of what is done by a due day, and of what counts for a goal.
function Look:asked_for(rule)
  local list = {}
  local takes = { filter = function(condition, way, set)
    self:add_filter(list, condition, way, set)
    return false
  end }
  if rule.require then turning.each(self, rule.require, true, takes)
  elseif rule.counts then turning.filters(self, rule.counts, true, takes.filter)
  elseif rule.done and rule.due.op ~= "not_given" then turning.day(self, rule.done, takes) end
  return list
end

-- Whether something can come later to what a function sees of a row beside the row itself: its owner, and what else it refers to.
function Look:comes_above(name)
  local kind = self.kinds[name]
  for _, field in ipairs(kind and not kind.group and kind.fields or {}) do
    local above = field.kind and field.kind ~= name and self.kinds[field.kind]
    for _, other in ipairs(above and not above.group and above.fields or {}) do
      if other.type == "event" and other.name ~= above.starts then return true end
    end
  end
  return false
end

-- An expression as an analyst writes it, with another day for the one that is asked about.
local function on_day(text, day)
  return (text:gsub("(%(?)%f[%w_]as_of%f[^%w_](%)?)", function(opens, closes)
    if opens ~= "" and closes ~= "" or not day:find "[| ]" then return opens .. day .. closes end
    return ("%s(%s)%s"):format(opens, day, closes)
  end))
end

-- Gives what asked_later.lua finds to tell(condition, text, cure). kept: what has been reached may stay reached.
function Look:later(expression, frees, day, kept, tell)
  asked_later.each(self, expression, frees, function(e, what)
    if what == "as_of" then return tell(e, "taken_back_as_of_later", on_day(wording.of(e, self.kinds), day)) end
    local cure = later_statuses.cure(self, e, day, kept)
    tell(e, cure and "taken_back_status" or "taken_back_status_any", cure)
  end)
end

-- Warns once of each text that is asked.
local function teller(look, checker, whose, at)
  local told = {}
  return function(e, asked, text, cure)
    if told[asked] then return end
    told[asked] = true
    local holes = { whose = whose, asked = asked, cure = cure }
    checker.problems:warn(e.at or at, look.words:say("lint." .. text, holes), { text = "lint." .. text, holes = holes })
  end
end

-- A filter asks events, sets and verdicts as of the day that is asked about, also of what is forbidden; what comes to the row itself is meant to tell of it, and nothing else is.
local function warn_of_filters(look, list, tell)
  look.by_row, look.as_stood, look.in_filter = false, false, true
  for _, filter in ipairs(list) do
    look:whole(filter.condition, filter.frees, function(e, cure, frees, row)
      if e.op == "function" then
        if look:comes_above(filter.kind) then tell(e, "function", "taken_back_function") end
      elseif (row or look:set_of(e, frees)) and not reads_own(e) then tell(e, wording.of(e, look.kinds), "taken_back", cure(filter.day)) end
    end)
    look:later(filter.condition, filter.frees, filter.day, false, function(e, text, cure)
      if not reads_own(e) then tell(e, wording.of(e, look.kinds), text, cure) end
    end)
  end
  look.in_filter = false
end

-- The alternatives that stand in what is required, each with whether it keeps the rule by a yes. What a text names twice is looked into once.
local function alternatives(look, e, yes, list, seen)
  e = look:meant(e)
  if seen[yes][e] then return list end
  seen[yes][e] = true
  if e.op == "not" then return alternatives(look, e.a, not yes, list, seen) end
  if e.op ~= "and" and e.op ~= "or" then return list end
  for _, part in ipairs { e.a, e.b } do
    if (e.op == "or") == yes then list[#list + 1] = { condition = part, yes = yes } end
    alternatives(look, part, yes, list, seen)
  end
  return list
end

-- Whether a condition asks anything of the period in hand; what asks nothing of it is named by unasked_periods.lua, where it asks a set.
local function asks_period(look, e)
  local found = false
  walk.asked(e, look.find_term, function(part) found = found or OF_PERIOD[part.op] or false end)
  return found
end

-- What is required is read as of the day that is asked about (meaning.md, section 8): in a rule per period what comes behind it can take a breach back; in one that is judged once
-- what is required may be done later, and only another event that stands as an alternative to it takes anything back, and not what comes to the very record that is judged.
local function warn_of_required(look, rule, tell)
  local day, note = look:day_of(rule)
  local by_period = rule.per.period ~= nil
  if by_period then day = "period.to" end
  look.by_row, look.as_stood, look.in_filter = false, false, false
  local function warn_of(e, yes, is_alternative)
    look:whole(e, yes, function(part, cure, _, row, other)
      if part.op == "function" then
        if is_alternative then tell(part, "function", other) end
      elseif by_period and (row or asks_period(look, part)) or not by_period and not (row and row.op == "row" and row.type.kind == rule.per.kind) then
        tell(part, wording.of(part, look.kinds), other or note, cure and cure(day) or nil)
      end
    end)
    look:later(e, yes, day, by_period, function(part, text, cure)
      if is_alternative or text == "taken_back_as_of_later" then tell(part, wording.of(part, look.kinds), text, cure) end
    end)
  end
  for _, one in ipairs(alternatives(look, rule.require, true, {}, { [true] = {}, [false] = {} })) do warn_of(one.condition, one.yes, true) end
  if by_period then warn_of(rule.require, true, false) end
end

-- What comes to the record that is judged comes after it in any case: it lets go from then on, and does not tell that the record never counted.
local function warn_of_its_own(look, checker, rule, asked_by)
  local told = {}
  look.as_stood = false
  look:whole(asked_by.expression, asked_by.frees, function(e, _, _, row)
    local asked = e.op ~= "function" and wording.of(e, look.kinds)
    local own = row and row.op == "row" and row.type.kind == rule.per.kind and (e.op == "happened" or e.op == "given")
    if not own or told[asked] then return end
    told[asked] = true
    local event = wording.of(e.from, look.kinds)
    local holes = { whose = asked_by.whose, asked = asked, record = rule.per.kind, cure = ("%s:by(as_of)"):format(MADE_OF[e.from.op] and "(" .. event .. ")" or event) }
    checker.problems:warn(e.at or asked_by.expression.at or asked_by.at, look.words:say("lint.taken_back_own", holes), { text = "lint.taken_back_own", holes = holes })
  end)
end

-- says: what is asked as things stood whatever the rule, such as an exception that says something else instead.
local function warn(look, checker, rule, whose, expression, frees, at, says)
  local day, note = look:day_of(rule)
  if not day then return end
  local is_its_own = rule.require and not rule.per.period and not rule.arises -- what comes to the record that is judged, such as its withdrawal, comes after it in any case
  look.by_row = note == "taken_back_row"
  look.as_stood = not rule.applies_on or says -- what came later frees nobody there (meaning.md, section 8)
  local tell = teller(look, checker, whose, expression.at or at)
  look:whole(expression, frees, function(e, cure, _, row, other)
    if is_its_own and row and row.op == "row" and row.type.kind == rule.per.kind then return end
    tell(e, e.op == "function" and "function" or wording.of(e, look.kinds), other or note or "taken_back", cure and cure(day) or nil)
  end)
  if look.by_row then return end
  local either, by = frees, day
  if rule.used then -- what was used without the right to it by its day may have it later, and the other way round
    either, by = nil, wording.of(rule.used, look.kinds) .. " | as_of"
  end
  look:later(expression, either, by, note ~= nil and note ~= "taken_back_once" and not rule.used, function(e, text, cure)
    if not (rule.used and later_statuses.is_day_in(look, e, rule.used)) then tell(e, wording.of(e, look.kinds), text, cure) end
  end)
  if is_its_own and look.as_stood and not says then warn_of_its_own(look, checker, rule, { whose = whose, expression = expression, frees = frees, at = at }) end
end

--- After all rules and exceptions are read.
---@param kinds table name -> as model:kinds() gives it
function taken_back.check(checker, kinds)
  local look = setmetatable({ find_term = checker.names:finder(), kinds = kinds, words = catalogue.open(), known = {}, rules = checker.rules }, Look)
  for _, rule in ipairs(checker.rules) do
    local name = ("%s %s"):format(rule.word, rule.name)
    if rule.forbid then warn_of_filters(look, look:forbidden(rule.forbid), teller(look, checker, name, rule.at)) end
    if not rule.forbid and not rule.used and look:day_of(rule) then
      local tell = teller(look, checker, name, rule.at)
      warn_of_filters(look, look:asked_for(rule), tell)
      if rule.require then warn_of_required(look, rule, tell) end
    end
    if rule.applies then warn(look, checker, rule, name, rule.applies, false, rule.at) end
    if rule.transition and rule.whom then -- who passes from one text to the other is judged anew
      for _, frees in ipairs { true, false } do warn(look, checker, rule, name .. ": whom", rule.whom, frees, rule.at, true) end
    end
    for _, exception in ipairs(checker.exceptions) do
      local applies = exception.applies[rule.base]
      if applies then warn(look, checker, rule, ("exception %s to %s"):format(exception.name, rule.name), applies, true, exception.at, exception.says ~= nil) end
    end
  end
end

return taken_back
