-- Registries at the edge of what the engine's blocks can be: nothing at all, kinds without rows, blocks of one record, owners that nobody
-- knows, kinds that stand two owners away from their block. Run under the sanitizers as well as plainly.
local engine = require "tests.support.engine"
local reports = require "mandate.report.report"

local permits = [[
instrument "law" { title = "The law", issuer = "J", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
instrument "city" { title = "The city's law", issuer = "C1", place = "C1", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
kind "permit" { fields = { { "number", text, key = true }, { "issued_on", event, starts = true } } }
kind "outfall" { fields = { { "permit", permit, owner = true, blank = "unknown" }, { "code", text, key = true }, { "built_on", event, starts = true } } }
kind "reading" { plural = "readings", fields = { { "outfall", outfall, owner = true, key = true }, { "taken_on", event, starts = true, key = true },
  { "value", number, unit = "mg/L" }, { "allowed", number, unit = "mg/L", blank = "none" } } }
obligation "each-reading" { clause = "law/a", per = reading, require = reading.value:at_most(reading.allowed) }
obligation "each-outfall" { clause = "law/a", per = outfall, require = outfall.readings.value:max():at_most "30 mg/L" }
obligation "each-permit" { clause = "law/a", per = permit, require = permit.outfalls:every(outfall.readings:any()) }
obligation "issued-first" { clause = "law/a", per = reading, require = reading.outfall.permit.issued_on:by(reading.taken_on) }
obligation "any-place" { clause = "law/a", per = jurisdiction, require = jurisdiction.enterprises:count():above(0) }
obligation "any-enterprise" { clause = "law/a", per = enterprise, due = "2000-12-31", done = enterprise.audits:first().started_on }
obligation "yearly" { clause = "law/a", per = { enterprise, year }, require = enterprise.audits:during(period):any() }
obligation "here" { clause = "law/a", per = enterprise, require = enterprise.jurisdiction.name:is "C" }
obligation "nearest@law" { clause = "law/a", require = jurisdiction.enterprises:count():above(0) }
obligation "nearest@city" { clause = "city/a", applies = enterprise.size:is "large", require = enterprise.audits:any() }
quota "half" { clause = "law/a", per = jurisdiction, counts = jurisdiction.enterprises:where(enterprise.audits:any()), counted_on = enterprise.audits.started_on:first(),
  goals = { { "C1", target = 1, due = "2003-06-01" } } }
report "places" { title = "Places", per = jurisdiction, total = true,
  columns = { { "Enterprises", jurisdiction.enterprises:count() }, { "Audited", jurisdiction.enterprises:share(enterprise.audits:any()) } } }
]]

local function rule_statuses(verdicts)
  local map = {}
  for _, verdict in ipairs(verdicts) do map[verdict.rule .. " " .. verdict.subject] = verdict.status end
  return map
end

-- Every block size gives the same verdicts; every verdict is computed again alone, as `explain` does, and stays as it was.
local function check(records, as_of)
  local expected
  for _, block in ipairs { 1, 2, 3, 0 } do
    local verdicts, opened, result = engine.check(permits, records, as_of or "2004-06-30", { block = block })
    local map = rule_statuses(verdicts)
    expected = expected or map
    assert.same(expected, map)
    for _, rule in ipairs(result.rules) do
      for _, part in ipairs(rule.parts) do
        for record = 0, opened.snapshot:records(part.kind) - 1 do
          local _, before = result.run:value(part.node, record)
          assert(result.run:focus(part.kind, record))
          local _, after = result.run:value(part.node, record)
          assert.same(before, after)
        end
      end
    end
    for _, declared in ipairs(opened.pack.reports) do
      local lowering = require "mandate.language.lower.lowering".new(opened.pack, opened.snapshot, opened.as_of)
      local lowered = reports.lower(lowering, declared)
      local run = assert(lowering:run {})
      assert(reports.build({ pack = opened.pack, snapshot = opened.snapshot, as_of = opened.as_of, lowering = lowering }, run, lowered))
    end
  end
  return expected
end

local place = "code,level,parent\nC1,city,\n"

describe("registries at the edges", function()
  teardown(engine.close)

  it("has no row at all", function()
    assert.same({}, check {})
    assert.same({}, check { jurisdiction = "code,level,parent\n" })
  end)

  it("has a place without enterprises", function()
    local judged = check { jurisdiction = place }
    assert.equal("breached", judged["any-place C1"])
    assert.equal("missed", judged["half C1"])
  end)

  it("has enterprises and no place", function()
    local judged = check { enterprise = "code,jurisdiction\nE1,\nE2,\nE3,\n" }
    assert.equal("overdue", judged["any-enterprise E2"])
    assert.equal("unknown", judged["here E3"])
  end)

  it("has enterprises with and without a place", function()
    local judged = check { jurisdiction = place, enterprise = "code,jurisdiction\nE1,C1\nE2,\nE3,C1\n", audit = "code,enterprise,started_on\nA1,E1,2000-02-29\nA2,E2,2000-01-01\n" }
    assert.equal("met", judged["any-enterprise E1"])
    assert.equal("met", judged["any-enterprise E2"])
    assert.equal("overdue", judged["any-enterprise E3"])
  end)

  it("chooses among versions whose places are looked at in an earlier pass", function()
    local judged = check { jurisdiction = place, enterprise = "code,jurisdiction,size\nE1,C1,small\nE2,C1,small\nE3,C1,large\nE4,,small\nE5,,small\nE6,,large\n" }
    for subject, status in pairs { E1 = "not_applicable", E2 = "not_applicable", E3 = "breached", E4 = "unknown", E5 = "unknown", E6 = "unknown" } do
      assert.equal(status, judged["nearest " .. subject])
    end
  end)

  it("has audits whose enterprise nobody knows", function()
    check { audit = "code,enterprise,started_on\nA1,,2000-02-29\nA2,,2001-01-01\n" }
    check { jurisdiction = place, enterprise = "code,jurisdiction\nE1,C1\n", audit = "code,enterprise,started_on\nA1,,2000-02-29\nA2,E1,2001-01-01\n" }
  end)

  it("judges records two owners away", function()
    local judged = check {
      permit = "number,issued_on\nP1,2000-01-01\nP2,2001-01-01\nP3,2001-02-01\n",
      outfall = "permit,code,built_on\nP2,O1,2000-01-01\nP1,O2,2000-01-01\nP2,O3,2000-01-01\n",
      reading = "outfall,taken_on,value,allowed\nO1,2000-05-01,20,30\nO1,2002-05-01,40,30\nO2,2002-05-01,,30\nO3,2002-05-02,5,\n",
    }
    assert.equal("met", judged["each-reading O1/2000-05-01"])
    assert.equal("breached", judged["each-reading O1/2002-05-01"])
    assert.equal("unknown", judged["each-reading O2/2002-05-01"])
    assert.equal("breached", judged["each-outfall O1"])
    assert.equal("unknown", judged["each-outfall O2"])
    assert.equal("met", judged["each-outfall O3"])
    assert.equal("met", judged["each-permit P2"])
    assert.equal("unknown", judged["each-permit P3"]) -- it has no outfall, so that nothing shows it
    assert.equal("breached", judged["issued-first O1/2000-05-01"])
    assert.equal("met", judged["issued-first O1/2002-05-01"])
  end)

  it("has outfalls whose permit nobody knows, with and without permits", function()
    local outfall = "permit,code,built_on\n,O1,2000-01-01\n,O2,2000-01-01\n"
    local reading = "outfall,taken_on,value,allowed\nO2,2000-05-01,20,30\n"
    for _, permit in ipairs { "number,issued_on\n", "number,issued_on\nP1,2000-01-01\n" } do
      local judged = check { permit = permit, outfall = outfall, reading = reading }
      assert.equal("met", judged["each-reading O2/2000-05-01"])
      assert.equal("met", judged["each-outfall O2"])
      assert.equal("unknown", judged["issued-first O2/2000-05-01"])
    end
  end)

  it("is read before its first day", function()
    local judged = check({ jurisdiction = place, enterprise = "code,jurisdiction,opened_on\nE1,C1,2003-01-01\n" }, "1995-01-01")
    assert.is_nil(judged["any-enterprise E1"])
  end)

  -- The day comes from an earlier pass over the records, and since when its time runs is looked at in a later one: in that one, too, it is to be computed for each block.
  it("has a clock that stops, in whatever block: its time runs since the first day of its own record", function()
    local pack = [[
instrument "law" { title = "The law", issuer = "J", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
kind "request" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "unknown" }, { "asked_on", event, starts = true },
  { "heard_on", event }, { "answered_on", event } } }
calendar "days" { clause = "law/a", years = "2004" }
obligation "days" { clause = "law/a", due = enterprise.requests.heard_on:last() + months(enterprise.employees), done = enterprise.closed_on,
  paused = { enterprise.requests:where(request.asked_on:by(enterprise.requests.heard_on:last())), from = request.asked_on, to = request.answered_on } }
obligation "working-days" { like = "days", due = enterprise.requests.heard_on:last() + working_days(20, calendar "days") }
]]
    local records = { jurisdiction = place, enterprise = "code,jurisdiction,employees\nE1,C1,1\nE2,C1,2\nE3,C1,1\nE4,C1,3\n",
      request = "code,enterprise,asked_on,heard_on,answered_on\nR1,E1,2004-01-15,2004-02-02,2004-06-01\n"
        .. "R2,E2,2004-03-15,2004-05-03,2004-07-01\nR4,E4,2004-08-15,2004-11-03,2004-12-01\n" }
    for block = 0, 3 do
      local due = {}
      for _, verdict in ipairs((engine.check(pack, records, "2005-12-31", { block = block, quiet = true }))) do
        due[verdict.rule .. " " .. verdict.subject] = verdict.due or verdict.status
      end
      assert.same({ ["days E1"] = "2004-06-30", ["days E2"] = "2004-08-31", ["days E3"] = "pending", ["days E4"] = "2005-03-03", ["working-days E1"] = "2004-06-29",
        ["working-days E2"] = "2004-07-29", ["working-days E3"] = "pending", ["working-days E4"] = "2004-12-29" }, due)
    end
  end)
end)
