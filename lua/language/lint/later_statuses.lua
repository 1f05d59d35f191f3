--- What other rules' verdicts say later, for lint: they are read as of the day that is asked about wherever they stand (meaning.md, section 8), so that a condition that asks a
-- status which is left again, or reached only later, changes what lies before it. It tells which of these conditions can become true, or false, and what to write instead.
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local later_statuses = {}

-- From which status a verdict comes to which one by what happens, or because time goes by. What a waiver, or a record that is found late, makes of it is not looked at.
local STEPS = {
  dated = { pending = { "met", "overdue" }, overdue = { "late" } }, -- one that is due on some day
  quota = { on_track = { "behind", "met", "missed" }, behind = { "on_track", "met", "missed" }, open = { "met" } },
}
local DAYS = { done = true, used = true, lapsed = true }
local GROWS = { actual = 1, gap = -1 } -- numbers of a quota
local MANY = { at_least = true, above = true }
local FEW = { at_most = true, below = true }

local function versions_of(look, name)
  local list = {}
  for _, rule in ipairs(look.rules) do
    if rule.base == name then list[#list + 1] = rule end
  end
  return list
end

-- The steps of a dated rule: without a due day it is never overdue.
local function dated_steps(look, name)
  for _, rule in ipairs(versions_of(look, name)) do
    if rule.due and rule.due.op ~= "not_given" then return STEPS.dated end
  end
  return { pending = { "met" } }
end

-- Whether what a rule asks is read of its subject's fields, which may be others on another day.
local function reads_fields(look, rule)
  local found = false
  walk.asked(rule.require, look.find_term, function(e)
    local kind = (e.op == "field" or e.op == "column") and look.kinds[e.from.type.kind or e.from.type.of and e.from.type.of.kind]
    for _, field in ipairs(kind and not kind.group and kind.fields or {}) do
      found = found or field.name == e.name and field.type ~= "event" and not field.key and not field.fixed
    end
  end)
  return found
end

-- The steps of a standing rule: what is forbidden may be found later; what is required may come, or go, where what it asks does.
local function standing_steps(look, name)
  return walk.once(look.known, "steps", name, function()
    local can = { met = {}, breached = {} }
    look.known.steps[name] = can -- rules that ask one another
    for _, rule in ipairs(versions_of(look, name)) do
      local kind = look.kinds[rule.per.kind]
      local of_today = rule.require and not rule.per.period and not rule.arises and (kind.lasting or not kind.starts) and reads_fields(look, rule)
      if rule.forbid or of_today or rule.require and look:can_change(rule.require, false) then can.met[1] = "breached" end
      if of_today or rule.require and look:can_change(rule.require, true) then can.breached[1] = "met" end
    end
    return can
  end)
end

-- Whether a status that is among the words is left for one that is not; with `enters`, the other way round.
local function crosses(steps, words, enters)
  for from, list in pairs(steps) do
    for _, to in ipairs(list) do
      if words[enters and to or from] and not words[enters and from or to] then return true end
    end
  end
  return false
end

local function words_of(e)
  local words, count = {}, 0
  for _, argument in ipairs(e.arguments or {}) do
    if argument.op == "literal" then words[argument.value], count = true, count + 1 end
  end
  return words, count
end

--- Whether a condition on a verdict can become true (`frees`), or false, later; frees = nil: either. False of any other condition.
---@param look table of taken_back.lua, with all rules
function later_statuses.changes(look, e, frees)
  local verdict = e.from and look:meant(e.from)
  if not verdict or verdict.op ~= "verdict" then return false end
  if verdict.field == "status" then
    local words, shape = words_of(e), (versions_of(look, verdict.rule)[1] or {}).shape
    local steps = shape == "dated" and dated_steps(look, verdict.rule) or shape == "standing" and standing_steps(look, verdict.rule) or STEPS[shape] or {}
    return frees ~= false and crosses(steps, words, true) or frees ~= true and crosses(steps, words, false)
  elseif DAYS[verdict.field] then return frees ~= false and (e.op == "happened" or e.op == "given")
  end
  local grows = GROWS[verdict.field]
  if not grows then return false end
  if frees == nil or e.op == "is" or e.op == "between" then return true end
  return (MANY[e.op] and (grows > 0) == frees or FEW[e.op] and (grows < 0) == frees) or false
end

--- What says the same by a day: a text; nil where only what the other rule asks does. kept: what has been reached may stay reached.
---@param day string as an analyst writes it
function later_statuses.cure(look, e, day, kept)
  local verdict = look:meant(e.from)
  local function of(field) return ('verdict "%s".%s'):format(verdict.rule, field) end
  if DAYS[verdict.field] then return ("%s:by(%s)"):format(of(verdict.field), day) end
  if verdict.field ~= "status" then return nil end
  local words, count = words_of(e)
  if words.overdue and count == 1 then
    return kept and of "status" .. ':is("overdue", "late")' or ("%s:by(%s) & ~%s:by(%s)"):format(of "lapsed", day, of "done", day)
  elseif words.overdue and words.late and count == 2 then return ("%s:by(%s)"):format(of "lapsed", day)
  elseif words.met and words.late and count == 2 then return ("%s:by(%s)"):format(of "done", day)
  elseif words.met and count == 1 and (versions_of(look, verdict.rule)[1] or {}).shape == "dated" then
    return ("%s & %s:by(%s)"):format(wording.of(e, look.kinds), of "done", day)
  end
  return nil
end

--- Whether a condition asks whether the day of a verdict has come that is itself among the days of an expression.
function later_statuses.is_day_in(look, e, expression)
  local verdict, found = e.from and look:meant(e.from), false
  if not verdict or verdict.op ~= "verdict" or not DAYS[verdict.field] then return false end
  walk.asked(expression, look.find_term, function(part) found = found or part.op == "verdict" and part.rule == verdict.rule and part.field == verdict.field end)
  return found
end

return later_statuses
