-- Lint names what a rule takes for kept, or for done, because it is not known.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "well" { lasting = true, fields = { { "code", text, key = true }, { "nitrate", number, unit = "mg/L" }, { "sealed_on", event } } }
kind "probe" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "took_on", event, starts = true }, { "nitrate", number, unit = "mg/L" } } }
term "well.passes" { value = well.nitrate:missing() | well.nitrate:at_most "50 mg/L" }
term "probe.bad" { value = probe.nitrate:known() & probe.nitrate:above "50 mg/L" }
decision "well.state" { reading = "r", hit = "first", columns = { well.nitrate:known(), well.nitrate }, rows = { { yes, above "50 mg/L", "bad" }, { any, any, "good" } } }
decision "well.days" { reading = "r", hit = "first", columns = { well.nitrate:missing() }, rows = { { yes, "2009-01-01" }, { any, "2004-01-01" } } }
obligation "test" { clause = "n/a", per = well, due = "2004-01-01", done = well.sealed_on }
]]

local function told(body)
  local list = {}
  for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", per = well, %s }'):format(body)).warnings) do
    if entry.message:find("makes a plain", 1, true) then list[#list + 1] = entry.message end
  end
  return table.concat(list, "\n")
end

local MISSING = "obligation r: %s: `:missing()` makes a plain yes of what is not known, and so %s; write ~…:given(), which leaves it unknown"
local KNOWN = "obligation r: %s: `:known()` makes a plain no of what is not known, and so %s; write :given(), which leaves it unknown"
local KEPT = "keeps the rule in silence"

describe("What is kept because it is not known", function()
  for _, body in ipairs {
    'require = well.nitrate:missing() | well.nitrate:at_most "50 mg/L"',
    "require = well.nitrate:missing()",
    "require = well.passes",
    'require = (verdict "test".done):missing() | (verdict "test".done):by "2003-12-31"',
    "require = well.probes:every(probe.nitrate:missing() | probe.nitrate:at_most '50 mg/L')",
    "require = well.probes:where(probe.nitrate:missing()):any()",
    "require = well.probes:where(probe.nitrate:missing()):count():at_least(2)",
    "require = well.probes:share(probe.nitrate:missing()):at_least(percent(50))",
    "require = ~well.probes:where(~probe.nitrate:missing()):any()",
  } do
    it("is named where missing() lets it pass: " .. body, function() assert.equal(MISSING:format("require", KEPT), told(body)) end)
  end

  for _, body in ipairs {
    'require = ~(well.nitrate:known() & well.nitrate:above "50 mg/L")',
    "require = ~well.nitrate:known()",
    'require = well.state:is "good"',
    "require = well.probes:where(probe.bad):none()",
    "require = well.probes:where(probe.bad):count():at_most(2)",
    "require = well.probes:share(probe.bad):at_most(percent(50))",
    'require = ~well.state:is "bad" & well.nitrate:given()',
  } do
    it("is named where known() lets it pass: " .. body, function() assert.equal(KNOWN:format("require", KEPT), told(body)) end)
  end

  it("is named in what a forbid forbids", function()
    assert.equal(KNOWN:format("forbid", KEPT), told "forbid = well.probes:where(probe.bad), evidence = well.probes")
    assert.equal(MISSING:format("forbid", KEPT), told "forbid = well.probes:where(~probe.nitrate:missing()), evidence = well.probes")
  end)

  it("is named in what counts as done, and in the day by which it is due", function()
    local done = "lets it count as done in silence"
    local filtered = 'due = "2004-01-01", done = well.probes:where(%s).took_on:%s()'
    assert.equal(MISSING:format("done", done), told(filtered:format('probe.nitrate:missing() | probe.nitrate:at_most "50 mg/L"', "first")))
    assert.equal(KNOWN:format("done", done), told(filtered:format("probe.bad", "when_all")))
    assert.equal("", told(filtered:format("probe.bad", "first")))
    assert.equal(MISSING:format("due", "says in silence which day it is"), told 'due = well.days, done = well.sealed_on')
  end)

  for _, body in ipairs {
    "require = well.nitrate:known()", -- that something be reported
    "require = ~well.nitrate:missing()",
    'require = well.nitrate:known() & well.nitrate:at_most "50 mg/L"',
    'require = ~well.nitrate:given() | well.nitrate:at_most "50 mg/L"',
    "require = well.probes:every(probe.nitrate:known())",
    "require = well.probes:where(probe.nitrate:missing()):none()",
    "require = well.probes:share(probe.nitrate:known()):at_least(percent(50))",
    "require = well.probes:where(probe.nitrate:known()):count():at_least(2)",
    "forbid = well.probes:where(probe.nitrate:missing()), evidence = well.probes",
  } do
    it("is not what asks that it be known: " .. body, function() assert.equal("", told(body)) end)
  end
end)
