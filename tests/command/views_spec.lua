-- A registry's tables hold days as numbers; the views of the kinds' names show them as they are written and take changes. What is asked and changed by sqlite3 is
-- told the same of a registry of version 3, whose kinds are tables with days as texts; and what is changed is noticed.
local command = require "tests.support.command"
local random = require "tests.naive.random"

local PACK = [[
instrument "law" { title = "A law", issuer = "Somebody", in_force = { from = "1950-01-01" }, clauses = { a = "Something" } }
obligation "listed" { clause = "law/a", due = "1990-01-01", applies = enterprise.size:is "large", done = enterprise.listings.published_on:first() }
obligation "audited" { clause = "law/a", per = audit, arises = audit.started_on, due = months(6), done = audit.completed_on }
obligation "clean" { clause = "law/a", per = measurement, require = ~measurement.value:above(measurement.limit_value) }
]]
local COLUMNS = {
  { "enterprise", "code", "jurisdiction", "size", "opened_on", "closed_on" },
  { "listing", "enterprise", "list", "published_on", "delisted_on" },
  { "audit", "code", "enterprise", "started_on", "completed_on", "reported_on" },
  { "measurement", "enterprise", "outlet", "pollutant", "measured_on", "value", "limit_value" },
}
local KEYS = {
  enterprise = "code", listing = "enterprise, list, published_on", audit = "code", measurement = "enterprise, outlet, pollutant, measured_on",
}

-- Both registries have the tables of FILES in registry_3.sql, without their rows.
local function begin()
  command.begin()
  command.write("pack/law.lua", PACK)
  local file = assert(io.open "tests/support/registry_3.sql")
  command.write("old.sql", file:read "a")
  file:close()
  command.shell [[
    sqlite3 old.db <old.sql
    sqlite3 old.db "DELETE FROM jurisdiction; DELETE FROM enterprise; DELETE FROM listing; DELETE FROM measurement; DELETE FROM mandate_import"
  ]]
end

local function sql(registry, text)
  command.write(".sql", text)
  command.shell(("sqlite3 -list %s <.sql >.rows 2>.told || :"):format(registry))
  return command.read ".rows", command.read ".told"
end

-- All that sqlite3 shows of the kinds, by the kinds' names.
local function shown(registry)
  local statements = {}
  for _, columns in ipairs(COLUMNS) do
    local kind = columns[1]
    statements[#statements + 1] = ("SELECT '%s', * FROM %s ORDER BY %s, effective_from; SELECT '%s', * FROM %s_history ORDER BY %s, effective_from, import, replaced_by;"):format(
      kind, kind, KEYS[kind], kind, kind, KEYS[kind])
  end
  local rows, told = sql(registry, table.concat(statements, "\n"))
  assert.are.equal("", told)
  return rows
end

local function verdicts(registry)
  local result = command.run("check", "pack", registry, "--as-of", "2005-06-30", "--verdicts", "verdicts.csv")
  assert.is_true(result.code <= 1, result.err)
  local text = command.read "verdicts.csv"
  os.remove(command.path "verdicts.csv")
  return text
end

local function without_snapshot(registry)
  command.shell(("rm -f copy.db* && cp %s copy.db"):format(registry))
  return verdicts "copy.db"
end

local function day(source) return ("%d-%02d-%02d"):format(source.between(1955, 1979), source.between(1, 12), source.between(1, 28)) end
local function maybe_day(source) return source.chance(60) and day(source) or "" end

local FIELDS = {
  enterprise = function(source) return { "E" .. source.up_to(6), "P", source.pick { "large", "small", "" }, maybe_day(source), maybe_day(source) } end,
  listing = function(source) return { "E" .. source.up_to(6), source.pick { "a", "b" }, day(source), maybe_day(source) } end,
  audit = function(source) return { "A" .. source.up_to(9), "E" .. source.up_to(6), day(source), maybe_day(source), maybe_day(source) } end,
  measurement = function(source)
    return { "E" .. source.up_to(6), source.pick { "1", "2" }, source.pick { "COD", "SO2" }, day(source), source.pick { "", "5", "12.5" }, "10" }
  end,
}

-- A file of the kind with rows of chance, some of which are of records that are there; rows of one key are refused, so that each key stands once.
local function file_of(source, columns, versions)
  local kind, keys = columns[1], select(2, KEYS[columns[1]]:gsub(",", ",")) + 1
  local lines, seen = { table.concat(columns, ",", 2) .. (versions and ",effective_from" or "") }, {}
  for _ = 1, source.between(1, 12) do
    local cells = FIELDS[kind](source)
    local key = table.concat(cells, ",", 1, keys)
    if not seen[key] then lines[#lines + 1] = table.concat(cells, ",") .. (versions and "," .. maybe_day(source) or "") end
    seen[key] = true
  end
  return table.concat(lines, "\n") .. "\n"
end

local CHANGES = {
  function(source) return ("UPDATE measurement SET value = %d WHERE measured_on >= '%s'"):format(source.up_to(20), day(source)) end,
  function(source) return ("UPDATE measurement SET measured_on = date(measured_on, '+40 years') WHERE outlet = '%d' AND value > 6"):format(source.up_to(2)) end,
  function(source) return ("DELETE FROM listing WHERE published_on < '%s' AND list = 'a'"):format(day(source)) end,
  function(source) return ("UPDATE audit SET completed_on = date(started_on, '+%d days') WHERE completed_on IS NULL"):format(source.up_to(300)) end,
  function(source) return ("UPDATE audit SET completed_on = NULL, reported_on = '%s' WHERE code = 'A%d'"):format(day(source), source.up_to(9)) end,
  function(source) return ("UPDATE enterprise SET size = 'large', opened_on = '%s' WHERE code = 'E%d'"):format(day(source), source.up_to(6)) end,
  function(source)
    return ("INSERT INTO audit(record, code, enterprise, started_on, effective_from, import, line) SELECT max(row) + 1, 'X' || max(row), 1, '%s', '', 1, 99 FROM audit")
      :format(day(source))
  end,
  function(source)
    return ("INSERT OR IGNORE INTO listing(enterprise, list, published_on, effective_from, import, line) VALUES(%d, 'b', '%s', '', 1, 7)"):format(source.up_to(6), day(source))
  end,
  function(source) return ("DELETE FROM measurement WHERE measured_on = (SELECT min(measured_on) FROM measurement) AND enterprise > %d"):format(source.up_to(3)) end,
}

describe("The views of a registry", function()
  before_each(begin)
  after_each(command.finish)

  it("show what tables with days as texts hold, after imports and changes in any order", function()
    local seeds = tonumber(os.getenv "CASES") or 4
    local first, changed = tonumber(os.getenv "SEED") or 1, 0
    for seed = first, first + seeds - 1 do
      local source = random.source(seed)
      command.shell "cp old.db a.db; rm -f b.db* a.db.snapshot*"
      command.write("jurisdiction.csv", "code,level\nP,province\n")
      local all = { "jurisdiction.csv" }
      command.write("enterprise.csv", "code,jurisdiction\nE1,P\nE2,P\nE3,P\nE4,P\nE5,P\nE6,P\n")
      for _, registry in ipairs { "a.db", "b.db" } do command.answer(0, "import", registry, "enterprise.csv", table.unpack(all)) end
      for step = 1, 8 do
        if step > 3 and source.chance(50) then
          local change = source.pick(CHANGES)(source)
          local before = shown "b.db"
          for _, registry in ipairs { "a.db", "b.db" } do sql(registry, change .. ";") end
          if before ~= shown "b.db" then changed = changed + 1 end
        else
          local columns = COLUMNS[step <= 4 and step or source.up_to(4)]
          command.write(columns[1] .. ".csv", file_of(source, columns, source.chance(30)))
          local results = {}
          for i, registry in ipairs { "a.db", "b.db" } do
            results[i] = command.run("import", registry, columns[1] .. ".csv", "--keep-good")
            os.remove(command.path(columns[1] .. ".rejects.csv"))
          end
          assert.are.equal(results[1].code, results[2].code)
          assert.are.equal(results[1].out, results[2].out)
        end
        assert.are.equal(shown "a.db", shown "b.db", "seed " .. seed .. ", step " .. step)
        local told = verdicts "b.db"
        if step % 3 == 0 then assert.are.equal(without_snapshot "b.db", told, "seed " .. seed .. ", step " .. step .. ": a change was not noticed") end
      end
      assert.are.equal(verdicts "a.db", verdicts "b.db", "seed " .. seed)
      assert.are.equal("ok\n6\n", (sql("b.db", "PRAGMA integrity_check; PRAGMA user_version;")))
    end
    assert.is_true(changed >= seeds, "only " .. changed .. " statements changed anything")
  end)

  it("show days from the calendar's first to its last, and refuse what is no day", function()
    command.write("enterprise.csv", "code,opened_on\nE1,0001-01-01\nE2,9999-12-31\nE3,1969-12-31\nE4,1970-01-01\nE5,1900-02-28\nE6,2000-02-29\nE7,\n")
    command.answer(0, "import", "new.db", "enterprise.csv")
    local all = "E1|0001-01-01\nE2|9999-12-31\nE3|1969-12-31\nE4|1970-01-01\nE5|1900-02-28\nE6|2000-02-29\nE7|\n"
    assert.are.equal(all, (sql("new.db", "SELECT code, opened_on FROM enterprise")))
    assert.are.equal("-719162\n2932896\n-1\n0\n-25509\n11016\n\n", (sql("new.db", 'SELECT opened_on FROM "enterprise rows"')))
    for _, wrong in ipairs { "'1900-02-29'", "'2004-02-30'", "'now'", "'2004-2-3'", "17", "17.5", "'17'", "''", "'0000-01-01'", "'2004-01-01 00:00'", "'-0001-01-01'", "x'32'" } do
      for _, statement in ipairs { "UPDATE enterprise SET opened_on = %s WHERE code = 'E3'",
        "INSERT INTO enterprise(record, code, opened_on, effective_from, import, line) VALUES(8, 'E8', %s, '', 1, 9)" } do
        local _, told = sql("new.db", statement:format(wrong))
        assert.is_truthy(told:find("opened_on is no date: write it as year, month, day, such as 2003-05-01", 1, true), wrong .. ": " .. told)
      end
    end
    assert.are.equal(all, (sql("new.db", "SELECT code, opened_on FROM enterprise")))
    sql("new.db", "UPDATE enterprise SET opened_on = '0001-01-01' WHERE code = 'E2'; UPDATE enterprise SET opened_on = NULL WHERE code = 'E1'")
    assert.are.equal("\n-719162\n", (sql("new.db", 'SELECT opened_on FROM "enterprise rows" LIMIT 2')))
  end)

  it("leave a day alone that somebody wrote into the table and that is none: mandate says which record holds it", function()
    command.write("enterprise.csv", "code,opened_on\nE1,2000-01-01\nE2,2000-01-01\n")
    command.answer(0, "import", "new.db", "enterprise.csv")
    sql("new.db", 'UPDATE "enterprise rows" SET opened_on = 5000000 WHERE code = \'E2\'; UPDATE enterprise SET size = \'large\'')
    assert.are.equal("10957\n5000000\n", (sql("new.db", 'SELECT opened_on FROM "enterprise rows"')))
    command.says(command.run("check", "pack", "new.db").err,
      "the enterprise with code = E2 has 5000000 in `opened_on`, which is no date: another program wrote it into the registry")
  end)

  it("take what an import would not write: a text of nothing is an empty cell, and a number has at most fifteen digits", function()
    command.write("pack/law.lua", PACK .. 'obligation "sized" { clause = "law/a", require = ~enterprise.size:is "small" }\n'
      .. 'obligation "few" { clause = "law/a", require = enterprise.employees:is(0.3) }\n')
    command.write("enterprise.csv", "code,size,employees\nE1,large,0.3\nE2,large,0.3\n")
    command.answer(0, "import", "new.db", "enterprise.csv")
    assert.matches("sized,E1,met.*few,E1,met.*sized,E2,met.*few,E2,met", verdicts "new.db")
    sql("new.db", "UPDATE enterprise SET size = '', employees = 0.1 + 0.2 WHERE code = 'E1'; UPDATE enterprise SET employees = 0.3001 WHERE code = 'E2'")
    assert.matches("sized,E1,unknown,,,,enterprise.size.*few,E1,met.*sized,E2,met.*few,E2,breached", verdicts "new.db")
  end)

  it("of what was corrected are only to be read", function()
    command.write("enterprise.csv", "code,opened_on\nE1,2000-01-01\n")
    command.answer(0, "import", "new.db", "enterprise.csv")
    command.write("enterprise.csv", "code,opened_on\nE1,1999-12-31\n")
    command.answer(0, "import", "new.db", "enterprise.csv")
    assert.are.equal("2000-01-01|2\n", (sql("new.db", "SELECT opened_on, replaced_by FROM enterprise_history")))
    local _, told = sql("new.db", "DELETE FROM enterprise_history")
    assert.matches("cannot modify enterprise_history because it is a view", told)
  end)

  it("get a column that the kind got later", function()
    command.write("enterprise.csv", "code\nE1\n")
    command.write("measurement.csv", "enterprise,outlet,pollutant,measured_on,value\nE1,1,COD,2003-01-01,5\n")
    command.answer(0, "import", "new.db", "enterprise.csv", "measurement.csv")
    sql("new.db", [[DROP VIEW measurement; DROP VIEW measurement_history; ALTER TABLE "measurement rows" DROP COLUMN sign; ALTER TABLE "measurement_history rows" DROP COLUMN sign;
      DELETE FROM mandate_field WHERE kind = 'measurement' AND name = 'sign'; DELETE FROM mandate_word WHERE field = 'sign';
      UPDATE mandate_field SET sign = NULL WHERE kind = 'measurement';]])
    local before = verdicts "new.db"
    command.write("measurement.csv", "enterprise,outlet,pollutant,measured_on,value,sign\nE1,2,COD,2003-01-01,5,<\n")
    command.answer(0, "import", "new.db", "measurement.csv")
    assert.are.equal("1|2003-01-01|5.0|\n2|2003-01-01|5.0|<\n6\n", (sql("new.db", "SELECT outlet, measured_on, value, sign FROM measurement; PRAGMA user_version")))
    assert.are_not.equal(before, verdicts "new.db")
    local _, told = sql("new.db", "UPDATE measurement SET sign = '>' WHERE measured_on = '2003-01-01'")
    assert.are.equal("", told)
    assert.are.equal("1|>\n2|>\n", (sql("new.db", "SELECT outlet, sign FROM measurement_history UNION ALL SELECT outlet, sign FROM measurement")))
  end)
end)

describe("A kind whose key is a day", function()
  before_each(begin)
  after_each(command.finish)

  it("is referred to by its day, in files of any order and size, before 1970 and after", function()
    command.write("more/law.lua", PACK .. [[
kind "session" { fields = { { "held_on", event, key = true, starts = true }, { "chair", text } } }
kind "vote" { fields = { { "held_on", session, key = true }, { "cast_on", event, key = true, starts = true }, { "name", text, key = true } } }
obligation "chaired" { clause = "law/a", per = vote, require = vote.held_on.chair:is "A" }
]])
    local source, days, sessions, votes = random.source(5), {}, { "held_on,chair" }, { "held_on,cast_on,name" }
    for year = 1930, 2009 do days[#days + 1] = year .. "-0" .. source.up_to(9) .. "-1" .. source.up_to(9) end
    for _, held in ipairs(source.shuffled(days)) do sessions[#sessions + 1] = held .. "," .. source.pick { "A", "B" } end
    local lines = {}
    for _, held in ipairs(days) do
      for i = 1, 40 do lines[#lines + 1] = ("%s,%d-01-0%d,N%d"):format(held, source.pick { 1901, 1969, 1970, 2004 }, source.up_to(9), i) end
    end
    table.move(source.shuffled(lines), 1, #lines, 2, votes)
    command.write("session.csv", table.concat(sessions, "\n") .. "\n")
    command.write("vote.csv", table.concat(votes, "\n") .. "\n")
    command.write("few.csv", "held_on,cast_on,name\n" .. days[7] .. ",1955-05-05,Z\n")
    command.write("none.csv", "held_on,cast_on,name\n1929-01-01,1955-05-05,Z\n2004-02-30,1955-05-05,Z\n")
    command.answer(0, "import", "more", "once.db", "session.csv", "vote.csv") -- as pages, where there are rows enough
    command.answer(0, "import", "more", "apart.db", "session.csv")
    command.answer(0, "import", "more", "apart.db", "vote.csv")
    local all = "SELECT s.held_on, v.cast_on, v.name, v.line FROM vote v JOIN session s ON s.row = v.held_on"
    local rows = sql("once.db", all)
    assert.are.equal(rows, (sql("apart.db", all)))
    assert.are.equal(#lines, select(2, rows:gsub("\n", "\n")))
    for line in rows:gmatch "[^\n]+" do
      local held, cast, name, at = line:match "([^|]*)|([^|]*)|([^|]*)|([^|]*)"
      assert.are.equal(votes[tonumber(at)], held .. "," .. cast .. "," .. name)
    end
    command.answer(0, "import", "more", "once.db", "vote=few.csv")
    assert.are.equal(days[7] .. "|1955-05-05\n", (sql("once.db", "SELECT s.held_on, v.cast_on FROM vote v JOIN session s ON s.row = v.held_on WHERE v.name = 'Z'")))
    assert.matches("2 of 2 rows refused", command.run("import", "more", "once.db", "vote=none.csv").err)
    assert.are.equal("ok\n", (sql("once.db", "PRAGMA integrity_check")))
  end)
end)
