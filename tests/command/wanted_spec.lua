-- Where nothing shows that a rule is kept, the reason names the records that are wanting and no others: not those that it says it looked at.
local command = require "tests.support.command"

local PACK = [[
instrument "act" { title = "The Act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "Nothing leaks" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true } } }
kind "track" { lasting = true, fields = { { "code", text, key = true }, { "plant", plant, owner = true } } }
kind "sample" { fields = { { "code", text, key = true }, { "track", track, owner = true }, { "taken_on", event, starts = true }, { "lead", number } } }
kind "leak" { complete = { "all are reported" },
  fields = { { "code", text, key = true }, { "plant", plant, owner = true, blank = "unknown" }, { "seen_on", event, starts = true } } }
obligation "each" { clause = "act/a", per = plant, require = plant.tracks:every(track.samples:where(sample.lead:above(9)):none()) }
obligation "deep" { clause = "act/a", per = plant, require = plant.tracks.samples:where(sample.lead:above(9)):none() }
obligation "year" { clause = "act/a", per = { plant, year }, require = plant.tracks.samples:during(period):where(sample.lead:above(9)):none() }
obligation "tight" { clause = "act/a", per = plant, require = plant.leaks:none() }
]]

describe("Where nothing shows that a rule is kept", function()
  local rows
  setup(function()
    command.begin()
    command.write("p/p.lua", PACK)
    command.write("plant.csv", "code\nP0\nP1\nP2\n")
    command.write("track.csv", "code,plant\nt1,P1\nt2,P2\n")
    command.write("sample.csv", "code,track,taken_on,lead\ns1,t2,2010-03-01,\n")
    command.write("leak.csv", "code,plant,seen_on\nk1,,2010-03-01\n")
    command.answer(0, "import", "p", "r.db", "plant.csv", "track.csv", "sample.csv", "leak.csv")
    command.run("check", "p", "r.db", "--as-of", "2010-12-31", "--verdicts", "v.csv")
    rows = command.read "v.csv"
  end)
  teardown(command.finish)

  local function says(rule, plant, wanted)
    local text = rows:match("\n" .. rule .. "," .. plant .. ",unknown,,,,[^,]*,([^\n]*)")
    assert(text, rule .. "\n" .. rows)
    assert.equal(wanted, (text:gsub('^"(.*)"$', "%1"):gsub(" %[.*$", "")))
  end

  it("the kind alone is named of which records are wanting", function()
    says("each", "P1", "act/a: no sample on record that could be judged; looked at 1 track")
    says("deep", "P1", "act/a: no sample on record that could be judged")
    says("each", "P0", "act/a: no track on record that could be judged")
  end)

  it("they are those of the period, where only its records are asked", function() says("year", "P1@2010", "act/a: no sample of those days on record that could be judged") end)

  it("a register that holds a record of nobody is said to be complete for nobody", function()
    says("tight", "P1", "act/a: no leak (a record of its register belongs to nobody, so that it is complete for nobody) on record that could be judged")
  end)
end)
