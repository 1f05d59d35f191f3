-- The example through the real command: the reconstructed records give the published tables, the disturbed ones those that count.lua works
-- out without rules. The numbers expected here come from examples/jiangsu/published and from count.lua; none is written down.
local lfs = require "lfs"
local disturbed = require "tests.jiangsu.disturbed"
local tables = require "tests.jiangsu.tables"

local MANDATE = os.getenv "MANDATE" or "build/mandate"
local RECORDS = "examples/jiangsu/records"

local told = os.tmpname()

-- Runs the command; gives what it wrote to stdout, where it failed with what it said of it, and its exit code.
local function run(...)
  local words = { "'" .. MANDATE .. "'" }
  for _, word in ipairs { ... } do words[#words + 1] = "'" .. word .. "'" end
  local pipe = assert(io.popen(("%s 2>'%s'; echo $?"):format(table.concat(words, " "), told)))
  local output, code = pipe:read "a":match "^(.-)(%d+)\n$"
  pipe:close()
  local said = assert(io.open(told, "r"))
  output = code == "2" and output .. said:read "a" or output
  said:close()
  return output, tonumber(code)
end

local function write(path, text)
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
end

local folder = os.tmpname()
os.remove(folder)
local files_of = {}

-- A registry made of a folder's files.
local function registry_of(records, name)
  local registry, words = folder .. "/" .. name .. ".db", {}
  for file in lfs.dir(records) do
    if file:find "%.csv$" then words[#words + 1] = records .. "/" .. file end
  end
  table.sort(words)
  local output, code = run("import", "rules/jiangsu", registry, table.unpack(words))
  assert(code == 0, output)
  return registry
end

-- A report as rows of cells, each cell under its heading.
local function report(registry, name)
  local output, code = run("report", "rules/jiangsu", registry, name, "--as-of", "2003-12-31", "--format", "csv")
  assert(code == 0, output)
  write(folder .. "/report.csv", output)
  return tables.read(folder .. "/report.csv").rows
end

local function shown(range)
  return range[1] == range[2] and ("%d"):format(range[1]) or ("%d-%d"):format(range[1], range[2])
end

local function shown_share(share, of, among)
  local low, high = ("%.0f"):format(share[1] * 100), ("%.0f"):format(share[2] * 100)
  return ("%s%% (%s of %s)"):format(low == high and low or low .. "-" .. high, shown(of), shown(among))
end

local function by_year(rows, name)
  local found = {}
  for _, row in ipairs(rows) do
    if row.Measure == name then found[row.Jurisdiction] = row end
  end
  return found
end

-- rule's counts by status from `check`
local function statuses(registry, day)
  local output = run("check", "rules/jiangsu", registry, "--as-of", day, "--format", "csv")
  local found = {}
  for status, number in output:gmatch "audit%-by%-2000,,([%l_]+),(%d+)," do
    if number ~= "0" then found[status] = tonumber(number) end
  end
  return found
end

describe("the example through the command", function()
  setup(function()
    assert(os.execute("mkdir '" .. folder .. "'"))
    files_of.example = registry_of(RECORDS, "example")
    local set = disturbed.make(RECORDS)
    assert(os.execute("mkdir '" .. folder .. "/disturbed'"))
    for name, text in pairs(set.files) do write(folder .. "/disturbed/" .. name, text) end
    files_of.disturbed, files_of.expected = registry_of(folder .. "/disturbed", "disturbed"), set.expected
  end)
  teardown(function() os.execute("rm -r '" .. folder .. "' '" .. told .. "'") end)

  it("prints the published fulfilment of 2000, and says that the records are reconstructed", function()
    local rows = report(files_of.example, "fulfilment-2000")
    local published = tables.read("examples/jiangsu/published/fulfilment-2000.csv").rows
    assert.are.equal(#published, #rows)
    for i, city in ipairs(published) do
      local row = rows[i]
      assert.are.same({ city.city, city.large_and_medium, city.audit_reports, city.enterprises_reporting },
        { row.Jurisdiction, row["Total large & medium-sized enterprises"], row["Audit reports"], row["Enterprises submitting reports"] })
      assert.are.equal(("%s%% (%s of %s)"):format(city.coverage_percent, city.enterprises_reporting, city.large_and_medium), row.Coverage)
      assert.are.same({ city.large_and_medium, city.audit_reports }, { row["Reconstructed enterprises"], row["Reconstructed reports"] })
    end
  end)

  it("prints the published audits of 2001 to 2003 against their plans", function()
    local rows = report(files_of.example, "audits-2001-2003")
    local specified, completed, made = by_year(rows, "Specified"), by_year(rows, "Completed"), by_year(rows, "Reconstructed")
    for _, row in ipairs(tables.read("examples/jiangsu/published/audits-2001-2003.csv").rows) do
      assert.are.equal(shown { tonumber(row.planned_min), tonumber(row.planned_max) }, specified[row.city][row.year])
      assert.are.equal(row.completed, completed[row.city][row.year])
      assert.are.equal(row.completed, made[row.city][row.year])
    end
  end)

  it("prints the published Lake Tai quotas, and that one has no due date", function()
    local rows = report(files_of.example, "lake-tai-quota")
    local published = tables.read("examples/jiangsu/published/lake-tai-quota.csv").rows
    assert.are.equal(#published, #rows)
    for i, city in ipairs(published) do
      assert.are.same({ city.city, city.major_polluters_to_audit, city.major_polluters_to_audit, city.by_year and city.by_year .. "-12-31"
        or "not given" }, { rows[i].Jurisdiction, rows[i]["Major polluters to audit"], rows[i]["On the list"], rows[i].By })
    end
  end)

  it("prints the disturbed registry's fulfilment as ranges", function()
    for _, row in ipairs(report(files_of.disturbed, "fulfilment-2000")) do
      local city = files_of.expected.fulfilment[row.Jurisdiction]
      assert.are.same({ shown(city.base), shown(city.reports), shown(city.reporting), shown_share(city.coverage, city.reporting, city.base) },
        { row["Total large & medium-sized enterprises"], row["Audit reports"], row["Enterprises submitting reports"], row.Coverage })
    end
  end)

  it("prints the disturbed registry's audits and quotas", function()
    for city, row in pairs(by_year(report(files_of.disturbed, "audits-2001-2003"), "Completed")) do
      for year, number in pairs(files_of.expected.completed[city]) do assert.are.equal(tostring(number), row[year]) end
    end
    for _, row in ipairs(report(files_of.disturbed, "lake-tai-quota")) do
      local city = files_of.expected.quota[row.Jurisdiction]
      assert.are.same({ tostring(city.listed), tostring(city.audited) }, { row["On the list"], row["Audited so far"] })
    end
  end)

  it("counts the disturbed registry's statuses on each day", function()
    for day, expected in pairs(files_of.expected.statuses) do assert.are.same(expected, statuses(files_of.disturbed, day), day) end
  end)

  it("judges City N by the first rule that the README tells to write", function()
    local rule = assert(io.open("README.md"):read "a":match "```lua\n(.-)```")
    assert(os.execute("mkdir '" .. folder .. "/city-n'"))
    write(folder .. "/city-n/audits.lua", rule)
    local output, code = run("check", folder .. "/city-n", files_of.example, "--as-of", "2003-12-31", "--format", "csv")
    assert.are.equal(1, code, output)
    local counts = {}
    for status, number in output:gmatch "audit%-by%-mid%-2002,,([%l_]+),(%d+)," do counts[status] = tonumber(number) end
    -- 35 completed in 2001 are met, 42 and 44 later; the rest of the 183 never did
    assert.are.same({ met = 35, late = 42 + 44, overdue = 183 - 35 - 42 - 44, not_applicable = 8529 - 183 }, counts)
  end)
end)
