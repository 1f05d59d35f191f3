-- Whatever the pieces in which records come, and in whatever order: the registry holds the same rows, and they are judged the same, as if all had come at
-- once. In between the registry is asked, so that snapshots of every state are taken over by the next.
local command = require "tests.support.command"
local random = require "tests.naive.random"

local first, count = tonumber(os.getenv "SEED" or 1), math.min(tonumber(os.getenv "CASES" or 15), 200)

local PACK = [[
instrument "law" { title = "A law", issuer = "Somebody", in_force = { from = "1996-01-01" }, clauses = { a = "Something" } }
obligation "audited" { clause = "law/a", due = "2005-01-01", applies = enterprise.size:is("large", "medium"), done = enterprise.audits.reported_on:first() }
obligation "listed" { clause = "law/a", due = "2005-01-01", applies = enterprise.size:is "large", done = enterprise.listings.published_on:first() }
obligation "clean" { clause = "law/a", per = measurement, require = ~measurement.value:above(measurement.limit_value) }
obligation "seldom" {
  clause = "law/a", require = ~enterprise.measurements:where(measurement.value:above(measurement.limit_value)):count():at_least(2),
}
]]

-- The columns of each kind, its key first.
local KINDS = {
  { "jurisdiction", "code,name,level,parent", 1 },
  { "enterprise", "code,effective_from,jurisdiction,size,opened_on", 2 },
  { "audit", "code,enterprise,started_on,reported_on", 1 },
  { "listing", "enterprise,list,published_on,effective_from", 4 },
  { "measurement", "enterprise,outlet,pollutant,measured_on,effective_from,value,limit_value", 5 },
}

-- Rows by kind, each { line, piece = the first piece it may come in, wrong = a line that comes before it with other values }.
local function records_of(source, pieces)
  local records, enterprises, there = { { {"10,P,province,", piece = 1} }, {}, {}, {}, {} }, {}, {}
  local function add(kind, piece, key, rest, other)
    local id = kind .. "/" .. key
    if there[id] then return end
    there[id] = true
    local row = { key .. "," .. rest, piece = source.between(piece, pieces) }
    if other and row.piece < pieces and source.chance(15) then row.wrong = key .. "," .. other end
    table.insert(records[kind], row)
    return row
  end
  for i = 1, source.between(1, 4) do add(1, 1, "1" .. i, "C" .. i .. ",city,10") end
  local function date() return ("200%d-0%d-1%d"):format(source.between(0, 4), source.between(1, 9), source.between(0, 9)) end
  for i = 1, source.between(2, 30) do
    local city = source.pick(records[1])
    local code, size = "E" .. i, source.pick { "large", "medium", "small" }
    local row = add(2, city.piece, code .. ",", city[1]:match "^%d+" .. "," .. size .. ",199" .. i % 10 .. "-01-01",
      city[1]:match "^%d+" .. ",micro,199" .. i % 10 .. "-01-01")
    enterprises[i] = { code = code, piece = row.piece }
    if source.chance(30) then
      local later = add(2, row.piece, code .. "," .. date(), city[1]:match "^%d+" .. "," .. source.pick { "large", "small" } .. ",199" .. i % 10 .. "-01-01")
      if later then later.wrong = nil end
    end
  end
  for _ = 1, source.between(5, 120) do
    local owner, kind = source.pick(enterprises), source.between(3, 5)
    local version = source.chance(10) and date() or ""
    if kind == 3 then
      add(3, owner.piece, "A" .. source.between(1, 500), owner.code .. "," .. date() .. ",2005-01-1" .. source.between(0, 9), owner.code .. "," .. date() .. ",")
    elseif kind == 4 then
      add(4, owner.piece, ("%s,%s,%s,%s"):format(owner.code, source.pick { "a", "b", "长" }, date(), version), "")
    else
      add(5, owner.piece, ("%s,%d,%s,%s,%s"):format(owner.code, source.between(1, 12), source.pick { "COD", "SO2" }, date(), version),
        source.pick { "", "-0", "0", "12.5", "30" } .. ",20", "99,20")
    end
  end
  for kind, header in ipairs(KINDS) do
    local ends = header[2]:gsub("[^,]", "")
    for _, row in ipairs(records[kind]) do -- a listing has no column behind its key
      row[1] = row[1]:sub(1, -1)
      if select(2, row[1]:gsub(",", "")) > #ends then row[1] = row[1]:gsub(",$", "") end
      if row.wrong and select(2, row.wrong:gsub(",", "")) > #ends then row.wrong = nil end
    end
  end
  return records
end

local function shuffled(source, list)
  local out = table.move(list, 1, #list, 1, {})
  for i = #out, 2, -1 do
    local j = source.between(1, i)
    out[i], out[j] = out[j], out[i]
  end
  return out
end

local function import(source, registry, lines)
  local words = { "import", registry }
  for _, kind in ipairs(shuffled(source, { 1, 2, 3, 4, 5 })) do
    if #lines[kind] > 0 then
      local name = KINDS[kind][1] .. ".csv"
      command.write(name, KINDS[kind][2] .. "\n" .. table.concat(source.chance(50) and shuffled(source, lines[kind]) or lines[kind], "\n") .. "\n")
      words[#words + 1] = name
    end
  end
  if #words > 2 then command.answer(0, table.unpack(words)) end
end

local function verdicts(registry)
  local result = command.run("check", "pack", registry, "--as-of", "2005-06-30", "--no-reasons", "--verdicts", "verdicts.csv")
  assert.is_true(result.code <= 1, result.err)
  local text = command.read "verdicts.csv"
  os.remove(command.path "verdicts.csv")
  return text
end

local ROWS = [[
SELECT code, name, ifnull((SELECT code FROM jurisdiction p WHERE p.row = j.parent), '-') FROM jurisdiction j ORDER BY 1;
SELECT code, (SELECT code FROM jurisdiction j WHERE j.row = e.jurisdiction), size, opened_on, effective_from FROM enterprise e ORDER BY 1, 5;
SELECT code, (SELECT code FROM enterprise e WHERE e.row = a.enterprise), started_on, reported_on FROM audit a ORDER BY 1;
SELECT (SELECT code FROM enterprise e WHERE e.row = l.enterprise), list, published_on, effective_from FROM listing l ORDER BY 1, 2, 3, 4;
SELECT (SELECT code FROM enterprise e WHERE e.row = m.enterprise), outlet, pollutant, measured_on, effective_from, value, limit_value FROM measurement m
  ORDER BY 1, 2, 3, 4, 5;
PRAGMA integrity_check;
]]

local function rows(registry)
  command.write(".sql", ROWS)
  command.shell(("sqlite3 -list %s <.sql >.rows"):format(registry))
  return command.read ".rows"
end

describe("Records in pieces", function()
  before_each(function()
    command.begin()
    command.write("pack/law.lua", PACK)
  end)
  after_each(command.finish)

  it(("are the same as all at once, seeds %d to %d"):format(first, first + count - 1), function()
    for seed = first, first + count - 1 do
      local source = random.source(seed)
      local pieces = source.between(1, 5)
      local records = records_of(source, pieces)
      local once, in_pieces = ("once%d.db"):format(seed), ("pieces%d.db"):format(seed)
      local all = {}
      for kind in ipairs(KINDS) do
        all[kind] = {}
        for _, row in ipairs(records[kind]) do table.insert(all[kind], row[1]) end
      end
      import(source, once, all)
      for piece = 1, pieces do
        local lines = {}
        for kind in ipairs(KINDS) do
          lines[kind] = {}
          for _, row in ipairs(records[kind]) do
            if row.piece == piece then table.insert(lines[kind], row.wrong or row[1]) end
            local again = row.piece < piece and (row.wrong and piece == pieces or not row.wrong and source.chance(5)) -- corrected, or the same once more
            if again then table.insert(lines[kind], row[1]) end
          end
        end
        import(source, in_pieces, lines)
        if source.chance(50) then verdicts(in_pieces) end
      end
      local message = "seed " .. seed
      assert.are.equal(rows(once), rows(in_pieces), message)
      local told = verdicts(in_pieces)
      assert.are.equal(verdicts(once), told, message)
      local grown = command.read(in_pieces .. ".snapshot")
      os.remove(command.path(in_pieces .. ".snapshot"))
      assert.are.equal(told, verdicts(in_pieces), message)
      assert.is_true(grown == command.read(in_pieces .. ".snapshot"), message .. ": the snapshot that grew piece by piece is the one that a check makes")
      local left = command.read(once .. ".snapshot")
      os.remove(command.path(once .. ".snapshot"))
      verdicts(once)
      assert.is_true(left == command.read(once .. ".snapshot"), message .. ": the snapshot that an import leaves is the one that a check makes")
    end
  end)

  it("are refused in both places where a key stands twice, also where no index tells of it", function()
    command.write("jurisdiction.csv", "code,name,level,parent\n10,P,province,\n")
    command.write("enterprise.csv", "code,jurisdiction\nE1,10\nE2,10\n")
    command.write("listing.csv", "enterprise,list,published_on\nE2,a,2001-01-01\nE1,a,2001-01-01\nE1,b,2001-01-01\nE2,a,2001-01-01\n")
    local result = command.run("import", "r.db", "jurisdiction.csv", "enterprise.csv", "listing.csv", "--keep-good")
    assert.matches("2 refused", result.out .. result.err)
    assert.matches("2,enterprise,E2/a/2001%-01%-01,\"the same key stands in listing.csv, line 5, too", command.read "listing.rejects.csv")
    assert.matches("5,enterprise,E2/a/2001%-01%-01,\"the same key stands in listing.csv, line 2, too", command.read "listing.rejects.csv")
    command.write("listing.csv", "enterprise,list,published_on\nE1,b,2001-01-01\nE1,b,2001-01-01\nE2,c,2001-01-01\n")
    result = command.run("import", "r.db", "listing.csv", "--keep-good") -- twice what is there already, unchanged
    assert.matches("2 refused", result.out .. result.err)
  end)
end)
