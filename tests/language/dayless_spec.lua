-- A kind that no event starts gives its records no day: what asks for one is refused, and lint tells of kinds that look as if an event had been meant to start them.
local packs = require "tests.support.packs"

local LAW <const> = [[
instrument "act" { title = "Act", issuer = "X", in_force = { from = "2020-01-01" }, clauses = { a = "a" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true } } }
kind "sample" { fields = { { "code", text, key = true }, { "plant", plant, owner = true, blank = "unknown" }, { "on_day", event }, { "sent_on", event }, { "v", number } } }
kind "visit" { fields = { { "code", text, key = true }, { "plant", plant, owner = true, blank = "unknown" }, { "on_day", event, starts = true } } }
kind "tank" { fields = { { "plant", plant, key = true, owner = true }, { "no", text, key = true } } }
]]
local MEANT <const> = 'say at the kind which of its events starts it: { "on_day", event, starts = true } or { "sent_on", event, starts = true }'

local function refused(rest, said)
  local text = packs.messages(LAW .. rest)
  assert.truthy(text:find(said, 1, true), text)
end

describe("A kind without a starting event", function()
  it("has no record that a forbid could find on its day, nor evidence of one", function()
    refused('obligation "f" { clause = "act/a", per = plant, forbid = plant.samples:where(sample.v:above(5)), evidence = plant.visits }',
      "forbid: a sample has no day of its own, and so counts on no day; " .. MEANT)
    refused('obligation "f" { clause = "act/a", per = plant, forbid = plant.visits, evidence = plant.samples }', "evidence: a sample has no day of its own")
    refused('obligation "f" { clause = "act/a", per = plant, forbid = plant.tanks }', "give the kind an event that starts it")
    refused('obligation "f" { clause = "act/a", per = jurisdiction, forbid = jurisdiction.agencies }', "an agency has no day of its own, and so counts on no day; ask with `where`")
  end)
  it("has none in a period, none that comes earlier or later, and none that is expected", function()
    refused('obligation "q" { clause = "act/a", per = { plant, year }, require = plant.samples:during(period).v:sum():at_most(5) }',
      "a sample has no day of its own, and so lies in no period; " .. MEANT)
    refused('obligation "q" { clause = "act/a", per = sample, require = sample:earlier():none() }', "and so none comes earlier or later")
    refused('obligation "q" { clause = "act/a", per = { plant, year }, require = plant.visits:none(), expects = { plant.samples, each = month } }',
      "expects: a sample has no day of its own, and so belongs to no month")
  end)
  it("is looked at again where it has events and does not say that it is lasting", function()
    local told = {}
    for _, entry in ipairs(packs.load(LAW).warnings) do told[#told + 1] = entry.message end
    assert.same({ 'no event starts a sample, so that its records are there on every day, and none has a day of its own: say which one does, '
      .. '{ "on_day", event, starts = true } or { "sent_on", event, starts = true }, or lasting = true' }, told)
  end)
end)
