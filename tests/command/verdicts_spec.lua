-- check --verdicts: a row for every verdict, in an order of its own, with the reason that `explain` gives.
local lfs = require "lfs"
local command = require "tests.support.command"
local engine = require "tests.support.engine"
local generate = require "tests.naive.generate"
local records = require "tests.naive.records"
local some_of = require "tests.support.some_of"

local answer, write = command.answer, command.write

local two = command.pack .. [[

obligation "an-audit" { clause = "decision/audits", require = enterprise.audits:any() }
obligation "listed-is-audited" {
  clause = "decision/audits", per = listing, arises = listing.published_on, due = months(2),
  done = listing.enterprise.audits.completed_on:first(),
}
]]

describe("the file of verdicts", function()
  before_each(function()
    command.begin()
    command.fill()
    write("two/audits.lua", two)
  end)
  after_each(command.finish)

  it("has a row for every verdict: subject after subject, an enterprise's records behind it, rules in the pack's order", function()
    answer(1, "check", "two", "records.db", "--as-of", "2003-12-31", "--verdicts", "verdicts.csv")
    assert.are.equal([[
rule,subject,status,due,done,next_change,missing,reason
audit-by-2002,E1,met,2002-06-30,2001-05-01,,,"decision/audits: done on 2001-05-01, due by 2002-06-30 [enterprise.csv:2]"
an-audit,E1,met,,,,,"decision/audits: kept; looked at 2 audits, 2001-05-01 to 2002-05-01 [enterprise.csv:2]"
listed-is-audited,E1/hot/2003-01-31,met,2003-03-31,2001-05-01,,,"decision/audits: done on 2001-05-01, due by 2003-03-31 [listing.csv:2]"
audit-by-2002,E2,late,2002-06-30,2003-01-15,,,"decision/audits: done on 2003-01-15, after the due date 2002-06-30 [enterprise.csv:3]"
an-audit,E2,met,,,,,"decision/audits: kept; looked at 1 audit, of 2003-01-15 [enterprise.csv:3]"
listed-is-audited,E2/hot/2003-12-01,met,2004-02-01,2003-01-15,,,"decision/audits: done on 2003-01-15, due by 2004-02-01 [listing.csv:3]"
audit-by-2002,E3,unknown,2002-06-30,,,enterprise.size,decision/audits: cannot be decided without enterprise.size [enterprise.csv:4]
an-audit,E3,breached,,,,,decision/audits: breached; no audit on record [enterprise.csv:4]
audit-by-2002,E4,not_applicable,,,,,"decision/audits: does not apply: its condition is false, enterprise.size:is(""large"", ""medium"") [enterprise.csv:5]"
an-audit,E4,breached,,,,,decision/audits: breached; no audit on record [enterprise.csv:5]
]], command.read "verdicts.csv")
  end)

  it("says what is not known of a number of records that another rule's verdict picks, where nothing else reads whose they are", function()
    write("loads/rules.lua", [[
instrument "law" { title = "L", issuer = "J", in_force = { from = "2018-01-01" }, clauses = { a = "A" } }
kind "load" { fields = { { "enterprise", enterprise, key = true, owner = true }, { "year_end", event, key = true, starts = true }, { "tons", number } } }
obligation "lim" { clause = "law/a", per = load, require = load.tons:at_most(10) }
obligation "twice" { clause = "law/a", per = { enterprise, year }, applies = enterprise.loads:where(verdict "lim".status:is "breached"):count():at_least(2),
  due = period.to, done = enterprise.closed_on }
]])
    write("loads/enterprise.csv", "code,opened_on\nE1,2018-01-01\nE2,2018-01-01\n")
    write("loads/load.csv", "enterprise,year_end,tons\nE1,2018-12-31,11\nE1,2019-12-31,\nE2,2018-12-31,11\nE2,2019-12-31,10\n")
    answer(0, "import", "loads", "loads.db", "loads/enterprise.csv", "loads/load.csv")
    answer(1, "check", "loads", "loads.db", "--as-of", "2019-12-31", "--verdicts", "verdicts.csv")
    local told = command.read "verdicts.csv"
    assert.truthy(told:find("twice,E1@2019,unknown,2019-12-31,,,load.tons,law/a: cannot be decided without load.tons [loads/enterprise.csv:2]", 1, true), told)
    assert.truthy(told:find("twice,E2@2019,not_applicable,", 1, true), told)
  end)
  it("is without missing and reason where they are not wanted", function()
    answer(1, "check", "city-n", "records.db", "--as-of", "2002-06-30", "--verdicts", "verdicts.csv", "--no-reasons")
    assert.are.equal([[
rule,subject,status,due,done,next_change
audit-by-2002,E1,met,2002-06-30,2001-05-01,
audit-by-2002,E2,pending,2002-06-30,,2002-07-01
audit-by-2002,E3,unknown,2002-06-30,,
audit-by-2002,E4,not_applicable,,,
]], command.read "verdicts.csv")
    command.refused({ "check", "city-n", "records.db", "--no-reasons" }, { "--verdicts FILE.csv" })
  end)

  it("is written over an earlier one, and over no other file", function()
    local registry, law = command.read "records.db", command.read "two/audits.lua"
    command.write("empty.csv", "")
    for _, path in ipairs { "records.db", "two/audits.lua", "enterprise.csv" } do
      local before = command.read(path)
      command.refused({ "check", "two", "records.db", "--verdicts", path }, { path .. " is there already and holds no verdicts", "give another name" })
      assert.is_true(before == command.read(path))
    end
    assert.is_true(registry ~= nil and law ~= nil)
    for _ = 1, 2 do answer(1, "check", "two", "records.db", "--as-of", "2003-12-31", "--verdicts", "empty.csv") end
    assert.is_truthy(command.read("empty.csv"):find "^rule,subject,status")
  end)

  it("can be the standard output, and a pipe", function()
    local both = answer(1, "check", "city-n", "records.db", "--as-of", "2002-06-30", "--verdicts", "/dev/stdout")
    assert.is_truthy(both:find("^rule,subject.-\naudit%-by%-2002,E4,not_applicable,[^\n]*\ncity%-n on records.db"), both)
    local reader = assert(io.popen(("cd '%s' && mkfifo pipe && cat pipe"):format(command.path "")))
    repeat until lfs.attributes(command.path "pipe")
    answer(1, "check", "city-n", "records.db", "--as-of", "2002-06-30", "--verdicts", "pipe")
    assert.are.equal(both:match "^(.-)city%-n on", reader:read "a")
    reader:close()
  end)

  it("is all or nothing: a call that does not end leaves the earlier one, and nothing beside it", function()
    write("wrong/audits.lua", command.pack:gsub("enterprise.size:is%b()", "function () while true do end end"))
    write("verdicts.csv", "rule,subject,status\nearlier")
    command.refused({ "check", "wrong", "records.db", "--as-of", "2002-06-30", "--verdicts", "verdicts.csv" }, { "audits.lua" })
    assert.are.equal("rule,subject,status\nearlier", command.read "verdicts.csv")
    local listing = assert(io.popen(("ls '%s'"):format(command.path "")))
    assert.is_falsy(listing:read("a"):find "partial")
    listing:close()
    command.refused({ "check", "city-n", "records.db", "--verdicts", "/dev/full" }, { "/dev/full", "No space left on device" })
  end)

  it("is no success where what goes to the screen finds no room", function()
    command.shell '"$MANDATE" check city-n records.db --as-of 2002-06-30 2>said >/dev/full; echo $? >code'
    assert.are.equal("2\n", command.read "code")
    assert.is_truthy(command.read("said"):find("the output could not all be written", 1, true))
  end)

  it("reads back keys that hold commas, quotes, line breaks and Chinese", function()
    local keys = { 'a,"b"', "a\nb", "\u{6C5F}\u{82CF}", "plain", '"' }
    local lines = { "code,jurisdiction,size" }
    for _, key in ipairs(keys) do lines[#lines + 1] = ('"%s",N,large'):format(key:gsub('"', '""')) end
    write("odd/enterprise.csv", table.concat(lines, "\n") .. "\n")
    answer(0, "import", "odd.db", "jurisdiction.csv", "odd/enterprise.csv")
    answer(1, "check", "city-n", "odd.db", "--as-of", "2003-12-31", "--verdicts", "verdicts.csv")
    local seen = {}
    for _, row in ipairs(records.split_csv(command.read "verdicts.csv")) do seen[row[2]] = row[3] end
    for _, key in ipairs(keys) do assert.are.equal("overdue", seen[key]) end
  end)

  it("cites the version that judged, with its clauses", function()
    write("versions/audits.lua", [[
instrument "old" { title = "Old", issuer = "N", in_force = { from = "1999-01-01", to = "2001-12-31" }, clauses = { a = "by 2001" } }
instrument "new" { title = "New", issuer = "N", in_force = { from = "2002-01-01" }, clauses = { b = "by 2002" } }
obligation "audited@1" { clause = "old/a", per = listing, arises = listing.published_on, due = months(1), done = listing.enterprise.audits.completed_on:first() }
obligation "audited@2" { clause = "new/b", per = listing, arises = listing.published_on, due = months(2), done = listing.enterprise.audits.completed_on:first() }
]])
    write("listing.csv", "enterprise,list,published_on\nE4,hot,2001-05-05\nE4,hot,2002-05-05\n")
    answer(0, "import", "versions.db", "jurisdiction.csv", "enterprise.csv", "listing.csv")
    answer(1, "check", "versions", "versions.db", "--as-of", "2003-12-31", "--verdicts", "verdicts.csv")
    assert.are.equal([[
rule,subject,status,due,done,next_change,missing,reason
audited,E4/hot/2001-05-05,overdue,2001-06-05,,,,"old/a: not done by 2003-12-31, due by 2001-06-05 [listing.csv:2]"
audited,E4/hot/2002-05-05,overdue,2002-07-05,,,,"new/b: not done by 2003-12-31, due by 2002-07-05 [listing.csv:3]"
]], command.read "verdicts.csv")
  end)
end)

local first = tonumber(os.getenv "SEED" or 1)
local count = math.min(tonumber(os.getenv "CASES" or 20), 400)

local MOST <const> = 300 -- verdicts of a pack that are explained

-- The column `missing`: blanks part it, so that a parameter, or a decision, is one word in it.
local function listed(missing)
  local list = {}
  for i, name in ipairs(missing) do
    name = name:gsub("^decision ", "parameter "):gsub("^state ", "parameter "):gsub("^calendar ", "parameter calendar@")
      :gsub("^a row of periods ", "parameter periods@"):gsub("^a (.-) that has ended, of the period to", "parameter ended@%1")
    list[i] = name:gsub("^parameter (.-) on (%d%d%d%d%-%d%d%-%d%d)", "%1@%2"):gsub("(@%d%d%d%d%-%d%d%-%d%d) in (.*)$", "%1@%2"):gsub("^parameter ", "")
      :gsub("^a value of .* share of nothing$", "value@share"):gsub("^a value of .* divides by zero or is too large$", "value@quotient")
      :gsub("^a value of .* too large$", "value@number"):gsub("^a known verdict of .*$", "value@verdict")
      :gsub("^a value of .* no base comes to that amount, or more than one[^.]*$", "value@base"):gsub("^a whole number for .*$", "value@span")
      :gsub("^a day (.*), which there is not$", "day@%1"):gsub("^any (.-) on record$", "%1"):gsub("^any (.-) on record that could be judged$", "%1")
    list[i] = list[i]:gsub("^which counts of the exceptions (.*), which contradict each other(.*)$", function(both, on_day)
      return ("exceptions@%s%s"):format(both:gsub(" ", ""), (on_day:gsub("^ on ", "@")))
    end)
    list[i] = list[i]:gsub("^which counts of the rows (.-), which do not say the same(.*)$", function(both, on_day)
      return ("rows@%s%s"):format(both, (on_day:gsub("^ on ", "@")))
    end)
    list[i] = list[i]:gsub("^a day .*, which is not there$", "value@day"):gsub("^one unit instead of (.-) and (.-)$", "unit@%1@%2")
  end
  return table.concat(list, " ")
end

local function days(day) return day == false and "not worked out" or day or "" end

-- What is wrong with the rows of a random case: each verdict has its row, and the row is what `explain` says of it, of some by chance where there are thousands.
local function differences(case, cases_seen)
  local ahead = require "mandate.check.ahead"
  local checking = require "mandate.check.check"
  local explaining = require "mandate.check.explain"
  local reason = require "mandate.check.reason"
  local words = require("mandate.catalogues.catalogue").open()
  local failures, path = {}, os.tmpname()
  local opened = engine.open(case.pack, case.records, case.as_of)
  assert(checking.run(opened, { verdicts = path, reasons = true, words = words, block = case.seed % 3, threads = 1 + case.seed % 2 }))
  local file = assert(io.open(path, "rb"))
  local rows = records.split_csv(file:read "a")
  file:close()
  os.remove(path)
  local row_of, count_of_rows = {}, 0
  for i, row in ipairs(rows) do
    if i > 1 then
      local name = row[1] .. " " .. row[2]
      if row_of[name] then failures[#failures + 1] = name .. " has two rows" end
      row_of[name], count_of_rows = row, count_of_rows + 1
    end
  end
  opened = engine.open(case.pack, case.records, case.as_of)
  local result, looking = assert(checking.run(opened, { missing = true, keep_all = true, hold = true })), assert(ahead.run(opened, {}))
  local function compare(part, record, verdict, subject)
    local explanation = explaining.verdict(opened, words, result.run, part, record)
    local text = reason.of(opened, words, result.run, part, record)
    local expected = { part.base, subject, verdict.status, verdict.due or "", verdict.done or "",
      days(looking:day(part, record, verdict)), listed(explanation.missing), text }
    local name = part.base .. " " .. subject
    local given = row_of[name] and table.concat(row_of[name], "|") or "no row"
    given = given:gsub(" %[[^%[]*csv:%d+%]$", "") -- which explain tells below, record by record
    local wanted = table.concat(expected, "|")
    -- A state is computed for all records of its kind before whoever asks it. Where a set is asked of its rows' states, `explain` looks at pairs, in which what a state rests on
    -- is not at hand, and names all below it that may be unknown of any record; a row, which slides over the records themselves, names what is.
    if given:find "state %l" or wanted:find "state %l" then given, wanted = given:match "^(.-|.-|.-|.-|.-|.-)|", wanted:match "^(.-|.-|.-|.-|.-|.-)|" end
    if given ~= wanted then failures[#failures + 1] = ("%s\n    row     %s\n    explain %s"):format(name, given, wanted) end
    cases_seen[text:gsub("%d", ""):gsub("^[^:]*:", ""):sub(1, 12)] = true
  end
  local chosen, judged = some_of(case.seed, count_of_rows, MOST), 0
  for _, rule in ipairs(result.rules) do
    for _, part in ipairs(rule.parts) do
      for record = 0, opened.snapshot:records(part.kind) - 1 do
        local _, verdict = result.run:value(part.node, record)
        if verdict then
          judged = judged + 1
          local subject = checking.subject(opened, part, record)
          if not row_of[part.base .. " " .. subject] then failures[#failures + 1] = ("%s %s has no row"):format(part.base, subject)
          elseif chosen() then compare(part, record, verdict, subject)
          end
        end
      end
    end
  end
  if count_of_rows ~= judged then failures[#failures + 1] = ("%d rows too many"):format(count_of_rows - judged) end
  return failures
end

describe("the rows of random packs", function()
  teardown(engine.close)

  it(("are what explain says of each verdict, seeds %d to %d"):format(first, first + count - 1), function()
    local failures, cases_seen = {}, {}
    for seed = first, first + count - 1 do
      for _, failure in ipairs(differences(generate.case(seed), cases_seen)) do failures[#failures + 1] = ("seed %d: %s"):format(seed, failure) end
    end
    assert(#failures == 0, ("%d\n%s"):format(#failures, table.concat(failures, "\n", 1, math.min(#failures, 12))))
    local kinds_of_reasons = 0
    for _ in pairs(cases_seen) do kinds_of_reasons = kinds_of_reasons + 1 end
    assert(count < 20 or kinds_of_reasons >= 12, kinds_of_reasons .. " kinds of reasons")
  end)
end)
