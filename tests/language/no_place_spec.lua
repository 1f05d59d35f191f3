-- Lint names the places that a pack means and that nothing asks.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
instrument "e" { title = "E", issuer = "J", place = "England", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "power", number } } }
kind "spill" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "on_day", event, starts = true }, { "amount", number } } }
kind "well" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true, blank = "unknown" }, { "depth", number } } }
kind "draw" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "on_day", event, starts = true }, { "level", number } } }
]]

local function told(text)
  local list = {}
  for _, entry in ipairs(packs.load(head .. text).warnings) do
    list[#list + 1] = entry.message:match "^.* alone, a.*$"
  end
  return table.concat(list, "\n")
end
local function nowhere(title, kind, of)
  return ("%s holds in England alone, and nothing says in what place a %s lies: give the kind %s a field that leads to a jurisdiction, or leave the place out"):format(
    title, kind, of or kind)
end
local function refused(text) return packs.messages(head .. text) end
local of_plants = 'obligation "r" { clause = "n/a", per = plant, require = plant.power:at_most(%s) }\n'

describe("What holds in one place", function()
  it("is refused of a rule where nothing says in what place a record lies, and another rule holds everywhere, or in another place", function()
    local other = 'obligation "s" { clause = "n/a", %%s per = %s, require = %s }\n'
    local of_all, of_spills = other:format("plant", "plant.power:given()"), other:format("spill", "spill.amount:given()")
    local of_england = 'obligation "r" { clause = "e/a", per = plant, require = plant.power:at_most(5) }\n'
    for _, place in ipairs { "", 'place = "Wales",' } do
      for _, text in ipairs { of_england .. of_all:format(place), of_all:format(place) .. of_england } do -- in whatever order they stand
        local said = refused(text)
        assert.matches(nowhere("obligation r", "plant"), said, 1, true)
        if place ~= "" then assert.matches((nowhere("obligation s", "plant"):gsub("England", "Wales")), said, 1, true) end
      end
      assert.matches(nowhere("obligation r", "spill", "plant"),
        refused('obligation "r" { clause = "n/a", place = "England", per = spill, require = spill.amount:at_most(5) }\n' .. of_spills:format(place)), 1, true)
    end
  end)
  it("is told where all that judges such a record is of one place, which it is taken to lie in then", function()
    assert.equal("obligation r holds in England alone, as all does that judges a plant, and nothing says in what place one lies, so that all of them are taken to lie there: "
      .. "give the kind plant a field that leads to a jurisdiction, or leave the place out",
      told('decision "plant.cap" { clause = "e/a", columns = { plant.power }, rows = { { any, 7 } } }\n'
        .. 'obligation "r" { clause = "e/a", per = plant, require = plant.power:at_most(plant.cap) }\n'
        .. 'obligation "t" { clause = "e/a", per = plant, require = plant.power:given() }\n'
        .. 'exception "x" { clause = "e/a", to = "r", applies = plant.power:below(3) }\n'
        .. 'report "t" { title = "T", per = plant, columns = { { "cap", plant.cap } } }'))
  end)
  it("is refused of an exception to such a rule, also to what it asks", function()
    assert.equal(nowhere("exception x", "plant"), refused(of_plants:format(5) .. 'exception "x" { clause = "e/a", to = "r", applies = plant.power:below(3) }'))
    assert.equal(nowhere("exception x", "plant"), refused('parameter "most" { clause = "n/a", { 5, from = "1996-01-01" } }\n'
      .. of_plants:format 'parameter "most"' .. 'exception "x" { clause = "e/a", to = "most", applies = plant.power:below(3), instead = 50 }'))
  end)
  it("is refused of rows of a parameter, and versions of a table, that such a rule asks", function()
    assert.equal(nowhere('parameter "most", row 2', "plant"),
      refused('parameter "most" { clause = "n/a", { 5, from = "1996-01-01" }, { 7, from = "1996-01-01", place = "England" } }\n'
      .. of_plants:format 'parameter "most"'))
    assert.equal(nowhere("decision plant.cap@e", "plant"), refused('decision "plant.cap@n" { clause = "n/a", columns = { plant.power }, rows = { { any, 5 } } }\n'
      .. 'decision "plant.cap@e" { clause = "e/a", columns = { plant.power }, rows = { { any, 7 } } }\n' .. of_plants:format "plant.cap"))
  end)
  it("is refused of what a table or a warning over such records asks", function()
    local most = 'parameter "most" { clause = "n/a", { 5, from = "1996-01-01", place = "England" } }\n'
    assert.equal(nowhere('parameter "most", row 1', "plant"), refused(most .. 'report "t" { title = "T", per = plant, columns = { { "most", parameter "most" } } }'))
    assert.equal(nowhere('parameter "most", row 1', "plant"),
      refused(most .. 'warning "w" { per = plant, when = plant.power:above(parameter "most"), says = "look" }'))
  end)
  it("is refused of a register of such records", function()
    assert.equal(nowhere('import "spill": the register', "spill", "plant"), refused 'import "spill" { complete = { "all", place = "England" } }')
  end)
  it("is refused where two references lead to a jurisdiction and nobody says which one tells where it lies", function()
    local plot = 'kind "plot" { lasting = true, fields = { { "code", text, key = true }, { "lies_in", jurisdiction, blank = "none" },\n'
      .. '  { "run_from", jurisdiction, blank = "none"%s } } }\n'
      .. 'obligation "r" { clause = "e/a", per = plot, require = plot.code:given() }'
    assert.equal("obligation r holds in England alone, and nothing says in what place a plot lies: of `lies_in` and `run_from` of the kind plot say which one does: owner = true",
      refused(plot:format ""))
    assert.equal("", told(plot:format ", owner = true"))
  end)
  it("is taken where what a rule judges, or its owner, has a way to a jurisdiction, or is one", function()
    assert.equal("", told('obligation "r" { clause = "e/a", per = well, require = well.depth:at_most(5) }\n'
      .. 'obligation "s" { clause = "e/a", per = draw, require = draw.level:at_most(5) }\n'
      .. 'obligation "t" { clause = "e/a", per = jurisdiction, require = jurisdiction.wells:count():at_most(5) }\n'
      .. 'import "draw" { complete = { "all", place = "England" } }'))
  end)
end)

describe("A row of a parameter that a text of one place sets", function()
  local function rule(row, body)
    return ('parameter "most" { { 5, from = "1996-01-01", %s } }\nobligation "r" { %s per = well, require = well.depth:at_most(parameter "most") }'):format(row, body)
  end
  it("is named where a rule that holds everywhere asks it", function()
    assert.equal('parameter "most", row 1 is set by `e`, which holds in England alone, and obligation r asks it everywhere: say place = "England" at the row',
      told(rule('clause = "e/a"', 'clause = "n/a",')))
  end)
  it("is not where it says its place, or the rule is of one place itself", function()
    assert.equal("", told(rule('clause = "e/a", place = "England"', 'clause = "n/a",')))
    assert.equal("", told(rule('clause = "e/a"', 'clause = "e/a",')))
    assert.equal("", told(rule('clause = "n/a"', 'clause = "n/a",')))
  end)
end)
