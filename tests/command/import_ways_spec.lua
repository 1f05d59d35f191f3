-- There are two ways into the registry: a fast one into a table without rows, and a careful one beside rows that are there. Random files, with all
-- that can be wrong with them, must come out the same by both.
local command = require "tests.support.command"
local random = require "tests.naive.random"

local first, count = tonumber(os.getenv "SEED" or 1), math.min(tonumber(os.getenv "CASES" or 40), 400)

local function rows_of(registry)
  local pipe = assert(io.popen(([[sqlite3 -list '%s' "SELECT code, ifnull((SELECT code FROM jurisdiction j WHERE j.row = e.jurisdiction), '-'), ifnull(size, '-'),
    ifnull(employees, '-'), ifnull(opened_on, '-'), ifnull(effective_from, '-'), line FROM enterprise e WHERE code <> 'Z' ORDER BY code, effective_from"]]):format(
    command.path(registry))))
  local text = pipe:read "a"
  pipe:close()
  return text
end

-- A file of enterprises; most rows are right.
local function file_of(source)
  local versions = source.chance(25) -- with them only the careful way is there
  local lines = { "code,jurisdiction,size,employees,opened_on" .. (versions and ",effective_from" or "") }
  local wrong = source.chance(60) -- the last of a cell's choices is the wrong one
  local function cell(...)
    local choices = { ... }
    if not wrong then choices[#choices] = nil end
    return source.weighted(choices)
  end
  for i = 1, source.between(1, 40) do
    local code = cell({ 60, "E" .. i }, { 2, '"E,' .. i .. '"' }, source.pick { { 3, "E" .. source.up_to(i) }, { 1, "" } })
    lines[#lines + 1] = table.concat({ code, cell({ 20, "N" }, { 10, "S" }, { 2, "" }, { 1, "X" }), cell({ 40, "large" }, { 5, "" }, { 1, "huge" }),
      cell({ 40, tostring(source.up_to(5000)) }, { 5, "" }, { 2, "12.50" }, { 1, "many" }), cell({ 40, "1999-05-01" }, { 5, "" }, { 1, "1999-02-30" }),
      versions and source.weighted { { 30, "" }, { 2, "2001-01-01" } } or nil }, ",")
    if wrong and source.chance(2) then lines[#lines + 1] = "too,short" end
  end
  return table.concat(lines, source.pick { "\n", "\r\n" }) .. "\n"
end

describe("The two ways of importing", function()
  before_each(command.begin)
  after_each(command.finish)

  it(("agree on random files, seeds %d to %d"):format(first, first + count - 1), function()
    local refused, taken = 0, 0
    for seed = first, first + count - 1 do
      local text = file_of(random.source(seed))
      for _, keep in ipairs { false, true } do
        local results, registries = {}, {}
        for way = 1, 2 do
          local registry = ("r%d_%s_%d.db"):format(seed, tostring(keep), way)
          command.write("jurisdiction.csv", command.records.jurisdiction)
          command.answer(0, "import", registry, "jurisdiction.csv")
          if way == 2 then -- a row is there, so that the careful way is taken
            command.write("before/enterprise.csv", "code\nZ\n")
            command.answer(0, "import", registry, "before/enterprise.csv")
          end
          command.write("enterprise.csv", text)
          os.remove(command.path "enterprise.rejects.csv")
          local words = { "import", registry, "enterprise.csv" }
          if keep then words[#words + 1] = "--keep-good" end
          if way == 1 and seed % 2 == 0 then table.move({ "--threads", tostring(seed % 5 + 1) }, 1, 2, #words + 1, words) end
          local result = command.run(table.unpack(words))
          results[way] = { code = result.code, out = result.out, err = result.err:gsub(registry, "REGISTRY"), rejects = command.read "enterprise.rejects.csv" or "" }
          registries[way] = rows_of(registry)
        end
        assert.are.same(results[1], results[2], "seed " .. seed .. "\n" .. text)
        assert.are.equal(registries[1], registries[2], "seed " .. seed .. "\n" .. text)
        if results[1].code == 0 then taken = taken + 1 else refused = refused + 1 end
      end
    end
    assert.is_true(taken > count / 8 and refused > count / 8, ("%d taken, %d refused"):format(taken, refused))
  end)
end)
