--- Events and records that free a subject of what lies behind it, for lint: what asks by the day that is asked about, functions and other rules' verdicts (asked_later.lua), for
-- all else in `applies` and in exceptions is asked as things stood, too (meaning.md, section 8): on each row's day, in a period, by a due day, on the day of use, since the pivot
-- of a rule that is judged once. On a day of its own (`applies_on`) all is read on the day that is asked about. And what comes to the very record that is judged once lets it go
-- from then on only, which is said where it may be meant to tell that the record never counted.
local asked_later = require "mandate.language.lint.asked_later"
local later_statuses = require "mandate.language.lint.later_statuses"
local walk = require "mandate.language.walk"
local catalogue = require "mandate.catalogues.catalogue"
local wording = require "mandate.check.wording"

local taken_back = {}

local COMPARED = { before = true, by = true, after = true, on_or_after = true, between = true, during = true, is = true }
local MANY = { at_least = true, above = true }
local FEW = { at_most = true, below = true }
local ENDS = { first = true, last = true, when_all = true }
-- most_in is none of them: its window ends with a day that it names.
local FIGURES = { sum = true, min = true, max = true, mean = true, geometric_mean = true, highest = true, lowest = true, percentile = true, share = true, count = true }
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

-- Whether a condition holds a day against another one than that which is asked about.
function Look:asks_days(e)
  e = self:meant(e)
  return walk.once(self.known, "asks days", e, function()
    if COMPARED[e.op] and e.from.type.k == "date" then
      local other = e.arguments and e.arguments[1] and self:meant(e.arguments[1])
      return not (other and other.op == "as_of")
    end
    return e.a and self:asks_days(e.a) or e.b and self:asks_days(e.b)
  end)
end

-- The kind of a set of which a record of any day is enough, and the day by which its records are there; nil where a condition on dates, or a period, says of which days.
function Look:undated(e)
  e = self:meant(e)
  if e.op == "during" then return nil end
  if e.op == "where" and self:asks_days(e.condition) then return nil end
  if e.op == "where" or e.op == "distinct" or e.op == "column" then return self:undated(e.from) end
  if e.op ~= "children" then return nil end
  local name = e.type.kind or e.type.of and e.type.of.kind
  local event = name and event_of(self.kinds[name])
  if event then return name, event end
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

-- The set of a figure that records of a later day can make another, in the way that matters: a count that grows, any other figure in any way.
function Look:counted(e, frees)
  local set
  walk.into(e.from, function(part)
    local figure = self:meant(part)
    if not set and FIGURES[figure.op] and (figure.op ~= "count" or (frees and MANY or FEW)[e.op] or e.op == "is" or e.op == "between") and self:undated(figure.from) then
      set = figure.from
    end
    return set == nil
  end)
  return set
end

-- Gives what takes conditions each column and cell of the decisions that an expression reads, which may free by a yes and by a no.
function Look:decisions(e, take)
  walk.into(e, function(part)
    local decision = self:meant(part)
    for _, version in ipairs(decision.op == "decision" and decision.versions or {}) do
      for _, row in ipairs(version.rows) do
        for c, cell in ipairs(row.cells) do
          local asked = cell.expression or (cell.word == "yes" or cell.word == "no") and version.columns[c]
          for _, frees in ipairs(asked and { true, false } or {}) do self:condition(asked, frees, take) end
        end
      end
    end
  end)
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

-- The set by which a condition can become true (`frees`), or false, by records of a later day.
function Look:set_of(e, frees)
  if e.op == (frees and "any" or "none") or e.op == "every" and not frees then return self:undated(e.from) and e.from or nil end
  return e.from and e.from.type and (MANY[e.op] or FEW[e.op] or e.op == "is" or e.op == "between") and self:counted(e, frees) or nil
end

-- Calls take(condition, cure, frees, row, text) for each condition that can become true (`frees`), or false, by what comes later; cure(day) is what fixes it to a day, row whose
-- event it asks, and text what the catalogue says of it, where that is not what it says of the rule's day. Each condition is looked at once for each way.
function Look:condition(e, frees, take)
  e = walk.written(e)
  if self.seen[frees][e] then return end
  self.seen[frees][e] = true
  local op = e.op
  if op == "and" or op == "or" then
    self:condition(e.a, frees, take)
    self:condition(e.b, frees, take)
    return
  elseif op == "not" then return self:condition(e.a, not frees, take)
  elseif op == "term" then
    if self.in_filter and reads_own(e) then return end -- what it tells is the row's own
    local term = self.find_term(e.term)
    if term and term.value then self:condition(term.value, frees, take) end
    return
  end
  local first = e.arguments and e.arguments[1]
  local by_today = (op == "by" or op == "before") and first and self:meant(first).op == "as_of"
  local name, row
  if frees and (by_today or not self.as_stood and (op == "happened" or op == "given")) then name, row = self:event(e.from, by_today and not self.by_row) end
  if name then
    local text, stands = wording.of(e.from, self.kinds), self.as_stood and self:event(e.from, false)
    if MADE_OF[e.from.op] then text = "(" .. text .. ")" end
    return take(e, function(day) return stands and text .. ":happened()" or ("%s:by(%s)"):format(text, day) end, frees, row)
  end
  local set = self:set_of(e, frees)
  if set and not (self.as_stood and not self:asks_today(set)) then
    local kind, event = self:undated(set)
    local text = wording.of(set, self.kinds)
    local asked = wording.of(e, self.kinds)
    local question = asked:sub(1, #text) == text and asked:sub(#text + 1) or ""
    return take(e, function(day)
      if self.as_stood then return ("%s.%s:happened()"):format(kind, event) end
      return ("%s:where(%s.%s:by(%s))%s"):format(text, kind, event, day, question)
    end, frees)
  end
  if op == "every" and frees then self:condition(e.condition, true, take) end
  self:decisions(e, take)
  self:others(e, take)
end

--- Whether a condition can become true (`frees`), or false, by what comes later, to whatever record.
function Look:can_change(e, frees)
  local other, found = setmetatable({ find_term = self.find_term, kinds = self.kinds, known = self.known, rules = self.rules }, Look), false
  other:whole(e, frees, function() found = true end)
  if not found then asked_later.each(other, e, frees, function() found = true end) end
  return found
end

--- The same, of a condition with nothing looked at before.
function Look:whole(e, frees, take)
  self.seen = { [true] = {}, [false] = {} }
  self:condition(e, frees, take)
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

-- The filters of a set, each with the day of the rows that it is asked of, as a text, and whether it frees where it is true.
function Look:filters(e, frees, list)
  e = self:meant(e)
  local event = (e.op == "where" or e.op == "during") and event_of(self.kinds[e.type.kind])
  if not event then return list end
  if e.op == "where" then list[#list + 1] = { condition = e.condition, day = ("%s.%s"):format(e.type.kind, event), frees = frees, kind = e.type.kind } end
  return self:filters(e.from, frees, list)
end

-- The same of the sets that a requirement asks, which must be true, or false. seen: what was looked into; what a text names twice is looked into once.
function Look:required(e, yes, list, seen)
  e = self:meant(e)
  seen = seen or { [true] = {}, [false] = {} }
  if seen[yes][e] then return list end
  seen[yes][e] = true
  local figure = (MANY[e.op] or FEW[e.op]) and self:meant(e.from)
  if e.op == "and" or e.op == "or" then
    self:required(e.a, yes, list, seen)
    self:required(e.b, yes, list, seen)
  elseif e.op == "not" then self:required(e.a, not yes, list, seen)
  elseif e.op == "any" then self:filters(e.from, yes, list)
  elseif e.op == "none" then self:filters(e.from, not yes, list)
  elseif figure and (figure.op == "count" or figure.op == "sum") then self:filters(figure.from, (MANY[e.op] or false) == yes, list)
  elseif e.op == "every" or figure and figure.op == "share" then
    local of = e.op == "every" and e or figure
    local name, frees = of.from.type.kind, (e.op == "every" or MANY[e.op] or false) == yes
    local event = event_of(self.kinds[name])
    if event then list[#list + 1] = { condition = of.condition, day = ("%s.%s"):format(name, event), frees = frees, kind = name } end
    self:filters(of.from, not frees, list)
  end
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
local function warn_of_filters(look, checker, rule, list)
  look.by_row, look.as_stood, look.in_filter = false, false, true
  local tell = teller(look, checker, ("%s %s"):format(rule.word, rule.name), rule.at)
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
    if rule.forbid then warn_of_filters(look, checker, rule, look:filters(rule.forbid, false, {})) end
    if rule.require and look:day_of(rule) then warn_of_filters(look, checker, rule, look:required(rule.require, true, {})) end
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
