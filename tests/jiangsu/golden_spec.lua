-- The source's seven tables, each cell: the reports over the example's registry against the published files. Nothing expected is written down here but which
-- heading shows which column.
local command = require "tests.support.command"
local lfs = require "lfs"
local tables = require "tests.jiangsu.tables"

local TOP = lfs.currentdir() .. "/"
local pack
local PUBLISHED = TOP .. "examples/jiangsu/published/"

-- What a cell of the published table is in the report: the heading, and how the report writes it.
local function number(heading)
  return function(row, cell) return tonumber(row[heading]), tonumber(cell) end
end
local function text(heading)
  return function(row, cell) return row[heading], cell end
end
-- What the source leaves empty is no number in the report, and never 0: a range, or nothing.
local function number_if_given(heading)
  return function(row, cell)
    if cell then return tonumber(row[heading]), tonumber(cell) end
    assert.truthy(row[heading]:find "^%d+%-[1-9]%d*$", row[heading])
  end
end

local plain = {
  ["cities-2002"] = { city = text "Jurisdiction", population_million = number "Population (million)", area_1000_km2 = number "Area (1,000 km2)",
    gdp_per_capita_usd = number "GDP per capita ($)", enterprises = number "Number of enterprises",
    industrial_output_billion_usd = number "Total industrial output (billion $)" },
  ["fulfilment-2000"] = { city = text "Jurisdiction", large_and_medium = number "Total large & medium-sized enterprises", audit_reports = number "Audit reports",
    enterprises_reporting = number "Enterprises submitting reports",
    coverage_percent = function(row, cell) return row.Coverage:match "^(%d+)%%", cell end },
  ["lake-tai-quota"] = { city = text "Jurisdiction", major_polluters_to_audit = number "Major polluters to audit",
    by_year = function(row, cell) return row.By, cell and cell .. "-12-31" or "not given" end },
  ["case-enterprises"] = { city = text "Jurisdiction", total_cases = number "Total cases", continued_audit = number "Enterprises continued CP audit",
    first_audit_genuine = number "Enterprises implemented first audit genuinely" },
  ["audit-studies"] = { interviews = text "Interview set", period = text "Period", enterprises_with_study = number "Enterprises with study",
    joined_to_existing_renovation_plan = number "Joined to existing renovation plan", used_for_known_violation = number_if_given "Used for known violation",
    without_existing_plan = number_if_given "Without existing plan" },
  reasons = { group = text "Group", reason = text "Cited reason", times_cited = number "Number of times cited" },
}

local function report(name)
  command.write("report.csv", command.answer(0, "report", pack, "registry.db", name, "--as-of", "2003-12-31", "--format", "csv"))
  return tables.read(command.path "report.csv").rows
end

describe("over the example's registry", function()
  setup(function()
    command.begin()
    pack = command.import_jiangsu "registry.db"
  end)
  teardown(command.finish)

  for name, columns in pairs(plain) do
    it(("the table %s is the published one, cell by cell and in its order"):format(name), function()
      local published, rows = tables.read(PUBLISHED .. name .. ".csv"), report(name)
      assert.truthy(#rows == #published.rows or name == "reasons" and #rows == #published.rows + 1) -- the report adds a total
      for i, expected in ipairs(published.rows) do
        for _, column in ipairs(published.columns) do
          local got, wanted = columns[column](rows[i], expected[column])
          assert.are.equal(wanted, got, column .. " of row " .. i)
        end
      end
    end)
  end

  it("the table audits-2001-2003 is the published one, each city and year", function()
    local found = {}
    for _, row in ipairs(report "audits-2001-2003") do found[row.Jurisdiction .. row.Measure] = row end
    for _, row in ipairs(tables.read(PUBLISHED .. "audits-2001-2003.csv").rows) do
      local planned = row.planned_min == row.planned_max and row.planned_min or row.planned_min .. "-" .. row.planned_max
      assert.are.equal(planned, found[row.city .. "Specified"][row.year])
      assert.are.equal(row.completed, found[row.city .. "Completed"][row.year])
    end
  end)

  it("no published table is left out", function()
    local count = 0
    for name in lfs.dir(PUBLISHED) do
      local table_name = name:match "^(.*)%.csv$"
      if table_name then
        assert.truthy(plain[table_name] or table_name == "audits-2001-2003", table_name)
        count = count + 1
      end
    end
    assert.are.equal(7, count)
  end)

  it("what is on no record is 0 on record or a rate of nothing, and no compliance", function()
    for _, row in ipairs(report "token-compliance") do
      if row.Part == "Measures begun before the audit" then assert.are.equal("unknown (0 of 0)", row.Value) end
      if row.Part == "Reports without measures" then assert.truthy(row.Value:find "^0%-100%%", row.Value) end
    end
    for _, row in ipairs(report "goal-displacement") do
      if row.Part == "Reports per measure" then assert.truthy(row.Value:find "^unknown", row.Value) end
    end
    for _, row in ipairs(report "phases") do assert.are.equal("unknown (0 of 0)", row["All seven"]) end
  end)
end)
