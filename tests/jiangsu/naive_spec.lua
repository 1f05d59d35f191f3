-- rules/jiangsu over the disturbed registry, read by the naive evaluator, against the tables that count.lua works out without any rule:
-- the rules' text says what the source counts, whatever the engine does with it.
local disturbed = require "tests.jiangsu.disturbed"
local jiangsu = require "tests.jiangsu.pack"
local naive = require "tests.naive.naive"

describe("rules/jiangsu, read naively over the disturbed registry,", function()
  local set = disturbed.make("examples/jiangsu/records", { without_bystanders = true })
  local expected, text, csv = set.expected, jiangsu.text { "lake-tai-2002", "notice-1996", "reports", "ten-five-city-n" }, {}
  for name, content in pairs(set.files) do csv[name:gsub("%.csv$", "")] = content end

  local function range(cell) return { math.tointeger(cell.low), math.tointeger(cell.high) } end
  local function one(cell)
    assert.are.equal(cell.low, cell.high)
    return math.tointeger(cell.low)
  end

  it("gives the expected fulfilment, with ranges", function()
    local rows = naive.report(text, csv, "fulfilment-2000", "2003-12-31")
    assert.are.equal(3, #rows)
    for _, row in ipairs(rows) do
      local city, cells = expected.fulfilment[row.subject], row.cells
      assert.are.same({ city.base, city.reports, city.reporting }, { range(cells[1]), range(cells[2]), range(cells[3]) })
      assert.is_true(math.abs(city.coverage[1] - cells[4].low) < 1e-12 and math.abs(city.coverage[2] - cells[4].high) < 1e-12)
      assert.are.same({ city.base, city.reports }, { range(cells[5]), range(cells[6]) }) -- every record is a reconstructed one
    end
  end)

  it("gives the expected audits by year", function()
    local rows = naive.report(text, csv, "audits-2001-2003", "2003-12-31")
    assert.are.equal(9, #rows)
    for _, row in ipairs(rows) do
      local city, year = row.subject:match "^(.*)@(.*)$"
      assert.are.equal(expected.completed[city][year], one(row.cells[2]))
    end
  end)

  it("gives the expected quota, of the two cities that have one", function()
    local rows = naive.report(text, csv, "lake-tai-quota", "2003-12-31")
    assert.are.equal(2, #rows)
    for _, row in ipairs(rows) do
      local city = expected.quota[row.subject]
      assert.are.same({ city.listed, city.audited }, { one(row.cells[3]), one(row.cells[4]) })
    end
  end)

  for day, statuses in pairs(expected.statuses) do
    it("gives the expected statuses as of " .. day, function()
      local found = {}
      for _, verdict in ipairs(naive.check(text, csv, day)) do
        if verdict.rule == "audit-by-2000" then found[verdict.status] = (found[verdict.status] or 0) + 1 end
      end
      assert.are.same(statuses, found)
    end)
  end
end)
