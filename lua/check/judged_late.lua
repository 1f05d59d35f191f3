--- Verdicts of a period that rest on what its subject was on the last day that binds, and was not before that day in the period: a class, a place, a field of its owner
--- (meaning.md, section 8). The verdicts stand; a note tells how many there are, so that whoever reads them sees that a period was not of one piece.
local periods = require "mandate.language.periods"
local changed = require "mandate.language.lower.changed"
local on_file = require "mandate.check.on_file"
local reason = require "mandate.check.reason"
local wording = require "mandate.check.wording"
local visible = require "mandate.check.shown"

local judged_late = {}

local PLACE = {} -- stands for where the subject lies
local MOST_NAMES = 4 -- of what was another, in one note

-- Adds what is told of one rule in one period.
local function add_period(lowering, one, part)
  local nodes, space, any = lowering.nodes, lowering:space(part.kind), nil
  local seen = lowering:visible(part.kind, space)
  for _, trace in ipairs(part.versions) do
    for _, own in ipairs(trace.shape == "standing" and changed.of(lowering, trace) or {}) do
      local either = nodes:both(nodes:add("OR", space, { own.certain, own.perhaps }), seen, space)
      any = any and nodes:add("OR", space, { any, either }) or either
      local text = own.place and PLACE or wording.of(own.field, lowering.pack.kinds)
      local name = one.names[text]
      if not name then
        name = { text = text, nodes = {} }
        one.names[text], one.names[#one.names + 1] = name, name
      end
      name.nodes[#name.nodes + 1] = either
      lowering.plan:keep(either)
    end
  end
  if not any then return end
  lowering.plan:keep(any)
  one.periods[#one.periods + 1] = { node = any, label = part.period.label }
  one.node = one.node and nodes:add("OR", space, { one.node, any }) or any
end

--- Adds to the plan what must be known; before the run.
---@return table list for judged_late.notes
function judged_late.lower(lowering)
  local list, by_rule = {}, {}
  for _, part in ipairs(lowering:rules()) do
    if part.period and part.versions[1] and part.versions[1].rule.require then
      local one = by_rule[part.base]
      if not one then
        one = { part = part, names = {}, periods = {} }
        by_rule[part.base], list[#list + 1] = one, one
      end
      add_period(lowering, one, part)
    end
  end
  for i = #list, 1, -1 do
    if list[i].node then lowering.plan:keep(list[i].node) else table.remove(list, i) end
  end
  return list
end

-- What was another of somebody, in words.
local function names_of(words, run, names)
  local list = {}
  for _, name in ipairs(names) do
    local some = false
    for _, node in ipairs(name.nodes) do some = some or run:count(node) > 0 end
    if some then list[#list + 1] = name.text == PLACE and words:say "note.where_it_lies" or "`" .. name.text .. "`" end
  end
  return table.concat(list, words.separator, 1, math.min(#list, MOST_NAMES)) .. (#list > MOST_NAMES and " …" or "")
end

--- Notes on them, after the run: one for each rule.
---@param list table of judged_late.lower
---@return string[]
function judged_late.notes(words, opened, run, list)
  local notes = {}
  for _, one in ipairs(list) do
    local verdicts, first = 0, nil
    for _, period in ipairs(one.periods) do
      local count = run:count(period.node)
      verdicts = verdicts + count
      if count > 0 and not first then
        first = visible(opened.snapshot:key(one.part.kind, on_file.holding(opened, run, period.node, one.part.kind)[1])) .. "@" .. period.label
      end
    end
    if verdicts > 0 then
      notes[#notes + 1] = words:say("note.judged_late", { rule = one.part.base, verdicts = verdicts, count = run:count(one.node), kind = reason.kind(words, one.part.kind),
        unit = periods.spoken(words, one.part.versions[1].rule.per.period):lower(), names = names_of(words, run, one.names), first = first })
    end
  end
  return notes
end

return judged_late
