--- Calendars that end before the day asked about or a day counted from it, or begin after the first day on which something may count by them: what is counted beyond them
--- is unknown, and who looks after the pack hears of it before the first verdict is.
local core = require "mandate.core"
local schema = require "mandate.language.schema"
local walk = require "mandate.language.walk"

local calendars = {}

-- How many calendar days so many working days take at most, where no day between them is a holiday.
local function longest(count)
  return count + 2 * (count // 5 + 1)
end

-- The calendars that an expression counts by, through terms, decisions and parameters: added to `lists`, by name, with how many calendar days it may count ahead.
local function lists_in(pack, expression, lists, seen)
  walk.into(expression, function(e)
    if e.calendar then lists[e.calendar] = math.max(lists[e.calendar] or 0, e.op == "span" and longest(e.count) or 0) end
    if e.op == "parameter" then
      for _, row in ipairs(pack.parameters[e.name].rows) do lists_in(pack, row.value, lists, seen) end
    elseif (e.op == "term" or e.op == "column_term" or e.op == "decision") and not seen[e.term] then
      seen[e.term] = true
      lists_in(pack, pack.terms[e.term].value, lists, seen)
    end
    for _, version in ipairs(e.op == "decision" and e.versions or {}) do
      for _, column in ipairs(version.columns) do lists_in(pack, column, lists, seen) end
      for _, row in ipairs(version.rows) do
        for _, cell in ipairs(row.cells) do lists_in(pack, cell.expression, lists, seen) end
        lists_in(pack, row.result, lists, seen)
      end
    end
  end)
end

-- Everything that may count working days: { { expressions, from = the first day on which it does, "" where any may be }, … }.
local function counting(pack)
  local list = {}
  local function add(from, expressions) list[#list + 1] = { from = from or "", expressions = expressions } end
  for _, rule in ipairs(pack.rules) do
    local expressions = {}
    for _, slot in ipairs(schema.slots) do expressions[#expressions + 1] = rule[slot] end
    local allowed = (pack.waivable or {})[rule.base]
    if allowed then expressions[#expressions + 1] = allowed.at_most end
    add(rule.from, expressions)
    for _, exception in ipairs(pack.exceptions or {}) do
      local own = exception.applies[rule.base]
      if own then add(exception.from and exception.from > (rule.from or "") and exception.from or rule.from, { own }) end
    end
  end
  for _, tables in ipairs { pack.reports or {}, pack.indicators or {} } do
    for _, one in ipairs(tables) do
      local expressions = { one.where }
      for _, column in ipairs(one.columns) do expressions[#expressions + 1] = column.value end
      add(nil, expressions)
    end
  end
  for _, doubt in ipairs(pack.doubts or {}) do add(nil, { doubt.when }) end
  for _, kind in pairs(pack.kinds) do
    for _, key in ipairs(kind.group and kind.group.keys or {}) do add(nil, { key.value }) end
    if kind.group then add(nil, { kind.group.where }) end
  end
  return list
end

-- name of a calendar -> { from = the first day on which something counts by it; "" where any may be, days = how many calendar days it may count ahead }
local function used(pack)
  local found = {}
  if not next(pack.calendars) then return found end
  for _, one in ipairs(counting(pack)) do
    local lists, seen = {}, {}
    for _, expression in pairs(one.expressions) do lists_in(pack, expression, lists, seen) end
    for name, days in pairs(lists) do
      local use = found[name] or { from = one.from, days = 0 }
      found[name] = use
      use.from, use.days = one.from < use.from and one.from or use.from, math.max(use.days, days)
    end
  end
  return found
end

--- What is to be said of the calendars that a pack counts by, on a day.
---@param first_event string|nil the registry's first; nil where there is no registry
---@return string[]
function calendars.notes(words, pack, first_event, as_of)
  local notes = {}
  for name, use in pairs(used(pack)) do
    local first, last = pack.calendars[name].first, pack.calendars[name].last
    local counts_from = math.max(tonumber((first_event or ""):sub(1, 4)) or 0, tonumber(use.from:sub(1, 4)) or 0)
    if core.add_days(as_of, use.days) > last then
      notes[#notes + 1] = words:say(as_of > last and "note.calendar_ends" or "note.calendar_ends_soon", { name = name, last = last, as_of = as_of })
    end
    if counts_from > 0 and counts_from < tonumber(first:sub(1, 4)) then
      notes[#notes + 1] = words:say("note.calendar_begins", { name = name, first = first, from = ("%04d"):format(counts_from) })
    end
  end
  table.sort(notes)
  return notes
end

return calendars
