-- Where a subject lies: meaning.md, section 9. A `where` is { state = "known", chain = { code … } } with the codes of its jurisdiction and of all above it,
-- { state = "unknown", missing = } or { state = "absent" } for a subject without any jurisdiction.
local records = require "tests.naive.records"
local values = require "tests.naive.values"

local places = {}

local function chain_of(registry, jurisdiction, as_of)
  local chain, parent = {}, jurisdiction.kind.by_name.parent
  while jurisdiction and not chain[jurisdiction.key] do
    chain[#chain + 1] = jurisdiction.key
    chain[jurisdiction.key] = true
    jurisdiction = records.target(registry, jurisdiction, parent, as_of)
  end
  return chain
end

-- Through owners, also of those that are not visible on D.
function places.of(registry, record, as_of)
  while record.kind.name ~= "jurisdiction" do
    local kind, owner = record.kind, record.kind.owner
    if not owner then return { state = "absent" } end
    record = records.target(registry, record, owner, math.huge)
    if not record then
      return { state = owner.blank == "unknown" and "unknown" or "absent", missing = { [kind.name .. "." .. owner.name] = true } }
    end
  end
  return { state = "known", chain = chain_of(registry, record, as_of) }
end

-- Every `where` that a subject may have for what holds in some places only: one outside of all of them, and one in each.
function places.possible(registry, where, codes, as_of)
  if where.state ~= "unknown" then return { where } end
  local possible = { { state = "known", chain = {} } }
  for _, code in ipairs(codes) do
    local jurisdiction = registry.jurisdiction.by_key[code]
    if jurisdiction then possible[#possible + 1] = { state = "known", chain = chain_of(registry, jurisdiction, as_of) } end
  end
  return possible
end

-- Whether a subject lies in a place, as a condition. No place: everywhere.
function places.holds(where, place, registry)
  if not place or where.state == "absent" then return values.yes end
  if not registry.jurisdiction.by_key[place] then return values.no end
  if where.state == "unknown" then return values.unknown("condition", where.missing) end
  return values.truth(where.chain[place] ~= nil)
end

-- How deep a place lies: of two that hold a subject the deeper one is nearer. 0 everywhere.
function places.depth(registry, place, as_of)
  local jurisdiction = place and registry.jurisdiction.by_key[place]
  return jurisdiction and #chain_of(registry, jurisdiction, as_of) or 0
end

return places
