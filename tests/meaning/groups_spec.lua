-- Groups, meaning.md section 14: small tables decided by hand before any program made them, which the naive evaluator and the engine must both
-- give. A row is its keys and then its cells: numbers as they are, a range as "low-high", absent as "-".
local engine = require "tests.support.engine"
local naive = require "tests.naive.naive"

local place = { jurisdiction = "code,level,parent\nP,province,\nC1,city,P\nC2,,P\n" }

local function with(records)
  local all = {}
  for _, set in ipairs { place, records } do
    for kind, csv in pairs(set) do all[kind] = csv end
  end
  return all
end

local cell
function cell(value)
  if value == nil or value == "absent" then return "-" end
  if type(value) == "number" then return ("%.15g"):format(value) end
  if type(value) == "table" and value.rate ~= nil then return cell(value.rate) end -- with its counts
  if type(value) ~= "table" then return tostring(value) end
  if value.low == -math.huge and value.high == math.huge then return "unknown" end
  if value.low == value.high then return ("%.15g"):format(value.low) end
  return ("%.15g-%.15g"):format(value.low, value.high)
end

local function from_naive(pack, records, as_of)
  local rows = {}
  for i, row in ipairs(naive.report(pack, records, "r", as_of)) do
    local cells = {}
    if row.keys.n == 0 then cells[1] = row.record end
    for k = 1, row.keys.n do cells[#cells + 1] = cell(row.keys[k]) end
    for c = 1, row.cells.n do cells[#cells + 1] = cell(row.cells[c]) end
    rows[i] = cells
  end
  return rows
end

local function from_engine(pack, records, as_of)
  local rows, built = {}, engine.reports(pack, records, as_of).r
  for i, row in ipairs(built.rows) do
    local cells = {}
    for c = 1, #built.headings do
      local value = row.values[c]
      cells[c] = cell(value == nil and row[c] or value)
    end
    rows[i] = cells
  end
  return rows
end

local group = [[
term "measurement.over" { value = measurement.value:above(measurement.limit_value) }
group "sector_pollutant" { of = measurement, by = { enterprise.sector, measurement.pollutant } }
]]
local counts = group .. [[
report "r" { title = "T", per = sector_pollutant, columns = { { "All", sector_pollutant.measurements:count() },
  { "Over", sector_pollutant.measurements:where(measurement.over):count() } } }
]]
local enterprises = "code,jurisdiction,sector,effective_from\nE1,C1,31,\nE2,C1,,\nE3,C2,22,\nE4,C2,31,\n"
local header = "enterprise,outlet,pollutant,measured_on,value,unit,limit_value\n"

local cases = {
  { "counts records, and those that a condition keeps, per key", pack = counts,
    records = { enterprise = enterprises, measurement = header .. "E1,o,cod,2003-01-01,90,mg/L,50\nE1,o,cod,2003-02-01,40,mg/L,50\nE4,o,cod,2003-01-01,60,mg/L,50\n"
      .. "E1,o,nh3,2003-01-01,1,mg/L,5\nE3,o,cod,2003-01-01,10,mg/L,\n" },
    rows = { { "22", "cod", "1", "0" }, { "31", "cod", "3", "2" }, { "31", "nh3", "1", "0" } } },
  { "keeps records whose key is unknown in a group of their own, behind the others, so that counts add up", pack = counts,
    records = { enterprise = enterprises, measurement = header .. "E2,o,cod,2003-01-01,90,mg/L,50\nE2,o,nh3,2003-01-01,1,mg/L,5\nE1,o,cod,2003-02-01,40,mg/L,50\n" },
    rows = { { "31", "cod", "1", "0" }, { "unknown", "cod", "1", "1" }, { "unknown", "nh3", "1", "0" } } },
  { "counts a record whose condition is unknown as a range", pack = counts,
    records = { enterprise = enterprises, measurement = header .. "E1,o,cod,2003-01-01,,mg/L,50\nE1,o,cod,2003-02-01,60,mg/L,50\n" },
    rows = { { "31", "cod", "2", "1-2" } } },
  { "counts many records of one enterprise that fall together, those of an unknown key among them",
    pack = [[group "g" { of = measurement, by = { enterprise.sector, measurement.source } }
      report "r" { title = "T", per = g, columns = { { "All", g.measurements:count() } } }]],
    records = { enterprise = enterprises, measurement = "enterprise,outlet,pollutant,measured_on,source\nE1,o,a,2003-01-01,self\nE1,o,b,2003-01-01,\n"
      .. "E1,o,c,2003-01-01,authority\nE1,o,d,2003-01-01,\nE1,o,e,2003-01-01,self\nE3,o,a,2003-01-01,\nE3,o,b,2003-01-01,\nE3,o,c,2003-01-01,\nE3,o,d,2003-01-01,self\n" },
    rows = { { "22", "self", "1" }, { "22", "unknown", "3" }, { "31", "authority", "1" }, { "31", "self", "2" }, { "31", "unknown", "2" } } },
  { "counts many records of one enterprise that fall together, those without a key among them",
    pack = [[group "g" { of = action, by = { enterprise.sector, action.rule } }
      report "r" { title = "T", per = g, columns = { { "All", g.actions:count() } } }]],
    records = { enterprise = enterprises, action = "code,enterprise,type,rule,taken_on\nX1,E1,order,a,2003-01-01\nX2,E1,order,,2003-01-02\nX3,E1,order,b,2003-01-03\n"
      .. "X4,E1,order,,2003-01-04\nX5,E1,order,a,2003-01-05\nX6,E3,order,,2003-01-01\nX7,E3,order,,2003-01-02\nX8,E3,order,,2003-01-03\nX9,E3,order,a,2003-01-04\n" },
    rows = { { "22", "a", "1" }, { "22", "-", "3" }, { "31", "a", "2" }, { "31", "b", "1" }, { "31", "-", "2" } } },
  { "never shows a group without a record by the day", pack = counts,
    records = { enterprise = enterprises, measurement = header .. "E1,o,cod,2003-01-01,90,mg/L,50\nE3,o,cod,2004-01-01,90,mg/L,50\n" },
    rows = { { "31", "cod", "1", "1" } } },
  { "has no row where there is nothing to group", pack = counts, records = { enterprise = enterprises }, rows = {} },
  { "reads the keys on the as-of day", pack = counts,
    records = { enterprise = "code,jurisdiction,sector,effective_from\nE1,C1,31,\nE1,C1,22,2003-02-01\nE1,C1,45,2004-02-01\n",
      measurement = header .. "E1,o,cod,2003-01-01,90,mg/L,50\nE1,o,cod,2003-03-01,40,mg/L,50\n" },
    rows = { { "22", "cod", "2", "1" } } },
  { "keeps records without a key apart from those whose key is unknown",
    pack = [[group "g" { of = action, by = { action.rule, action.type } }
      report "r" { title = "T", per = g, columns = { { "All", g.actions:count() }, { "Rule known", g.rule:known() } } }]],
    records = { enterprise = enterprises, action = "code,enterprise,type,rule,taken_on\nX1,E1,order,a,2003-01-01\nX2,E1,order,,2003-01-01\nX3,E2,,a,2003-01-01\n"
      .. "X4,E2,,,2003-01-01\nX5,E2,order,,2003-01-01\n" },
    rows = { { "a", "order", "1", "true" }, { "a", "unknown", "1", "true" }, { "-", "order", "2", "false" }, { "-", "unknown", "1", "false" } } },
  { "takes only what `where` keeps, and keeps what it may keep as perhaps",
    pack = group .. [[group "g" { of = measurement, by = { measurement.pollutant }, where = measurement.over }
      report "r" { title = "T", per = g, columns = { { "All", g.measurements:count() }, { "Any", g.measurements:any() } } }]],
    records = { enterprise = enterprises, measurement = header .. "E1,o,cod,2003-01-01,90,mg/L,50\nE1,o,cod,2003-02-01,,mg/L,50\n"
      .. "E1,o,nh3,2003-01-01,,mg/L,5\nE1,o,so2,2003-01-01,1,mg/L,5\n" },
    rows = { { "cod", "1-2", "true" }, { "nh3", "0-1", "unknown" } } },
  { "is chosen by the report's own condition, on keys and on records",
    pack = group .. [[report "r" { title = "T", per = sector_pollutant, where = sector_pollutant.pollutant:is "cod" & sector_pollutant.measurements:count():at_least(2),
      columns = { { "All", sector_pollutant.measurements:count() } } }]],
    records = { enterprise = enterprises, measurement = header .. "E1,o,cod,2003-01-01,90,mg/L,50\nE1,o,cod,2003-02-01,90,mg/L,50\nE3,o,cod,2003-02-01,,mg/L,50\n"
      .. "E1,o,nh3,2003-01-01,1,mg/L,5\nE1,o,nh3,2003-02-01,1,mg/L,5\n" },
    rows = { { "31", "cod", "2" } } },
  { "takes yes and no, and references, as keys: no before yes, references by the key of their record",
    pack = [[group "g" { of = measure, by = { measure.verified, measure.audit, jurisdiction.level } }
      report "r" { title = "T", per = g, columns = { { "All", g.measures:count() }, { "Begun", g.audit.started_on } } }]],
    records = { enterprise = enterprises, audit = "code,enterprise,started_on\nA2,E1,2002-02-02\nA1,E1,2001-01-01\nA3,E1,2009-01-01\n",
      measure = "code,enterprise,audit,identified_on,implemented_on,verified\nM1,E1,A2,2002-03-01,2002-04-01,yes\nM2,E1,A1,2002-03-01,2002-04-01,yes\n"
        .. "M3,E1,A2,2002-03-01,2002-04-01,no\nM4,E3,,2002-03-01,2002-04-01,no\nM5,E1,A1,2002-03-01,2002-04-01,yes\nM6,E1,A3,2002-03-01,2002-04-01,yes\n"
        .. "M7,E1,A1,2002-03-01,,yes\n" },
    rows = { { "false", "A2", "city", "1", "2002-02-02" }, { "false", "-", "unknown", "1", "-" }, { "true", "A1", "city", "2", "2001-01-01" },
      { "true", "A2", "city", "1", "2002-02-02" }, { "true", "-", "city", "1", "-" }, { "unknown", "A1", "city", "1", "2001-01-01" } } },
  { "answers what any set answers",
    pack = group .. [[report "r" { title = "T", per = sector_pollutant, columns = { { "Share", sector_pollutant.measurements:share(measurement.over) },
      { "First", sector_pollutant.measurements.measured_on:first() }, { "Places", sector_pollutant.measurements.enterprise:distinct():count() },
      { "In 2003", sector_pollutant.measurements:during("2003"):count() }, { "All over", sector_pollutant.measurements:every(measurement.over) },
      { "Employees", sector_pollutant.measurements.enterprise.employees:max() } } }]],
    records = { enterprise = "code,jurisdiction,sector,employees\nE1,C1,31,10\nE4,C1,31,20\n", measurement = header
      .. "E1,o,cod,2002-01-01,90,mg/L,50\nE1,o,cod,2003-02-01,90,mg/L,50\nE4,o,cod,2003-02-01,10,mg/L,50\nE4,p,cod,2003-12-31,10,mg/L,50\n" },
    rows = { { "31", "cod", "0.5", "2002-01-01", "2", "3", "false", "20" } } },
  { "is in hand with each of its records, also with one that `where` leaves out",
    pack = group .. [[group "g" { of = measurement, by = { measurement.pollutant }, where = measurement.over }
      report "r" { title = "T", per = measurement, columns = { { "Pollutant", g.pollutant }, { "Over", g.measurements:count() } } }]],
    records = { enterprise = enterprises, measurement = header .. "E1,o,cod,2003-01-01,90,mg/L,50\nE1,p,cod,2003-01-01,10,mg/L,50\nE1,q,nh3,2003-01-01,1,mg/L,5\n" },
    rows = { { "E1/o/cod/2003-01-01", "cod", "1" }, { "E1/p/cod/2003-01-01", "cod", "1" }, { "E1/q/nh3/2003-01-01", "nh3", "0" } } },
  { "reads what the records of its keys have, and what comes after them",
    pack = [[term "enterprise.begun" { value = enterprise.audits:where(audit.started_on:happened()) }
      group "g" { of = measure, by = { measure.audit, enterprise } }
      report "r" { title = "T", per = g, columns = { { "Place", g.enterprise.jurisdiction.level }, { "Begun", g.enterprise.begun:count() },
        { "After", g.enterprise.audits:where(audit.started_on:after(g.audit.started_on)):count() }, { "Later", g.audit:later():count() },
        { "Own", g.enterprise:is(g.audit.enterprise) }, { "Itself", g:is(subject) }, { "Of the audit", g.audit.measures:count() },
        { "Last", g.measures:last().identified_on } } }]],
    records = { enterprise = enterprises, audit = "code,enterprise,started_on\nA1,E1,2002-02-02\nA2,E1,2003-02-02\nA3,E1,2004-02-02\n",
      measure = "code,enterprise,audit,identified_on\nM1,E1,A1,2002-03-01\nM2,E3,,2002-03-01\nM3,E1,A1,2003-01-01\n" },
    rows = { { "A1", "E1", "city", "2", "1", "1", "true", "true", "2", "2003-01-01" }, { "-", "E3", "unknown", "0", "0", "0", "false", "true", "0", "2002-03-01" } } },
  { "takes yes or no that is absent as no",
    pack = [[kind "note" { fields = { { "enterprise", enterprise, owner = true, key = true }, { "noted_on", event, starts = true, key = true },
        { "open", yesno, blank = "none" } } }
      group "g" { of = note, by = { note.open } }
      report "r" { title = "T", per = g, columns = { { "All", g.notes:count() } } }]],
    records = { enterprise = enterprises, note = "enterprise,noted_on,open\nE1,2003-01-01,\nE1,2003-01-02,no\nE1,2003-01-03,yes\n" },
    rows = { { "false", "2" }, { "true", "1" } } },
  { "has terms of its own", pack = group .. [[term "sector_pollutant.bad" { value = sector_pollutant.measurements:where(measurement.over):count():above(1) }
      report "r" { title = "T", per = sector_pollutant, where = sector_pollutant.bad, columns = { { "Bad", sector_pollutant.bad } } }]],
    records = { enterprise = enterprises, measurement = header .. "E1,o,cod,2003-01-01,90,mg/L,50\nE4,o,cod,2003-01-01,90,mg/L,50\nE3,o,cod,2003-01-01,90,mg/L,50\n" },
    rows = { { "31", "cod", "true" } } },
  { "reaches the records of its records", pack = [[group "g" { of = enterprise, by = { enterprise.sector } }
      report "r" { title = "T", per = g, columns = { { "Audits", g.enterprises.audits:count() }, { "Late", g.enterprises:where(enterprise.size:is "large").audits:count() } } }]],
    records = { enterprise = "code,jurisdiction,sector,size\nE1,C1,31,large\nE2,C1,31,small\nE3,C2,22,\n",
      audit = "code,enterprise,started_on\nA1,E1,2002-02-02\nA2,E2,2001-01-01\nA3,E3,2001-01-01\nA4,E3,2001-01-01\n" },
    rows = { { "22", "2", "0-2" }, { "31", "2", "1" } } },
}

-- Twenty enterprises, each of a sector of its own, that measure twenty pollutants; one of them, another at each, is over its limit.
local function many_groups()
  local csv, measured, rows = { "code,jurisdiction,sector" }, { header:sub(1, -2) }, {}
  for e = 10, 29 do
    csv[#csv + 1] = ("E%d,C1,%d"):format(e, e)
    for p = 10, 29 do
      measured[#measured + 1] = ("E%d,o,p%d,2003-01-01,%d,mg/L,50"):format(e, p, e == p and 90 or 10)
      rows[#rows + 1] = { tostring(e), "p" .. p, "1", e == p and "1" or "0" }
    end
  end
  return { enterprise = table.concat(csv, "\n") .. "\n", measurement = table.concat(measured, "\n") .. "\n" }, rows
end

-- Two hundred measurements of one enterprise, of two pollutants in turn, and one of another's.
local function many_records()
  local measured = { header:sub(1, -2), "E3,o,cod,2003-01-01,90,mg/L,50" }
  for i = 0, 199 do
    measured[#measured + 1] = ("E1,o,%s,2003-%02d-%02d,%d,mg/L,50"):format(i % 2 == 0 and "cod" or "nh3", i // 20 + 1, i % 20 + 1, i % 5 == 0 and 90 or 10)
  end
  return { enterprise = enterprises, measurement = table.concat(measured, "\n") .. "\n" },
    { { "22", "cod", "1", "1" }, { "31", "cod", "100", "20" }, { "31", "nh3", "100", "20" } }
end

local groups_records, groups_rows = many_groups()
local records_records, records_rows = many_records()
cases[#cases + 1] = { "counts in many groups few records that a condition keeps", pack = counts, records = groups_records, rows = groups_rows }
cases[#cases + 1] = { "counts many records of one owner", pack = counts, records = records_records, rows = records_rows }
cases[#cases + 1] = { "counts records whose owner is not known, whose keys are not known either",
  pack = [[kind "note" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true, blank = "unknown" },
      { "noted_on", event, starts = true }, { "topic", text } } }
    group "g" { of = note, by = { enterprise.sector, note.topic } }
    report "r" { title = "T", per = g, columns = { { "All", g.notes:count() } } }]],
  records = { enterprise = enterprises, note = "code,enterprise,noted_on,topic\n1,E1,2003-01-01,air\n2,,2003-01-01,air\n3,,2003-01-02,air\n4,,2003-01-02,\n5,E3,2003-01-03,air\n" },
  rows = { { "22", "air", "1" }, { "31", "air", "1" }, { "unknown", "air", "2" }, { "unknown", "unknown", "1" } } }

describe("A group", function()
  teardown(engine.close)
  for _, case in ipairs(cases) do
    it(case[1] .. " (naive)", function() assert.same(case.rows, from_naive(case.pack, with(case.records), "2003-12-31")) end)
    it(case[1] .. " (engine)", function() assert.same(case.rows, from_engine(case.pack, with(case.records), "2003-12-31")) end)
  end
end)
