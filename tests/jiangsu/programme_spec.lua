-- What the example has no records for, because the source counts none of it: a small city made up here, its numbers counted by hand.
local command = require "tests.support.command"
local lfs = require "lfs"
local tables = require "tests.jiangsu.tables"

local PACK = lfs.currentdir() .. "/rules/jiangsu"

-- City A: E1 audited twice, first genuinely, then into an existing plan; E2 once, writing down what it had done; E3 reported without a word of measures. E4 never.
local records = {
  jurisdiction = "code,level,parent\nJiangsu,province,\nA,city,Jiangsu\nB,city,Jiangsu\n",
  agency = "code,role,jurisdiction\nEPB,environment,A\nETC,economic,A\n",
  enterprise = "code,jurisdiction\nE1,A\nE2,A\nE3,A\nE4,A\n",
  audit = "code,enterprise,mode,started_on,completed_on,reported_on\nA1,E1,fresh,2001-03-01,2001-11-01,2001-12-01\n"
    .. "A2,E1,existing_plan,2003-02-01,2003-10-01,2003-11-01\nA3,E2,,2002-05-01,2002-06-01,2002-06-15\nA4,E3,report_only,,,2002-09-01\n",
  measure = "code,enterprise,audit,class,cost_class,identified_on,implemented_on,verified\n"
    .. "M1,E1,A1,technology,medium_high,2001-05-01,2002-02-01,yes\nM2,E1,A1,management,none_low,2001-05-01,2001-06-01,no\n"
    .. "M3,E1,A2,end_of_pipe,medium_high,2003-04-01,,\nM4,E2,A3,waste_reuse,none_low,2000-01-01,2000-06-01,no\n"
    .. "M5,E2,A3,,none_low,2002-05-15,2004-01-01,\n",
  audit_phase = "audit,phase,finished_on\nA1,planning,2001-03-15\nA1,pre_assessment,2001-04-15\nA1,assessment,2001-06-01\nA1,options,2001-07-01\n"
    .. "A1,feasibility,2001-08-01\nA1,implementation,2001-10-01\nA1,continuation,2001-11-01\nA2,planning,2003-03-01\nA2,pre_assessment,2003-04-01\n",
  action = "code,agency,enterprise,type,taken_on\nV1,EPB,E1,visit,2001-04-01\nV2,EPB,E1,visit,2001-05-01\nT1,ETC,E2,training,2002-04-01\n"
    .. "S1,ETC,E1,financial_support,2001-09-01\nV3,EPB,E4,visit,2004-02-01\n",
  listing = "enterprise,list,agency,published_on\nE1,hot,EPB,2001-01-01\nE1,warm,EPB,2002-01-01\nE2,hot,EPB,2001-01-01\n",
  programme_factor = "agency,factor,observed_on,change\nETC,policy_content,2002-06-30,increased\nETC,policy_authority,2003-01-31,increased\n"
    .. "ETC,policy_pressure,2003-01-31,\nETC,political_attention,2003-01-31,increased\nETC,technical_capacity,2003-01-31,unchanged\n",
}

local function import(set)
  local names = {}
  for kind, text in pairs(set) do
    command.write(kind .. ".csv", text)
    names[#names + 1] = kind .. ".csv"
  end
  table.sort(names)
  os.remove(command.path "registry.db")
  os.remove(command.path "registry.db.snapshot")
  command.answer(0, "import", PACK, "registry.db", table.unpack(names))
end

local function report(name)
  command.write("report.csv", command.answer(0, "report", PACK, "registry.db", name, "--as-of", "2003-12-31", "--format", "csv"))
  return tables.read(command.path "report.csv").rows
end

local function row_of(name, key)
  for _, row in ipairs(report(name)) do
    for _, cell in pairs(row) do
      if cell == key then return row end
    end
  end
end

local function parts(name, key)
  local found, subject = {}, nil
  for _, row in ipairs(report(name)) do
    subject = row.Jurisdiction or row.Agency or subject
    if subject == key then found[row.Part] = row.Value end
  end
  return found
end

describe("the programme of a city", function()
  setup(function()
    command.begin()
    import(records)
  end)
  teardown(command.finish)

  it("counts audits by the phases they went through; all seven, of those with any phase on record", function()
    local row = row_of("phases", "A")
    assert.are.same({ "4", "2", "2", "1", "1", "50% (1 of 2)" },
      { row.Audits, row["1 Planning and organisation"], row["2 Pre-assessment"], row["3 Assessment"], row["7 Continuous cleaner production"], row["All seven"] })
  end)

  it("counts measures by class and cost, and prevention against end of pipe, with the unknown class as a range", function()
    local row = row_of("measures", "A")
    assert.are.same({ "5", "1-2", "1-2", "1-2", "3", "2" }, { row.Measures, row.Technology, row["Reuse of waste"], row["End of pipe"], row["No or low cost"],
      row["Medium or high cost"] })
    assert.are.equal("60-80% (3-4 of 5)", row.Prevention)
    assert.are.equal("60% (3 of 5)", row.Implemented) -- one only in 2004
  end)

  it("tells whether a second audit followed", function()
    assert.are.equal("33% (1 of 3)", row_of("continuation", "A")["Audited again"])
    assert.are.equal("unknown (0 of 0)", row_of("continuation", "B")["Audited again"])
  end)

  it("counts what each agency did, enterprises on lists once", function()
    local bureau, commission = row_of("city-programme", "EPB"), row_of("city-programme", "ETC")
    assert.are.same({ "2", "2", "0", "0" }, { bureau["Enterprises put on lists"], bureau["Factory visits"], bureau.Training, bureau["Financial support"] })
    assert.are.same({ "0", "0", "1", "1" }, { commission["Enterprises put on lists"], commission["Factory visits"], commission.Training,
      commission["Financial support"] })
  end)

  it("shows the signs of token compliance, each with both its counts", function()
    assert.are.same({
      ["Measures begun before the audit"] = "20% (1 of 5)", -- M4
      ["Audits attached to an existing plan"] = "25-50% (1-2 of 4)", -- A2, and A3 perhaps
      ["Reports without measures"] = "50% (2 of 4)", -- A2, whose measure is not done; A4, a report only
      ["Medium/high-cost options done"] = "50% (1 of 2)",
      ["Savings verified"] = "33% (1 of 3)",
      ["Audits continued"] = "33% (1 of 3)",
    }, parts("token-compliance", "A"))
  end)

  it("holds the reports collected against the measures implemented", function()
    local found = parts("goal-displacement", "ETC")
    assert.are.same({ "4", "3" }, { found["Reports collected"], found["Measures implemented"] })
    assert.truthy(found["Reports per measure"]:find "4 / 3", found["Reports per measure"])
  end)

  it("shows policy strength and political salience from observations only", function()
    assert.are.same({ ["Policy strength increased"] = "67-100% (2-3 of 3)", ["Political salience increased"] = "100% (1 of 1)" }, parts("policy-strength", "ETC"))
    assert.are.same({ ["Policy strength increased"] = "unknown (0 of 0)", ["Political salience increased"] = "unknown (0 of 0)" }, parts("policy-strength", "EPB"))
  end)
end)

describe("records that contradict each other or the law", function()
  setup(function()
    command.begin()
    import {
      jurisdiction = "code,level,parent\nJiangsu,province,\nA,city,Jiangsu\nB,city,Jiangsu\n",
      enterprise = "code,jurisdiction\nE1,A\nE2,A\n",
      audit = "code,enterprise,started_on,completed_on,reported_on\nA1,E1,2004-05-01,2004-04-30,2004-06-01\nA2,E2,2004-05-01,2004-05-01,2004-05-01\n",
      measure = "code,enterprise,audit,identified_on,implemented_on\nM1,E1,A1,2004-05-01,2004-04-30\nM2,E1,A2,2004-05-01,2004-05-01\n",
      listing = "enterprise,list,published_on,delisted_on\nE1,mandatory-audit,2002-12-31,2003-06-30\nE1,mandatory-audit,2003-07-01,\nE1,mandatory-audit,2004-01-01,\n"
        .. "E2,other,2002-01-01,\n",
    }
  end)
  teardown(command.finish)

  it("are each told, with file and line, and nothing else is", function()
    local out = command.run("lint", PACK, "registry.db", "--as-of", "2004-12-31").out
    local found = {}
    for line in out:gmatch "[^\n]+" do
      local file, rule = line:match "([%w_]+%.csv:%d+).*%(([%w-]+)%)$"
      if file then found[#found + 1] = file .. " " .. rule end
    end
    table.sort(found)
    assert.are.same({ "audit.csv:2 order-of-events", "jurisdiction.csv:4 city-without-enterprises", "listing.csv:2 listed-before-the-law",
      "listing.csv:4 listed-twice", "measure.csv:2 order-of-events", "measure.csv:3 measure-of-another" }, found)
  end)
end)
