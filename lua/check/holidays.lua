--- Lists of holidays that end before the day asked about, or begin after the first day on which a rule may count by them: on other days working_days counts as if
--- there were no holidays, and nobody has said so.
local schema = require "mandate.language.schema"
local walk = require "mandate.language.walk"

local holidays = {}

-- The lists that an expression counts working days by, through terms, decisions and parameters: added to `lists`, a set of names.
local function lists_in(pack, expression, lists, seen)
  walk.into(expression, function(e)
    if e.op == "span" and e.holidays then lists[e.holidays] = true end
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

-- name of a list -> the first day in force of the rules that count by it; "" where one of them has none
local function used_from(pack)
  local from, any = {}, false
  for _, list in pairs(pack.codes) do any = any or list.holds_days end
  if not any then return from end
  for _, rule in ipairs(pack.rules) do
    local lists, seen = {}, {}
    for _, slot in ipairs(schema.slots) do lists_in(pack, rule[slot], lists, seen) end
    for name in pairs(lists) do
      local first = rule.from or ""
      if not from[name] or first < from[name] then from[name] = first end
    end
  end
  return from
end

--- What is to be said of the lists that the rules count by, on a day.
---@param first_event string|nil the registry's first; nil where there is no registry
---@return string[]
function holidays.notes(words, pack, first_event, as_of)
  local notes, from = {}, used_from(pack)
  for name, first_day in pairs(from) do
    local first, last
    for _, day in ipairs(pack.codes[name].values) do
      if not first or day < first then first = day end
      if not last or day > last then last = day end
    end
    local counts_from = math.max(tonumber((first_event or ""):sub(1, 4)) or 0, tonumber(first_day:sub(1, 4)) or 0)
    if last and as_of:sub(1, 4) > last:sub(1, 4) then notes[#notes + 1] = words:say("note.holidays_end", { name = name, last = last }) end
    if first and counts_from > 0 and counts_from < tonumber(first:sub(1, 4)) then
      notes[#notes + 1] = words:say("note.holidays_begin", { name = name, first = first, from = ("%04d"):format(counts_from) })
    end
  end
  table.sort(notes)
  return notes
end

return holidays
