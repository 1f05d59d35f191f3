-- The catalogues: what a translator may not leave out.
local catalogue = require "mandate.catalogues.catalogue"

-- Every text by "section.key", with the holes it has.
local function texts_of(language)
  local list = {}
  for section, texts in pairs(require("mandate.catalogues." .. language)) do
    if type(texts) == "string" then texts = { [""] = texts } end
    for key, text in pairs(texts) do
      local holes = {}
      for hole in text:gmatch "{([%w_]+)}" do holes[#holes + 1] = hole end
      table.sort(holes)
      list[section .. "." .. key] = table.concat(holes, " ")
    end
  end
  return list
end

describe("the catalogues", function()
  it("speak a kind's name with blanks, but at its ends, where they could not be told from none", function()
    assert.same({ "energy use", "unit_", "_unit" }, { catalogue.spoken "energy_use", catalogue.spoken "unit_", catalogue.spoken "_unit" })
  end)

  for _, language in ipairs(catalogue.languages) do
    it(("have the same keys and the same holes in %s as in English"):format(language), function()
      assert.are.same(texts_of "en", texts_of(language))
    end)
  end

  it("say no text twice in Chinese as in English, where it holds more than its holes", function()
    local en, same = require "mandate.catalogues.en", {}
    for section, texts in pairs(require "mandate.catalogues.zh") do
      for key, text in pairs(type(texts) == "table" and texts or {}) do
        if text == en[section][key] and text:gsub("{[%w_]+}", ""):find "%a" then same[#same + 1] = section .. "." .. key end
      end
    end
    assert.are.same({}, same)
  end)

  it("refuse a key that is not there and a hole that is not filled", function()
    local words = catalogue.open "zh"
    assert.has_error(function() words:say "explain.nonsense" end, "the catalogue has no text for explain.nonsense")
    assert.has_error(function() words:say("note.note", {}) end, "note.note: nothing for {text}")
  end)

  it("take a pack's own words in the language asked for, or in the one there is", function()
    local words = catalogue.open "zh"
    assert.are.equal("审核", words:of { en = "Audit", zh = "审核" })
    assert.are.equal("Audit", words:of { en = "Audit" })
    assert.are.equal("审核", catalogue.open("en"):of { zh = "审核" })
  end)
end)
