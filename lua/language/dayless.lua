-- Kinds of which no event starts a record: their records are there on every day, and none lies in a period or comes before another (meaning.md, 3).
local types = require "mandate.language.types"

local dayless = {}

-- How each of the events would be said to start the record.
local function events_of(fields)
  local list = {}
  for _, field in ipairs(fields) do
    if field.type == "event" then list[#list + 1] = ('{ "%s", event, starts = true }'):format(field.name) end
  end
  return #list > 0 and table.concat(list, " or ") or nil
end

--- What is wrong with asking for the day of such records, and how to mend it; nil where the records have one.
---@param kind table a kind of the checker's names
---@param so string what follows from having none
function dayless.fault(kind, so)
  local model = kind.model
  if model.group or model.starts then return nil end
  local events = events_of(model.fields)
  local cure = model.builtin and "ask with `where` for what holds of it"
    or events and "say at the kind which of its events starts it: " .. events
    or 'give the kind an event that starts it, { "…_on", event, starts = true }, or ask with `require` and `where` for what holds of it'
  return ("%s has no day of its own, and so %s; %s"):format(types.a(model.name), so, cure)
end

--- Lint: what to look at in a declaration that has events, of which none starts it, and does not say that its records are lasting; nil where nothing is odd.
function dayless.doubt(declaration)
  if declaration.lasting ~= nil then return nil end
  for _, field in ipairs(declaration.fields) do
    if field.starts then return nil end
  end
  local events = events_of(declaration.fields)
  return events and ("no event starts %s, so that its records are there on every day, and none has a day of its own: say which one does, %s, or lasting = true"):format(
    types.a(declaration.name), events)
end

return dayless
