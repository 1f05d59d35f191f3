-- The example's records, and the counting that the disturbed registry rests on, against the published figures.
local count = require "tests.jiangsu.count"
local disturbed = require "tests.jiangsu.disturbed"
local tables = require "tests.jiangsu.tables"

local FOLDER = "examples/jiangsu/"
local KINDS = { "jurisdiction", "agency", "enterprise", "listing", "audit", "case_enterprise", "interview_set", "interviewed", "cited_reason", "citing" }

local function bytes(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  return text
end

local function published(name) return tables.read(FOLDER .. "published/" .. name .. ".csv").rows end

describe("the reconstructed records of Jiangsu", function()
  local records = tables.read_folder(FOLDER .. "records")

  it("are what reconstruct.lua makes of the published totals, byte for byte", function()
    local folder = os.tmpname()
    os.remove(folder)
    assert(os.execute(("mkdir '%s' && lua5.4 %sreconstruct.lua '%s'"):format(folder, FOLDER, folder)))
    for _, kind in ipairs(KINDS) do
      assert.are.equal(bytes(FOLDER .. "records/" .. kind .. ".csv"), bytes(folder .. "/" .. kind .. ".csv"))
    end
    os.execute(("rm -r '%s'"):format(folder))
  end)

  it("are the only records: nothing is made up that the source does not count", function()
    local kinds, expected = {}, {}
    for name in require "lfs".dir(FOLDER .. "records") do
      if name:sub(1, 1) ~= "." then kinds[name:gsub("%.csv$", "")] = true end
    end
    for _, kind in ipairs(KINDS) do expected[kind] = true end
    assert.are.same(expected, kinds)
  end)

  it("say in each row that they are reconstructed", function()
    for _, row in ipairs(records.enterprise.rows) do
      assert(row.code:find "^reconstructed%-" and row.name:find "^%(reconstructed%)" and row.size_basis:find "^reconstructed")
    end
    for _, row in ipairs(records.audit.rows) do
      assert(row.code:find "^reconstructed%-" and row.enterprise:find "^reconstructed%-")
    end
    for _, row in ipairs(records.listing.rows) do
      assert(row.enterprise:find "^reconstructed%-" and row.reason:find "^%(reconstructed%)")
    end
    for _, kind in ipairs { "case_enterprise", "interviewed", "citing" } do
      for _, row in ipairs(tables.read(FOLDER .. "records/" .. kind .. ".csv").rows) do assert(row.code:find "^reconstructed%-", row.code) end
    end
  end)

  it("hold the published number of enterprises", function()
    local found = {}
    for _, row in ipairs(records.enterprise.rows) do found[row.jurisdiction] = (found[row.jurisdiction] or 0) + 1 end
    for _, city in ipairs(published "cities-2002") do assert.are.equal(tonumber(city.enterprises), found[city.city]) end
  end)

  it("count to the published fulfilment of 2000", function()
    local found = count.fulfilment(records)
    for _, city in ipairs(published "fulfilment-2000") do
      local one, base, reports, reporting = found[city.city], tonumber(city.large_and_medium), tonumber(city.audit_reports),
        tonumber(city.enterprises_reporting)
      assert.are.same({ base, base }, one.base)
      assert.are.same({ reports, reports }, one.reports)
      assert.are.same({ reporting, reporting }, one.reporting)
      assert.are.equal(city.coverage_percent, ("%.0f"):format(one.coverage[1] * 100))
      assert.are.equal(one.coverage[1], one.coverage[2])
    end
  end)

  it("count to the published audits of 2001 to 2003", function()
    local found = count.completed(records)
    for _, row in ipairs(published "audits-2001-2003") do assert.are.equal(tonumber(row.completed), found[row.city][row.year]) end
  end)

  it("count to the published Lake Tai lists", function()
    local found = count.quota(records, "2003-12-31")
    for _, row in ipairs(published "lake-tai-quota") do assert.are.equal(tonumber(row.major_polluters_to_audit), found[row.city].listed) end
    assert.are.same({ { listed = 95, audited = 64 }, { listed = 253, audited = 93 }, { listed = 0, audited = 0 } },
      { found["City C"], found["City S"], found["City N"] })
  end)
end)

describe("the disturbed registry", function()
  local set = disturbed.make(FOLDER .. "records")
  local expected = set.expected

  -- A few of the numbers by hand, so that the counting itself is pinned where it matters.
  it("is counted as by hand in City C", function()
    local c = expected.fulfilment["City C"]
    -- 205, less one of unknown size with and one without reports, less three closed by the deadline
    assert.are.same({ 200, 202 }, c.base)
    -- 35, less two reported in 2001, less the closed one's; the one of unknown size has two
    assert.are.same({ 30, 32 }, c.reports)
    assert.are.same({ 30, 31 }, c.reporting)
    assert.are.same({ 30 / 201, 31 / 201 }, c.coverage)
    assert.are.same({ ["2001"] = 8, ["2002"] = 26, ["2003"] = 31 }, expected.completed["City C"])
    assert.are.same({ listed = 94, audited = 62 }, expected.quota["City C"])
  end)

  it("is counted as by hand in Cities N and S", function()
    assert.are.same({ 178, 182 }, expected.fulfilment["City N"].base)
    -- one doubled; the two of unknown size that reported have three reports between them
    assert.are.same({ 56, 59 }, expected.fulfilment["City N"].reports)
    assert.are.same({ 44, 46 }, expected.fulfilment["City N"].reporting)
    assert.are.same({ ["2001"] = 36, ["2002"] = 41, ["2003"] = 45 }, expected.completed["City N"])
    assert.are.same({ 344, 347 }, expected.fulfilment["City S"].base)
    assert.are.same({ 8, 9 }, expected.fulfilment["City S"].reports)
    assert.are.same({ ["2001"] = 3, ["2002"] = 42, ["2003"] = 49 }, expected.completed["City S"])
    assert.are.same({ listed = 252, audited = 93 }, expected.quota["City S"])
  end)

  it("has every status, and each enterprise once", function()
    for day, statuses in pairs(expected.statuses) do
      local total = 0
      for _, number in pairs(statuses) do total = total + number end
      assert.are.equal(day < "2001-05-05" and (day < "2000-12-31" and 8528 or 8529) or 8530, total)
    end
    for _, status in ipairs { "met", "late", "overdue", "unknown", "not_applicable" } do
      assert.is_true(expected.statuses["2003-12-31"][status] > 0, status)
    end
    assert.is_true(expected.statuses["2000-12-31"].pending > 0)
  end)

  it("reads back as it was written", function()
    local path = os.tmpname()
    for name, text in pairs(set.files) do
      local file = assert(io.open(path, "w"))
      file:write(text)
      file:close()
      assert.are.equal(text, tables.text(tables.read(path)), name)
    end
    os.remove(path)
  end)
end)
