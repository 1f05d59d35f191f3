--- Places that are cut off (meaning.md, section 9): their `parent` is blank although they are no top place, so that nobody knows in what they lie. An empty `parent` is
--- how a registry says that a place is a top one; that it cannot be, its level tells.
local cut_off_places = {}

local PLACE <const> = "jurisdiction"
local MOST <const> = 64 -- that are asked one by one
local FIRST_DAY <const>, LAST_DAY <const> = "0001-01-01", "9999-12-31"

-- The days on which what is on record of places can be another than before.
local function days_of(lowering)
  local list = { FIRST_DAY }
  for _, day in ipairs(lowering.snapshot:versioned(PLACE) and lowering.snapshot:days_of_versions(PLACE) or {}) do list[#list + 1] = day end
  return list
end

-- The places of the registry, each { record, key, level = its highest one in any version, 1 the highest, or nil, named = whether some place lies in it in any, blank = whether
-- its parent is blank in some }, and the highest level of all, or nil.
local function read_places(lowering)
  local levels, snapshot, places, highest = {}, lowering.snapshot, {}, nil
  for i, word in ipairs(lowering.fields[PLACE].level.one_of) do levels[word] = i end
  local by_key, days = {}, days_of(lowering)
  for record = 0, snapshot:records(PLACE) - 1 do
    local place = { record = record, key = snapshot:key(PLACE, record) }
    places[record + 1], by_key[place.key] = place, place
  end
  for _, place in ipairs(places) do
    for _, day in ipairs(days) do
      local level, parent = levels[snapshot:cell(PLACE, place.record, "level", day) or ""], snapshot:cell(PLACE, place.record, "parent", day)
      if level and (not place.level or level < place.level) then place.level = level end
      if parent and by_key[parent] then by_key[parent].named = true end
      place.blank = place.blank or not parent
    end
    if place.level and (not highest or place.level < highest) then highest = place.level end
  end
  return places, highest
end

--- The places that are cut off on some day, and those of which others may lie in: { record, key, level = or nil } of each; `may_hold`(above, place): whether the place that
--- is cut off can lie in another.
function cut_off_places.of(lowering)
  local known = lowering.found.cut_off
  if known then return known end
  local places, highest = read_places(lowering)
  known = { cut = {}, tops = {}, by_record = {} }
  for _, place in ipairs(places) do
    known.by_record[place.record] = place
    local low = highest and (place.level and place.level > highest or not place.level and not place.named)
    if place.blank then table.insert(low and known.cut or known.tops, place) end
  end
  lowering.found.cut_off = known
  return known
end

-- Whether a place that is cut off can lie in another one.
local function can_lie_in(lowering, place, above)
  if place.record == above.record then return false end
  if place.level and above.level then return above.level < place.level end
  return not lowering.plan:ever_below(PLACE, above.record, place.record)
end

--- Whether a subject lies in a place that is cut off and can lie in one of some others, as a node that is unknown there and false elsewhere; nil where none does.
---@param where integer the subject's place as a node
---@param day integer|false the day of the map as a node, where places move
---@param pivot integer the day on which the parent is asked, as a node
---@param others integer[] records of places
function cut_off_places.perhaps_below(lowering, around, where, day, pivot, others)
  local nodes, space, some = lowering.nodes, around.space, nil
  local known = cut_off_places.of(lowering)
  if #known.cut > MOST and #known.tops < #known.cut then -- who lies in no top place lies in one of them, whatever the day
    for _, place in ipairs(known.tops) do
      local inside = nodes:add("PLACE_IN", space, { where, day }, { kind = PLACE, place = place.record })
      some = some and nodes:add("OR", space, { some, inside }) or inside
    end
    local outside = nodes:both(nodes:add("GIVEN", space, { where }), some and nodes:negate(some, space) or nil, space)
    return nodes:both(outside, nodes:truth(space, nil), space)
  end
  for _, place in ipairs(known.cut) do
    local can = false
    for _, other in ipairs(others) do can = can or can_lie_in(lowering, place, known.by_record[other]) end
    if can then
      local asked = nodes:add("OR_ELSE", space, { pivot, lowering:today(space) }) -- a day that there is not is that which is asked about
      local until_day = nodes:add("PICK", space, { asked, nodes:day(space, LAST_DAY), nodes:add("KNOWN", space, { asked }) }) -- one that nobody knows may be any
      local record = nodes:add("RECORD_CONSTANT", space, nil, { record = place.record, kind = PLACE })
      local blank = nodes:add("UNNAMED", space, { record, asked, until_day }, { kind = PLACE, field = "parent" })
      local here = nodes:both(nodes:add("PLACE_IN", space, { where, day }, { kind = PLACE, place = place.record }), blank, space)
      some = some and nodes:add("OR", space, { some, here }) or here
    end
  end
  return some
end

return cut_off_places
