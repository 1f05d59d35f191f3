-- Nothing that the source requires is left out: each such sentence is a clause, and each clause of the pack, of the source or of another text, is encoded by
-- something that is tried by examples, or says why it is not.
local engine = require "tests.support.engine"
local sentences = require "tests.jiangsu.sentences"
local jiangsu = require "tests.jiangsu.pack"

describe("rules/jiangsu", function()
  local pack
  setup(function() pack = engine.open(jiangsu.text(), {}, "2003-12-31").pack end)
  teardown(engine.close)

  local function clause_of(citation)
    local instrument, clause = citation:match "^(.-)/(.+)$"
    return pack.instruments[instrument] and pack.instruments[instrument].clauses[clause]
  end

  -- "instrument/clause" -> the rules and the like that cite it, with their examples
  local function encoders()
    local found = {}
    local function add(what, clauses, tried)
      for _, cited in ipairs(clauses or {}) do
        local name = cited.instrument .. "/" .. cited.clause
        found[name] = found[name] or {}
        table.insert(found[name], { what = what, tried = tried })
      end
    end
    for _, rule in ipairs(pack.rules) do add(rule.name, rule.clauses, rule.examples and #rule.examples > 0) end
    for name, parameter in pairs(pack.parameters) do
      for _, row in ipairs(parameter.rows) do add(name, { row.clause }, true) end -- tried by the rules that run on it
    end
    for name, term in pairs(pack.terms) do
      for _, version in ipairs(term.value.op == "decision" and term.value.versions or {}) do add(name, version.clauses, true) end -- tried in sizes_spec.lua
    end
    return found
  end

  it("holds each sentence of the source that requires or allows something, in the source's words", function()
    for _, one in ipairs(sentences) do
      local clause = clause_of(one[2])
      assert.truthy(clause, one[2])
      local said, words = clause.text.en:lower(), one[1]:lower()
      assert.truthy(said:find(words, 1, true), one[2] .. " does not say: " .. one[1])
    end
  end)

  it("encodes each clause by a rule with examples, or says why not", function()
    local found = encoders()
    for _, name in ipairs(pack.instrument_order) do
      local instrument = pack.instruments[name]
      for _, id in ipairs(instrument.clause_order) do
        local clause, citation = instrument.clauses[id], name .. "/" .. id
        if clause.not_encoded then
          assert.is_nil(found[citation], citation .. " says not_encoded, and is encoded")
        else
          assert.truthy(found[citation], citation .. " is neither encoded nor does it say why not")
          for _, encoder in ipairs(found[citation]) do assert.truthy(encoder.tried, encoder.what .. " has no examples") end
        end
      end
    end
  end)

  it("has a Chinese title, and Chinese words for every clause, marked as ours", function()
    for _, instrument in pairs(pack.instruments) do
      assert.truthy(instrument.title.zh, instrument.name)
      for id, clause in pairs(instrument.clauses) do
        assert.truthy(clause.text.zh and clause.text.zh:find("（意译）", 1, true) == 1, instrument.name .. "/" .. id)
      end
    end
    for _, rule in ipairs(pack.rules) do assert.truthy(rule.title and rule.title.zh, rule.name) end
    for _, report in ipairs(pack.reports) do
      assert.truthy(report.title.zh, report.name)
      for _, column in ipairs(report.columns) do assert.truthy(column.heading.zh, report.name .. ": " .. column.heading.en) end
    end
  end)

  it("says of whatever comes from memory that it is unconfirmed", function()
    for _, name in ipairs { "measures@2004/start", "measures@2004/report", "measures@2004/again", "cppl@2002/40", "notice-2005-151/clocks" } do
      assert.truthy(clause_of(name).unconfirmed, name)
    end
    for _, name in ipairs { "notice-1996", "notice-1999", "lake-tai-2002", "ten-five-city-n", "notice-2010-54", "lhasa-2011", "code-2026" } do
      assert.truthy(pack.instruments[name].unconfirmed, name)
    end
  end)
end)
