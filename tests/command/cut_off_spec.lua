-- Of a county without a parent nobody knows in what province it lies, so that whether the rule of one applies there is unknown: lint and a note name it.
local command = require "tests.support.command"
local answer, write = command.answer, command.write

local PACK = [[
instrument "p" { title = "P", issuer = "J", place = "J", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
obligation "audit" { clause = "p/a", due = "2015-12-31", done = enterprise.audits.completed_on:first() }
]]
local EVERYWHERE = PACK:gsub('place = "J", ', "")

describe("a place without a parent", function()
  before_each(function()
    command.begin()
    write("p/p.lua", PACK)
    write("enterprise.csv", "code,jurisdiction\nE1,a1\nE2,b1\nE3,b2\nE4,b1\nE5,\nE6,A\nE7,K\n")
    write("audit.csv", "code,enterprise,completed_on\n")
  end)
  after_each(command.finish)

  local function told(places, word, ...)
    write("jurisdiction.csv", places)
    command.shell "rm -f r.db*"
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "enterprise.csv", "audit.csv")
    local text = command.run(word, "p", "r.db", "--as-of", "2014-01-01", ...).out
    for line in text:gmatch "[^\n]+" do
      if line:find("highest level", 1, true) or line:find("最高级", 1, true) then return line end
    end
    return "nothing"
  end
  local LEVELS = "code,level,parent\nJ,province,\nK,province,\nA,city,J\na1,county,A\nb1,county,\nb2,county,%s\n"
  local SAID = "jurisdiction, %s, so that nobody knows in what it lies: whether what binds in a place above it, as rule `audit` does in J, reaches who lies there "
    .. "(%s) is unknown, and no set of that place holds them; fill in the parent"

  it("is named below the highest level on record, with how many lie there, by lint and in a note of the check", function()
    local said = SAID:format("1 on record: empty `parent`, below the highest level on record (b1, jurisdiction.csv:6)", "enterprise: 2")
    assert.equal(said, told(LEVELS:format "A", "lint"))
    assert.equal("Note: " .. said, told(LEVELS:format "A", "check"))
    assert.equal("- " .. said, told(LEVELS:format "A", "report"))
    assert.matches("jurisdiction.csv:6）.*企业：2", told(LEVELS:format "A", "lint", "--lang", "zh"))
  end)
  it("is named where they are more than the top places, where one lies below another such, and where its level is not known", function()
    local function says(counts, places) assert.equal(SAID:format(counts[1], counts[2]), told(places, "lint")) end
    says({ "3 on record: empty `parent`, below the highest level on record (a1, jurisdiction.csv:5, b1, jurisdiction.csv:6, b2, jurisdiction.csv:7)", "enterprise: 4" },
      "code,level,parent\nJ,province,\nK,province,\nA,city,J\na1,county,\nb1,county,\nb2,,\n")
    says({ "1 on record: empty `parent`, below the highest level on record (A, jurisdiction.csv:4)", "enterprise: 2" },
      "code,level,parent\nJ,province,\nK,province,\nA,city,\na1,county,A\nb1,county,J\nb2,county,J\n")
  end)
  it("is not where it is of the highest level, holds others and says no level, or none says its level", function()
    assert.equal("nothing", told(LEVELS:format("A"):gsub("b1,county,", "b1,county,K"), "lint"))
    assert.equal("nothing", told("code,level,parent\nJ,,\nK,province,\nA,city,J\na1,county,A\nb1,county,J\nb2,county,J\n", "lint"))
    assert.equal("nothing", told("code,parent\nJ,\nK,\nA,J\na1,A\nb1,\nb2,J\n", "lint"))
  end)
  it("is told by lint, and not by check, where no rule has a place above it", function()
    for _, pack in ipairs { EVERYWHERE, (PACK:gsub('place = "J"', 'place = "b1"')) } do
      write("p/p.lua", pack)
      assert.equal("nothing", told(LEVELS:format "A", "check"))
      assert.matches("in a place above it reaches who lies there %(enterprise: 2%) is unknown", told(LEVELS:format "A", "lint"))
    end
  end)
end)
