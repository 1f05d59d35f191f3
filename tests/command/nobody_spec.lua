-- A record whose owner nobody knows is in no set: that rules and tables ask past it is said with how many there are, and nothing is said of others.
local command = require "tests.support.command"
local write, answer, says = command.write, command.answer, command.says

local PACK = [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "Little dust", b = "No fire" } }
kind "kiln" { lasting = true, fields = { { "code", text, key = true } } }
kind "reading" { fields = { { "code", text, key = true }, { "kiln", kiln, owner = true, blank = "unknown" }, { "taken_on", event, starts = true }, { "dust", number } } }
kind "fire" { fields = { { "code", text, key = true }, { "kiln", kiln, owner = true, blank = "unknown" }, { "seen_on", event, starts = true } } }
term "kiln.most" { value = kiln.readings.dust:max() }
obligation "dust" { clause = "act/a", per = kiln, require = kiln.most:at_most(5) }
report "readings" { title = "Readings", per = kiln, columns = { { "Number", kiln.readings:count() } } }
report "fires" { title = "Fires", per = kiln, columns = { { "Number", kiln.fires:count() } } }
]]

local NOTE = "reading, 2 on record: belong to nobody (their kiln is not known), and nothing that is asked of any kiln sees them; the first: reading.csv:3"

describe("records that belong to nobody", function()
  before_each(function()
    command.begin()
    write("p/p.lua", PACK)
    write("kiln.csv", "code\nk1\n")
    write("fire.csv", "code,kiln,seen_on\nf1,k1,2010-01-01\n")
  end)
  after_each(command.finish)

  local function import(readings, ...)
    write("reading.csv", "code,kiln,taken_on,dust\n" .. readings)
    answer(0, "import", "p", "r.db", "kiln.csv", "reading.csv", "fire.csv", ...)
  end

  it("are counted by check where a rule asks their set, through a term, too, with the first row", function()
    import "r1,k1,2010-01-01,4\nr3,,2010-01-02,9\nr2,,2010-01-03,9\n"
    local text = answer(0, "check", "p", "r.db", "--as-of", "2012-01-01")
    says(text, "Note: " .. NOTE)
    says(answer(0, "check", "p", "r.db", "--as-of", "2012-01-01", "--lang", "zh"), "第一条：reading.csv:3")
    says(answer(0, "check", "p", "r.db", "--as-of", "2012-01-01", "--format", "json"), NOTE)
  end)

  it("are counted by the whole report, and below a table that asks for them and no other", function()
    import "r1,k1,2010-01-01,4\nr3,,2010-01-02,9\nr2,,2010-01-03,9\n"
    says(answer(0, "report", "p", "r.db", "--as-of", "2012-01-01"), "\n- " .. NOTE)
    says(answer(0, "report", "p", "r.db", "readings", "--as-of", "2012-01-01"), "Note: " .. NOTE)
    assert.is_nil(answer(0, "report", "p", "r.db", "fires", "--as-of", "2012-01-01"):find("nobody", 1, true))
  end)

  it("are told of the day asked about: what comes later is not there yet", function()
    import "r1,k1,2010-01-01,4\nr2,,2010-01-03,9\nr3,,2013-01-02,9\n"
    says(answer(0, "check", "p", "r.db", "--as-of", "2012-01-01"), "reading, 1 on record")
  end)

  it("are not told of where there are none, nor where only a kind that no rule asks for has some", function()
    import "r1,k1,2010-01-01,4\n"
    assert.is_nil(answer(0, "check", "p", "r.db", "--as-of", "2012-01-01"):find("nobody", 1, true))
    write("fire.csv", "code,kiln,seen_on\nf2,,2010-01-01\n")
    answer(0, "import", "p", "r.db", "fire.csv")
    assert.is_nil(answer(0, "check", "p", "r.db", "--as-of", "2012-01-01"):find("nobody", 1, true))
    says(answer(0, "report", "p", "r.db", "fires", "--as-of", "2012-01-01"),
      "fire, 1 on record: belongs to nobody (its kiln is not known), and nothing that is asked of any kiln sees it: fire.csv:2")
  end)
end)
