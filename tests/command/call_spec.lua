-- The verbs over one small registry: what they print, write and answer.
local command = require "tests.support.command"
local dkjson = require "dkjson"

local answer, write = command.answer, command.write

local reports = [[
report "audits" { title = "Audits, by year", per = { jurisdiction, year }, across = year, total = true, during = "2001/2003",
  where = jurisdiction.level:is "city",
  columns = { { "Completed", jurisdiction.enterprises.audits:during(period):count() }, { "Enterprises", jurisdiction.enterprises:count() } } }
report "shares" { title = "Shares", per = jurisdiction, where = jurisdiction.level:is "city",
  columns = { { "Audited", jurisdiction.enterprises:share(enterprise.audits:any()) },
    { "Large, or medium", jurisdiction.enterprises:where(enterprise.size:is("large", "medium")):count() } } }
]]

local function decoded(text)
  local value, _, problem = dkjson.decode(text)
  return assert(value, problem)
end

describe("the command", function()
  setup(function()
    command.begin()
    command.fill()
    write("tables/audits.lua", command.pack)
    write("tables/reports.lua", reports)
  end)
  teardown(command.finish)

  it("imports the same again without change, and says what changed", function()
    assert.are.equal("audit.csv: 3 rows of audit (3 unchanged)\n", answer(0, "import", "records.db", "audit.csv"))
  end)

  describe("check", function()
    local function check(code, ...) return answer(code, "check", "city-n", "records.db", ...) end

    it("answers 1 where something is wrong or unknown, 0 where nothing is", function()
      check(1, "--as-of", "2003-12-31")
      write("kept/audits.lua", (command.pack:gsub("applies[^\n]+", 'applies = enterprise.size:is("large"),')))
      write("sized/enterprise.csv", "code,jurisdiction,size\nE1,N,large\nE2,N,medium\n")
      answer(0, "import", "sized.db", "jurisdiction.csv", "sized/enterprise.csv", "audit.csv")
      answer(0, "check", "kept", "sized.db", "--as-of", "2003-12-31")
      answer(1, "check", "city-n", "sized.db", "--as-of", "2002-12-31")
      answer(0, "check", "city-n", "sized.db", "--as-of", "2003-12-31") -- late is a fact, no failure
    end)

    it("counts in text", function()
      assert.are.equal([[
city-n on records.db, as of 2003-12-31

Rule           Judges      met  late  unknown  not applicable
-------------  ----------  ---  ----  -------  --------------
audit-by-2002  enterprise    1     1        1               1
]], check(1, "--as-of", "2003-12-31"))
    end)

    it("counts in csv", function()
      assert.are.equal([[
rule,subject,status,count,target,actual,gap,due,planned,projected
audit-by-2002,,met,1,,,,,,
audit-by-2002,,late,1,,,,,,
audit-by-2002,,unknown,1,,,,,,
audit-by-2002,,not_applicable,1,,,,,,
]], check(1, "--as-of", "2003-12-31", "--format", "csv"))
    end)

    it("counts in json", function()
      local read = decoded(check(1, "--as-of", "2003-12-31", "--format", "json"))
      assert.are.same({ pack = "city-n", registry = "records.db", as_of = "2003-12-31", quotas = {}, notes = {},
        rules = { { rule = "audit-by-2002", judges = "enterprise", counts = { met = 1, late = 1, unknown = 1, not_applicable = 1 } } } },
        { pack = read.pack, registry = read.registry, as_of = read.as_of, quotas = { table.unpack(read.quotas) }, notes = { table.unpack(read.notes) },
          rules = { { rule = read.rules[1].rule, judges = read.rules[1].judges, counts = setmetatable(read.rules[1].counts, nil) } } })
    end)
  end)

  describe("report", function()
    local function report(...) return answer(0, "report", "tables", "records.db", ...) end

    it("prints text for people, a name once", function()
      assert.are.equal([[
Audits, by year (audits, as of 2003-12-31)
Jurisdiction  Measure      2001  2002  2003
------------  -----------  ----  ----  ----
City N        Completed       1     1     1
              Enterprises     2     2     2
City S        Completed       0     0     0
              Enterprises     2     2     2
Total         Completed       1     1     1
              Enterprises     4     4     4
]], report("audits", "--as-of", "2003-12-31"))
    end)

    it("prints csv for programs, each row with its name and key", function()
      assert.are.equal([[
Jurisdiction,Jurisdiction key,Measure,2001,2002,2003
City N,N,Completed,1,1,1
City N,N,Enterprises,2,2,2
City S,S,Completed,0,0,0
City S,S,Enterprises,2,2,2
Total,,Completed,1,1,1
Total,,Enterprises,4,4,4
]], report("audits", "--as-of", "2003-12-31", "--format", "csv"))
      assert.are.equal([[
Jurisdiction,Jurisdiction key,Audited,"Large, or medium"
City N,N,100% (2 of 2),2
City S,S,0% (0 of 2),0-1
]], report("shares", "--as-of", "2003-12-31", "--format", "csv"))
    end)

    it("prints json with numbers, ranges, and rates with numerator and denominator", function()
      local read = decoded(report("audits", "--as-of", "2003-12-31", "--format", "json"))
      assert.are.equal("City N", read.rows[2].Jurisdiction)
      assert.are.equal(2, read.rows[2]["2001"])
      local rows = decoded(report("shares", "--as-of", "2003-12-31", "--format", "json")).rows
      assert.are.equal(1, rows[1].Audited.rate)
      assert.are.equal(2, rows[1].Audited.numerator)
      assert.are.equal(2, rows[1].Audited.denominator)
      assert.are.equal(0, rows[2]["Large, or medium"].low)
      assert.are.equal(1, rows[2]["Large, or medium"].high)
    end)

    it("prints md, and every report where none is named", function()
      local text = report("--as-of", "2003-12-31", "--format", "md")
      assert.is_truthy(text:find("### Audits, by year", 1, true))
      assert.is_truthy(text:find("| City N | Completed | 1 | 1 | 1 |\n|  | Enterprises | 2 | 2 | 2 |", 1, true), text)
      assert.is_truthy(text:find("### Shares", 1, true))
      assert.are.equal(2, #decoded(report("--as-of", "2003-12-31", "--format", "json")))
    end)
  end)

  describe("doc", function()
    it("--model lists each kind with its fields, and a pack's own kinds", function()
      local text = answer(0, "doc", "--model")
      assert.is_truthy(text:find("enterprise (enterprises): ", 1, true))
      assert.is_truthy(text:find("\nsize%s+large, medium, small, micro%s+unknown"), text)
      write("loads/kinds.lua", 'kind "load" { fields = { { "enterprise", enterprise, owner = true, key = true }, { "day", event, key = true, starts = true } } }\n')
      assert.is_falsy(text:find("load (loads)", 1, true))
      assert.is_truthy(answer(0, "doc", "loads", "--model"):find("load (loads)", 1, true))
    end)

    it("--editor gives Lua that declares the kinds and the words", function()
      local text = answer(0, "doc", "--editor")
      assert.are.equal("---@meta", text:match "^[^\n]+")
      assert.is_truthy(load(text, "=meta", "t", {}))
      assert.is_truthy(text:find("---@class enterprise: row_", 1, true))
      assert.is_falsy(text:find("---@class load: row_", 1, true))
      assert.is_truthy(answer(0, "doc", "loads", "--editor"):find("---@class load: row_", 1, true))
    end)
  end)

  it("tells its version and its help", function()
    assert.is_truthy(answer(0, "--version"):find "^mandate %d+%.%d+")
    assert.is_truthy(answer(0, "help"):find("explain", 1, true))
    assert.is_truthy(answer(0, "help", "check"):find("--verdicts", 1, true))
  end)
end)
