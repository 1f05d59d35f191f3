--- Where records of many days are held to the law of one, for lint (meaning.md, section 9): a parameter is read on the pivot also inside a condition of a
--- set, so that what was emitted in 2002 is held to the limit of the day on which its enterprise is judged, or its report is made.
local stands = require "mandate.language.lint.stands"
local walk = require "mandate.language.walk"

local other_days = {}

-- Whether the law has set one value after another somewhere.
local function changes(parameter)
  local places = {}
  for _, row in ipairs(parameter.rows) do
    if places[row.place or ""] then return true end
    places[row.place or ""] = true
  end
  return false
end

-- The event by which a kind's records are dated; nil where they have none of their own.
local function event_of(kind)
  if kind.lasting or kind.group then return nil end
  if kind.starts then return kind.starts end
  for _, field in ipairs(kind.fields) do
    if field.type == "event" then return field.name end
  end
end

-- Slots of which each row is read on its own day, and those that a rule per period asks by the law of its period (inside_periods.lua).
local function is_of_its_day(where)
  local rule = where.rule
  if not rule then return where.report ~= nil and where.report.per.period ~= nil end
  return rule.forbid ~= nil and (where.slot == "forbid" or where.slot == "evidence") or rule.require ~= nil and rule.per.period ~= nil and where.slot == "require"
end

-- How a place where an expression stands is called, and on whose day it is read.
local function says_of(where)
  if where.word == "group" or where.word == "warning" or where.report then return "on the day that is asked about" end
  return ("on the day on which the %s is judged"):format(where.kind or "subject")
end

--- After all is read. A rule per period reads the law of each period (inside_periods.lua), and a `forbid` that of each row.
---@param parts table as stands.each takes it
---@param kinds table name -> as model:kinds() gives it
function other_days.check(checker, parts, kinds)
  local told, find_term = {}, checker.names:finder()
  local function holds(e) return walk.holds(e, find_term, "parameter") end
  stands.each(parts, function(expression, where)
    if where.word == "term" or where.word == "complete" or is_of_its_day(where) then return end -- a term is looked at where it is asked
    local read_on_asked_day = not where.rule and not where.exception
    local kind = where.kind or "subject"
    walk.by_rows(expression, kind, find_term, function(e, rows)
      if e.op == "on" then return false end -- all of it is read on the day that it says
      if e.op ~= "parameter" or e.date or not rows.of_set then return nil end
      local event = kinds[rows.of_set] and event_of(kinds[rows.of_set])
      local name = e.shown or e.name -- the value that some keep to bears the name of the parameter
      local key = table.concat({ where.word, where.name, name, rows.of_set }, "/")
      if not event or told[key] or not changes(checker.parameters[e.name]) then return nil end
      told[key] = true
      checker.problems:warn(e.at or where.at, ('%s %s: each %s is held to parameter "%s" as it is %s, not on its own: write parameter "%s":on(%s.%s)%s'):format(where.word,
        where.name, rows.of_set, name, says_of(where), name, rows.of_set, event, where.slot == "require" and ", or forbid, which reads each row on its own day" or ""))
      return nil
    end, { of_set = read_on_asked_day and kinds[kind] and kind or nil, only = holds })
  end)
end

return other_days
