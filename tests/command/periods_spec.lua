-- What is said of a rule per period: the law of each period, and that one ended before its subject began.
local command = require "tests.support.command"
local write, answer = command.write, command.answer

describe("a rule per year", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "Draws" } }
kind "well" { fields = { { "code", text, key = true }, { "drilled_on", event, starts = true } } }
kind "draw" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "drawn_on", event, starts = true }, { "volume", number } } }
parameter "cap" { clause = "act/a", { 100, from = "2000-01-01" }, { 50, from = "2003-01-01" } }
obligation "cap" { clause = "act/a", per = { well, year }, require = well.draws:during(period).volume:sum():at_most(parameter "cap") }
]])
    write("well.csv", "code,drilled_on\nw1,2002-05-01\n")
    write("draw.csv", "code,well,drawn_on,volume\nd1,w1,2001-06-01,10\nd2,w1,2002-06-01,60\nd3,w1,2003-06-01,60\n")
    answer(0, "import", "p", "r.db", "well.csv", "draw.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2003-12-31", "--verdicts", "v.csv")
  end)
  teardown(command.finish)

  local function row(subject) return (assert(command.read("v.csv"):match("\ncap," .. subject .. ",([^\n]*)")):gsub('"', "")) end

  it("is held to the parameter's row of each year", function()
    assert.matches("^met,.*60 against 100 .*in force from 2000%-01%-01 to 2002%-12%-31", row "w1@2002")
    assert.matches("^breached,.*60 against 50 .*in force from 2003%-01%-01", row "w1@2003")
  end)
  it("does not apply to a year that ended before its subject began, and says so", function()
    assert.matches("^not_applicable,,,,,act/a: does not apply: its period ended before the beginning of what it judges", row "w1@2001")
    local told = answer(0, "explain", "p", "r.db", "cap", "w1@2001", "--as-of", "2003-12-31")
    assert.matches("begun by 2001%-12%-31: false", told)
    assert.matches("判定时期在判定对象起始之前已结束", answer(0, "explain", "p", "r.db", "cap", "w1@2001", "--as-of", "2003-12-31", "--lang", "zh"))
  end)
end)

-- What is not the same on all days of a period.
describe("a rule per year whose subject", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "Large ones", b = "Later ones" } }
instrument "city" { title = "The city's", issuer = "C1", place = "C1", in_force = { from = "2000-01-01" }, clauses = { a = "All" } }
instrument "short" { title = "A short one", issuer = "P", in_force = { from = "2000-01-01", to = "2003-12-30" }, clauses = { a = "All" } }
instrument "free" { title = "A relief", issuer = "P", in_force = { from = "2003-12-30" }, clauses = { a = "Whoever is of a sector" } }
local kept = enterprise.audits:during(period):where(audit.mode:is "known_violation"):none()
obligation "class" { clause = "act/a", per = { enterprise, year }, applies = enterprise.size:is "large", require = kept }
obligation "place" { clause = "city/a", per = { enterprise, year }, require = kept }
obligation "force" { clause = "short/a", per = { enterprise, year }, require = kept }
obligation "freed" { clause = "act/a", per = { enterprise, year }, require = kept }
exception "relief" { clause = "free/a", to = "freed", applies = enterprise.sector:is "1" }
]])
    write("jurisdiction.csv", "code,parent\nP,\nC1,P\nC2,P\n")
    write("enterprise.csv", "code,jurisdiction,size,sector,opened_on,effective_from\nE1,C1,large,1,1999-01-01,\nE1,C2,small,1,,2003-12-31\nE2,C1,small,2,1999-01-01,\n"
      .. "E2,C1,large,2,,2003-06-01\n"
      .. "E2,C1,small,2,,2003-06-02\nE3,C2,small,2,1999-01-01,\nE4,C2,large,2,2003-07-01,\nE4,C2,small,2,,2003-07-01\nE5,C2,small,2,1999-01-01,2003-03-01\n"
      .. "E6,C1,large,1,1999-01-01,\nE6,C2,small,1,,2003-07-01\n")
    local audits = {}
    for i = 1, 5 do audits[i] = ("A%d,E%d,2003-05-06,2003-07-08,known_violation"):format(i, i) end
    audits[6], audits[7] = "A6,E6,2003-05-06,2003-07-08,fresh", "A7,E6,2003-09-06,2003-10-08,known_violation"
    write("audit.csv", "code,enterprise,started_on,reported_on,mode\n" .. table.concat(audits, "\n") .. "\n")
    answer(0, "import", "r.db", "jurisdiction.csv", "enterprise.csv", "audit.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2004-12-31", "--verdicts", "v.csv")
  end)
  teardown(command.finish)

  local function row(rule, subject) return (assert(command.read("v.csv"):match("\n" .. rule .. "," .. subject .. ",([^\n]*)")):gsub('"', "")) end

  it("changes class, or moves, a day before its end is held to what bound it till then, and the reason names that day", function()
    assert.matches("^breached,.*read on 2003%-12%-30, the last day of its period on which nothing says that the rule does not apply", row("class", "E1@2003"))
    assert.matches("^breached,.*read on 2003%-12%-30", row("place", "E1@2003"))
    assert.matches("^breached,.*read on 2003%-12%-29", row("freed", "E1@2003"))
    assert.matches("按 2003%-12%-30 判读", answer(0, "explain", "p", "r.db", "class", "E1@2003", "--as-of", "2004-12-31", "--lang", "zh"))
  end)
  it("was of a class on one day only is held to the rule of that day", function()
    assert.matches("^breached,.*read on 2003%-06%-01", row("class", "E2@2003"))
  end)
  it("is judged by a rule that ended inside the period, on its last day", function() assert.matches("^breached", row("force", "E3@2003")) end)
  it("left the rule within it, with records of later days, cannot be judged: the reason says when it left, and which record lies behind", function()
    for _, rule in ipairs { "class", "place" } do
      assert.matches("^unknown,,,,,%w+/a: cannot be decided: it left the rule after 2003%-06%-30, and what is asked speaks of later days, too; the last record that "
        .. "is asked is audit A7;", row(rule, "E6@2003"))
    end
    assert.matches("其自 2003%-06%-30 之后不再适用该规则，而所问之事也涉及其后的日子；所问的最后一条记录是审核 A7", answer(0, "explain", "p", "r.db", "class", "E6@2003", "--as-of", "2004-12-31",
      "--lang", "zh"))
    assert.not_matches("left the rule", row("force", "E6@2003"))
  end)
  it("was of a class only before it began, or never, is free", function()
    assert.matches("^not_applicable", row("class", "E3@2003"))
    assert.matches("^not_applicable", row("class", "E4@2003"))
    assert.matches("^not_applicable", row("place", "E3@2003"))
    assert.matches("^not_applicable", row("class", "E1@2004"))
    assert.matches("^not_applicable", row("force", "E3@2004"))
  end)
  it("nobody knows to have been of a class on some day may be bound", function() assert.matches("^unknown,.*enterprise.size", row("class", "E5@2003")) end)
end)

-- What is set for a place is that of the day on which the period is read.
describe("a rule per year that asks the limit of a place", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "Limits" } }
parameter "limit" { clause = "act/a", { 50, from = "2000-01-01", place = "C1" }, { 100, from = "2000-01-01", place = "C2" } }
obligation "last" { clause = "act/a", per = { enterprise, year },
  require = enterprise.audits:during(period):every(audit.round:at_most(parameter "limit")) }
obligation "each" { clause = "act/a", per = { enterprise, year },
  require = enterprise.audits:during(period):every(audit.round:at_most(parameter "limit":on(audit.started_on))) }
]])
    write("jurisdiction.csv", "code,parent\nP,\nC1,P\nC2,P\n")
    write("enterprise.csv", "code,jurisdiction,opened_on,effective_from\nE1,C1,1999-01-01,\nE1,C2,,2003-12-30\nE2,C2,1999-01-01,\n")
    write("audit.csv", "code,enterprise,started_on,round\nA1,E1,2003-05-06,80\nA2,E2,2003-05-06,80\n")
    answer(0, "import", "r.db", "jurisdiction.csv", "enterprise.csv", "audit.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2003-12-31", "--verdicts", "v.csv")
  end)
  teardown(command.finish)

  local function row(rule, subject) return (assert(command.read("v.csv"):match("\n" .. rule .. "," .. subject .. ",([^\n]*)")):gsub('"', "")) end

  it("is read on the period's last day, which the reason of whoever moved says, and of nobody else", function()
    assert.matches("^met,.*it lay elsewhere before 2003%-12%-30, and the period is judged by where it lay on 2003%-12%-31", row("last", "E1@2003"))
    assert.not_matches("lay elsewhere", row("last", "E2@2003"))
    assert.not_matches("lay elsewhere", row("last", "E1@2002"))
  end)
  it("is right where each row is held to the limit of its own day and place", function()
    assert.matches("^breached", row("each", "E1@2003"))
    assert.matches("^met", row("each", "E2@2003"))
  end)
  it("is named by lint where it would be breached as it is read on an earlier day", function()
    local told = answer(1, "lint", "p", "r.db", "--as-of", "2003-12-31")
    assert.matches("enterprise E1: rule `last`: it is kept as it is read on the last day of a period, and would be breached as it is read on an earlier day", told)
    assert.not_matches("enterprise E2: rule `last`", told)
    assert.not_matches("rule `each`", told)
  end)
end)

-- What a subject was on the last day, and was not before it.
describe("a period in which its subject became another", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "Limits", b = "Texts" } }
instrument "city" { title = "The city's", issuer = "C1", place = "C1", in_force = { from = "2000-01-01" }, clauses = { a = "Milder" } }
instrument "old" { title = "The old act", issuer = "P", in_force = { from = "2000-01-01", to = "2003-11-30" }, clauses = { a = "Harder" } }
instrument "new" { title = "The new act", issuer = "P", in_force = { from = "2003-12-01" }, clauses = { a = "Milder" } }
local tonnes = enterprise.measurements:during(period).value:sum()
term "enterprise.mild" { value = enterprise.size:is "small" }
decision "enterprise.least" { reading = "ours", hit = "first", columns = { enterprise.sector }, rows = { { "22", 100 }, { any, 50 } } }
obligation "class" { clause = "act/a", per = { enterprise, year }, require = (enterprise.mild & tonnes:at_most "100 t") | (~enterprise.mild & tonnes:at_most "50 t") }
obligation "text@wide" { clause = "act/b", per = { enterprise, year }, require = tonnes:at_most "50 t" }
obligation "text@city" { like = "text@wide", clause = "city/a", require = tonnes:at_most "100 t" }
obligation "law@old" { clause = "old/a", per = { enterprise, year }, require = enterprise.audits:during(period):any() }
obligation "law@new" { like = "law@old", clause = "new/a", require = tonnes:at_most "100 t" }
obligation "table" { clause = "act/a", per = { enterprise, year }, require = enterprise.employees:at_least(enterprise.least) }
obligation "plain" { clause = "act/a", per = { enterprise, year }, require = tonnes:at_most "100 t" }
]])
    write("jurisdiction.csv", "code,parent\nP,\nC1,P\nC2,P\n")
    -- E1 becomes small and comes to the city in December, and goes to another sector; E2 always was so; E3 did so a year before; of E4 nobody knows what it was
    -- before June.
    write("enterprise.csv", "code,jurisdiction,size,sector,employees,opened_on,effective_from\nE1,C2,large,31,60,1999-01-01,\nE1,C1,small,22,60,,2003-12-01\n"
      .. "E2,C1,small,22,60,1999-01-01,\nE3,C2,large,31,60,1999-01-01,\nE3,C1,small,22,60,,2002-06-01\nE4,C2,large,31,60,1999-01-01,2003-06-01\n")
    write("measurement.csv", "enterprise,outlet,pollutant,measured_on,value,unit\nE1,o,cod,2003-05-06,80,t\nE2,o,cod,2003-05-06,80,t\n"
      .. "E3,o,cod,2003-05-06,80,t\nE4,o,cod,2003-05-06,40,t\n")
    write("audit.csv", "code,enterprise,started_on\n")
    answer(0, "import", "r.db", "jurisdiction.csv", "enterprise.csv", "measurement.csv", "audit.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2004-06-30", "--verdicts", "v.csv")
  end)
  teardown(command.finish)

  local function row(rule, subject) return (assert(command.read("v.csv"):match("\n" .. rule .. "," .. subject .. ",([^\n]*)")):gsub('"', "")) end

  it("is judged by its last day, and the reason says what was another before, and until when", function()
    assert.matches("^met,.*; enterprise.size was another before 2003%-12%-01, and the period is judged by what it was on 2003%-12%-31", row("class", "E1@2003"))
    assert.matches("^met,.*; it lay elsewhere before 2003%-12%-01, and the period is judged by where it lay on 2003%-12%-31", row("text", "E1@2003"))
    assert.matches("^breached,.*; enterprise.sector was another before 2003%-12%-01, and the period", row("table", "E1@2003"))
    assert.matches("enterprise.size 在 2003%-12%-01 之前为另一值", answer(0, "explain", "p", "r.db", "class", "E1@2003", "--as-of", "2004-06-30", "--lang", "zh"))
  end)
  it("says that nobody knows what it was, where no version had begun", function()
    assert.matches("^met,.*; nobody knows what enterprise.size was before 2003%-06%-01", row("class", "E4@2003"))
    assert.matches("^met,.*; nobody knows where it lay before 2003%-06%-01", row("text", "E4@2003"))
  end)
  it("says so of no other period, subject or rule", function()
    for _, subject in ipairs { "E1@2002", "E1@2004", "E2@2003", "E3@2003" } do
      for _, rule in ipairs { "class", "text", "table" } do
        assert.not_matches("was another before", row(rule, subject))
        assert.not_matches("lay elsewhere", row(rule, subject))
      end
    end
    assert.not_matches("before 2003", row("plain", "E1@2003"))
  end)
  it("is counted by check and report, with what was another and the first subject", function()
    for _, text in ipairs { answer(1, "check", "p", "r.db", "--as-of", "2003-12-31"), answer(0, "report", "p", "r.db", "--as-of", "2003-12-31") } do
      assert.matches("class judges 3 verdicts, one each year, of 3 of those it judges %(enterprise%) by what held on the last day of the period that binds, and was another, "
        .. "or is not known, earlier in it: `enterprise.size`; the first is E3@2002", text)
      assert.matches("text judges 3 verdicts, [^\n]*: where it lies; the first is E3@2002", text)
      assert.matches("table judges 3 verdicts, [^\n]*: `enterprise.employees`, `enterprise.sector`; the first is E3@2002", text)
      assert.not_matches("plain judges", text)
    end
    assert.matches("class 有 3 项判定", answer(1, "check", "p", "r.db", "--as-of", "2003-12-31", "--lang", "zh"))
  end)
  it("is named by lint where an earlier class, place or text finds a breach that the last day does not", function()
    local told, seen = answer(1, "lint", "p", "r.db", "--as-of", "2003-12-31"), {}
    for subject, rule in told:gmatch "enterprise (E%d): rule `(%w+)`: it is kept as it is read on the last day of a period" do seen[#seen + 1] = rule .. " " .. subject end
    table.sort(seen)
    assert.same({ "class E1", "law E1", "law E2", "law E3", "law E4", "text E1" }, seen)
  end)
end)
