-- Decision tables of DMN, level 2, on models of our own in the form of its test suite: converted to a pack, their cases give what the cases expect.
local lfs = require "lfs"
local command = require "tests.support.command"
local dmn = require "tests.foreign.dmn"

local function file(name)
  local handle = assert(io.open("tests/foreign/dmn/" .. name, "rb"))
  local text = handle:read "a"
  handle:close()
  return text
end

-- A cell of the report as the cases write it: a number by its value, yes and no as true and false, nothing where there is none.
local function same(cell, expected)
  if expected == false then return cell == "" or cell == "-" end
  if expected == "true" or expected == "false" then return cell == (expected == "true" and "yes" or "no") end
  return cell == expected or tonumber(cell) ~= nil and tonumber(cell) == tonumber(expected)
end

-- The cells of each case by heading: { id -> { heading -> cell } }.
local function answers(text)
  local found, heads = {}, nil
  for line in text:gmatch "[^\n]+" do
    local cells = {}
    for cell in (line .. ","):gmatch "([^,]*)," do cells[#cells + 1] = cell end
    if heads then
      found[cells[1]] = {}
      for c, head in ipairs(heads) do found[cells[1]][head] = cells[c] end
    else
      heads = cells
    end
  end
  return found
end

-- A decision for whose values no rule may hold is given a last row that says so, and another one keeps its rows as they are: which it is, the loader proves.
local function loaded(model)
  local rest, text = {}, nil
  for _ = 0, #model.decided do
    command.write("pack/model.lua", dmn.pack(model, rest))
    local done, open = command.run("doc", "pack"), false
    text = done.out .. done.err
    for decision in text:gmatch 'decision "probe%.out_([%w_]+)": no row holds' do
      for _, name in ipairs(model.decided) do
        if name:lower() == decision then rest[name], open = true, true end
      end
    end
    if not open then return text end
  end
  error("no last row mends it: " .. text)
end

describe("Decision tables of DMN", function()
  before_each(command.begin)
  after_each(command.finish)

  local function agree(name)
    local model, cases = dmn.read(file(name .. ".dmn")), dmn.cases(file(name .. "-test-01.xml"))
    loaded(model)
    command.write("probe.csv", dmn.records(model, cases))
    command.answer(0, "import", "pack", "records.db", "probe.csv")
    local found = answers((command.answer(0, "report", "pack", "records.db", "results", "--as-of", "2024-01-01", "--format", "csv")))
    local compared = 0
    for _, case in ipairs(cases) do
      for decision, expected in pairs(case.expected) do
        local cell = found[case.id] and found[case.id][decision]
        assert(cell and same(cell, expected), ("%s, case %s: %s is %s, and %s is expected"):format(name, case.id, decision, cell, expected or "nothing"))
        compared = compared + 1
      end
    end
    return compared
  end

  it("of which one rule holds give what it says, one or several results, also to another table", function() assert.equal(23, agree "levy") end)
  it("of which all rules that hold are added, counted, or held against each other give that", function() assert.equal(36, agree "points") end)
  it("of which the first rule counts, or any, or none, read dates, lists, intervals, what is not, and defaults", function() assert.equal(22, agree "permit") end)
  it("of which the rule counts whose output ranks first give that, one output or two, of inputs whose type the model names", function() assert.equal(24, agree "ranked") end)
  it("that give lists of values are told, and not converted", function()
    local model = dmn.read(file "ordered.dmn")
    assert.error_matches(function() dmn.pack(model) end, "hit policy RULE ORDER gives several values, and mandate has one")
  end)
  it("whose rules break their hit policy are refused, with values for which they do", function()
    assert.matches("rows 1 and 2 both hold for probe.in_staff = %d.*and do not say the same", loaded(dmn.read(file "clashing.dmn")))
    assert.matches("rows 1 and 2 both hold for probe.in_staff = %d", loaded(dmn.read(file "overlapping.dmn")))
  end)
  it("all stand here", function()
    local known = { levy = true, points = true, permit = true, ranked = true, ordered = true, clashing = true, overlapping = true }
    for name in lfs.dir "tests/foreign/dmn" do
      local model = name:match "^(.*)%.dmn$"
      assert(not model or known[model], name)
    end
  end)
end)
