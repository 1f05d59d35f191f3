-- Cases decided by hand: 27. States with memory, of firms that are large after two years over a limit and no more after two years below it.
local write = require "tests.meaning.write"
local judge, law = write.judge, write.law

write.section "27 states"

local kinds = [[
kind "firm" { lasting = true, fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "founded_on", event, starts = true }, { "was_large", yesno },
  { "class", text } } }
kind "account" { fields = { { "firm", firm, key = true, owner = true }, { "year_end", event, starts = true, key = true }, { "sales", number } } }
import "firm" { complete = "a case holds all there is" }
import "account" { complete = "a case holds all there is" }
parameter "limit" { clause = "law/a", { 100, from = "1990-01-01" }, { 200, from = "2006-01-01" } }
term "firm.over" { per = { firm, year }, value = firm.accounts:during(period).sales:sum():above(parameter "limit") }
]]
local function large(more) return ('state "firm.large" { clause = "law/a", per = { firm, year }, from = "2002-01-01", begins = firm.over & firm.over:previous(), '
  .. "ends = ~firm.over & ~firm.over:previous()%s }\n"):format(more) end
local is_large = 'obligation "x" { clause = "law/a", per = { firm, year }, require = firm.large }\n'

-- A firm's accounts, a figure for each year from 2000 on; "" is not known, "-" that there is none.
local function firm(founded, ...)
  local rows = { "firm,year_end,sales" }
  for index, sales in ipairs { ... } do
    if sales ~= "-" then rows[#rows + 1] = ("F1,%d-12-31,%s"):format(1999 + index, sales) end
  end
  return { firm = "code,enterprise,founded_on,was_large,class\nF1,E1," .. founded .. "\n", account = table.concat(rows, "\n") .. "\n" }
end
local function of(name, more, records, answers, options)
  local verdicts, words = {}, { y = "met", n = "breached", ["?"] = "unknown" }
  for index = 1, #answers do verdicts[index] = { "x", ("F1@%d"):format((options and options.first or 2000) + index - 1), words[answers:sub(index, index)] } end
  judge(name, options and options.as_of or "2007-12-31", law .. kinds .. large(more) .. (options and options.rules or is_large), records, verdicts, { of = { "x" } })
end

of("it begins after two years over, goes on through one below, and ends after two", ", before = false", firm("2000-01-01,,", 50, 50, 150, 150, 50, 150, 50, 50), "nnnyyyyn")
of("two years before its first one count for what begins it", ", before = false", firm("2000-01-01,,", 50, 150, 150, 50, 150, 50, 50, 50), "nnyyyynn")
of("what it was before goes on", ", before = true", firm("2000-01-01,,", 50, 50, 150, 50, 150, 50, 50, 50), "yyyyyynn")
of("what it was before is asked of the year before its first", ', before = firm.class:is "a"',
  { firm = "code,enterprise,founded_on,class,effective_from\nF1,E1,2000-01-01,a,\nF1,E1,2000-01-01,b,2002-01-01\n", account = firm("", 50, 50, 150, 50, 150, 50, 150, 50).account },
  "yyyyyynn")
of("whether it was before, nobody says", "", firm("2000-01-01,,", 50, 50, 150, 50, 150, 150, 50, 50), "?????yyn")
of("a field says whether it was", ", before = firm.was_large", firm("2000-01-01,,", 50, 50, 150, 50, 150, 50, 150, 50), "??????nn")
of("a firm that is founded later was not", ", before = true", firm("2002-05-01,,", "-", "-", 150, 50, 150, 150, 50, 50), "nnnynn",
  { first = 2002, rules = 'obligation "x" { clause = "law/a", per = { firm, year }, require = firm.large & firm.over }\n' })
of("a year of which nobody knows leaves open what hangs on it, and nothing else", ", before = false", firm("2000-01-01,,", 50, 50, 150, "", 50, 50, 150, 150), "nnn??nnn")
of("a year that has not ended", ", before = true", firm("2000-01-01,,", 150, 150, 150, 150, 150, 150, 150, 150), "yyyyy?", { as_of = "2005-12-30" })
of("its last day has ended it", ", before = true", firm("2000-01-01,,", 150, 150, 150, 150, 150, 150, 150, 150), "yyyyyy", { as_of = "2005-12-31" })
of("the years that have ended tell of the year after them", ", before = false", firm("2000-01-01,,", 50, 50, 150, 150, 150, 150, 50, 50), "nnnnyy",
  { as_of = "2005-12-30", rules = 'obligation "x" { clause = "law/a", per = { firm, year }, require = firm.large:previous() }\n' })
of("each year by its own limit", ", before = false", firm("2000-01-01,,", 50, 50, 150, 150, 150, 150, 150, 150), "nnnyyyyn")
judge("whatever day the rule reads the rest on", "2007-12-31", law .. kinds .. large ", before = false"
  .. 'obligation "x" { clause = "law/a", per = { firm, year }, applies = firm.large, due = "2006-06-30", done = firm.accounts.year_end:first() }\n', firm("2000-01-01,,", 50, 50,
    150, 150),
  { { "x", "F1@2000", "not_applicable" }, { "x", "F1@2001", "not_applicable" }, { "x", "F1@2002", "not_applicable" }, { "x", "F1@2003", "met" }, { "x", "F1@2004", "met" },
    { "x", "F1@2005", "not_applicable" }, { "x", "F1@2006", "not_applicable" }, { "x", "F1@2007", "not_applicable" } }, { of = { "x" } })
judge("what both begins and ends it, nobody knows", "2004-12-31", law .. kinds .. 'state "firm.odd" { per = { firm, year }, from = "2003-01-01", begins = firm.over, '
  .. 'ends = firm.accounts:during(period):any(), before = false }\nobligation "x" { clause = "law/a", per = { firm, year }, require = firm.odd }\n',
  firm("2000-01-01,,", 50, 50, 50, 150, 50), { { "x", "F1@2000", "breached" }, { "x", "F1@2001", "breached" }, { "x", "F1@2002", "breached" }, { "x", "F1@2003", "unknown",
    missing = { "state firm.odd on 2003-12-31" } }, { "x", "F1@2004", "breached" } },
  { of = { "x" } })
judge("without an end it goes on", "2004-12-31", law .. kinds .. 'state "firm.ever" { per = { firm, year }, from = "2001-01-01", begins = firm.over, before = false }\n'
  .. 'obligation "x" { clause = "law/a", per = { firm, year }, require = firm.ever }\n', firm("2000-01-01,,", 150, 50, 150, 50, 50),
  { { "x", "F1@2000", "breached" }, { "x", "F1@2001", "breached" }, { "x", "F1@2002", "met" }, { "x", "F1@2003", "met" }, { "x", "F1@2004", "met" } }, { of = { "x" } })
judge("next change is the end of the year that runs", "2004-05-01", law .. kinds .. large ", before = false" .. is_large, firm("2000-01-01,,", 50, 50, 150, 150),
  { { "x", "F1@2000", "breached" }, { "x", "F1@2001", "breached" }, { "x", "F1@2002", "breached" }, { "x", "F1@2003", "met", next_change = "none" },
    { "x", "F1@2004", "unknown", next_change = "2004-12-31", missing = { "state firm.large on 2004-12-31" } } }, { of = { "x" } })
judge("of an enterprise through its firms", "2003-12-31", law .. kinds .. large ", before = false"
  .. 'obligation "x" { clause = "law/a", per = { enterprise, year }, require = enterprise.firms:where(firm.large):none() }\n', firm("2000-01-01,,", 50, 150, 150, 50),
  { { "x", "E1@2000", "met" }, { "x", "E1@2001", "met" }, { "x", "E1@2002", "breached" }, { "x", "E1@2003", "breached" } }, { of = { "x" } })
judge("on each row's day the whole year's", "2003-12-31", law .. kinds .. large ", before = false"
  .. 'obligation "x" { clause = "law/a", per = { firm, year }, applies = firm.large, forbid = firm.accounts:during(period) }\n',
  { firm = firm("2000-01-01,,").firm, account = "firm,year_end,sales\nF1,2001-12-31,150\nF1,2002-03-01,50\nF1,2002-12-31,100\nF1,2003-06-30,50\n" },
  { { "x", "F1@2000", "not_applicable" }, { "x", "F1@2001", "not_applicable" }, { "x", "F1@2002", "breached", since = "2002-03-01" }, { "x", "F1@2003", "breached",
    since = "2003-06-30" } }, { of = { "x" } })
judge("records of months of all its years are expected", "2003-12-31", law .. kinds .. large ", before = false"
  .. 'obligation "x" { clause = "law/a", per = { firm, year }, require = ~firm.large, expects = { firm.accounts, each = year } }\n',
  firm("2001-03-01,,", "-", 50, "-", 50), { { "x", "F1@2001", "met" }, { "x", "F1@2002", "unknown" }, { "x", "F1@2003", "unknown" } }, { of = { "x" } })
judge("and not those of another kind's state of its name", "2003-12-31", law .. kinds .. 'state "enterprise.loud" { per = { enterprise, year }, from = "1995-01-01", '
  .. 'begins = enterprise.firms:any(), before = false }\nstate "firm.loud" { per = { firm, year }, from = "2002-01-01", begins = firm.over, before = false }\n'
  .. 'obligation "x" { clause = "law/a", per = { firm, year }, require = ~firm.loud, expects = { firm.accounts, each = year } }\n',
  firm("2000-05-01,,", "-", "-", 50, "-"), { { "x", "F1@2000", "unknown" }, { "x", "F1@2001", "unknown" }, { "x", "F1@2002", "met" }, { "x", "F1@2003", "unknown" } },
  { of = { "x" } })

-- That nobody knows a state is not shown by what nobody has judged.
judge("whether a state is known, where nobody judged what ends it", "2004-12-31", write.bare_law .. kinds
  .. 'state "firm.odd" { per = { firm, year }, from = "2003-01-01", begins = firm.was_large, ends = ~firm.accounts:during(period):where(account.sales:above(100)):none() }\n'
  .. 'obligation "x" { clause = "law/a", per = { firm, year }, require = firm.odd:missing() }\n'
  .. 'obligation "y" { clause = "law/a", per = { firm, year }, require = ~firm.odd:known() }\n',
  { firm = "code,enterprise,founded_on,was_large,class\nF1,E1,2003-01-01,yes,\n", account = "firm,year_end,sales\nF1,2003-12-31,\nF1,2004-12-31,50\n" },
  { { "x", "F1@2003", "unknown" }, { "x", "F1@2004", "breached" }, { "y", "F1@2003", "unknown" }, { "y", "F1@2004", "breached" } }, { of = { "x", "y" } })

-- What a state asks is read as of D, also where whom a rule binds is asked as things stood: of another record than the subject, too.
judge("whom a rule forbids something, by a state of another record", "2003-12-31", write.law
  .. 'state "enterprise.shut" { per = { enterprise, year }, from = "2001-01-01", begins = enterprise.closed_on:happened(), before = false }\n'
  .. 'obligation "x" { clause = "law/a", per = { listing, year }, applies = enterprise.shut:known():previous(), forbid = enterprise.audits:during(period) }\n'
  .. 'obligation "y" { clause = "law/a", per = { listing, year }, applies = enterprise.shut, forbid = enterprise.audits:during(period) }\n',
  { enterprise = "code,jurisdiction,opened_on,closed_on\nE1,C1,2001-01-01,2002-06-30\n", listing = "enterprise,list,published_on\nE1,a,2002-01-01\n",
    audit = "code,enterprise,started_on\nA1,E1,2002-03-01\n" },
  { { "x", "E1/a/2002-01-01@2001", "not_applicable" }, { "x", "E1/a/2002-01-01@2002", "breached", since = "2002-03-01" }, { "x", "E1/a/2002-01-01@2003", "met" },
    { "y", "E1/a/2002-01-01@2001", "not_applicable" }, { "y", "E1/a/2002-01-01@2002", "breached", since = "2002-03-01" }, { "y", "E1/a/2002-01-01@2003", "met" } },
  { of = { "x", "y" } })

write.section "27 succession"

-- A plant takes the place of another: what that one was goes on.
local plants = write.bare_law .. [[
kind "plant" { fields = { { "code", text, key = true }, { "opened_on", event, starts = true }, { "follows", plant, blank = "%s" }, { "over_in", number, blank = "none" },
  { "under_in", number, blank = "none" } } }
state "plant.listed" { clause = "law/a", per = { plant, year }, from = "2001-01-01", begins = plant.over_in:is(period.from:year()), ends = plant.under_in:is(period.from:year()),
  before = %s%s }
obligation "x" { clause = "law/a", per = { plant, year }, require = plant.listed }
]]
local follows = ", succeeds = plant.follows"
-- expected: "CODE answers", an answer for each year from 2000 to 2004: - of a plant that is not judged then.
local function succession(name, blank, before, more, rows, expected, missing)
  local verdicts, words = {}, { y = "met", n = "breached", ["?"] = "unknown", ["-"] = "not_applicable" }
  for _, one in ipairs(expected) do
    local code, answers = one:match "^(%S+) (%S+)$"
    for index = 1, #answers do
      local answer = answers:sub(index, index)
      verdicts[#verdicts + 1] = { "x", ("%s@%d"):format(code, 1999 + index), words[answer], missing = answer == "?" and missing or nil }
    end
  end
  judge(name, "2004-12-31", plants:format(blank, before, more), { plant = "code,opened_on,follows,over_in,under_in\n" .. rows }, verdicts)
end
succession("what takes no place begins anew", "none", "false", "", "A,2000-01-01,,2001,\nB,2003-05-01,A,,\n", { "A nyyyy", "B ---nn" })
succession("what one was goes on in the one that takes its place", "none", "false", follows, "A,2000-01-01,,2001,\nB,2003-05-01,A,,\nC,2003-05-01,,,\n", {
  "A nyyyy", "B ---yy", "C ---nn" })
succession("until something ends it there", "none", "false", follows, "A,2000-01-01,,2001,\nB,2002-05-01,A,,2003\n", { "A nyyyy", "B --ynn" })
succession("and not what ended before", "none", "false", follows, "A,2000-01-01,,2001,2002\nB,2003-05-01,A,,\n", { "A nynnn", "B ---nn" })
succession("from one to the next", "none", "false", follows, "A,2000-01-01,,2001,\nB,2002-05-01,A,,\nC,2004-02-01,B,,\n", { "A nyyyy", "B --yyy", "C ----y" })
succession("what one was before the first period goes on, too", "none", "true", follows, "A,2000-01-01,,,\nB,2001-05-01,A,,\n", { "A yyyyy", "B -yyyy" })
succession("of one that was not there in the period before nobody knows it", "none", "false", follows,
  "A,2003-01-01,,2003,\nB,2003-05-01,A,,\nC,2002-05-01,A,,\nZ,2000-01-01,,,\n", {
  "A ---yy", "B ---??", "C --???", "Z nnnnn" })
succession("nor of whom it takes the place, where that is blank", "unknown", "false", follows, "A,2000-01-01,,2001,\nB,2003-05-01,,,\nC,2003-05-01,,2004,\n", {
  "A nyyyy", "B ---??", "C ---?y" }, { "plant.follows" })
