--- Places that lie in none although they are no top place: a county whose `parent` is blank (lower/cut_off_places.lua). Whether what binds in the province reaches those
--- who lie there nobody knows, and no set and no quota of the province counts them: this names the places, and how many lie there.
local cut_off_places = require "mandate.language.lower.cut_off_places"
local on_file = require "mandate.check.on_file"
local reason = require "mandate.check.reason"
local scope = require "mandate.language.lower.scope"
local visible = require "mandate.check.shown"

local cut_off = {}

local PLACE <const> = "jurisdiction"
local MOST_PLACES = 5 -- told by name

-- The places without a parent on the as-of day: those that are cut off, and the top ones.
local function without_parent(lowering)
  local known = cut_off_places.of(lowering)
  local function blank(places)
    local list = {}
    for _, place in ipairs(places) do
      if not lowering.snapshot:cell(PLACE, place.record, "parent", lowering.as_of) then list[#list + 1] = place end
    end
    return list
  end
  return blank(known.cut), blank(known.tops)
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
    local day = lowering.plan:moves(PLACE) and lowering:pivot(around) or false
    local inside = nodes:add("PLACE_IN", around.space, { lowering:place_node(around), day }, { kind = PLACE, place = place.record })
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
  local cut, tops = without_parent(lowering)
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
