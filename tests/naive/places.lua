-- Where a subject lies: meaning.md, section 9. A `where` is { state = "known", chain = { code …, lost = } } with the codes of its jurisdiction and of all above it,
-- as far as they are known on the day (`lost`: the jurisdiction of which nobody knows in what it lay),
-- { state = "unknown", missing = } or { state = "absent" } for a subject that lies in no place
-- (`unsaid`: of its kind nothing says where its records lie).
local records = require "tests.naive.records"
local values = require "tests.naive.values"

local places = {}

local LEVELS = { national = 1, province = 2, city = 3, county = 4 }

-- The highest level that a jurisdiction has in any version; nil where none says one.
local function level_of(record)
  local highest
  for _, version in ipairs(record.versions) do
    local level = LEVELS[version.cells.level or ""]
    if level and (not highest or level < highest) then highest = level end
  end
  return highest
end

local function is_named(registry, jurisdiction)
  for _, record in ipairs(registry.jurisdiction) do
    for _, version in ipairs(record.versions) do
      if version.cells.parent == jurisdiction.key then return true end
    end
  end
  return false
end

-- Whether a jurisdiction cannot be a top place.
local function is_low(registry, jurisdiction)
  local highest
  for _, record in ipairs(registry.jurisdiction) do
    local level = level_of(record)
    if level and (not highest or level < highest) then highest = level end
  end
  local own = level_of(jurisdiction)
  if not highest then return false end
  if own then return own > highest end
  return not is_named(registry, jurisdiction)
end

-- Whether a jurisdiction's parent is blank on a day (nil: on some day, for nobody knows it) although it is no top place.
local function is_cut_off(registry, jurisdiction, day)
  local versions, blank = jurisdiction.versions, false
  for index, version in ipairs(versions) do
    local next_one = versions[index + 1]
    local holds = not day or version.from <= day and not (next_one and next_one.from <= day)
    blank = blank or holds and not version.cells.parent
  end
  return blank and is_low(registry, jurisdiction)
end

local function chain_of(registry, jurisdiction, day)
  local chain, parent = {}, jurisdiction.kind.by_name.parent
  while jurisdiction do
    chain[#chain + 1] = jurisdiction.key
    chain[jurisdiction.key] = true
    local above, lost = records.target(registry, jurisdiction, parent, day)
    if lost then chain.lost = jurisdiction end
    if not above and is_cut_off(registry, jurisdiction, day) then chain.cut = jurisdiction end
    jurisdiction = above
  end
  return chain
end

-- Through owners, also of those that are not visible on D; where it lies on a day, which nobody may know (nil).
local function place_on(registry, record, day)
  while record.kind.name ~= "jurisdiction" do
    local kind, owner = record.kind, records.way(record.kind)
    if not owner then return { state = "absent", unsaid = true } end
    local lost
    record, lost = records.target(registry, record, owner, day)
    if not record then
      return { state = (lost or owner.blank == "unknown") and "unknown" or "absent", missing = { [kind.name .. "." .. owner.name] = true } }
    end
  end
  return { state = "known", chain = chain_of(registry, record, day) }
end

-- Found once for a record and a day: nobody changes what is found.
function places.of(registry, record, day)
  record.places = record.places or {}
  local where = record.places[day or "unknown"]
  if not where then
    where = place_on(registry, record, day)
    where.day = day
    record.places[day or "unknown"] = where
  end
  return where
end

-- A chain, with all that lies above a jurisdiction that may be above it.
local function extended(registry, chain, above, day)
  local longer = table.move(chain, 1, #chain, 1, {})
  for _, code in ipairs(chain_of(registry, above, day)) do longer[#longer + 1] = code end
  for _, code in ipairs(longer) do longer[code] = true end
  return { state = "known", chain = longer }
end

local ever_below

-- Whether a place that is cut off can lie in another one.
local function can_lie_in(registry, cut, place)
  local other = registry.jurisdiction.by_key[place]
  if not other or other == cut then return false end
  local level, above = level_of(cut), level_of(other)
  if level and above then return above < level end
  return not ever_below(registry, place, cut.key)
end

-- Every `where` that a subject may have for what holds in some places only: one outside of all of them, and one in each. Where only what lies above its place is
-- not known: one in its place and in nothing above, and one in each that can be.
function places.possible(registry, where, codes)
  local cut = where.state == "known" and where.chain.cut
  for _, code in ipairs(cut and codes or {}) do
    if cut and can_lie_in(registry, cut, code) then where, cut = { state = "unknown", day = where.day }, nil end
  end
  if where.state ~= "unknown" and not (where.chain and where.chain.lost) then return { where } end
  if where.state ~= "unknown" then
    local possible = { { state = "known", chain = where.chain } }
    for above in pairs(records.ever_above(registry, where.chain.lost)) do possible[#possible + 1] = extended(registry, where.chain, above, where.day) end
    return possible
  end
  local possible = { { state = "known", chain = {} } }
  for _, code in ipairs(codes) do
    local jurisdiction = registry.jurisdiction.by_key[code]
    if jurisdiction then possible[#possible + 1] = { state = "known", chain = chain_of(registry, jurisdiction, where.day) } end
  end
  return possible
end

-- Whether a subject lies in a place, as a condition. No place: everywhere.
function places.holds(where, place, registry)
  if not place then return values.yes end
  if where.state == "absent" then return values.truth(where.unsaid == true) end -- all that is asked of such a kind is of that one place
  if not registry.jurisdiction.by_key[place] then return values.no end
  if where.state == "unknown" then return values.unknown("condition", where.missing) end
  local lost = where.chain.lost
  if not where.chain[place] and lost and records.ever_above(registry, lost)[registry.jurisdiction.by_key[place]] then
    return values.unknown("condition", { ["jurisdiction.parent"] = true }) -- it can be above on that day
  end
  if not where.chain[place] and where.chain.cut and can_lie_in(registry, where.chain.cut, place) then
    return values.unknown("condition", { ["jurisdiction.parent"] = true })
  end
  return values.truth(where.chain[place] ~= nil)
end

-- How deep a place lies on a day: of two that hold a subject the deeper one is nearer. 0 everywhere.
function places.depth(registry, place, day)
  local jurisdiction = place and registry.jurisdiction.by_key[place]
  return jurisdiction and #chain_of(registry, jurisdiction, day) or 0
end

-- Every day on which some jurisdiction's version begins, and one before all of them.
local function days_of_change(registry)
  local days = { -math.huge }
  for _, record in ipairs(registry.jurisdiction) do
    for _, version in ipairs(record.versions) do days[#days + 1] = version.from end
  end
  return days
end

-- Whether a record lay in the same places all the way up from a day to another, nil for one that nobody knows.
function places.stayed(registry, record, first, last)
  local function path(day) -- nil where nobody knows it, all the way up
    local where = places.of(registry, record, day)
    if where.state == "unknown" or where.chain and where.chain.lost then return nil end
    return where.state == "known" and table.concat(where.chain, "/") or where.state
  end
  local there, days = path(last), days_of_change(registry)
  if not there then return false end
  if not first or not last then return path(nil) == there end
  days[#days + 1] = first
  local at = record
  while at do -- whoever stands between it and its place may change over, too
    for _, version in ipairs(at.versions) do days[#days + 1] = version.from end
    local way = at.kind.name ~= "jurisdiction" and records.way(at.kind)
    at = way and records.target(registry, at, way, last)
  end
  for _, day in ipairs(days) do
    if day >= first and day <= last and path(day) ~= there then return false end
  end
  return true
end

-- Whether a place lies below another on some day.
function ever_below(registry, place, above)
  local jurisdiction = place and place ~= above and registry.jurisdiction.by_key[place]
  for _, day in ipairs(jurisdiction and above and days_of_change(registry) or {}) do
    if chain_of(registry, jurisdiction, day)[above] then return true end
  end
  return false
end

-- The entries { place = code or nil, … }, sorted by their depth on D before, so that no place stands behind one that it lies below on some day, but where two
-- changed about.
function places.nearest_first(registry, entries)
  local left, ordered = table.move(entries, 1, #entries, 1, {}), {}
  while #left > 0 do
    local chosen = 1
    for i = #left, 1, -1 do
      local behind = false
      for _, other in ipairs(left) do
        if ever_below(registry, other.place, left[i].place) and not ever_below(registry, left[i].place, other.place) then behind = true end
      end
      if not behind then chosen = i end
    end
    ordered[#ordered + 1] = table.remove(left, chosen)
  end
  return ordered
end

return places
