-- What a pack may not say, beyond the mistakes of mistakes.lua: each with words of the message.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", place = "CN", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
instrument "m" { title = "M", issuer = "J", place = "CN", in_force = { from = "2000-01-01", to = "2003-12-31" }, clauses = { a = "…" } }
instrument "later" { title = "L", issuer = "J", place = "CN", in_force = { from = "2004-01-01" }, clauses = { a = "…" } }
obligation "first" { clause = "n/a", due = "2000-12-31", done = enterprise.closed_on }
]]

local function rule(body) return ('obligation "tried" { clause = "n/a", %s }'):format(body) end
local function applies(condition) return rule(('applies = %s, due = "2000-12-31", done = enterprise.closed_on'):format(condition)) end
local function yearly(body) return ('obligation "tried" { clause = "n/a", per = { enterprise, year }, %s }'):format(body) end
local function example(text) return rule(('due = "2000-12-31", done = enterprise.closed_on, examples = { { %s } }'):format(text)) end
local finding = 'kind "finding" { lasting = true, fields = { { "audit", audit, key = true, owner = true, compare_only = true }, { "id", text, key = true } } }\n'
local function report(body) return ('report "tried" { title = "T", per = jurisdiction, %s }'):format(body) end

local refusals = {
  ["versions"] = {
    { "two versions in force on the same days", 'obligation "first@2" { clause = "n/a", due = "2001-12-31", done = enterprise.closed_on }',
      "`first` and `first@2` are versions of one rule and are in force on the same days in CN" },
    { "a version of another sort", 'obligation "first@2" { clause = "later/a", require = enterprise.size:known() }', "must be of the same sort" },
    { "like what is not there", 'obligation "first@2" { like = "frist" }', "like: no obligation is called `frist`. Did you mean `first`?" },
    { "like in a circle", 'obligation "a" { like = "b", clause = "n/a" }\nobligation "b" { like = "a", clause = "n/a" }', "each like the other" },
    { "instruments that never hold together", 'obligation "y" { clause = { "m/a", "later/a" }, due = "2001-12-31", done = enterprise.closed_on }',
      "never in force on the same day" },
  },
  ["for whom a register is complete"] = {
    { "of records without an owner",
      'kind "note" { complete = { "y", whom = enterprise.size:is "large" }, fields = { { "code", text, key = true }, { "on", event, starts = true } } }',
      "the kind note has none; leave it out" },
    { "of records of a place", 'import "enterprise" { complete = { "y", whom = jurisdiction.level:is "city" } }',
      'that of the kind enterprise is a jurisdiction; say where the register is complete: place = "code"' },
    { "by other records", 'import "action" { complete = { "y", whom = enterprise.audits:any() } }', "this asks other records" },
    { "by a term that asks other records",
      'term "enterprise.t" { value = enterprise.audits:any() }\nimport "action" { complete = { "y", whom = enterprise.t } }', "this asks other records" },
    { "by the owner's owner", 'import "action" { complete = { "y", whom = jurisdiction.level:is "city" } }', "this asks another record" },
    { "by a verdict", 'import "action" { complete = { "y", whom = verdict "first".status:is "met" } }', "this asks a verdict" },
    { "by what is no condition", 'import "action" { complete = { "y", whom = enterprise.size } }', "expected a condition, got a text" },
    { "by the record itself", 'import "action" { complete = { "y", whom = action.type:is "fine" } }', "no action is in hand here" },
  },
  ["circles"] = {
    { "terms that define each other", 'term "enterprise.a" { value = ~enterprise.b }\nterm "enterprise.b" { value = ~enterprise.a }',
      "enterprise.a -> enterprise.b -> enterprise.a" },
    { "verdicts that rest on each other", 'obligation "p" { clause = "n/a", applies = verdict "q".status:is "met", due = "2000-12-31",'
      .. 'done = enterprise.closed_on }\n'
      .. 'obligation "q" { clause = "n/a", applies = verdict "p".status:is "met", due = "2000-12-31", done = enterprise.closed_on }', "`p` asks `q` asks `p`" },
    { "a verdict that rests on itself through a term", 'term "enterprise.t" { value = verdict "tried".status:is "met" }\n' .. applies "enterprise.t",
      "`tried` asks `tried`" },
    { "kinds that refer to each other", 'kind "a" { fields = { { "b", b, key = true }, { "noted_on", event, starts = true } } }\n'
      .. 'kind "b" { fields = { { "a", a, key = true }, { "noted_on", event, starts = true } } }', "refer to each other" },
  },
  ["parameters"] = {
    { "rows of unlike types", 'parameter "p" { clause = "n/a", { months(1), from = "2000-01-01" }, { percent(2), from = "2001-01-01" } }',
      "row 2 is a rate, the others are a span" },
    { "a row without its first day", 'parameter "p" { clause = "n/a", { months(1) } }', "row 1 lacks `from`" },
    { "a choice without its direction", 'parameter "p" { clause = "n/a", choose = "stricter", { months(1), from = "2000-01-01" } }', 'stricter = "lower"' },
    { "a choice that is none", 'parameter "p" { clause = "n/a", choose = "strict", { months(1), from = "2000-01-01" } }', 'choose is "nearest" or "stricter"' },
    { "two rows for one day and place",
      'parameter "p" { clause = "n/a", { 1, from = "2000-01-01" }, { 2, from = "2000-01-01" } }', "rows 1 and 2 begin on the same day" },
    { "a row that has a value and none",
      'parameter "p" { clause = "n/a", { 1, from = "2000-01-01", none = "why" } }', "has a value and says that there is none" },
    { "none without words", 'parameter "p" { clause = "n/a", { none = true }, { 1, from = "2000-01-01" } }', "`none` takes a text" },
    { "a row that ends before it begins",
      'parameter "p" { clause = "n/a", { 1, from = "2000-01-01", to = "1999-12-31" } }', "row 1 ends (1999-12-31) before it begins (2000-01-01)" },
    { "a parameter without any value", 'parameter "p" { clause = "n/a", { none = "why" } }', "no row has a value" },
    { "two rows that say there is none",
      'parameter "p" { clause = "n/a", { none = "why" }, { none = "why" }, { 1, from = "2000-01-01" } }', "rows 1 and 2 begin on the same day" },
    { "a row without a clause", 'parameter "p" { { 1, from = "2000-01-01" } }', "cites no clause" },
    { "a parameter that is not there", applies 'enterprise.employees:above(parameter "limits")', "no parameter is called `limits`" },
  },
  ["dates, units and rates"] = {
    { "an event that is asked for knowledge", applies "enterprise.closed_on:missing()", "an event that is blank has not happened" },
    { "a stated date that happens", 'obligation "tried" { clause = "n/a", per = action, applies = action.due_on:happened(), due = days(1), done = action.taken_on }',
      "a stated date is :known() or not" },
    { "a rate as a number", applies "enterprise.audits:share(audit.mode:known()):above(0.6)", "a rate is written percent(60), not 0.6" },
    { "a rate as a text", applies 'enterprise.audits:share(audit.mode:known()):above "60%"', "write percent(60)" },
    { "a number with thousands", applies 'enterprise.sales:above "50,000 CNY"', 'thousands are written without commas: "50000 CNY"' },
    { "a number with a unit it does not have", applies 'enterprise.employees:above "300 people"', "write 300 without quotes" },
    { "sums of unlike units", applies "(enterprise.sales + enterprise.employees):known()", "unlike units: `+`" },
    { "a value in its record's own unit and a number without unit", 'obligation "tried" { clause = "n/a", per = measurement, due = days(1), done = measurement.measured_on,\n'
      .. "applies = measurement.value:above(enterprise.employees) }", "unlike units" },
    { "a product of two numbers with units", 'obligation "tried" { clause = "n/a", per = measurement, due = days(1), done = measurement.measured_on,\n'
      .. "applies = (measurement.value * measurement.limit_value):known() }", "unlike units: `*`" },
    { "columns in two written units", 'kind "heap" { lasting = true, fields = { { "id", text, key = true }, { "in_kg", number, unit = "kg" }, { "in_t", number, unit = "t" } } }\n'
      .. 'obligation "tried" { clause = "n/a", per = heap, require = heap.in_kg:at_most(heap.in_t) }', "unlike units: a number in kg against a number in t" },
    { "days beside days of the year", applies 'enterprise.opened_on:next "31-12":happened()', ':next takes a day of the year, month and day' },
    { "what lies between a higher end and a lower one", applies "enterprise.employees:between(50, 20)", "nothing lies between these: the lower end stands first" },
    { "what lies between an amount and a lower one", applies 'enterprise.sales:between("2 million CNY", "1 million CNY")', "the lower end stands first" },
    { "what lies between a day and an earlier one", applies 'enterprise.opened_on:between("2003-12-31", "2003-01-01")', "the earlier end stands first" },
    { "a date that is a day", applies 'enterprise.opened_on:is "2003-12-31"', 'that a date is some day is asked with :between("2003-12-31", "2003-12-31")' },
    { "a date on a day", applies 'enterprise.opened_on:on "2003-12-31"', 'that a date is some day is asked with :between("2003-12-31", "2003-12-31")' },
    { "a date that is another date", applies 'enterprise.opened_on:is(enterprise.closed_on)', "that a date is some day is asked with :between(day, day)" },
    { "a period that is none", applies 'enterprise.opened_on:during "2003-Q5"', "`2003-Q5` is no period" },
    { "a period whose end comes first", applies 'enterprise.opened_on:during "2003/2001"', '`2003/2001` is no period: the earlier end stands first; write "2001/2003"' },
    { "a span in quotes", rule 'due = "2 months", done = enterprise.closed_on', "a span is written without quotes, months(2)" },
    { "a number with more digits than are kept", applies "enterprise.employees:above(1234567890.1234567)", "more than 15 digits" },
  },
  ["rows, sets and columns"] = {
    { "a method of sets on one row", 'obligation "tried" { clause = "n/a", per = audit, applies = audit:any(), due = days(1), done = audit.completed_on }',
      "a set is a plural path, such as enterprise.audits" },
    { "a field that reports may read",
      'kind "note" { fields = { { "id", text, key = true }, { "noted_on", event, starts = true }, { "theirs", text, compare_only = true } } }\n'
      .. 'obligation "tried" { clause = "n/a", per = note, due = days(1), done = note.noted_on, applies = note.theirs:known() }', "reports may read it, rules may not" },
    { "records that hang on theirs by a reference that reports may read", finding .. 'obligation "tried" { clause = "n/a", per = audit, require = audit.findings:none() }',
      "reports may read them, rules may not" },
    { "a term over such records", finding .. 'term "audit.found" { value = audit.findings:any() }\nobligation "tried" { clause = "n/a", per = audit, require = ~audit.found }',
      "reports may use it, rules may not" },
    { "a unit that no rule could write", 'kind "firm" { lasting = true, fields = { { "id", text, key = true }, { "germs", number, unit = "per 100 mL" } } }',
      'no rule could write "5 per 100 mL": a unit is one word, which begins with no digit' },
    { "a unit that is a scale", 'kind "firm" { lasting = true, fields = { { "id", text, key = true }, { "turnover", number, unit = "million EUR" } } }',
      'its unit is "EUR": rules say "50 million EUR", and a file in million EUR is read with units = 1000000' },
    { "a term over a field that reports may read", 'kind "note" { fields = { { "id", text, key = true }, { "noted_on", event, starts = true }, '
      .. '{ "theirs", text, compare_only = true } } }\nterm "note.t" { value = note.theirs:known() }\n'
      .. 'obligation "tried" { clause = "n/a", per = note, due = days(1), done = note.noted_on, applies = note.t }', "reports may use it, rules may not" },
    { "a record that is not judged", applies "audit.round:above(1)", "to judge each audit say per = audit" },
    { "a yes or no that is asked whether it is one",
      'obligation "z" { clause = "n/a", per = measure, require = measure.verified:is(true) }', "a condition is true or false by itself: write it alone" },
    { "a day without its year", applies 'enterprise.opened_on:after "09-15"', '`09-15` is no date, for it has no year: :next "09-15" finds that day' },
    { "a record that is compared with its key", applies 'enterprise.jurisdiction:is "C1"', 'a record is known by its key, which is a field of it, such as .code:is "C1"' },
    { "a product of two units, with what to write", applies '(enterprise.sales * "2 kg"):above(1)', 'take the one out of its unit first, (… / "1 CNY") * …' },
    { "a stated date that is to have happened", 'obligation "z" { clause = "n/a", per = action, require = action.due_on:happened() }', "that it is over is asked with a day" },
    { "a product of two units", applies '(enterprise.sales * "2 kg"):above(1)', "unlike units: `*` between a number in CNY and a number in kg" },
    { "a period where none is judged", applies "enterprise.audits:during(period):any()", "no period is in hand here" },
    { "a term of a period where none is judged", 'term "enterprise.t" { per = { enterprise, year }, value = enterprise.audits:during(period):any() }\n'
      .. applies "enterprise.t", "is judged per year" },
    { "a column in a condition", applies "enterprise.audits.reported_on", "expected a condition, got the dates of many audits" },
    { "counting a column", applies "enterprise.audits.mode:count():above(1)", ":distinct():count()" },
    { "the neighbours of a row without an owner", 'report "r" { title = "T", per = jurisdiction, columns = { { "c", jurisdiction:later():count() } } }',
      "a jurisdiction has no owner, and :later()" },
    { "a function that gives a set", rule "forbid = function(e) return e end", "a function cannot stand here" },
    { "a boolean made by Lua", applies "true", "`true` is a plain Lua value" },
    { "an index into a set", applies "enterprise.audits[1]:known()", "is not a list" },
  },
  ["rules"] = {
    { "neither dated nor standing", rule "applies = enterprise.size:known()", "neither `due` and `done`, nor `require`, nor `forbid`" },
    { "dated and standing at once", rule 'due = "2000-12-31", done = enterprise.closed_on, require = enterprise.size:known()', "not both" },
    { "no clause", 'obligation "tried" { due = "2000-12-31", done = enterprise.closed_on }', "it cites no clause" },
    { "a clause without its instrument", 'obligation "tried" { clause = "a", due = "2000-12-31", done = enterprise.closed_on }', 'write "instrument/clause"' },
    { "per in quotes", 'obligation "tried" { clause = "n/a", per = "audit", due = days(1), done = audit.completed_on }', "without quotes: per = audit" },
    { "per a plural", 'obligation "tried" { clause = "n/a", per = audits, due = days(1), done = audit.completed_on }', "Did you mean `audit`?" },
    { "per a period that is none", 'obligation "tried" { clause = "n/a", per = { audit, decade }, due = days(1), done = audit.completed_on }', "`decade` is no period" },
    { "a holder that is no role", rule 'holder = "economy", due = "2000-12-31", done = enterprise.closed_on', "Did you mean `economic`?" },
    { "not_given where a condition stands", applies 'not_given "why"', "not_given stands for a day" },
    { "a goal per enterprise", 'quota "tried" { clause = "n/a", counts = enterprise.audits, counted_on = audit.completed_on,\n'
      .. 'goals = { { "C", target = 1, due = "2000-12-31" } } }',
      "per = jurisdiction" },
    { "a goal twice", 'quota "tried" { clause = "n/a", per = jurisdiction, counts = jurisdiction.enterprises, counted_on = enterprise.opened_on,\n'
      .. 'goals = { { "C", target = 1, due = "2000-12-31" }, { "C", target = 2, due = "2000-12-31" } } }', "stands in rows 1 and 2" },
    { "a goal behind one that came to be due in its own days, which would hide it or be hidden",
      'quota "tried" { clause = "n/a", per = jurisdiction, counts = jurisdiction.enterprises,\n'
      .. 'counted_on = enterprise.opened_on, goals = { { "C", target = 1, due = "2000-12-31", to = "2000-12-31" },\n'
      .. '{ "C", target = 2, due = "2002-12-31", from = "2001-01-01" } } }', "what came of one would hide the other" },
    { "goals of one place whose days overlap", 'quota "tried" { clause = "n/a", per = jurisdiction, counts = jurisdiction.enterprises,\n'
      .. 'counted_on = enterprise.opened_on, goals = { { "C", target = 1, due = "2000-12-31", to = "1999-06-30" },\n'
      .. '{ "C", target = 2, due = "2000-12-31", from = "1999-06-30" } } }', 'to = "2012-06-30" in one' },
    { "a goal that begins after it is due", 'quota "tried" { clause = "n/a", per = jurisdiction, counts = jurisdiction.enterprises,\n'
      .. 'counted_on = enterprise.opened_on, goals = { { "C", target = 1, due = "2000-12-31", from = "2001-01-01" } } }', "after it is due" },
    { "a range that begins with the greater number", 'quota "tried" { clause = "n/a", per = jurisdiction, counts = jurisdiction.enterprises,\n'
      .. 'counted_on = enterprise.opened_on, goals = { { "C", yearly = { [2001] = { 15, 10 } } } } }', "begins with the greater number" },
    { "an exception to nothing",
      'exception "e" { clause = "n/a", to = "frist", applies = enterprise.size:known() }', "no rule and no exception is called `frist`. Did you mean `first`?" },
    { "a waiver of nothing", 'waivable "y" { clause = "n/a" }', "no rule is called `y`" },
    { "a verdict of one version", applies 'verdict "first@2004".status:is "met"', "asked of the rule, not of one version" },
    { "a verdict's field that is none", applies 'verdict "first".state:is "met"', "Did you mean `status`?" },
    { "a verdict outside its period", yearly 'require = enterprise.size:known(), evidence = enterprise.audits:during(period)'
      .. '\nobligation "other" { clause = "n/a", '
      .. 'applies = verdict "tried".status:is "met", due = "2000-12-31", done = enterprise.closed_on }', "judges each year" },
  },
  ["examples"] = {
    { "a field that is not there", example 'at = "2001-01-01", enterprise = { sise = "large" }, status = "met"',
      "enterprise has no field `sise`. Did you mean `size`?" },
    { "records inside the one that they belong to", 'obligation "x" { clause = "n/a", require = enterprise.size:given(),\n'
      .. '  examples = { { at = "2000-01-01", enterprise = { audits = { {} } }, status = "met" } } }',
      "Records stand beside one another, each under its kind: audits = { { … }, … } in the example itself" },
    { "a value that is none", example 'at = "2001-01-01", enterprise = { size = "big" }, status = "met"',
      "`big` is not one of" },
    { "a status that is none", example 'at = "2001-01-01", enterprise = {}, status = "breached"',
      "`breached` is no status of this rule" },
    { "no date", example 'enterprise = {}, status = "met"', "lacks its as-of date" },
  },
  ["reports"] = {
    { "a key of the report in a column", report 'columns = { { "n", jurisdiction.name, total = true } }',
      '`total` belongs to the report and stands beside `columns`, not in column "n"' },
    { "a key of nothing in a column", report 'columns = { { "n", jurisdiction.name, width = 3 } }', 'column "n" is a heading and a value, and has no key `width`' },
    { "no columns", report "", "lacks `columns`" },
    { "a column without a value", report 'columns = { { "a" } }', "has no value" },
    { "a plain value in a cell", report 'columns = { { "a", 5 } }', "a cell shows the value of an expression" },
    { "across without its period", report 'across = year, columns = { { "a", jurisdiction.name } }', "per = { jurisdiction, year }" },
  },
  ["declarations"] = {
    { "a text in force before it begins",
      'instrument "i" { title = "I", issuer = "J", in_force = { from = "2001-01-01", to = "2000-01-01" }, clauses = { a = "…" } }',
      "ends (2000-01-01) before it begins" },
    { "an instrument without its issuer", 'instrument "i" { title = "I", in_force = { from = "2001-01-01" }, clauses = { a = "…" } }', "lacks `issuer`" },
    { "a clause without its number",
      'instrument "i" { title = "I", issuer = "J", in_force = { from = "2001-01-01" }, clauses = { "…" } }', "a clause needs its number" },
    { "codes as numbers", 'codes "c" { clause = "n/a", 310 }', 'write "310"' },
    { "a field without a type", 'kind "k" { fields = { { "a" } } }', "has no type" },
    { "a field's type in quotes", 'kind "k" { fields = { { "a", "text", key = true } } }', "a word without quotes" },
    { "a field's option that is none", 'kind "k" { fields = { { "a", text, kee = true } } }', "no key `kee`. Did you mean `key`?" },
    { "a field of a type that is none", 'kind "k" { fields = { { "a", txt, key = true } } }', "Did you mean `text`?" },
    { "a built-in kind", 'kind "audit" { fields = { { "a", text, key = true } } }', "`audit` is a built-in kind" },
    { "a term over a field", 'term "enterprise.size" { value = enterprise.sector }', "is a field already" },
    { "a term of no kind", 'term "big" { value = enterprise.size:is "large" }', "a term's name is kind.name" },
    { "a table that holds itself", 'local t = {}\nt.t = t\nkind "k" { fields = t }', "this table holds itself" },
    { "a statement nobody knows", 'obligaton "y" { clause = "n/a" }', "nothing is called `obligaton`. Did you mean `obligation`?" },
    { "a statement without its name", 'obligation { clause = "n/a" }', "needs its name in quotes" },
    { "what a pack does not have", 'local now = os.time()\nobligation "y" { clause = "n/a", due = now, done = enterprise.closed_on }', "is not available" },
    { "a global function", "function helper() return 1 end", "write `local function helper(…)`" },
  },
}

describe("A pack is refused for", function()
  local topics = {}
  for topic in pairs(refusals) do topics[#topics + 1] = topic end
  table.sort(topics)
  for _, topic in ipairs(topics) do
    for _, refusal in ipairs(refusals[topic]) do
      it(("%s (%s)"):format(refusal[1], topic), function()
        local shown = {}
        for _, found in ipairs(packs.refuse(head .. refusal[2])) do
          shown[#shown + 1] = ("%s:%s: %s"):format(found.line, found.column, found.message)
          if found.message:find(refusal[3], 1, true) and found.line > 4 then return end
        end
        error(("no message says: %s\n%s"):format(refusal[3], table.concat(shown, "\n")))
      end)
    end
  end
end)

describe("Errors of a pack", function()
  it("come several at once, in the order of the text, each once", function()
    local found = packs.refuse(head .. 'obligation "a" { clause = "n/b", due = "2000-13-31", done = enterprise.closed }\n'
      .. 'obligation "b" { like = "a", clause = "later/a" }\n' .. applies "enterprise.sise:known()")
    local lines, messages = {}, {}
    for i, entry in ipairs(found) do lines[i], messages[entry.message] = entry.line, (messages[entry.message] or 0) + 1 end
    assert.same({ 5, 5, 5, 7 }, lines)
    for _, count in pairs(messages) do assert.equal(1, count) end
    assert.equal('obligation "a" { clause = "n/b", due = "2000-13-31", done = enterprise.closed }', found[1].source_line)
  end)

  it("of one file do not blame another for names that the broken one would have given", function()
    local found = packs.refuse { ["a.lua"] = head .. "obligation (", ["b.lua"] = 'obligation "y" { clause = "z/a", due = "2000-12-31", done = enterprise.closed_on }' }
    assert.equal(1, #found)
    assert.equal("a.lua", found[1].file)
  end)

  it("are shown with the line and a caret under the place, also after full-width characters", function()
    local problems = require "mandate.language.problems"
    local text = problems.text { file = "a.lua", line = 2, column = 8, message = "m", source_line = '"清洁", x = y' }
    assert.equal('a.lua:2:8: m\n  "清洁", x = y\n           ^', text)
  end)
end)

describe("A pack is warned of", function()
  local function warnings(text)
    local list = {}
    for i, entry in ipairs(packs.load(head .. text).warnings) do list[i] = entry.message end
    return table.concat(list, "\n")
  end

  it("forbid without evidence, which never finds compliance", function()
    assert.truthy(warnings('obligation "y" { clause = "n/a", forbid = enterprise.audits }'):find("forbid without `evidence`", 1, true))
  end)

  it("a plan year outside its instrument, unless a reading says why", function()
    local quota = 'quota "q" { clause = "later/a", per = jurisdiction, counts = jurisdiction.enterprises, counted_on = enterprise.opened_on%s,\n'
      .. 'goals = { { "C", yearly = { [2003] = 5 } } } }'
    assert.truthy(warnings(quota:format ""):find("the year 2003", 1, true))
    assert.equal("", warnings(quota:format ', reading = "the source prints it"'))
  end)

  local function with_parameter(rows, body)
    return warnings(('parameter "p" { clause = "n/a", %s }\nobligation "y" { %s }'):format(rows, body or 'clause = "n/a", require = enterprise.employees:at_most(parameter "p")'))
  end

  it("a parameter that has no value on days or in places for which a rule may ask it", function()
    local wanted = '`y` may ask parameter "p" %s, where it has no value'
    assert.equal("", with_parameter '{ 1, from = "1996-01-01" }')
    assert.equal("", with_parameter '{ 1, from = "1990-01-01", to = "1999-12-31" }, { 2, from = "2000-01-01" }')
    assert.truthy(with_parameter('{ 1, from = "1996-01-02" }'):find(wanted:format "from 1996-01-01 to 1996-01-01 in CN", 1, true))
    assert.truthy(with_parameter('{ 1, from = "1996-01-01", to = "1999-12-31" }, { 2, from = "2000-01-02" }'):find(wanted:format "from 2000-01-01 to 2000-01-01 in CN", 1, true))
    assert.truthy(with_parameter('{ 1, from = "1997-01-01", to = "1999-12-31" }, { 2, from = "2000-01-02", to = "2000-12-31" }'):find(
      wanted:format "from 1996-01-01 to 1996-12-31, from 2000-01-01 to 2000-01-01 and from 2001-01-01 on in CN", 1, true))
    assert.truthy(with_parameter('to = "2010-12-31", { 1, from = "1996-01-01" }'):find(wanted:format "from 2011-01-01 on in CN", 1, true))
    assert.truthy(with_parameter('{ 1, from = "1990-01-01", place = "C" }'):find(wanted:format "from 1996-01-01 on in CN", 1, true))
    assert.equal("", with_parameter('{ 1, from = "1990-01-01", place = "C" }, { none = "it is left to the cities" }',
      'clause = "n/a", require = ~enterprise.employees:above(parameter "p")'))
    assert.equal("", with_parameter '{ 1, from = "1990-01-01", place = "CN" }')
  end)

  it("the same through a term, a decision and an exception, on the days on which each can ask", function()
    local through = 'term "enterprise.t" { value = enterprise.employees:at_most(parameter "p") }\n'
      .. 'decision "enterprise.d" { clause = "m/a", columns = { enterprise.employees }, rows = { { above(parameter "p"), yes }, { at_most(parameter "p"), no } } }\n'
    local function of(rows, require) return warnings(through .. ('parameter "p" { clause = "n/a", %s }\nobligation "y" { clause = "n/a", require = %s }'):format(rows, require)) end
    assert.truthy(of('{ 1, from = "2001-01-01" }', "enterprise.t"):find("from 1996-01-01 to 2000-12-31", 1, true))
    assert.truthy(of('{ 1, from = "2001-01-01" }', "enterprise.d"):find("from 2000-01-01 to 2000-12-31", 1, true)) -- its text begins in 2000
    assert.falsy(of('{ 1, from = "2000-01-01", to = "2003-12-31" }', "enterprise.d"):find("may ask parameter", 1, true))
    local excepted = 'exception "e" { clause = "later/a", to = "first", applies = enterprise.employees:below(parameter "p") }'
    assert.truthy(warnings('parameter "p" { clause = "n/a", { 1, from = "2005-01-01" } }\n' .. excepted):find('`e` may ask parameter "p" from 2004-01-01 to 2004-12-31', 1, true))
  end)

  it("a decision of which no version is in force on days or in places for which a rule may ask it, unless a table without a clause says what holds then", function()
    local wanted = '`y` may ask the decision `enterprise.d` %s, where it has no value'
    local function of(versions, require)
      local text = ""
      for i, keys in ipairs(versions) do
        text = text
          .. ('decision "enterprise.d@%d" { %s, columns = { enterprise.employees }, hit = "first",\n  rows = { { above(3), yes }, { any, not_given "none" } } }\n'):format(i, keys)
      end
      return warnings(text .. 'term "enterprise.t" { value = enterprise.d }\n' .. ('obligation "y" { clause = "n/a", require = %s }'):format(require or "enterprise.t"))
    end
    assert.equal("", of { 'clause = "n/a"' })
    assert.truthy(of({ 'clause = "later/a"' }):find(wanted:format "from 1996-01-01 to 2003-12-31 in CN", 1, true))
    assert.truthy(of({ 'clause = "m/a"', 'clause = "later/a"' }, "enterprise.d"):find(wanted:format "from 1996-01-01 to 1999-12-31 in CN", 1, true))
    assert.truthy(of({ 'clause = "n/a", place = "C"' }):find(wanted:format "from 1996-01-01 on in CN", 1, true))
    assert.equal("", of { 'clause = "later/a"', 'reading = "none before 2004"' })
  end)

  it("a due span is read on the as-of day where no `arises` is given, however late that is", function()
    local dated = 'clause = "m/a", %sdue = parameter "p", done = enterprise.closed_on'
    local rows = '{ days(5), from = "2000-01-01", to = "2003-12-31" }'
    assert.truthy(with_parameter(rows, dated:format ""):find("from 2004-01-01 on", 1, true))
    assert.equal("", with_parameter(rows, dated:format "arises = enterprise.listings.published_on:first(), "))
  end)

  it("a row that holds longer than the text it cites", function()
    assert.truthy(with_parameter('{ 1, from = "1996-01-01", clause = "m/a" }'):find('row 1 holds after 2003-12-31, the last day of `m`', 1, true))
    assert.equal("", with_parameter '{ 1, from = "1996-01-01", clause = "m/a" }, { 2, from = "2004-01-01", clause = "later/a" }')
  end)

  it("a function's number against one whose unit stands in its record", function()
    local told = warnings 'term "measurement.t" { value = measurement.value:above(function() return 5 end) }'
    assert.truthy(told:find("the unit of this number stands in `unit` of its record", 1, true))
    assert.falsy(warnings('term "enterprise.t" { value = enterprise.employees:above(function() return 5 end) }'):find("stands in", 1, true))
  end)
  it("or_else on a field whose empty cell is unknown", function()
    assert.truthy(warnings('term "enterprise.t" { value = enterprise.size:or_else "small" }'):find("stays unknown", 1, true))
  end)

  it("known and missing where a rule asks whom it binds, in terms and exceptions, too: they free who is not known", function()
    local asking = 'obligation "y" { clause = "n/a", applies = %s, require = enterprise.audits:any() }'
    assert.truthy(warnings(asking:format 'enterprise.size:known() & enterprise.size:is "large"'):find("applies: `:known()` makes a plain no", 1, true))
    assert.truthy(warnings(asking:format "enterprise.sized" .. 'term "enterprise.sized" { value = ~enterprise.size:missing() }'):find("`:missing()` makes a plain yes", 1, true))
    assert.truthy(warnings(asking:format 'enterprise.size:is "large"' .. 'exception "e" { clause = "n/a", to = "y", applies = enterprise.sector:missing() }'):find(
      "exception e: `:missing()`", 1, true))
    local sort = 'decision "enterprise.sort" { clause = "n/a", hit = "first", columns = { enterprise.size:known() }, rows = { { yes, "a" }, { any, "b" } } }\n'
    assert.truthy(warnings(sort
      .. asking:format 'enterprise.sort:is "a"'):find("applies: `:known()` makes a plain no", 1, true)) -- in a column of a decision
    assert.equal("", warnings(asking:format "enterprise.size:given()" .. 'obligation "z" { clause = "n/a", require = enterprise.size:known() }'))
    assert.equal("", warnings 'obligation "y" { clause = "n/a", per = measurement, applies = measurement.value:above "5 mg/L", require = measurement.value:known() }')
  end)

  it("a duty that is done by the event that brings its subject into being, with the owner to be judged instead", function()
    local kind = 'kind "statement" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "closed_on", date }, '
      .. '{ "filed_on", event, starts = true }, { "checked_on", event } } }\n'
    local function done(by) return warnings(kind .. ('obligation "y" { clause = "n/a", per = statement, due = statement.closed_on + months(3), done = %s }'):format(by)) end
    local said = done "statement.filed_on"
    assert.truthy(said:find("is never found", 1, true))
    assert.truthy(said:find("per = enterprise, done = enterprise.statements:where(…).filed_on:first()", 1, true))
    assert.truthy(done("statement.filed_on | statement.checked_on"):find("is never found", 1, true))
    assert.equal("", done "statement.checked_on")
  end)
end)
