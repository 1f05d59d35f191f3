-- mandate doc PACK says all that a pack says: of each key of each statement, and of each option within one, stands in the answer what the pack below writes there. The lists
-- are held against the schema, so that a word that the language learns and `doc` does not print is told here.
local command = require "tests.support.command"
local ordered = require "mandate.language.ordered"
local schema = require "mandate.language.schema"

local pack = [[
instrument "act" { title = "The Act", issuer = "The Issuer", place = "P", citation = "Gazette 7", unconfirmed = "why the act is not",
  in_force = { from = "2001-01-01", to = "2039-12-31" },
  clauses = { a = "text a", b = { "text b", not_encoded = "why b is not" }, c = { "text c", unconfirmed = "why c is not" }, d = { "text d", from = "2002-02-02",
    to = "2032-12-01" },
    g = "text g", old = "text old", one = "text one", two = "text two" } }
instrument "change" { title = "The Change", issuer = "I", place = "P", in_force = { from = "2010-01-01", unconfirmed = "why the days are not" }, clauses = { z = "text z" },
  amends = { "act", replaces = { one = { "one anew", from = "2010-02-01", to = "2010-03-01", clause = "z", unconfirmed = "why one is not" } },
    inserts = { three = { "text three", not_encoded = "why three is not" } }, repeals = { "two" } } }
instrument "slip" { title = "The Slip", issuer = "I", place = "P", in_force = { from = "2011-01-01" }, corrects = { "act", replaces = { one = { "one right", of = "change" } } } }
instrument "void" { title = "The Void", issuer = "I", place = "P", in_force = { from = "2012-01-01" }, amends = { "act", replaces = { old = "old void" } } }
instrument "court" { title = "The Court", issuer = "I", place = "P", in_force = { from = "2013-01-01" }, annuls = { "void", from = "2014-04-04", clauses = { "old" } } }
kind "works" { plural = "workses", about = "a works of its own", lasting = true, fields = { { "code", text, key = true, about = "its own code" },
  { "jurisdiction", jurisdiction, owner = true, blank = "none" }, { "size", number, unit = "MW", min = 2, max = 7000 }, { "sort", text, one_of = { "blue", "red" } },
  { "opened_on", event, blank = "not_yet" } } }
kind "spill" { complete = { "why spills are", from = "2004-01-01", to = "2034-12-31", place = "P", unconfirmed = "why they may not be" }, fields = {
  { "code", text, key = true }, { "works", works, owner = true }, { "on_day", event, starts = true }, { "amount", number, unit = "t", sign = "amount_sign",
    known_from = "told_on" },
  { "amount_sign", text }, { "told_on", event }, { "rank", text, compare_only = true } } }
kind "reading" { complete = { "why readings are", whom = works.sort:is "blue" }, fields = { { "code", text, key = true }, { "works", works, owner = true }, { "read_on",
    event, starts = true } } }
group "by_sort" { of = works, by = { works.sort }, where = works.size:above "11 MW" }
codes "colours" { "blue", "red", clause = "act/a", unconfirmed = "why colours are not" }
code_register "places" { of = works, clause = "act/a", unconfirmed = "why places are not",
  { "C07", names = "north", from = "1999-09-09", to = "2012-06-30", clause = "act/g", unconfirmed = "why C07 is not" }, { "D12", from = "2012-07-01" } }
calendar "cn" { years = "2020/2021", weekend = { "friday" }, holidays = { "2020-10-01/2020-10-03", "2021-01-02" }, working = { "2020-10-09" }, clause = "act/a",
  unconfirmed = "why days are not" }
unit "kW" { "0.001 MW", title = "kilowatts", source = "where kW stands", ucum = "kW-code", unconfirmed = "why kW is not" }
unit "lb" { "0.454 kg", clause = "act/a" }
units_from "more.lua" { "kWh" }
parameter "limit" { clause = "act/a", choose = "stricter", stricter = "lower", to = "2031-01-01", unconfirmed = "why the limit is not",
  { "31 t", from = "2004-04-04", to = "2009-12-31", place = "P", clause = "act/g", unconfirmed = "why 31 is not" }, { none = "why there is none", from = "2015-05-05" } }
parameter "kept" { clause = "act/a", { "32 t", from = "2004-04-04" },
  { "33 t", from = "2010-10-10", transition = { whom = works.size:above "12 MW", to = "2011-11-11", clause = "act/c" } } }
parameter "ceiling" { clause = "act/a", law_of = "milder", stricter = "lower", { "50 t", from = "2004-04-04" } }
periods "phase" { clause = "act/a", unconfirmed = "why phases are not", { "first", from = "2003-01-01", to = "2006-12-31", by = "2006-06-06", clause = "act/g",
  unconfirmed = "why the first is not" }, { "second", from = "2007-01-01", by = "2010-06-06" } }
term "works.big" { value = works.size:above "13 MW", title = "Big works", reading = "how big is read" }
term "works.asked" { value = works.spills:during(period):any(), per = { works, year } }
state "works.listed" { per = { works, year }, from = "2005-05-05", begins = works.size:above "14 MW", ends = works.size:below "15 MW", before = works.size:above "16 MW",
  clause = "act/a", title = "Listed works", reading = "how listed is read", unconfirmed = "why listed is not" }
kind "heir" { fields = { { "code", text, key = true }, { "heir", heir, blank = "none" }, { "size", number, unit = "MW" }, { "begun_on", event, starts = true } } }
state "heir.goes_on" { per = { heir, year }, from = "2005-05-05", begins = heir.size:above "17 MW", succeeds = heir.heir }
decision "works.class@1" { clause = "act/a", columns = { works.size }, rows = { { above "18 MW", "large", clause = "act/g" }, { any, "small" } }, hit = "first",
  evidence = works.readings, place = "P", title = "Classes", reading = "how classes are read", unconfirmed = "why classes are not" }
decision "works.fees" { clause = "act/a", results = { "fee", "form" }, columns = { works.size }, rows = { { any, 19, "short" } }, per = { works, year } }
obligation "keep@1" { clause = "act/one", per = { works, year }, applies = works.size:above "20 MW", applies_on = works.opened_on, require = works.readings:any(), place = "P",
  non_detects = { "half", clause = "act/c" }, holder = "environment", title = "Keep", reading = "how keep is read", unconfirmed = "why keep is not",
  expects = { works.readings, each = month, from = works.opened_on, to = as_of }, examples = { { at = "2005-01-01", works = { size = 1 }, period = "2004",
    status = "unknown" } } }
obligation "ban" { clause = "act/a", per = works, arises = works.opened_on, forbid = works.spills, evidence = works.readings }
obligation "file@1" { clause = "act/a", per = spill, arises = spill.on_day, due = days(21), done = spill.told_on, to = nil,
  paused = { from = spill.on_day, to = spill.told_on, clause = "act/c" }, extended = { on = spill.told_on, by = days(22), clause = "act/g" } }
obligation "hand-in" { clause = "act/a", per = spill, arises = spill.on_day, due = days(23), done = spill.told_on, paused = { from = spill.on_day, to = spill.told_on },
  extended = { on = spill.told_on, to = spill.on_day, at_most = days(24) } }
obligation "hand-out" { like = "hand-in", clause = "act/g" }
obligation "over" { clause = "act/a", per = works, due = "2020-02-02", done = works.opened_on }
obligation "looks-back" { clause = "act/a", per = { works, year }, require = works.readings:any(), expects = { works.readings, each = month, during = months(25):to(period.to) } }
obligation "old@1" { clause = "act/one@change", per = works, require = works.size:above "26 MW" }
exception "frees" { clause = "act/g", to = "over", applies = works.size:above "27 MW", place = "P", title = "Who is free", reading = "how free is read",
  unconfirmed = "why free is not" }
exception "aside" { clause = "act/g", to = "frees", applies = works.size:above "28 MW" }
exception "later" { clause = "act/g", to = "over", applies = works.size:above "29 MW", instead = { due = "2029-02-02" } }
exception "softer" { clause = "act/g", to = "looks-back", applies = works.size:above "30 MW", instead = { require = works.readings:count():at_least(3) } }
exception "more" { clause = "act/g", to = "kept", applies = works.size:above "31 MW", instead = "34 t" }
waivable "worked" { clause = "act/g", by = "economic", at_most = months(35), unconfirmed = "why it may be is not" }
obligation "worked" { clause = "act/a", due = "2020-02-02", done = enterprise.closed_on }
quota "audits" { clause = "act/a", per = jurisdiction, counts = jurisdiction.enterprises, counted_on = enterprise.closed_on, goals = {
  { "P", target = 95, due = "2006-06-30", from = "2001-02-03", to = "2016-12-31", yearly = { [2004] = 5, [2005] = { 10, 15 } }, clause = "act/g", unconfirmed = "why P is not" },
  { "Q", cumulative = { [2004] = 36 } } } }
power "may" { clause = "act/a", per = works, used = works.opened_on }
incentive "given" { clause = "act/a", per = works, used = works.opened_on, offers = "what is offered" }
obligation "asks-kept" { clause = "act/a", per = works, require = works.spills.amount:sum():at_most(parameter "kept") }
obligation "moved@1" { clause = "act/d", per = works, require = works.size:above "37 MW" }
instrument "next" { title = "The Next", issuer = "I", place = "P", in_force = { from = "2032-12-02" }, clauses = { d = "d anew" } }
obligation "moved@2" { clause = "next/d", per = works, require = works.size:above "38 MW",
  transition = { whom = works.opened_on:before "2032-01-01", to = "2033-12-31", clause = "act/c" } }
indicator "token" { title = "Tokens", note = "a note on tokens", clause = "act/a", non_detects = "zero", per = { works, year }, applies = works.size:above "39 MW",
  parts = { { "part one", works.spills.amount:sum() } }, as_of = "2030-03-03", during = "2004/2005", law = "2030-04-04", reading = "how tokens are read",
  unconfirmed = "why tokens are not" }
indicator "plain" { per = works, value = works.spills:count() }
warning "odd" { per = spill, when = spill.amount:above "40 t", says = "what is odd", clause = "act/g" }
report "table" { title = "The Table", note = "a note on the table", section = "reconstructed", per = { works, year }, where = works.size:above "41 MW", as_of = "2030-05-05",
  during = "2006/2007", across = year, law = as_of, total = true, non_detects = { "limit", clause = "act/a" }, columns = { { "column one", works.spills:count() } } }
import "lab" { kind = spill, others = "ignore", file = { separator = ";", quote = "'", dates = "DD.MM.YYYY", decimal = ",", thousands = ".", encoding = "Latin-1" },
  skip = { { column = "Status", is = { "deleted" } }, { column = "State", is_not = { "valid" } } }, repeated = true,
  code = { join = { "No", { "Part", for_blank = "0" } }, between = "-" }, works = { "Works", code_register = "places", on = { "Day", dates = "YYYY.MM.DD" }, outdated = "last" },
  on_day = { first = { { "Day", blank = { "n.d." } }, "Other day" } },
  columns = { amount = { "Result", signed = true, units = { column = "Unit", kg = 0.001 } }, rank = { fixed = "fixed rank" } }, told_on = { "Told", dates = "MM/DD/YYYY" } }
import "plants" { kinds = { { works, code = "Code", jurisdiction = "Where", size = "Size", sort = { "Sort", translate = { B = "blue" } }, opened_on = "Opened" } } }
import "spillage" { kind = spill, complete = { "why these are", from = "2008-08-08" } }
]]
local more = [[
unit "kWh" { "3.6 MJ" }
unit "toe" { "41868 MJ" }
]]

-- What stands in the answer where a key says something: a text, or a list of them. `false` with the reason where there is nothing to print.
local SAID = {
  instrument = { title = "act: The Act", issuer = "The Issuer, in force", place = "in P", in_force = { "in force from 2001-01-01 to 2039-12-31", "why the days are not" },
    clauses = { "a: text a", "not encoded, because why b is not", "unconfirmed: why c is not" }, amends = { "as amended by change", "inserted by change", "repealed by change" },
    corrects = "as corrected by slip", annuls = "the text of void was annulled by court", unconfirmed = "why the act is not", citation = "Gazette 7" },
  kind = { fields = { "code", "its own code", "number in MW, at least 2, at most 7000", "blue, red", "known from told_on", "reports only" }, plural = "works (workses)",
    about = "a works of its own", lasting = "a works of its own Visible on every date", complete = { "why spills are", "why readings are" } },
  group = { of = "workses with the same keys", by = "by_sort (by_sorts)", where = "works.size:above(\"11 MW\")" },
  codes = { clause = "codes colours\n  act/a\n  blue, red", unconfirmed = "why colours are not" },
  code_register = { of = "keys or texts of works", clause = "D12   D12    2012-07-01              act/a", unconfirmed = "why places are not" },
  calendar = { years = "covers: 2020-01-01 to 2021-12-31", weekend = "weekend: Friday", holidays = "holidays: 2020-10-01/2020-10-03, 2021-01-02",
    working = "worked: 2020-10-09", clause = "calendar cn\n  act/a", unconfirmed = "why days are not" },
  unit = { title = "kilowatts", source = "where kW stands", clause = "0.454 kg", ucum = "kW-code", unconfirmed = "why kW is not" },
  units_from = {},
  parameter = { clause = "limit  ", choose = "limit: of all places' rows the strictest counts, the lowest", stricter = "the strictest counts, the lowest",
    law_of = "ceiling, or a later value if that is milder", to = "2031-01-01", unconfirmed = "why the limit is not" },
  periods = { clause = "second  2007-01-01", unconfirmed = "why phases are not" },
  term = { value = "Value: works.size:above(\"13 MW\")", per = "term works.asked\n  judges: works, Year", title = "works.big: Big works", reading = "how big is read" },
  state = { per = "judges: works, Year", from = "2005-05-05", begins = "begins: works.size:above(\"14 MW\")", ends = "ends: works.size:below(\"15 MW\")",
    succeeds = "takes the place of: heir.heir", before = "before that: works.size:above(\"16 MW\")", clause = "Listed works\n  act/a", title = "works.listed: Listed works",
    reading = "how listed is read", unconfirmed = "why listed is not" },
  decision = { clause = "act/a, in force from 2001-01-01 to 2039-12-31, in P", columns = "works.size", rows = { "above(\"18 MW\")", "any", "\"small\"" },
    results = { "fee", "form" },
    hit = "the first row that holds counts", evidence = "evidence: works.readings", per = "for each works and Year", place = "2039-12-31, in P",
    title = "works.class@1 - Classes",
    reading = "how classes are read", unconfirmed = "why classes are not" },
  obligation = { clause = "Keep\n  act/one", per = "judges: works, Year", applies = "applies: works.size:above(\"20 MW\")", arises = "arises: spill.on_day",
    like = "obligation hand-out\n  act/g\n  place: P\n  judges: spill\n  arises: spill.on_day", place = "place: P", non_detects = "counts as half of it (act/c)",
    holder = "holder: environment",
    title = "keep@1: Keep", reading = "how keep is read", unconfirmed = "why keep is not", examples = "examples, which mandate test judges: 1",
    applies_on = "asked on: works.opened_on", transition = "who keeps to the text before moved@2 until 2033-12-31, by act/c: works.opened_on:before(\"2032-01-01\")",
    due = "due: \"2020-02-02\"", done = "done: works.opened_on",
    paused = { "paused = { from = spill.on_day, to = spill.told_on }", "its clock stops: act/c" },
    extended = { "extended = { on = spill.told_on, by = days(22) }", "more time: act/g", "to = spill.on_day, at_most = days(24)" },
    require = "requires: works.readings:any()", forbid = "forbids: works.spills", evidence = "evidence: works.readings",
    expects = { "works.readings, one each month, from works.opened_on on, until as_of", "in months(25):to(period.to)" } },
  quota = { counts = "counts: jurisdiction.enterprises", counted_on = "counted on: enterprise.closed_on", goals = { "goal for P: 95, by 2006-06-30", "goal for Q" } },
  power = { used = "power may\n  act/a\n  place: P\n  judges: works\n  used: works.opened_on" },
  incentive = { used = "used: works.opened_on", offers = "offers: what is offered" },
  indicator = { title = "indicator token: Tokens", note = "a note on tokens", clause = "Tokens\n  act/a", non_detects = "counts as 0 (act/a)",
    per = "a row for each: works, Year",
    applies = "where: works.size:above(\"39 MW\")", value = "plain: works.spills:count()", parts = "part one: works.spills.amount:sum()", as_of = "as of: 2030-03-03",
    during = "2004-01-01 to 2005-12-31", law = "by the law of: 2030-04-04", reading = "how tokens are read", unconfirmed = "why tokens are not" },
  exception = { clause = "exception frees: Who is free\n  act/g", to = { "excepts from: over", "excepts from: frees" },
    applies = { "where: works.size:above(\"27 MW\")", "where: works.size:above(\"28 MW\")\n  then that exception does not hold" },
    instead = { "instead: due: \"2029-02-02\"", "instead: requires: works.readings:count():at_least(3)", "instead: \"34 t\"" },
    place = "Who is free\n  act/g\n  in force from 2001-01-01 to 2039-12-31\n  place: P",
    title = "Who is free", reading = "how free is read", unconfirmed = "why free is not" },
  waivable = { clause = "waivable worked\n  act/g", by = "by an agency of the role: economic", at_most = "for at most: months(35)", unconfirmed = "why it may be is not" },
  warning = { per = "warning odd\n  act/g\n  a row for each: spill", when = "where: spill.amount:above(\"40 t\")", says = "what is odd", clause = "warning odd\n  act/g" },
  import = { kind = "import \"lab\": spill", file = { "separator = \";\"", "encoding = \"Latin-1\"" }, others = "other columns are left", skip = "Status is \"deleted\"",
    complete = "why these are", repeated = "a record may stand in many rows", columns = "fixed rank", kinds = "import \"plants\": works" },
  report = { title = "report table: The Table", note = "a note on the table", section = "What is reconstructed", per = "a row for each: works, Year",
    where = "where: works.size:above(\"41 MW\")", as_of = "as of: 2030-05-05", during = "2006-01-01 to 2007-12-31", across = "across: Year", law = "by the law of: as_of",
    total = "with a total", non_detects = "counts as the limit (act/a)", columns = "column one: works.spills:count()" },
}
SAID.decision.like = false -- what it takes over is printed as its own
for _, word in ipairs { "quota", "power", "incentive" } do -- of which the keys that all rules have are asked of the obligation
  for key, said in pairs(SAID.obligation) do
    if schema.statement[word].key[key] and SAID[word][key] == nil then SAID[word][key] = said end
  end
end

-- What a list of rows, or of names, holds without keys.
local POSITIONAL = { codes = "blue, red", code_register = { "C07   north  1999-09-09  2012-06-30", "why C07 is not" }, unit = "0.001 MW", units_from = "kWh",
  parameter = { "31 t", "none: why there is none", "why 31 is not" }, periods = { "first   2003-01-01", "2006-06-06", "why the first is not" } }

local OPTIONS = {
  field = { key = "key", owner = "owner", starts = "starts", compare_only = "reports only", unit = "number in MW", sign = "amount_sign", min = "at least 2", max = "at most 7000",
    blank = "not yet", known_from = "known from told_on", about = "its own code", one_of = "blue, red" },
  force = { from = "in force from 2001-01-01", to = "to 2039-12-31", unconfirmed = "why the days are not" },
  clause = { en = "text a", zh = "text a", not_encoded = "why b is not", unconfirmed = "why c is not", from = "2002-02-02", to = "2032-12-01" },
  amends = { replaces = "one anew", inserts = "text three", repeals = "no such clause, repealed by change" },
  change = { en = "one anew", zh = "one anew", from = "from 2010-02-01", to = "to 2010-03-01", clause = "changes act/one", of = "as corrected by slip",
    not_encoded = "why three is not",
    unconfirmed = "why one is not" },
  annuls = { from = "holds until 2014-04-03", clauses = "old void" },
  instead = { due = "instead: due", require = "instead: requires" },
  parameter_row = { from = "2004-04-04", to = "2009-12-31", place = "P", none = "why there is none", clause = "act/g", unconfirmed = "why 31 is not",
    transition = "kept, for those who keep to it" },
  period_row = { from = "2003-01-01", to = "2006-12-31", clause = "act/g", unconfirmed = "why the first is not" },
  import_file = { separator = "separator = \";\"", quote = "quote = \"'\"", dates = "DD.MM.YYYY", decimal = "decimal = \",\"", thousands = "thousands = \".\"",
    encoding = "Latin-1" },
  import_column = { join = "No + Part", first = "Day or, where it is empty, Other day", between = "between = \"-\"", fixed = "fixed rank", blank = "empty: \"n.d.\"",
    for_blank = "\"0\" where it is empty", translate = "B -> blue", yes = false, no = false, units = "kg x 0.001", signed = "the number behind its sign", dates = "MM/DD/YYYY",
    code_register = "codes of the register \"places\" on Day", on = "on Day", outdated = "is what it named last" },
  import_day = { fixed = false, dates = "YYYY.MM.DD" },
  code_row = { names = "north", from = "1999-09-09", to = "2012-06-30", clause = "act/g", unconfirmed = "why C07 is not" },
  import_skip = { column = "Status", is = "is \"deleted\"", is_not = "State is not \"valid\"" },
  expects = { each = "one each month", during = "in months(25):to(period.to)", from = "from works.opened_on on", to = "until as_of" },
  paused = { from = "from = spill.on_day", to = "to = spill.told_on", clause = "its clock stops: act/c" },
  extended = { on = "on = spill.told_on", by = "by = days(22)", to = "to = spill.on_day", at_most = "at_most = days(24)", clause = "more time: act/g" },
  decision_row = { clause = "act/g" },
  non_detects = { clause = "counts as half of it (act/c)" },
  transition = { whom = "works.size:above(\"12 MW\")", to = "2011-11-11", clause = "act/c" },
  complete = { from = "2004-01-01", to = "2034-12-31", place = "spill", whom = "works.sort:is(\"blue\")", unconfirmed = "why they may not be" },
  goal = { target = "goal for P: 95", due = "by 2006-06-30", from = "2001-02-03", to = "2016-12-31", yearly = "2004: 5; 2005: 10-15", cumulative = "2004: 36", clause = "act/g",
    unconfirmed = "why P is not" },
}

-- Each list of the schema against what is asked above: what is not asked, and what is asked and not printed.
local function held(name, known, asked, text, lost)
  for _, key in ipairs(known) do
    local said = asked and asked[key]
    if said == nil then lost[#lost + 1] = ("%s.%s is asked of doc by no line of this test"):format(name, key) end
    for _, one in ipairs(type(said) == "table" and said or { said or nil }) do
      if not text:find(one, 1, true) then lost[#lost + 1] = ("%s.%s: %s"):format(name, key, one) end
    end
  end
end

describe("doc of a pack", function()
  setup(function()
    command.begin()
    command.write("pack/pack.lua", pack)
    command.write("pack/more.lua", more)
  end)
  teardown(command.finish)

  it("says what each key of each statement says", function()
    local text, lost = command.answer(0, "doc", "pack"), {}
    for _, statement in ipairs(schema.statements) do
      held(statement.name, ordered.keys(statement.key), SAID[statement.name], text, lost)
      if statement.positional then held("in", { statement.name }, POSITIONAL, text, lost) end
    end
    assert.same({}, lost)
  end)

  it("says what each option within one says", function()
    local text, lost = command.answer(0, "doc", "pack"), {}
    for name, options in pairs(schema.options) do held(name, ordered.keys(options), OPTIONS[name], text, lost) end
    assert.same({}, lost)
  end)

  it("says of one day what holds on it, and nothing else that has days", function()
    local function of(day)
      local text = command.answer(0, "doc", "pack", "--on", day)
      local function has(said) return text:find(said, 1, true) ~= nil end
      return { made_up = has "2020-10-09 is a day of the weekend that is worked", holiday = has "2020-10-02 is a holiday",
    beyond = has "2022-01-01 lies in no year that it covers",
        weekend = has "2020-10-16 is a day of the weekend", working = has "2020-10-18 is a working day", c07 = has "C07   north", d12 = has "D12   D12", first = has "2006-06-06",
        second = has "2010-06-06", earlier = has "32 t", later = has "33 t", frees = has "exception frees", table = has "works.class@1", nested = has "exception aside",
        goal = has "goal for P: 95", waivable = has "waivable worked", term = has "term works.big", spills = has "why spills are", readings = has "why readings are" }
    end
    local always = { waivable = true, term = true, readings = true, frees = true, nested = true, table = true }
    local function with(more_of, without)
      local all = {}
      for key, value in pairs(always) do all[key] = value end
      for key, value in pairs(more_of) do all[key] = value end
      for _, key in ipairs(without or {}) do all[key] = nil end
      return all
    end
    local function found(day)
      local list = {}
      for key, value in pairs(of(day)) do list[key] = value or nil end
      return list
    end
    assert.same(with { made_up = true, d12 = true, second = true, later = true, spills = true }, found "2020-10-09")
    assert.same(with { holiday = true, d12 = true, second = true, later = true, spills = true }, found "2020-10-02")
    assert.same(with { weekend = true, d12 = true, second = true, later = true, spills = true }, found "2020-10-16")
    assert.same(with { working = true, d12 = true, second = true, later = true, spills = true }, found "2020-10-18")
    assert.same(with { beyond = true, d12 = true, second = true, later = true, spills = true }, found "2022-01-01")
    assert.same(with { c07 = true, first = true, earlier = true, goal = true, spills = true }, found "2006-12-31")
    assert.same(with { c07 = true, second = true, earlier = true, goal = true, spills = true }, found "2010-10-09")
    assert.same(with { c07 = true, second = true, earlier = true, later = true, goal = true, spills = true }, found "2010-10-10") -- who keeps to it has the earlier one
    assert.same(with({ c07 = true }, { "frees", "nested", "table" }), found "2000-12-31")
    assert.same(with({ d12 = true, second = true, later = true }, { "frees", "nested", "table" }), found "2040-01-01")
  end)
end)
