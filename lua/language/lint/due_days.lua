--- Due days that begin with what may never come, and due days that follow the day of asking, for lint (meaning.md, section 7): without `arises` nothing says from which day the
-- duty binds, and `due` is read on the as-of date. Where what it asks changes later, a due day that is past changes, too, and an overdue duty is pending again.
local catalogue = require "mandate.catalogues.catalogue"
local due_parts = require "mandate.language.due_parts"
local not_come = require "mandate.language.lint.not_come"
local origins = require "mandate.language.origins"
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local due_days = {}

local function add(found, text)
  if not found[text] then found[text], found[#found + 1] = true, text end
end

-- Whether the rows of a parameter, or the versions of a decision, are not the same on all days from the first of the rule on, in all places.
local function changes(list, from)
  for _, one in ipairs(list) do
    if one.place or one.from and one.from > (from or "") or one.last or one.to then return true end
  end
  return false
end

-- What of an expression can be another on a later day. A day on record is not: it says itself which day it is, and a postponed one is meant to count.
local function look(asking, expression)
  walk.asked(expression, asking.context.term, function(e)
    local of = (e.op == "field" or e.op == "column") and (e.from.type.kind or e.from.type.of and e.from.type.of.kind)
    local field = of and asking.fields(of, e.name)
    if field and field.type ~= "event" and not field.fixed and not field.key and not (field.type == "date" and asking.is_day[of .. "." .. e.name]) then
      add(asking.found, ("`%s.%s`"):format(of, e.name))
    elseif e.op == "parameter" and not e.date and changes(asking.parameters[e.name].rows, asking.from) then
      add(asking.found, ('parameter "%s"'):format(e.shown or e.name))
    elseif e.op == "decision" then
      if changes(e.versions, asking.from) then add(asking.found, ("decision `%s`"):format(e.term or e.name or "?")) end
    end
  end, asking.seen)
end

local ENDS = { first = true, last = true, when_all = true }

-- Without that event there is no due day, and what is done is in time whenever it is done; with `arises` the duty binds from the event on.
local function check_beginning(checker, find_term, kinds, rule)
  local told
  due_parts.each(rule.due, find_term, function(part, alone)
    if told or not alone or part.type.k ~= "date" then return end
    if not ENDS[part.op] and not not_come.event(part, find_term, kinds) then return end
    told = true
    local day = wording.of(part, kinds)
    checker.problems:warn(rule.due.at or rule.at, ("%s %s: there is no due day as long as `%s` has not come, and what is done is met whenever it is done; "
      .. "if the duty begins with it, write arises = %s"):format(rule.word, rule.name, day, day))
  end)
end

--- After all rules are read. A rule per period reads the law of its period's last day.
---@param kinds table name -> as model:kinds() gives it
function due_days.check(checker, kinds)
  local context = { rules = checker.rules, kinds = kinds, term = checker.names:finder() }
  local words = catalogue.open()
  local function fields(kind, name)
    for _, field in ipairs(kinds[kind] and not kinds[kind].group and kinds[kind].fields or {}) do
      if field.name == name then return field end
    end
  end
  for _, rule in ipairs(checker.rules) do
    if rule.due and rule.done and not rule.arises then check_beginning(checker, context.term, kinds, rule) end
    if rule.due and rule.due.type.k == "span" and not rule.arises and rule.per.period then
      checker.problems:warn(rule.due.at or rule.at, ("%s %s: a span without `arises` runs from the rule's first day, or the subject's, and so ends on the same day in every %s: "
        .. "write due = period.to + %s"):format(rule.word, rule.name, rule.per.period, wording.of(rule.due, kinds)))
    end
    if rule.due and rule.done and not rule.arises and not rule.per.period then
      local asking = { context = { term = context.term }, parameters = checker.parameters, fields = fields, from = rule.from, found = {}, seen = {}, is_day = {} }
      origins.each({ rules = checker.rules, kinds = kinds, term = function(name)
        local term = context.term(name)
        return term and term.value
      end }, rule.due, function(kind, name)
        if kind then asking.is_day[kind .. "." .. name] = true end
      end)
      look(asking, rule.due)
      if asking.found[1] then
        local holes = { word = rule.word, rule = rule.name, asked = table.concat(asking.found, ", ") }
        checker.problems:warn(rule.due.at or rule.at, words:say("lint.due_follows", holes), { text = "lint.due_follows", holes = holes })
      end
    end
  end
end

return due_days
