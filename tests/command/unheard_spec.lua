-- What frees everybody, or judges nobody, without a word: words that no record has, kinds of which none is on record, and periods that are not asked.
local command = require "tests.support.command"
local answer, write = command.answer, command.write

local HEAD = [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
kind "well" { lasting = true, fields = { { "code", text, key = true }, { "class", text }, { "state", text, one_of = { "open", "shut" } } } }
kind "report" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "filed_on", event, starts = true } } }
kind "tank" { fields = { { "code", text, key = true }, { "well", well, owner = true }, { "built_on", event, starts = true } } }
]]

describe("in a pack", function()
  before_each(function()
    command.begin()
    write("well.csv", "code,class,state\nw1,large,open\nw2,small,open\n")
    write("report.csv", "code,well,filed_on\np1,w1,2001-01-01\n")
  end)
  after_each(command.finish)

  local function told(code, body)
    write("p/p.lua", HEAD .. body)
    command.shell "rm -f r.db*"
    answer(0, "import", "p", "r.db", "well.csv", "report.csv")
    return answer(code, "lint", "p", "r.db", "--as-of", "2005-01-01")
  end
  local function dated(body) return ('obligation "r" { clause = "act/a", %s, due = "2004-01-01", done = well.reports.filed_on:first() }\n'):format(body) end

  it("a word that no record has is named, with the nearest that one has", function()
    assert.matches('p/p.lua:5: no well on record has the word "Large" in `class`%. Did you mean `large`%?', told(1, dated 'per = well, applies = well.class:is("Large", "small")'))
    assert.matches('no well on record has the word "quarry" in `class`%.\n', told(1, 'term "well.quarry" { value = well.class:is "quarry" }\n'
      .. dated "per = well, applies = well.quarry"))
  end)
  it("so it is wherever it is asked: in done, exceptions, decisions, reports, indicators, groups and warnings, for want of a value, and through a term", function()
    local quiet = dated "per = well"
    for _, body in ipairs { 'obligation "s" { clause = "act/a", per = well, due = "2004-01-01", done = well.reports:where(report.well.class:is "quarry").filed_on:first() }',
      'exception "e" { clause = "act/a", to = "r", applies = well.class:is "quarry" }',
      'decision "well.sort" { clause = "act/a", columns = { well.class }, rows = { { "quarry", "a" }, { any, "b" } }, hit = "first" }',
      'report "t" { title = "T", per = well, where = well.class:is "quarry", columns = { { "State", well.state } } }',
      'report "t" { title = "T", per = well, columns = { { "Quarry", well.class:is "quarry" } } }',
      'indicator "t" { clause = "act/a", per = well, value = well.reports:share(report.well.class:is "quarry") }',
      'group "g" { of = report, by = { report.well }, where = report.well.class:is "quarry" }\nreport "t" { title = "T", per = g, columns = { { "n", g.reports:count() } } }',
      'warning "w" { per = well, when = well.class:is "quarry", says = "a quarry" }', 'term "well.quarry" { value = well.class:or_else("none"):is "quarry" }',
      'term "well.sort" { value = well.class }\nwarning "w" { per = well, when = well.sort:is "quarry", says = "a quarry" }' } do
      assert.matches('no well on record has the word "quarry" in `class`%.\n', told(1, quiet .. body .. "\n"), body)
    end
  end)
  it("a beginning, or a list of codes, that no record has is named", function()
    assert.matches('no well on record has a `class` that begins with "La"%.\n', told(1, dated 'per = well, applies = well.class:starts_with("La", "sm")'))
    local codes = 'codes "heavy" { clause = "act/a", "31", "%s" }\n' .. dated 'per = well, applies = well.class:is(codes "heavy")'
    assert.matches('no well on record has one of the codes "heavy" in `class`%.\n', told(1, codes:format "32"))
    assert.matches("nothing to look at again", told(0, codes:format "large"))
  end)
  it("a word that some record has is not, nor one of those that its field takes", function()
    assert.matches("nothing to look at again", told(0, dated 'per = well, applies = well.class:is "large" | well.state:is "shut"'))
  end)
  it("a rule per period that asks records of whatever day is named", function()
    local wanted = "p/p.lua:5: obligation r: it is judged for each year, and `%s` asks records of whatever day"
    local function per_year(body) return ('obligation "r" { clause = "act/a", per = { well, year }, %s }\n'):format(body) end
    assert.truthy(told(1, per_year "due = period.to + months(3), done = well.reports.filed_on:first()"):find(wanted:format "done", 1, true))
    assert.truthy(told(1, per_year "require = well.reports:any()"):find(wanted:format "require", 1, true))
    assert.truthy(told(1, per_year "forbid = well.reports, evidence = well.reports"):find(wanted:format "forbid", 1, true))
    assert.matches("nothing to look at again", told(0, per_year "due = period.to + months(3), done = well.reports:where(report.filed_on:after(period.to)).filed_on:first()"))
    assert.matches("nothing to look at again", told(0, per_year "require = well.reports:during(period):count():at_most(3)"))
    assert.matches("nothing to look at again", told(0, per_year 'require = well.class:is "large"'))
  end)
  it("so it is where another part of it names the period, in a term or a decision, too", function()
    local wanted = "obligation r: it is judged for each year, and `require` asks records of whatever day"
    local function per_year(body) return ('obligation "r" { clause = "act/a", per = { well, year }, require = %s }\n'):format(body) end
    local asked = "well.reports:during(period):count():at_most(3)"
    for _, body in ipairs { asked .. " & well.reports:any()", asked .. " | ~well.reports:any()", asked .. " & well.ever" } do
      assert.truthy(told(1, 'term "well.ever" { value = well.reports:any() }\n' .. per_year(body)):find(wanted, 1, true), body)
    end
    assert.truthy(told(1, 'decision "well.state_of" { clause = "act/a", hit = "first", columns = { well.reports:any() }, rows = { { yes, "open" }, { any, "shut" } } }\n'
      .. per_year(asked .. ' & well.state_of:is "open"')):find(wanted, 1, true))
    local compared = told(1, per_year(asked .. " & well.reports.filed_on:last():after(period.from)")) -- with a day of the period: what comes later frees, and that is named
    assert.is_nil(compared:find(wanted, 1, true))
    assert.truthy(compared:find("is read on the day that is asked about, so that what comes later frees of all periods before it", 1, true))
  end)
  it("but not one that asks which records lie in a place, or are of a class, which is asked of each period", function()
    local HEAD_OF_PLACES = 'kind "mill" { lasting = true, fields = { { "code", text, key = true }, '
      .. '{ "jurisdiction", jurisdiction, owner = true, blank = "unknown" }, { "class", text } } }\n'
      .. 'kind "shaft" { lasting = true, fields = { { "code", text, key = true }, { "well", well, owner = true } } }\n'
    local function per_year(kind, body) return HEAD_OF_PLACES .. ('obligation "r" { clause = "act/a", per = { %s, year }, require = %s }\n'):format(kind, body) end
    local function is_named(body) return body:find("asks records of whatever day", 1, true) ~= nil end
    assert.is_false(is_named(told(0, per_year("jurisdiction", "jurisdiction.mills:any()"))))
    assert.is_false(is_named(told(0, per_year("well", 'well.shafts:where(well.class:is "large"):any()'))))
    assert.is_true(is_named(told(1, per_year("well", "well.shafts:any()"))))
  end)
  it("a column of a table per period that asks records of whatever day is named", function()
    local function table_of(column) return ('report "t" { title = "T", per = { well, year }, columns = { { "All", %s } } }\n'):format(column) end
    assert.matches("p/p.lua:5: report t: it has a row for each year, and the column `All` asks records of whatever day", told(1, table_of "well.reports:count()"))
    assert.matches("nothing to look at again", told(0, table_of "well.reports:during(period):count()"))
    assert.matches("nothing to look at again", told(0, table_of "well.class"))
  end)
  it("texts that read like a word that is asked for, and are another one, stand in a note of the check", function()
    write("p/p.lua", HEAD .. dated 'per = well, applies = well.class:is "large"' .. dated('per = well, applies = well.class:starts_with "C2"'):gsub('"r"', '"s"'))
    local function noted(rows, ...)
      write("well.csv", "code,class,state\n" .. rows)
      command.shell "rm -f r.db*"
      answer(0, "import", "p", "r.db", "well.csv")
      return answer(0, "check", "p", "r.db", "--as-of", "2003-01-01", ...)
    end
    local note = "Note: well, %d on record: the text of `class` reads like a word that the pack asks for and is another one, so that it is not found (%s)"
    assert.truthy(noted("w1,large,open\nw2,Large,open\nw3,large ,open\nw4,c26,open\n"):find(note:format(3, '"Large", "c26", "large ", well.csv:3'), 1, true))
    assert.truthy(noted("w1,large,open\nw2,Large,open\n", "--lang", "zh"):find("看似规则所问之词", 1, true))
    write("p/p.lua", HEAD .. dated 'per = well, applies = well.class:is "large"' .. dated('per = well, applies = well.class:starts_with "la"'):gsub('"r"', '"s"'))
    assert.truthy(noted("w1,large,open\nw2,large ,open\n"):find(note:format(1, '"large ", well.csv:3'), 1, true))
    assert.not_matches("reads like a word", noted "w1,large,open\nw2,larger,open\nw3,C26,open\nw4,small,open\n")
  end)
  it("texts that read like a word that is asked for, and are another one, are named by lint, each with its file and line", function()
    write("p/p.lua", HEAD .. dated 'per = well, applies = well.class:is "large"' .. dated('per = well, applies = well.class:starts_with "C2"'):gsub('"r"', '"s"'))
    write("well.csv", "code,class,state\nw1,large,open\nw2,Large,open\nw3,large ,open\nw4,c26,open\nw5,,open\nw6,C25,open\n")
    command.shell "rm -f r.db*"
    answer(0, "import", "p", "r.db", "well.csv")
    local said = answer(1, "lint", "p", "r.db", "--as-of", "2003-01-01")
    local line = 'well.csv:%d: well w%d: `class` is "%s", which reads like "%s", a word that the pack asks for, and is another one'
    assert.truthy(said:find(line:format(3, 2, "Large", "large"), 1, true), said)
    assert.truthy(said:find(line:format(4, 3, "large ", "large"), 1, true), said)
    assert.truthy(said:find(line:format(5, 4, "c26", "C2"), 1, true), said)
    assert.matches("3 to look at again", said)
    assert.truthy(answer(1, "lint", "p", "r.db", "--as-of", "2003-01-01", "--lang", "zh"):find("看似规则所问之词", 1, true))
  end)
  it("a word that only an earlier version of a record has is on record", function()
    write("well.csv", "code,class,state,effective_from\nw1,large,open,2001-01-01\nw1,small,open,2002-01-01\nw2,mine c26,open,\n")
    assert.not_matches("on record has", told(0, 'term "well.heard" { value = well.class:is "large" | well.class:starts_with "lar" | well.class:starts_with "mine" }\n'
      .. dated "per = well"))
    assert.matches('has a `class` that begins with "ine"', told(1, dated 'per = well, applies = well.class:starts_with "ine"'))
  end)
  it("rules that judge nobody for want of any record of their kind stand in a note of the check", function()
    write("p/p.lua", HEAD .. 'obligation "t" { clause = "act/a", per = tank, require = tank.built_on:after "2001-01-01" }\n')
    answer(0, "import", "p", "r.db", "well.csv", "report.csv")
    assert.matches("Note: no tank on record, so that nobody was judged by t\n", answer(0, "check", "p", "r.db", "--as-of", "2005-01-01"))
    assert.matches("没有任何tank的记录", answer(0, "check", "p", "r.db", "--as-of", "2005-01-01", "--lang", "zh"))
    write("tank.csv", "code,well,built_on\nt1,w1,2002-01-01\n")
    answer(0, "import", "p", "r.db", "tank.csv")
    assert.not_matches("no tank on record", answer(0, "check", "p", "r.db", "--as-of", "2005-01-01"))
  end)
  it("periods of a rule's force that ended before anything was recorded stand in a note of the check", function()
    local body = 'obligation "t" { clause = "act/a", per = { well, year }, due = period.to + days(90), done = well.reports:during(period).filed_on:first() }\n'
    write("p/p.lua", HEAD .. body)
    answer(0, "import", "p", "r.db", "well.csv", "report.csv")
    local note = "Note: nothing on record is earlier than 2001%-01%-01, and no period that ended before it is in this table: "
      .. "t %(in force since 2000%-01%-01%) begins with 2001; "
    assert.matches(note, answer(1, "check", "p", "r.db", "--as-of", "2005-01-01"))
    assert.matches("登记库中没有早于 2001%-01%-01 的记录", answer(1, "check", "p", "r.db", "--as-of", "2005-01-01", "--lang", "zh"))
    write("early.csv", "code,well,filed_on\np0,w2,2000-12-31\n")
    answer(0, "import", "p", "r.db", "report=early.csv")
    assert.not_matches("nothing on record is earlier", answer(1, "check", "p", "r.db", "--as-of", "2005-01-01"))
  end)
  it("a rule that came into force within a period that it judges stands in a note of the check, a forbid does not", function()
    local young = 'instrument "young" { title = "Y", issuer = "J", in_force = { from = "2001-07-01" }, clauses = { a = "…" } }\n'
    local body = 'obligation "%s" { clause = "%s/a", per = { well, year }, %s = well.reports:during(period):where(report.filed_on:after "2009-01-01")%s }\n'
    write("p/p.lua", HEAD .. young .. body:format("t", "young", "require", ":none()") .. body:format("u", "act", "require", ":none()") .. body:format("v", "young", "forbid", ""))
    answer(0, "import", "p", "r.db", "well.csv", "report.csv")
    local said = answer(1, "check", "p", "r.db", "--as-of", "2005-01-01")
    assert.matches("Note: t came into force on 2001%-07%-01, within 2001: what was recorded in 2001 before that day counts as well\n", said)
    assert.not_matches("[uv] came into force", said)
    assert.matches("t 于 2001%-07%-01 在 2001 之内生效", answer(1, "check", "p", "r.db", "--as-of", "2005-01-01", "--lang", "zh"))
  end)
end)

describe("records that begin only after the day asked about", function()
  setup(function()
    command.begin()
    write("p/p.lua", HEAD .. 'obligation "r" { clause = "act/a", per = report, require = report.filed_on:after "2000-01-01" }\n')
    write("well.csv", "code,class,state\nw1,large,open\n")
    write("report.csv", "code,well,filed_on\np1,w1,2001-01-01\np2,w1,2003-01-01\np3,w1,2034-01-01\n")
    answer(0, "import", "p", "r.db", "well.csv", "report.csv")
  end)
  teardown(command.finish)

  it("are counted by lint, with one of them", function()
    assert.matches("report, 2 on record: begin only after 2002%-01%-01, so that no rule sees them yet %(one of them: report.csv:4%)\n",
      answer(1, "lint", "p", "r.db", "--as-of", "2002-01-01"))
    assert.matches("report，有 1 条：2005%-01%-01 之后才开始", answer(1, "lint", "p", "r.db", "--as-of", "2005-01-01", "--lang", "zh"))
    assert.matches("nothing to look at again", answer(0, "lint", "p", "r.db", "--as-of", "2035-01-01"))
  end)
end)

describe("a text that says that nothing is known", function()
  setup(function()
    command.begin()
    write("p/p.lua", HEAD .. [[
obligation "r" { clause = "act/a", per = well, applies = well.class:is "large", due = "2004-01-01", done = well.reports.filed_on:first() }
]])
    write("well.csv", "code,class,state\nw1,large,open\nw2,N/A,open\nw3,N/A,\nw4,,\n")
    write("report.csv", "code,well,filed_on\np1,w1,2001-01-01\n")
    answer(0, "import", "p", "r.db", "well.csv", "report.csv")
  end)
  teardown(command.finish)

  it("is compared like any other, and told by check, with what to write", function()
    local told = 'Note: well, 2 on record: the text of `class` seems to say that nothing is known, and is compared like any other ("N/A", well.csv:3); '
      .. 'if it means an empty cell, import it with blank = { "N/A" }\n'
    assert.truthy(answer(1, "check", "p", "r.db", "--as-of", "2005-01-01"):find(told, 1, true))
    assert.truthy(answer(0, "report", "p", "r.db", "--as-of", "2005-01-01"):find("2 on record: the text of `class` seems to say", 1, true))
    assert.truthy(answer(1, "check", "p", "r.db", "--as-of", "2005-01-01", "--lang", "zh"):find("“N/A”，well.csv:3", 1, true))
  end)
  it("is not told where the pack asks for it, or asks nothing of the field", function()
    for _, asked in ipairs { 'well.class:is("large", "N/A")', 'well.state:is "open"' } do
      write("q/q.lua", HEAD .. ('obligation "r" { clause = "act/a", per = well, require = %s }\n'):format(asked))
      assert.not_matches("seems to say", command.run("check", "q", "r.db", "--as-of", "2005-01-01").out)
    end
  end)
  it("is an empty cell where an import statement says so", function()
    write("q/q.lua", HEAD .. 'import "wells" { kind = well, code = "code", class = { "class", blank = { "", "N/A" } }, state = "state" }\n'
      .. 'obligation "r" { clause = "act/a", per = well, require = well.class:is "large" }\n')
    answer(0, "import", "q", "s.db", "wells=well.csv", "report.csv")
    local result = command.run("check", "q", "s.db", "--as-of", "2005-01-01")
    assert.matches("r +well +1 +3\n", result.out)
    assert.not_matches("seems to say", result.out)
  end)
end)
