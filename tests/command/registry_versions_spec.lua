-- Registries that an older mandate made are read and written on; and rows without numbers get them when a new kind refers to them.
local command = require "tests.support.command"

local FILES = {
  jurisdiction = "code,name,level,parent\n32,Jiangsu,province,\n3201,Nanjing,city,32\n",
  enterprise = "code,jurisdiction,size,opened_on,effective_from\nE1,3201,small,1990-01-01,\nE1,3201,large,1990-01-01,2001-01-01\nE2,3201,large,1995-05-05,\n"
    .. "E3,3201,medium,1996-05-05,\n",
  listing = "enterprise,list,published_on\nE2,b,2002-02-02\nE1,a,2003-03-03\nE1,b,2002-02-02\n",
  measurement = "enterprise,outlet,pollutant,measured_on,value,limit_value,effective_from\nE3,1,COD,2003-01-01,5,10,\nE1,1,SO2,2003-01-01,7.5,10,\n"
    .. "E1,1,COD,2003-01-01,,10,\nE1,1,COD,2003-01-01,80,10,2004-01-01\n",
}
local KINDS = { "jurisdiction", "enterprise", "listing", "measurement" }

local PACK = [[
instrument "law" { title = "A law", issuer = "Somebody", in_force = { from = "1996-01-01" }, clauses = { a = "Something" } }
obligation "listed" {
  clause = "law/a", due = "2005-01-01", applies = enterprise.size:is "large",
  done = enterprise.listings.published_on:first(),
}
obligation "clean" { clause = "law/a", per = measurement, require = ~measurement.value:above(measurement.limit_value) }
]]
local REMARKS = [[
kind "remark" {
  fields = { { "code", text, key = true }, { "measurement", measurement, blank = "unknown" }, { "made_on", event, starts = true } },
}
obligation "remarked" { clause = "law/a", per = measurement, require = measurement.remarks:any() }
]]

local function sql(registry, text)
  command.write(".sql", text)
  command.shell(("sqlite3 -list %s <.sql >.rows"):format(registry))
  return command.read ".rows"
end

local function import(registry, files, ...)
  local words = { ... }
  for _, kind in ipairs(KINDS) do
    if files[kind] then
      command.write(kind .. ".csv", files[kind])
      words[#words + 1] = kind .. ".csv"
    end
  end
  table.insert(words, 1, "import")
  table.insert(words, select("#", ...) + 2, registry)
  return command.answer(0, table.unpack(words))
end

local function verdicts(registry, pack)
  local result = command.run("check", pack or "pack", registry, "--as-of", "2005-06-30", "--verdicts", "verdicts.csv")
  assert.is_true(result.code <= 1, result.err)
  local text = command.read "verdicts.csv"
  os.remove(command.path "verdicts.csv")
  return text
end

-- A registry as it was made when that was the newest version, of FILES.
local function older(version, registry)
  local file = assert(io.open(("tests/support/registry_%d.sql"):format(version)))
  command.write("old.sql", file:read "a")
  file:close()
  command.shell(("sqlite3 %s <old.sql"):format(registry))
end

describe("A registry of version 1", function()
  before_each(function()
    command.begin()
    command.write("pack/law.lua", PACK)
    older(1, "old.db")
  end)
  after_each(command.finish)

  it("is judged as one that is imported anew", function()
    import("new.db", FILES)
    import("new.db", { measurement = "enterprise,outlet,pollutant,measured_on,value\nE3,1,COD,2003-01-01,16\n" })
    assert.are.equal(verdicts "new.db", verdicts "old.db")
    assert.matches("breached", verdicts "old.db")
  end)

  it("takes further files as it is; of a kind that has new fields it gets their columns, and is then of version 3", function()
    import("old.db", { enterprise = "code,jurisdiction,size,opened_on\nE4,3201,small,1990-01-01\n" })
    assert.are.equal("1\n", sql("old.db", "PRAGMA user_version"))
    import("old.db", { measurement = "enterprise,outlet,pollutant,measured_on,value,limit_value\nE2,1,COD,2003-01-01,60,10\nE3,1,COD,2003-01-01,7,10\n" })
    assert.are.equal("3\n", sql("old.db", "PRAGMA user_version"))
    import("new.db", FILES)
    import("new.db", { enterprise = "code,jurisdiction,size,opened_on\nE4,3201,small,1990-01-01\n" })
    import("new.db", { measurement = "enterprise,outlet,pollutant,measured_on,value,limit_value\nE2,1,COD,2003-01-01,60,10\nE3,1,COD,2003-01-01,7,10\n" })
    assert.are.equal(verdicts "new.db", verdicts "old.db")
    assert.are.equal("6\n", sql("new.db", "PRAGMA user_version"))
  end)

  it("holds a new kind's rows in the order of their keys and with days as numbers, and is then of version 6", function()
    command.write("more/law.lua", PACK .. REMARKS:gsub("blank = \"unknown\" }", "blank = \"unknown\" }, { \"note\", text }"))
    command.write("remark.csv", "code,measurement,made_on\nB,E3/1/COD/2003-01-01,2004-01-01\nA,E1/1/COD/2003-01-01,2004-01-01\n")
    command.answer(0, "import", "more", "old.db", "remark.csv")
    assert.are.equal("6\n", sql("old.db", "PRAGMA user_version"))
    assert.are.equal("A|3|2004-01-01\nB|1|2004-01-01\n", sql("old.db", "SELECT code, measurement, made_on FROM remark"))
    assert.are.equal("2003-01-01\n2003-01-01\n", sql("old.db", "SELECT measured_on FROM measurement LIMIT 2; DROP VIEW remark"))
    assert.matches("remarked", verdicts("old.db", "more")) -- mandate itself needs no view
  end)
end)

-- What a registry of version 3 has not: values have no field for a sign.
local OLDER = "ALTER TABLE measurement DROP COLUMN sign; ALTER TABLE measurement_history DROP COLUMN sign; DELETE FROM mandate_field WHERE kind = 'measurement' AND name = 'sign';"
  .. "DELETE FROM mandate_word WHERE field = 'sign'; UPDATE mandate_field SET sign = NULL WHERE kind = 'measurement'; PRAGMA user_version = 2;"

describe("A registry of version 2", function()
  before_each(function()
    command.begin()
    command.write("pack/law.lua", PACK)
    command.write("more/law.lua", PACK .. REMARKS)
    older(3, "old.db")
    import("new.db", FILES)
    sql("old.db", OLDER)
  end)
  after_each(command.finish)

  it("is judged as one whose values have no sign, and is not changed by that", function()
    assert.are.equal(verdicts "new.db", verdicts "old.db")
    assert.are.equal("2\n0\n", sql("old.db", "PRAGMA user_version; SELECT count(*) FROM pragma_table_info('measurement') WHERE name = 'sign'"))
    import("old.db", { listing = "enterprise,list,published_on\nE3,b,2002-02-02\n" })
    assert.are.equal("2\n", sql("old.db", "PRAGMA user_version"))
  end)

  it("takes values with a sign, corrects with one, and is then of version 3", function()
    local before = verdicts "old.db"
    local signed = { measurement = "enterprise,outlet,pollutant,measured_on,value,limit_value,sign\nE3,1,COD,2003-01-01,50,10,<\nE2,1,COD,2003-01-01,5,10,<\n"
      .. "E2,2,COD,2003-01-01,50,10,>\nE2,3,COD,2003-01-01,50,10,=\nE2,4,COD,2003-01-01,5,10,>=\n" }
    import("old.db", signed)
    import("new.db", signed)
    local after = verdicts "old.db"
    assert.are.equal(verdicts "new.db", after)
    assert.are_not.equal(before, after)
    local statuses = {}
    for key, status in after:gmatch "\nclean,(E[23]/%d)/COD/2003%-01%-01,(%a+)," do statuses[key] = status end
    assert.are.same({ ["E3/1"] = "unknown", ["E2/1"] = "met", ["E2/2"] = "breached", ["E2/3"] = "breached", ["E2/4"] = "unknown" }, statuses)
    assert.are.equal("3\n<\nok\n", sql("old.db", "PRAGMA user_version; SELECT sign FROM measurement WHERE outlet = '1' AND value = 5.0 AND import > 4; PRAGMA integrity_check"))
    assert.are.equal("5.0||\n", sql("old.db", "SELECT value, sign, '' FROM measurement_history")) -- what was corrected had none
  end)

  it("holds a kind that refers to measurements", function()
    local remarks = "code,measurement,made_on\nB,E3/1/COD/2003-01-01,2004-01-01\nA,E1/1/COD/2003-01-01,2004-01-01\n"
    import("old.db", { measurement = "enterprise,outlet,pollutant,measured_on,value\nE3,1,COD,2003-01-01,16\n" })
    sql("old.db", OLDER)
    command.write("remark.csv", remarks)
    command.answer(0, "import", "more", "old.db", "remark.csv")
    import("new.db", { measurement = "enterprise,outlet,pollutant,measured_on,value\nE3,1,COD,2003-01-01,16\n" })
    command.answer(0, "import", "more", "new.db", "remark.csv")
    assert.are.equal(verdicts("new.db", "more"), verdicts("old.db", "more"))
    assert.are.equal("E3|5.0|16.0||\n", sql("old.db", "SELECT e.code, h.value, k.value, h.sign, k.sign FROM measurement_history h JOIN measurement k USING (row) JOIN enterprise e"
      .. " ON e.row = k.enterprise"))
  end)
end)

describe("A registry that remembers refused rows", function()
  before_each(function()
    command.begin()
    command.write("pack/law.lua", PACK)
  end)
  after_each(command.finish)

  it("is of version 5 where it was of an earlier one, until a kind is new to it", function()
    older(3, "r.db")
    sql("r.db", "PRAGMA user_version = 2")
    command.write("wrong.csv", "enterprise,list,published_on\nE9,b,2002-02-02\nE3,a,2002-02-02\n")
    command.answer(2, "import", "r.db", "listing=wrong.csv", "--keep-good")
    assert.are.equal("5\n5|listing|wrong.csv|2|1\n", sql("r.db", "PRAGMA user_version; SELECT * FROM mandate_refusal"))
    assert.matches("1 of 2 rows of wrong.csv were refused", command.run("check", "pack", "r.db", "--as-of", "2005-06-30").err)
    assert.are.equal("5|E9/b/2002-02-02\n|1\n", sql("r.db", "SELECT import, CAST(name AS TEXT), rows FROM mandate_refused"))
    command.write("enterprise.csv", "code,jurisdiction,size,opened_on\nE9,3201,small,1990-01-01\n")
    command.answer(0, "import", "r.db", "enterprise.csv", "listing=wrong.csv")
    assert.are.equal("5\n0|0\n", sql("r.db", "PRAGMA user_version; SELECT (SELECT count(*) FROM mandate_refusal), (SELECT count(*) FROM mandate_refused)"))
    command.write("more/law.lua", PACK .. REMARKS)
    command.write("remark.csv", "code,measurement,made_on\nB,E3/1/COD/2003-01-01,2004-01-01\n")
    command.answer(0, "import", "more", "r.db", "remark.csv")
    assert.are.equal("6\n", sql("r.db", "PRAGMA user_version"))
  end)

  it("waits for rows that version 4 only counted until they are settled", function()
    older(3, "r.db")
    sql("r.db", "CREATE TABLE mandate_refusal(import INTEGER PRIMARY KEY, kind TEXT NOT NULL, file TEXT NOT NULL, rows INTEGER NOT NULL, refused INTEGER NOT NULL) STRICT;"
      .. "INSERT INTO mandate_refusal VALUES(1, 'listing', 'wrong.csv', 2, 1); PRAGMA user_version = 4")
    local function note() return command.run("check", "pack", "r.db", "--as-of", "2005-06-30").err:match "listing: [^\n]+" end
    assert.matches("1 of 2 rows of wrong.csv were refused and are in no verdict", note())
    command.write("wrong.csv", "enterprise,list,published_on\nE3,a,2002-02-02\n")
    assert.matches("1 row of listing that an earlier import refused did not come", command.run("import", "r.db", "listing=wrong.csv").err)
    command.write("wrong.csv", "enterprise,list,published_on\nE9,b,2002-02-02\nE3,a,2002-02-02\n")
    command.answer(2, "import", "r.db", "listing=wrong.csv", "--keep-good")
    assert.matches("2 of 2 rows of wrong.csv were refused", note())
    command.answer(2, "import", "r.db", "listing=wrong.csv", "--keep-good", "--settled", "no such enterprise")
    assert.matches("2 of 2 rows of wrong.csv were refused and have not come; they need not, says who imported: no such enterprise", note())
    assert.are.equal("5\n0|0|1\n", sql("r.db",
      "PRAGMA user_version; SELECT (SELECT count(*) FROM mandate_refusal), (SELECT count(*) FROM mandate_refused), (SELECT count(*) FROM mandate_settled)"))
  end)

  it("is refused by a mandate that does not know its version", function()
    import("r.db", FILES)
    sql("r.db", "PRAGMA user_version = 7")
    assert.matches("this registry has version 7, and this mandate knows version 6", command.run("check", "pack", "r.db").err)
  end)
end)

describe("Rows without numbers", function()
  before_each(function()
    command.begin()
    command.write("pack/law.lua", PACK)
    command.write("more/law.lua", PACK .. REMARKS)
  end)
  after_each(command.finish)

  it("get them when a kind that is new to the registry refers to them", function()
    local remarks = "code,measurement,made_on\nB,E3/1/COD/2003-01-01,2004-01-01\nA,E1/1/COD/2003-01-01,2004-01-01\n"
    local corrected = { measurement = "enterprise,outlet,pollutant,measured_on,value\nE3,1,COD,2003-01-01,16\n" }
    import("later.db", FILES)
    import("later.db", corrected)
    local before = verdicts("later.db", "more") -- a snapshot by a pack that refers to them, when the registry does not
    command.write("remark.csv", remarks)
    command.answer(0, "import", "more", "later.db", "remark.csv")
    import("once.db", FILES, "more")
    import("once.db", corrected, "more")
    command.answer(0, "import", "more", "once.db", "remark.csv")
    assert.are.equal(verdicts("once.db", "more"), verdicts("later.db", "more"))
    assert.are_not.equal(before, verdicts("later.db", "more"))
    local history = "SELECT e.code, h.value, k.value, h.row = k.row, h.record = k.record FROM measurement_history h JOIN measurement k USING (row) JOIN enterprise e"
      .. " ON e.row = k.enterprise"
    assert.are.equal("E3|5.0|16.0|1|1\n", sql("later.db", history))
    assert.are.equal("4|3\n", sql("later.db", "SELECT count(*), count(DISTINCT record) FROM measurement"))
    assert.are.equal("ok\n", sql("later.db", "PRAGMA integrity_check"))
  end)
end)
