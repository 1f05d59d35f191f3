-- Random packs in which one law goes on and others change its clauses: what else is two laws that follow each other becomes a law and its amendment, and further texts repeal,
-- suspend,
-- correct and annul.
local generate_amendments = {}

local function text_of(name, first, says) return ('instrument "%s" { title = "T", issuer = "J", in_force = { from = "%s" }, %s }\n'):format(name, first, says) end

-- The old and the new law as one that an amendment changes; sometimes for a time only, sometimes from another day than its own.
local function as_one(source, pack)
  local days = source.pick { "", "", "", ', from = "2003-07-01"', ', from = "2003-01-01", to = "2004-12-31"', ', to = "2004-06-30"', ', from = "2004-02-29"' }
  pack = pack:gsub('"old/a"', '"act/a"'):gsub('"new/a"', '"act/a@amender"')
  pack = pack .. ('instrument "act" { title = "A", issuer = "J", in_force = { from = "2000-01-01"%s }, clauses = { a = "…", b = { "…", from = "2002-05-01" } } }\n'):format(
    source.pick { "", "", ', to = "2006-12-31"' })
  pack = pack .. text_of("amender", "2003-07-01", ('amends = { "act", replaces = { a = { "…"%s } }%s }'):format(days, source.pick { "", ', inserts = { c = "…" }',
    ', repeals = { "b" }' }))
  if source.chance(30) then pack = pack .. text_of("mender", "2005-01-01", ('corrects = { "act", replaces = { a = { "…"%s } } }'):format(source.pick { "",
    ', of = "amender"' })) end
  if source.chance(30) then pack = pack .. text_of("court", "2005-06-01", ('annuls = %s'):format(source.pick { '"amender"', '{ "amender", from = "2004-09-15" }',
    '{ "amender", clauses = { "a" } }' })) end
  if source.chance(30) then -- what of its versions speaks for the latest text
    pack = pack .. text_of("second", "2004-11-01", 'amends = { "act", replaces = { a = "…" } }')
    if source.chance(50) then pack = pack:gsub('"([%w%-]+)@city" { like = "([%w@%-]+)", clause = "[%w]+/a"', '"%1@second" { like = "%2", clause = "act/a@second"') end
  end
  return pack
end

-- Changes of the law that most rules cite.
local function changed(source, pack)
  local says = source.pick { 'repeals = { a = { from = "2003-03-01", to = "2003-12-31" } }', 'repeals = { a = { from = "2004-05-01" } }',
    'replaces = { a = { "…", from = "2002-10-01" } }',
    'repeals = { b = { from = "2003-01-01", to = "2004-03-31" } }', 'repeals = { "b" }' }
  pack = pack .. text_of("reform", "2003-03-01", ('amends = { "law", %s }'):format(says))
  if source.chance(30) then pack = pack .. text_of("review", "2004-01-01", ('annuls = %s'):format(source.pick { '"reform"', '{ "reform", from = "2004-01-01" }', '"city"',
    '{ "province", from = "2003-05-01" }' })) end
  return pack
end

--- The pack, amended or as it is.
function generate_amendments.amend(source, pack)
  if source.chance(35) then pack = as_one(source, pack) end
  if source.chance(25) then pack = changed(source, pack) end
  return pack
end

return generate_amendments
