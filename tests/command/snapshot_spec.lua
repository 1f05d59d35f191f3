-- The snapshot beside a registry: never trusted when it is not what the registry says, and made again without a word.
local lfs = require "lfs"
local command = require "tests.support.command"

local answer = command.answer

local function check() return answer(1, "check", "city-n", "records.db", "--as-of", "2003-12-31") end
local function snapshot(registry) return assert(command.read((registry or "records.db") .. ".snapshot"), "there is no snapshot") end

-- A small generator of its own, so that the places are the same each time.
local function places_of(seed, most, count)
  local list, state = {}, seed
  for i = 1, count do
    state = (state * 1103515245 + 12345) % 2147483648
    list[i] = state % most + 1
  end
  return list
end

describe("the snapshot beside a registry", function()
  local told, whole

  before_each(function()
    command.begin()
    command.fill()
    told = check()
    whole = snapshot()
  end)
  after_each(command.finish)

  it("is made by the first check and has the same bytes when it is made again", function()
    assert(os.remove(command.path "records.db.snapshot"))
    assert.are.equal(told, check())
    assert.is_true(snapshot() == whole, "other bytes")
  end)

  it("is not written again by a check that finds it as it should be", function()
    local file = assert(io.open(command.path "records.db.snapshot", "ab"))
    file:close()
    local before = command.answer(0, "--version") and snapshot()
    check()
    assert.is_true(snapshot() == before)
  end)

  it("is never trusted when a byte is another, wherever it stands", function()
    for _, at in ipairs(places_of(7, #whole, 60)) do
      local flipped = string.char(whole:byte(at) ~ (1 << at % 8))
      command.write("records.db.snapshot", whole:sub(1, at - 1) .. flipped .. whole:sub(at + 1))
      local result = command.run("check", "city-n", "records.db", "--as-of", "2003-12-31")
      assert(result.code == 1 and result.out == told, ("byte %d: exit %s, %s%s"):format(at, result.code, result.out, result.err))
      assert.are.equal("", result.err)
    end
  end)

  it("is made again when it ends too soon or holds something else", function()
    for _, size in ipairs { 0, 1, 7, 8, 63, 100, #whole // 2, #whole - 1 } do
      command.write("records.db.snapshot", whole:sub(1, size))
      assert.are.equal(told, check())
      assert.is_true(snapshot() == whole, "cut at " .. size)
    end
    command.write("records.db.snapshot", ("nonsense"):rep(4000))
    assert.are.equal(told, check())
  end)

  it("of another registry is not taken for this one's", function()
    command.write("other/enterprise.csv", "code,jurisdiction,size\nE1,,large\n")
    answer(0, "import", "other.db", "other/enterprise.csv")
    answer(1, "check", "city-n", "other.db", "--as-of", "2003-12-31")
    local others = assert(command.read "other.db.snapshot")
    command.write("records.db.snapshot", others)
    assert.are.equal(told, check())
  end)

  it("of a copy that went another way is not taken for this one's", function()
    local registry = assert(command.read "records.db")
    command.write("copy.db", registry)
    command.write("one/audit.csv", "code,enterprise,completed_on\nA4,E4,2002-01-01\n")
    command.write("two/audit.csv", "code,enterprise,completed_on\nA9,E4,2003-06-01\nA8,E2,2001-01-01\n")
    answer(0, "import", "copy.db", "two/audit.csv")
    local copys = answer(1, "check", "city-n", "copy.db", "--as-of", "2003-12-31"):gsub("copy%.db", "records.db")
    answer(0, "import", "records.db", "one/audit.csv")
    local ones = check()
    assert.is_truthy(ones ~= copys)
    command.write("records.db", assert(command.read "copy.db")) -- as many changes as the file it replaces
    assert.are.equal(copys, check())
  end)

  it("is stale after an import, and what the import did not touch is taken over", function()
    command.write("later/audit.csv", "code,enterprise,completed_on\nA4,E4,2002-01-01\nA5,E2,2001-01-01\n")
    answer(0, "import", "records.db", "later/audit.csv")
    local now = check()
    assert.is_truthy(now ~= told)
    local taken_over = snapshot()
    assert(os.remove(command.path "records.db.snapshot"))
    assert.are.equal(now, check())
    assert.is_true(snapshot() == taken_over, "a snapshot that takes over has other bytes than one made anew")
  end)

  it("is done without where the folder cannot be written", function()
    assert(os.remove(command.path "records.db.snapshot"))
    assert(os.execute(("mkdir '%s'"):format(command.path "records.db.snapshot"))) -- a folder in its place cannot be replaced
    assert.are.equal(told, check())
  end)
end)

describe("a snapshot after many imports", function()
  local generate = require "tests.naive.generate"
  before_each(command.begin)
  after_each(command.finish)

  -- A table's rows in parts, each under the header.
  local function parts_of(csv, pick)
    local header, lines, parts = csv:match "^[^\n]*\n", {}, {}
    for line in csv:sub(#header + 1):gmatch "[^\n]*\n" do lines[#lines + 1] = line end
    local at = 1
    while at <= #lines do
      local last = math.min(#lines, at + pick(math.max(1, #lines // 2)) - 1)
      parts[#parts + 1] = header .. table.concat(lines, "", at, last)
      at = last + 1
    end
    return parts
  end

  it("has the bytes of one made anew, whatever was imported in whatever order", function()
    local taken = 0
    for seed = 1, 8 do
      local case = generate.case(seed)
      local state = seed
      local function pick(most)
        state = (state * 1103515245 + 12345) % 2147483648
        return state // 65536 % most + 1
      end
      local name = "registry" .. seed
      command.write(name .. "/pack/pack.lua", case.pack)
      local files = {} -- parents first, the others in any order
      for _, kind in ipairs { "jurisdiction", "agency", "enterprise" } do files[#files + 1] = { kind, case.records[kind] } end
      local rest = {}
      for _, kind in ipairs { "listing", "audit", "measurement", "action", "waiver" } do
        for _, part in ipairs(parts_of(case.records[kind], pick)) do table.insert(rest, pick(#rest + 1), { kind, part }) end
      end
      for _, file in ipairs(rest) do files[#files + 1] = file end
      for i, file in ipairs(files) do
        command.write(("%s/%d/%s.csv"):format(name, i, file[1]), file[2])
        command.run("import", name .. ".db", ("%s/%d/%s.csv"):format(name, i, file[1]))
        local result = command.run("check", name .. "/pack", name .. ".db", "--as-of", case.as_of)
        assert(result.code ~= 2 or result.err:find "no `jurisdiction`" or result.err ~= "", result.err)
        if result.code ~= 2 then
          local grown = assert(command.read(name .. ".db.snapshot"))
          assert(os.remove(command.path(name .. ".db.snapshot")))
          local again = command.run("check", name .. "/pack", name .. ".db", "--as-of", case.as_of)
          assert.are.equal(result.out, again.out)
          assert.is_true(command.read(name .. ".db.snapshot") == grown, ("seed %d, after file %d (%s)"):format(seed, i, file[1]))
          taken = taken + 1
        end
      end
    end
    assert.is_true(taken > 50, "only " .. taken .. " snapshots were compared")
  end)
end)

describe("the snapshot of many rows", function()
  before_each(function()
    command.begin()
    command.fill()
  end)
  after_each(command.finish)

  -- Enough rows for two threads; texts that only one of them meets, more than a byte can number, cells left out, keys in no order.
  local function fill_many(change)
    local lines = { "code,jurisdiction,size,sector,employees,opened_on,effective_from" }
    local sizes, places = { "large", "medium", "", "small" }, places_of(11, 1000003, 100100)
    for i, place in ipairs(places) do
      lines[i + 1] = ("E%d-%d,%s,%s,s%d,%s,%s,"):format(place, i, i % 3 == 0 and "N" or "S", sizes[i % 4 + 1], i < 60000 and i % 200 or i % 300, i % 5 == 0 and "" or i,
        i % 7 == 0 and "" or ("19%02d-05-01"):format(i % 90 + 10))
    end
    change(lines)
    command.write("many/enterprise.csv", table.concat(lines, "\n") .. "\n")
    command.write("many/jurisdiction.csv", command.records.jurisdiction)
    answer(0, "import", "many.db", "many/jurisdiction.csv", "many/enterprise.csv")
  end
  local function same_on_one_processor()
    local words = { "check", "city-n", "many.db", "--as-of", "2003-12-31" }
    local together = command.run(table.unpack(words))
    local bytes = assert(command.read "many.db.snapshot")
    assert(os.remove(command.path "many.db.snapshot"))
    local alone = command.run_alone(table.unpack(words))
    assert.are.equal(alone.out .. alone.err, together.out .. together.err)
    assert.is_true(command.read "many.db.snapshot" == bytes, "other bytes")
  end

  -- What lies beside the registry: the main file, and the parts of kinds with many rows, by their names.
  local function parts()
    local list = {}
    for name in lfs.dir(command.path "") do
      if name:find "^many%.db%.snapshot%-" then list[#list + 1] = name end
    end
    table.sort(list)
    return list
  end
  local function check_many() return command.run("check", "city-n", "many.db", "--as-of", "2003-12-31") end
  local function import_audits(name, rows)
    command.write(name .. "/audit.csv", "code,enterprise,completed_on\n" .. rows)
    answer(0, "import", "many.db", name .. "/audit.csv")
  end
  local function some_enterprise() return command.read("many/enterprise.csv"):match "\n(E[^,]*)," end

  it("is a main file and a part for each kind that has many, and only the parts of what changed are written anew", function()
    fill_many(function() end)
    local told, first = check_many(), parts()
    assert.is_true(#first > 0)
    local before = {}
    for _, name in ipairs(first) do before[name] = lfs.attributes(command.path(name)) end
    import_audits("one", ("A1,%s,2001-01-01\n"):format(some_enterprise()))
    local now = check_many()
    assert.is_true(now.code == told.code and now.out ~= told.out)
    for _, name in ipairs(first) do -- the enterprises' part is the very file
      local later = lfs.attributes(command.path(name))
      if later then assert.are.equal(before[name].ino, later.ino) end
    end
    local taken_over, left = snapshot "many.db", parts()
    command.shell "rm many.db.snapshot*"
    assert.are.same(now, check_many())
    assert.is_true(taken_over == snapshot "many.db", "a snapshot that takes over has other bytes than one made anew")
    assert.are.same(left, parts())
  end)

  it("is never trusted when a byte of a part is another, or the part is cut, gone, or another's", function()
    fill_many(function() end)
    local told, main = check_many(), snapshot "many.db"
    for _, name in ipairs(parts()) do
      local whole = assert(command.read(name))
      local spoilt = { "", whole:sub(1, 100), whole:sub(1, #whole // 2), main, false }
      for _, at in ipairs(places_of(5, #whole, 12)) do spoilt[#spoilt + 1] = whole:sub(1, at - 1) .. string.char(whole:byte(at) ~ (1 << at % 8)) .. whole:sub(at + 1) end
      for i, bytes in ipairs(spoilt) do
        if bytes then command.write(name, bytes) else assert(os.remove(command.path(name))) end
        local result = check_many()
        assert(result.out == told.out and result.code == told.code and result.err == "", ("%s, way %d: exit %s, %s%s"):format(name, i, result.code, result.out, result.err))
        if i <= 5 then assert.is_true(command.read(name) == whole, "it is made again") end
        command.write(name, whole)
      end
    end
    assert.is_true(snapshot "many.db" == main)
  end)

  it("leaves no part that nobody names: the replaced one goes at once, one left behind by who was killed after an hour, another's file never", function()
    fill_many(function() end)
    check_many()
    local count = #parts()
    local young, old, being = "many.db.snapshot-0123456789abcdef", "many.db.snapshot-fedcba9876543210", "many.db.snapshot-fedcba9876543210.77"
    local others = { "many.db.snapshot-mine", "many.db.snapshot-0123456789abcdef.csv", "many.db.snapshot.old", "other.db.snapshot-fedcba9876543210" }
    for _, name in ipairs { young, old, being, "many.db.snapshot.99", table.unpack(others) } do
      command.write(name, "half of it")
      if name ~= young then lfs.touch(command.path(name), os.time() - 7200) end
    end
    local lines = {}
    for i = 1, 300 do lines[i] = ("A%d,%s,2001-01-01\n"):format(i, some_enterprise()) end
    import_audits("one", table.concat(lines))
    check_many()
    for _, name in ipairs { old, being, "many.db.snapshot.99" } do assert.is_nil(command.read(name), name) end
    for _, name in ipairs { young, table.unpack(others) } do assert.is_truthy(command.read(name), name) end
    os.remove(command.path(young))
    os.remove(command.path "many.db.snapshot-mine")
    os.remove(command.path "many.db.snapshot-0123456789abcdef.csv")
    assert.are.equal(count, #parts())
  end)

  it("is read by many while others write it: each sees the registry as it was at some moment", function()
    fill_many(function() end)
    check_many()
    local one = some_enterprise()
    for i = 1, 6 do command.write(i .. "/audit.csv", ("code,enterprise,completed_on\nA%d,%s,2001-01-01\n"):format(i, one)) end
    command.shell [[
      for reader in 1 2 3; do
        (while [ ! -e done ]; do
          "$MANDATE" check city-n many.db --as-of 2003-12-31 >told.$reader 2>err.$reader; code=$?
          [ $code = 1 ] && [ ! -s err.$reader ] || cat told.$reader err.$reader >>faults
        done) &
      done
      for i in 1 2 3 4 5 6; do "$MANDATE" import many.db $i/audit.csv >/dev/null || echo import >>faults; done
      touch done
      wait
    ]]
    assert.is_nil(command.read "faults")
    local now = check_many()
    command.shell "rm many.db.snapshot*"
    assert.are.same(now, check_many())
  end)

  it("that another program shortens while it is in use ends the command with an error, and is made again", function()
    fill_many(function() end)
    local first = command.run("check", "city-n", "many.db", "--as-of", "2003-12-31")
    command.shell [[
      mkfifo verdicts
      "$MANDATE" check city-n many.db --as-of 2003-12-31 --block 100 --threads 1 --verdicts verdicts >out 2>err &
      exec 3<verdicts
      read -r line <&3 # it judges, and waits for somebody who takes the next verdicts
      for file in many.db.snapshot*; do : >"$file"; done # the main file, and the parts of kinds with many rows
      cat <&3 >/dev/null
      wait $!
      echo $? >>err
    ]]
    assert.are.equal("mandate: a file that was in use became shorter, or its disk failed; an import is there as a whole or not at all: call again\n2\n", command.read "err")
    assert.are.same(first, command.run("check", "city-n", "many.db", "--as-of", "2003-12-31"))
  end)

  it("has the same bytes whether one thread reads the rows or several", function()
    fill_many(function() end)
    same_on_one_processor()
  end)

  it("has the same bytes where the rows of one thread hold only from a day on", function()
    fill_many(function(lines) lines[90000] = lines[90000] .. "2001-01-01" end)
    same_on_one_processor()
  end)
end)
