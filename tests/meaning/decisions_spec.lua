-- The decisions of the language's reference, as whole packs through the loader, the importer, the engine and reports: sizes, the quarters of a
-- permit, colours.
local engine = require "tests.support.engine"
local naive = require "tests.naive.naive"

local map = "code,level,parent\nP,province,\nC1,city,P\n"

local function instrument(name, from, to)
  return ('instrument "%s" { title = "%s", issuer = "J", in_force = { from = "%s"%s }, clauses = { a = "…" } }\n'):format(name, name, from,
    to and (', to = "%s"'):format(to) or "")
end

-- Rows of the report "shown" as "subject: cell cell", from the engine; the naive evaluator must say the same.
local function report(pack, records, as_of)
  local built = engine.reports(pack, records, as_of).shown
  local lines = {}
  for i, row in ipairs(built.rows) do
    local cells = {}
    for c = 1, #built.headings do cells[c] = tostring(row[c] == nil and "-" or row[c]) end
    lines[i] = table.concat(cells, " ")
  end
  local own = {}
  for i, row in ipairs(naive.report(pack, records, "shown", as_of)) do
    local cells = { row.subject:gsub("@", " "), nil }
    for c = 1, row.cells.n do
      local cell = row.cells[c]
      if type(cell) == "table" then cell = cell.low == cell.high and ("%.15g"):format(cell.low) or ("%.15g-%.15g"):format(cell.low, cell.high) end
      cells[#cells + 1] = tostring(cell):gsub("^absent$", "-")
    end
    own[i] = table.concat(cells, " ")
  end
  table.sort(own)
  local sorted = table.move(lines, 1, #lines, 1, {})
  table.sort(sorted)
  assert.same(own, sorted)
  return lines
end

describe("The size standards of 2003, 2011 and 2017", function()
  teardown(engine.close)
  local pack = instrument("sme@2003", "2003-02-19", "2011-06-17") .. instrument("sme@2011", "2011-06-18", "2017-12-27") .. instrument("sme@2017", "2017-12-28") .. [[
decision "enterprise.computed_size@2003" { clause = "sme@2003/a", hit = "first",
  columns = { enterprise.employees, enterprise.sales,           enterprise.assets },
  rows = {  { at_least(2000),       at_least "300 million CNY", at_least "400 million CNY", "large"  },
            { at_least(300),        at_least "30 million CNY",  at_least "40 million CNY",  "medium" },
            { any,                  any,                        any,                        "small"  } } }
decision "enterprise.computed_size@2011" { clause = "sme@2011/a", hit = "first",
  columns = { enterprise.employees, enterprise.sales },
  rows = {  { at_least(1000), at_least "400 million CNY", "large"  }, { at_least(300), at_least "20 million CNY", "medium" },
            { at_least(20),   at_least "3 million CNY",   "small"  }, { any,           any,                       "micro"  } } }
decision "enterprise.computed_size@2017" { like = "enterprise.computed_size@2011", clause = "sme@2017/a" }
decision "enterprise.size_class" { reading = "the assigned class, and where none is recorded the computed one", columns = { enterprise.size:known() },
  rows = { { yes, enterprise.size }, { no, enterprise.computed_size } } }
report "shown" { title = "Sizes", per = enterprise, columns = { { "computed", enterprise.computed_size }, { "class", enterprise.size_class } } }
]]
  local records = { jurisdiction = map, enterprise = "code,jurisdiction,size,employees,sales,assets\n"
    .. "E1,C1,,,1000000,\nE2,C1,,500,,\nE3,C1,,1000,400000000,1\nE4,C1,large,2500,300000000,500000000\nE5,C1,,,,\n" }

  it("are not on record before 2003: the class is unknown, but for one that was assigned", function()
    assert.same({ "E1 unknown unknown", "E2 unknown unknown", "E3 unknown unknown", "E4 unknown large", "E5 unknown unknown" }, report(pack, records, "2003-02-18"))
  end)
  it("of 2003 look at assets, too", function()
    assert.same({ "E1 small small", "E2 unknown unknown", "E3 small small", "E4 large large", "E5 unknown unknown" }, report(pack, records, "2011-06-17"))
  end)
  it("of 2011 know micro enterprises", function()
    assert.same({ "E1 micro micro", "E2 unknown unknown", "E3 large large", "E4 medium large", "E5 unknown unknown" }, report(pack, records, "2011-06-18"))
  end)
  it("of 2017 are like those of 2011", function()
    assert.same({ "E1 micro micro", "E2 unknown unknown", "E3 large large", "E4 medium large", "E5 unknown unknown" }, report(pack, records, "2020-01-01"))
  end)
end)

describe("The quarters of a permit", function()
  teardown(engine.close)
  local pack = instrument("40cfr123", "1985-02-01") .. [[
kind "permit" { lasting = true, fields = { { "number", text, key = true } } }
kind "dmr" { fields = { { "permit", permit, owner = true, key = true }, { "parameter_code", text, key = true }, { "period_end", event, key = true, starts = true },
  { "value", number, blank = "none" }, { "limit_value", number, blank = "none" } } }
codes "group-one" { clause = "40cfr123/a", unconfirmed = "EPA's list not read", "00310", "00340" }
decision "dmr.trc_factor" { clause = "40cfr123/a", hit = "first", columns = { dmr.parameter_code },
  rows = { { is(codes "group-one"), 1.4 }, { any, 1.2 } } }
term "dmr.over_trc" { value = dmr.value:at_least(dmr.limit_value * dmr.trc_factor) }
obligation "T"   { clause = "40cfr123/a", per = dmr, applies = dmr.over_trc, require = dmr.over_trc:missing() }
obligation "D90" { clause = "40cfr123/a", per = dmr, applies = dmr.limit_value:known(), require = dmr.value:known() }
obligation "E90" { clause = "40cfr123/a", per = dmr, applies = dmr.limit_value:known(), require = ~dmr.value:above(dmr.limit_value) }
local quarter_rows = permit.dmrs:during(period)
decision "permit.quarter_status" { clause = "40cfr123/a", per = { permit, quarter }, hit = "first",
  columns = { quarter_rows:where(verdict "T".status:is "breached"):any(),
              quarter_rows:where(verdict "D90".status:is "breached"):any(),
              quarter_rows:where(verdict "E90".status:is "breached"):any() },
  rows = { { yes, any, any, "E" }, { any, yes, any, "D" }, { any, any, yes, "N" }, { any, any, any, "none" } } }
report "shown" { title = "Quarters", per = { permit, quarter }, during = "2021", columns = { { "status", permit.quarter_status },
  { "factor", permit.dmrs:during(period).trc_factor:max() } } }
]]
  local records = { jurisdiction = map, permit = "number\nNJ1\n", dmr = "permit,parameter_code,period_end,value,limit_value\n"
    .. "NJ1,00310,2021-01-31,14,10\nNJ1,00310,2021-04-30,13,10\nNJ1,00400,2021-05-31,,10\nNJ1,00310,2021-08-31,13,10\nNJ1,00310,2021-11-30,3,10\n" }

  it("bear the letter of the worst row, with numbers as results in between", function()
    assert.same({ "NJ1 2021-Q1 E 1.4", "NJ1 2021-Q2 D 1.4", "NJ1 2021-Q3 N 1.4", "NJ1 2021-Q4 none 1.4" }, report(pack, records, "2022-01-01"))
  end)
end)

describe("Green Watch's colours", function()
  teardown(engine.close)
  local pack = instrument("green-watch", "2001-01-01") .. [[
kind "load" { fields = { { "enterprise", enterprise, owner = true, key = true }, { "pollutant", text, key = true },
  { "year_end", event, key = true, starts = true }, { "amount", number, unit = "t" }, { "quota", number, unit = "t", blank = "none" } } }
term "measurement.over" { value = measurement.value:above(measurement.limit_value) }
parameter "green-watch.black_above" { clause = "green-watch/a", { percent(60), from = "2001-01-01" } }
decision "enterprise.colour" { clause = "green-watch/a", per = { enterprise, year }, hit = "first",
  evidence = enterprise.loads:during(period),
  columns = { enterprise.measurements:during(period):share(measurement.over),
              enterprise.loads:during(period):where(load.amount:above(load.quota)):any(),
              enterprise.actions:during(period):where(action.type:is "penalty"):any() },
  rows = { { above(parameter "green-watch.black_above"), any, any, "black" }, { above(percent(0)), any, any, "red" },
           { percent(0), yes, any, "yellow" }, { percent(0), no, yes, "blue" }, { percent(0), no, no, "green" } } }
report "shown" { title = "Colours", per = { enterprise, year }, during = "2003", columns = { { "colour", enterprise.colour } } }
]]
  local measurement = "enterprise,outlet,pollutant,measured_on,value,unit,limit_value\n"
  local function colour(measured, loads, actions)
    local lines = report(pack, { jurisdiction = map, enterprise = "code,jurisdiction\nE1,C1\n", measurement = measurement .. (measured or ""),
      load = "enterprise,pollutant,year_end,amount,quota\n" .. (loads or "E1,cod,2003-12-31,5,9\n"),
      action = "code,enterprise,type,taken_on\n" .. (actions or "") }, "2004-06-30")
    return lines[1]:match "(%S+)$"
  end
  local under = "E1,o,cod,2003-02-01,5,mg/L,9\nE1,o,cod,2003-03-01,5,mg/L,9\nE1,o,cod,2003-04-01,5,mg/L,9\n"

  it("follow the rows of the table", function()
    assert.equal("green", colour(under))
    assert.equal("blue", colour(under, nil, "A1,E1,penalty,2003-05-05\n"))
    assert.equal("yellow", colour(under, "E1,cod,2003-12-31,10,9\n"))
    assert.equal("red", colour(under .. "E1,o,nh3,2003-02-01,10,mg/L,9\n"))
    assert.equal("black", colour "E1,o,nh3,2003-02-01,10,mg/L,9\n")
  end)
  it("are none where there was no visit", function() assert.equal("unknown", colour "") end)
  it("are none where there is no load", function() assert.equal("unknown", colour(under, "")) end)
  it("are decided by few known visits where those that are not known cannot matter", function()
    assert.equal("unknown", colour(under .. "E1,o,nh3,2003-02-01,,mg/L,9\n"))                                      -- 0 to 25 %
    assert.equal("red", colour(under .. "E1,o,nh3,2003-02-01,10,mg/L,9\nE1,o,nh3,2003-03-01,,mg/L,9\n"))         -- 20 to 40 %
  end)
end)

describe("Groups and decisions", function()
  teardown(engine.close)
  local law = instrument("law", "1990-01-01")
  local records = { jurisdiction = map, enterprise = "code,jurisdiction,sector,employees\nE1,C1,31,500\nE2,C1,31,\nE3,C1,22,5\n",
    audit = "code,enterprise,started_on\nA1,E1,2001-01-01\nA2,E2,2001-01-01\nA3,E3,2001-01-01\n" }
  local class = 'decision "enterprise.class" { clause = "law/a", columns = { enterprise.employees }, rows = { { at_least(300), "large" }, { below(300), "small" } } }\n'

  it("count members by a decision", function()
    assert.same({ "22 0 small", "31 1-2 -" }, (function()
      local lines = {}
      local built = engine.reports(law .. class .. 'group "branch" { of = enterprise, by = { enterprise.sector } }\n'
        .. 'decision "branch.rank" { clause = "law/a", columns = { branch.enterprises:count() }, rows = { { 1, "small" }, { 0, "none" }, { at_least(2), not_given "why" } } }\n'
        .. 'report "shown" { title = "T", per = branch, columns = { { "large", branch.enterprises:where(enterprise.class:is "large"):count() }, { "rank", branch.rank } } }\n',
        records, "2004-06-30").shown
      for i, row in ipairs(built.rows) do lines[i] = ("%s %s %s"):format(row[1], row[2], row[3] or "-") end
      return lines
    end)())
  end)
  it("that hold in one place only do not meet", function()
    local refused, message = pcall(engine.open, law .. instrument("city", "1990-01-01"):gsub("issuer", 'place = "C1", issuer') .. class:gsub("law/a", "city/a")
      .. 'group "branch" { of = enterprise, by = { enterprise.sector } }\n'
      .. 'report "shown" { title = "T", per = branch, columns = { { "large", branch.enterprises:where(enterprise.class:is "large"):count() } } }\n', records, "2004-06-30")
    assert.is_false(refused)
    assert.is_truthy(message:find('pack.lua:5: the records of a group are looked at once, for all groups: the decision "enterprise.class" holds in C1 only', 1, true), message)
  end)
end)
