--- Where records of many days are held to the law of one, for lint (meaning.md, section 9): a parameter is read on the rule's pivot also inside a condition of a
-- set, so that what was emitted in 2002 is held to the limit of the day on which its enterprise is judged.
local other_days = {}

local CONDITIONS = { where = true, every = true, share = true }

-- Whether the law has set one value after another somewhere.
local function changes(parameter)
  local places = {}
  for _, row in ipairs(parameter.rows) do
    if places[row.place or ""] then return true end
    places[row.place or ""] = true
  end
  return false
end

local Look = {}
Look.__index = Look

local PARTS = { "from", "condition", "a", "b", "value", "span", "date", "row" }

-- Goes through what was written; `kind` is the kind of the rows of which a condition asks, nil outside of one.
function Look:into(e, kind)
  if type(e) ~= "table" or not e.op then return end
  while e.written do e = e.written end
  local way = kind or ""
  self.seen[way] = self.seen[way] or {}
  if self.seen[way][e] then return end
  self.seen[way][e] = true
  if e.op == "parameter" and not e.date and kind then self.found(e, kind) end
  local term = (e.op == "term" or e.op == "column_term") and self.find_term(e.term)
  if term and term.value then self:into(term.value, kind) end
  local rows = CONDITIONS[e.op] and e.from and e.from.type and e.from.type.kind
  for _, part in ipairs(PARTS) do self:into(e[part], part == "condition" and rows or kind) end
  for _, list in ipairs { e.arguments or {}, e.parts or {} } do
    for _, part in ipairs(list) do self:into(part, kind) end
  end
end

-- The event by which a kind's records are dated; nil where they have none of their own.
local function event_of(kind)
  if kind.lasting or kind.group then return nil end
  if kind.starts then return kind.starts end
  for _, field in ipairs(kind.fields) do
    if field.type == "event" then return field.name end
  end
end

local function check_rule(checker, kinds, rule, find_term)
  local told = {}
  local look = setmetatable({ seen = {}, find_term = find_term }, Look)
  function look.found(e, kind)
    local event = event_of(kinds[kind])
    if not event or told[e.name .. kind] or not changes(checker.parameters[e.name]) then return end
    told[e.name .. kind] = true
    checker.problems:warn(e.at or rule.at, ('%s %s: each %s is held to parameter "%s" as it is on the day on which the %s is judged, not on its own: '
      .. 'write parameter "%s":on(%s.%s), ' .. "or forbid, which reads each row on its own day"):format(rule.word, rule.name, kind, e.name, rule.per.kind, e.name, kind, event))
  end
  look:into(rule.require)
end

--- After all rules are read. A rule per period reads the law of each period (inside_periods.lua), and a `forbid` that of each row.
---@param kinds table name -> as model:kinds() gives it
function other_days.check(checker, kinds)
  for _, rule in ipairs(checker.rules) do
    if rule.require and not rule.per.period then check_rule(checker, kinds, rule, checker.names:finder()) end
  end
end

return other_days
