--- Places that lie in none although they are no top place: a county whose `parent` is blank. What binds in the province does not reach those who lie there, without a word
--- in any verdict: a rule with a place does not apply to them, and no quota counts them. An empty `parent` is how a registry says that a place is a top one, so that
--- only its level tells of a slip. No verdict depends on it.
local judging = require "mandate.language.lower.judging"
local on_file = require "mandate.check.on_file"
local reason = require "mandate.check.reason"
local scope = require "mandate.language.lower.scope"
local visible = require "mandate.check.shown"

local cut_off = {}

local PLACE <const> = "jurisdiction"
local MOST_PLACES = 5 -- told by name

-- The level of each word, 1 the highest, as the model lists them.
local function levels_of(lowering)
  local levels = {}
  for i, word in ipairs(lowering.fields[PLACE].level.one_of) do levels[word] = i end
  return levels
end

-- The registry's places as they are on the as-of day: { record, key, parent = a key or nil, level = a number or nil }.
local function read_places(lowering)
  local places, snapshot, levels = {}, lowering.snapshot, levels_of(lowering)
  for record = 0, snapshot:records(PLACE) - 1 do
    local function cell(field) return snapshot:cell(PLACE, record, field, lowering.as_of) end
    places[record + 1] = { record = record, key = snapshot:key(PLACE, record), parent = cell "parent", level = levels[cell "level" or ""] }
  end
  return places
end

-- The places without a parent: those that are cut off, and the top ones. A place whose level nobody knows is taken for a top one where others lie in it, or where no place
-- has a level.
local function sorted(places)
  local highest, above, cut, tops = nil, {}, {}, {}
  for _, place in ipairs(places) do
    if place.level and (not highest or place.level < highest) then highest = place.level end
    if place.parent then above[place.parent] = true end
  end
  for _, place in ipairs(places) do
    if not place.parent then
      local low = highest and (place.level and place.level > highest or not place.level and not above[place.key])
      table.insert(low and cut or tops, place)
    end
  end
  return cut, tops
end

-- The kinds whose records lie in places and are judged, each once.
local function judged_kinds(lowering)
  local names, seen = {}, {}
  for _, rule in ipairs(lowering.pack.rules) do
    local kind = rule.per and rule.per.kind
    local descriptor = kind and lowering.kinds[kind]
    if descriptor and not descriptor.group and kind ~= PLACE and not seen[kind] and lowering:path_to(kind, PLACE) then names[#names + 1] = kind end
    seen[kind or ""] = true
  end
  table.sort(names)
  return names
end

-- That a record lies in a place that is cut off: in one of them, or, where the top ones are fewer, in none of those.
local function lies_cut_off(lowering, kind, cut, tops)
  local around, nodes = scope.of_kind(lowering, kind, { pivot = { day = lowering.as_of } }), lowering.nodes
  local fewer, either = (#tops == 0 or #cut <= #tops) and cut or tops, nil
  for _, place in ipairs(fewer) do
    local inside = judging.in_place(lowering, around, place.key)
    either = either and nodes:add("OR", around.space, { either, inside }) or inside
  end
  local lies = fewer == cut and either or nodes:both(nodes:add("KNOWN", around.space, { lowering:place_node(around) }), nodes:negate(either, around.space), around.space)
  return nodes:both(lowering:visible(kind, around.space), lies, around.space)
end

-- The first rule of the pack that holds in a place only, and in none of those that are cut off; nil where there is none.
local function placed_rule(pack, cut)
  local own = {}
  for _, place in ipairs(cut) do own[place.key] = true end
  for _, rule in ipairs(pack.rules) do
    if rule.place and not own[rule.place] then return { rule = rule.base, place = rule.place } end
    for _, goal in ipairs(rule.goals or {}) do
      if not own[goal.place] then return { rule = rule.base, place = goal.place } end
    end
  end
  return nil
end

--- Adds to the plan what must be known of those who lie there; before the run.
---@param always boolean also where no rule of the pack has a place
---@return table|nil of cut_off.found; nil where no place is cut off
function cut_off.lower(lowering, always)
  if not always and not placed_rule(lowering.pack, {}) then return nil end -- no place is read
  local cut, tops = sorted(read_places(lowering))
  local rule = placed_rule(lowering.pack, cut)
  if #cut == 0 or not rule and not always then return nil end
  local asked = { cut = cut, rule = rule, subjects = {} }
  for i, kind in ipairs(judged_kinds(lowering)) do
    local node = lies_cut_off(lowering, kind, cut, tops)
    asked.subjects[i] = { kind = kind, node = node }
    lowering.plan:keep(node)
  end
  return asked
end

-- The places by name, with their rows, in the order of their keys.
local function named(words, opened, cut)
  table.sort(cut, function(a, b) return opened.snapshot:precedes(PLACE, a.record, b.record) end)
  local list = {}
  for i = 1, math.min(#cut, MOST_PLACES) do
    list[i] = words:say("lint.cut_off_place", { place = visible(cut[i].key), row = on_file.place(opened, PLACE, cut[i].record) })
  end
  if #cut > MOST_PLACES then list[#list + 1] = words:say("explain.more", { count = #cut - MOST_PLACES }) end
  return table.concat(list, words.separator)
end

--- What to look at again, after the run: one line, or none.
---@param asked table|nil of cut_off.lower
---@return string[]
function cut_off.found(words, opened, run, asked)
  if not asked then return {} end
  local counts = {}
  for _, own in ipairs(asked.subjects) do
    local count = #run:holding(own.node, own.kind)
    if count > 0 then counts[#counts + 1] = words:say("lint.cut_off_count", { kind = reason.kind(words, own.kind), count = count }) end
  end
  local who = #counts > 0 and table.concat(counts, words.separator) or words:say "lint.cut_off_nobody"
  local by = asked.rule and words:say("lint.cut_off_by", asked.rule) or ""
  return { words:say("lint.cut_off", { count = #asked.cut, kind = reason.kind(words, PLACE), places = named(words, opened, asked.cut), who = who, by = by }) }
end

return cut_off
