-- Lint names a word of one version of a table that is nearly one that is asked for, or that other versions give.
local packs = require "tests.support.packs"

local head = [[
instrument "old" { title = "O", issuer = "J", in_force = { from = "1996-01-01", to = "2003-12-31" }, clauses = { a = "…" } }
instrument "new" { title = "N", issuer = "J", in_force = { from = "2004-01-01" }, clauses = { a = "…" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "staff", number, min = 0 }, { "n", number } } }
decision "plant.class@1996" { clause = "old/a", hit = "first", columns = { plant.staff },
  rows = { { at_least(2000), "large" }, { at_least(10), "class1" }, { at_least(8), "mid" }, { at_least(5), "smell" }, { any, "small" } } } -- small stands beside smell
]]

local function told(word, asked)
  local list = {}
  local new = ('decision "plant.class@2004" { clause = "new/a", hit = "first", columns = { plant.staff }, rows = { { at_least(1000), "%s" }, { any, "small" } } }\n'):format(word)
  local rule = ('obligation "r" { clause = "new/a", per = plant, applies = plant.class:is("%s"), require = plant.n:at_most(5) }'):format(asked or "large")
  for _, entry in ipairs(packs.load(head .. new .. rule).warnings) do
    if entry.message:find("nobody asks for", 1, true) then list[#list + 1] = entry.message end
  end
  return table.concat(list, "\n")
end

describe("A word that one version of a table gives and nobody asks for", function()
  it("is named where it is nearly one that is asked for, or that another version gives", function()
    local function says(tag, word, meant)
      return ('decision plant.class@%s: nobody asks for "%s", and no other version gives it. Did you mean "%s"?'):format(tag, word, meant)
    end
    assert.equal(says(2004, "lagre", "large"), told "lagre")
    assert.equal(says(2004, "Large", "large"), told "Large")
    assert.equal(says(1996, "large", "lagre") .. "\n" .. says(2004, "lagre", "large"), told("lagre", "small"))
    assert.equal(says(1996, "large", "lagre"), told("lagre", "lagre"))
  end)
  it("is not, where it is far from the others, another class, or too short to tell", function()
    for _, word in ipairs { "medium", "class2", "mud", "large", "大型" } do assert.equal("", told(word)) end
  end)
end)
