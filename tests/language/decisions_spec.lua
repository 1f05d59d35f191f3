-- Decisions while a pack loads: what a table may hold, what is proved of it, and what is said where it is wrong.
local packs = require "tests.support.packs"
local problems = require "mandate.language.problems"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
instrument "old" { title = "O", issuer = "J", in_force = { from = "1996-01-01", to = "2003-06-30" }, clauses = { a = "…" } }
instrument "new" { title = "M", issuer = "J", in_force = { from = "2003-07-01" }, clauses = { a = "…" } }
instrument "late" { title = "L", issuer = "J", in_force = { from = "2005-01-01" }, clauses = { a = "…" } }
codes "heavy" { clause = "n/a", "3110", "22" }
parameter "limit" { clause = "n/a", { percent(60), from = "2001-01-01" }, { percent(50), from = "2004-01-01" } }
parameter "least" { clause = "n/a", { 10, from = "2001-01-01" } }
]]

-- The table's columns stand in line 9, its first row in line 10.
local function decision(columns, rows, more)
  return head .. 'decision "enterprise.class" { clause = "n/a", ' .. (more or "") .. "\n  columns = { " .. columns .. " },\n  rows = { " .. rows .. " } }\n"
end
local function first(columns, rows) return decision(columns, rows, 'hit = "first", ') end

local employees, sales = "enterprise.employees", "enterprise.sales"
local audits = "enterprise.audits:share(audit.completed_on:happened())"

local function shown(list)
  local lines = {}
  for i, entry in ipairs(list) do lines[i] = problems.text(entry) end
  return table.concat(lines, "\n")
end

local function refused(text, message, line, column)
  local errors = packs.refuse(text)
  for _, found in ipairs(errors) do
    if found.message:find(message, 1, true) and (not line or found.line == line) and (not column or found.column == column) then return end
  end
  error(("no message in line %s, column %s says: %s\n%s"):format(line or "any", column or "any", message, shown(errors)), 2)
end

local function warned(text, message)
  local pack = packs.load(text)
  for _, found in ipairs(pack.warnings) do
    if found.message:find(message, 1, true) then return end
  end
  error(("no warning says: %s\n%s"):format(message, shown(pack.warnings)), 2)
end

local function silent(text)
  local pack = packs.load(text)
  assert(#pack.warnings == 0, shown(pack.warnings))
  return pack
end

local mistakes = {
  { "a cell too few", decision(employees .. ", " .. sales, '{ any, "a" }'), "row 1 holds 2 values; it takes a cell for each of the 2 columns", 10, 12 },
  { "a cell too many", decision(employees, '{ any, any, "a" }'), "row 1 holds 3 values", 10, 12 },
  { "a cell's word misspelt", decision(employees, '{ at_leest(3), "a" }, { below(3), "b" }'), "nothing is called `at_leest`", 10, 14 },
  { "the right word beside it", decision(employees, '{ at_leest(3), "a" }, { below(3), "b" }'), "Did you mean `at_least`?", 10, 14 },
  { "`any` misspelt", first(employees, '{ at_least(3), "a" }, { anny, "b" }'), "Did you mean `any`?", 10, 36 },
  { "a number without its unit", first(sales, '{ at_least(400000000), "a" }, { any, "b" }'), 'needs its unit in quotes, such as "400 million CNY"', 10, 23 },
  { "a date's question of a number", first(employees, '{ before "2003-01-01", "a" }, { any, "b" }'), "`before` cannot be asked of a number", 10, 14 },
  { "a yes for a number", first(employees, '{ yes, "a" }, { any, "b" }'), "`yes` is for a column that is a condition; column 1 is a number", 10, 14 },
  { "yes in quotes", first("enterprise.audits:any()", '{ "yes", "a" }, { any, "b" }'), 'its cells are yes, no or any, without quotes, not "yes"', 10, 14 },
  { "true for yes", first("enterprise.audits:any()", '{ true, "a" }, { any, "b" }'), "its cells are yes, no or any, without quotes, not true", 10 },
  { "the column named again", first(employees, '{ enterprise.employees:above(3), "a" }, { any, "b" }'), "a cell says what column 1 must be, without naming it again", 10 },
  { "a value that the field never has", first("enterprise.size", '{ "larg", "a" }, { any, "b" }'), "Did you mean `large`?", 10, 14 },
  { "a set as a column", first("enterprise.audits", '{ yes, "a" }, { any, "b" }'),
    "column 1 is one value, not a set of audits; end it with :any(), :count() or :share(…)", 9, 15 },
  { "a plain value as a column", first("5", '{ yes, "a" }, { any, "b" }'), "column 1 is an expression about enterprise", 9, 15 },
  { "columns with names", head .. 'decision "enterprise.c" { clause = "n/a", columns = { e = enterprise.employees }, rows = { { any, "a" } } }\n', "has no order", 8 },
  { "no columns", head .. 'decision "enterprise.c" { clause = "n/a", rows = { { any, "a" } } }\n', "it lacks `columns`", 8, 1 },
  { "no clause", head .. 'decision "enterprise.c" { columns = { enterprise.employees }, rows = { { any, "a" } } }\n', "it cites no clause", 8, 1 },
  { "a hit that is none", decision(employees, '{ any, "a" }', 'hit = "last", '),
    'hit is "unique" or "first" or "any" or "sum of" or "count of" or "highest" or "lowest", not last', 8 },
  { "an expression where rows that hold together are held against each other", decision(employees, '{ any, enterprise.size }', 'hit = "any", '),
    'with hit = "any" a result is a value that is written out, or not_given "why": whether rows that hold together say the same is seen', 10 },
  { "an expression that is only counted", decision(employees, '{ any, enterprise.size }', 'hit = "count of", '), "it is not asked, only counted", 10 },
  { "a sum of texts", decision(employees, '{ any, "a" }', 'hit = "sum of", '), 'hit = "sum of" is of numbers; this result is a text', 10 },
  { "a sum of rates", decision(employees, '{ any, percent(5) }', 'hit = "sum of", '), 'hit = "sum of" is of numbers; this result is a rate', 10 },
  { "the highest of days", decision(employees, '{ any, "2003-01-01" }', 'hit = "highest", '), 'hit = "highest" is of numbers', 10 },
  { "the highest of numbers in units of their own", head
    .. 'decision "measurement.t" { clause = "n/a", hit = "highest", columns = { measurement.pollutant }, rows = { { any, measurement.value } } }\n',
    "this one has a unit of its own in each record", 8 },
  { "a count among versions that give texts", head .. 'decision "enterprise.class@1" { clause = "old/a", columns = { enterprise.employees }, rows = { { any, "a" } } }\n'
    .. 'decision "enterprise.class@2" { clause = "new/a", hit = "count of", columns = { enterprise.employees }, rows = { { any, "a" } } }\n',
    "it counts rows, which gives a number; other versions give a text", 9 },
  { "a name without its kind", head .. 'decision "size" { clause = "n/a", columns = { enterprise.employees }, rows = { { any, "a" } } }\n',
    "a decision's name is kind.name", 8, 1 },
  { "the name of a field", head .. 'decision "enterprise.size@2003" { clause = "n/a", columns = { enterprise.employees }, rows = { { any, "a" } } }\n',
    "enterprise.size is a field already", 8, 1 },
  { "the name of a term", decision(employees, '{ any, "a" }') .. 'term "enterprise.class" { value = enterprise.size:known() }\n', "enterprise.class is a", nil, nil },
  { "results of unlike types", first(employees, '{ at_least(3), 1.2 }, { any, "large" }'), "`large` is no number", 10, 41 },
  { "a list of codes as a column", first('codes "heavy"', '{ "22", "a" }, { any, "b" }'), "a list of codes stands in its cells", 9, 15 },
  { "a list of codes as a result", first(employees, '{ any, codes "heavy" }'), "a list of codes is no single text", 10 },
  { "a result that is a set", first(employees, '{ any, enterprise.audits }'), "a result is one value, not a set of audits", 10 },
  { "only results that the law leaves open", first(employees, '{ any, not_given "why" }'), "none of its rows gives a value", nil, nil },
  { "a result that nobody can get", first(employees, '{ at_least(3), "large" }, { any, "small" }')
    .. 'obligation "x" { clause = "n/a", require = enterprise.class:is "larg" }\n', "`larg` is not one of: large, small. Did you mean `large`?", 11 },
  { "a word of cells elsewhere", head .. 'obligation "x" { clause = "n/a", require = any }\n', "`any` stands only in the rows of a decision", 8 },
  { "a question of cells elsewhere", head .. 'obligation "x" { clause = "n/a", require = at_least(3) }\n', "stands only in the rows of a decision", 8 },
  { "a local that hides a cell's word", decision(employees, '{ any, "a" }') .. "local any = 1\n", "`any` is a word of the cells of a decision", 11, 7 },
  { "a decision that rests on itself", head .. 'decision "enterprise.class" { clause = "n/a", columns = { enterprise.again }, rows = { { any, "a" } } }\n'
    .. "term \"enterprise.again\" { value = enterprise.class:is \"a\" }\n", "define each other in a circle" },
  { "versions of unlike types", head .. 'decision "enterprise.class@1" { clause = "old/a", columns = { enterprise.employees }, rows = { { any, "a" } } }\n'
    .. 'decision "enterprise.class@2" { clause = "new/a", columns = { enterprise.employees }, rows = { { any, 2 } } }\n', "this is text", 9 },
  { "a version that is like none", head .. 'decision "enterprise.class@1" { clause = "old/a", columns = { enterprise.employees }, rows = { { any, "a" } } }\n'
    .. 'decision "enterprise.class@2" { clause = "new/a", like = "enterprise.class@22" }\n', "no decision is called `enterprise.class@22`. Did you mean `enterprise.class@1`?", 9 },
}

describe("A decision that is written wrongly", function()
  for _, mistake in ipairs(mistakes) do
    it("is refused where it stands: " .. mistake[1], function() refused(mistake[2], mistake[3], mistake[4], mistake[5]) end)
  end
end)

describe("A gap in a table", function()
  it("between two rows is refused, with values that fall into it", function()
    refused(decision(employees, '{ above(300), "a" }, { below(300), "b" }'), "no row holds for enterprise.employees = 300", 10, 10)
  end)
  it("between two numbers is found, too", function()
    refused(decision(employees, '{ at_least(300), "a" }, { at_most(100), "b" }'), "no row holds for enterprise.employees = 200")
  end)
  it("in a corner of two columns is found", function()
    refused(decision(employees .. ", " .. sales, '{ at_least(300), at_least "30 million CNY", "a" }, { below(300), any, "b" }, { at_least(300), below "20 million CNY", "c" }'),
      'no row holds for enterprise.employees = 300, enterprise.sales = 20 million CNY')
  end)
  it("of the words of a closed field is closed by naming them all", function()
    silent(decision("enterprise.size", '{ is("large", "medium"), "a" }, { is("small", "micro"), "b" }'))
    refused(decision("enterprise.size", '{ is("large", "medium"), "a" }, { "small", "b" }'), 'no row holds for enterprise.size = "micro"')
  end)
  it("of an open text stays open, whatever words are named", function()
    refused(decision("enterprise.sector", '{ is(codes "heavy"), "a" }, { is("13", "14"), "b" }'), "no row holds for enterprise.sector = any other text")
    refused(decision("enterprise.sector", '{ starts_with "3", "a" }, { starts_with "1", "b" }'), "any other text")
    silent(decision("enterprise.sector", '{ starts_with "3", "a" }, { ~starts_with "3", "b" }'))
  end)
  it("between days is no gap where they follow each other", function()
    local opened = "enterprise.opened_on"
    silent(decision(opened, '{ by "1999-12-31", "a" }, { on_or_after "2000-01-01", "b" }'))
    refused(decision(opened, '{ before "1999-12-31", "a" }, { on_or_after "2000-01-01", "b" }'), "enterprise.opened_on = 1999-12-31")
    silent(decision(opened, '{ before "2000-01-01", "a" }, { during "2000/2001", "b" }, { after "2001-12-31", "c" }'))
  end)
  it("of a count is none between whole numbers or below 0", function()
    silent(decision("enterprise.audits:count()", '{ 0, "a" }, { between(1, 3), "b" }, { at_least(4), "c" }'))
    refused(decision("enterprise.audits:count()", '{ 0, "a" }, { between(1, 3), "b" }, { at_least(5), "c" }'), "count() = 4")
  end)
  it("of a share is none below 0 and above 1", function()
    silent(decision(audits, '{ percent(0), "a" }, { above(percent(0)) & below(percent(100)), "b" }, { percent(100), "c" }'))
    refused(decision(audits, '{ percent(0), "a" }, { above(percent(10)), "b" }'), "= 5%")
  end)
  describe("of days", function()
    local loan = 'kind "loan" { lasting = true, fields = { { "code", text, key = true }, { "given_on", date }, { "back_on", date }, { "term", number, unit = "days" } } }\n'
      .. 'term "loan.length" { value = loan.back_on - loan.given_on }\n'
    local function lasting(column)
      return head .. loan .. ('decision "loan.sort" { clause = "n/a", columns = { %s },\n  rows = { { at_most "2 days", "a" }, { at_least "3 days", "b" } } }\n'):format(column)
    end
    it("is none between whole ones, which those between two dates are, and sums and picks of such", function()
      for _, column in ipairs { "loan.back_on - loan.given_on", "loan.length", "loan.length + loan.length", "-loan.length" } do silent(lasting(column)) end
      silent((lasting "loan.length":gsub("loan.sort", "enterprise.sort"):gsub("{ loan.length }", '{ enterprise.audits.took:max() }'))
        .. 'term "audit.took" { value = audit.completed_on - audit.started_on }\n')
    end)
    it("is one in a field in days, and in half of such days", function()
      refused(lasting "loan.term", "no row holds for loan.term = 2.5 days")
      refused(lasting "loan.length / 2", "= 2.5 days")
      refused(lasting "loan.length + loan.term", "= 2.5 days")
    end)
  end)
  it("is none beyond the ends that a field states", function()
    local pond = 'kind "pond" { lasting = true, fields = { { "code", text, key = true }, { "depth", number, min = 0, max = 50 }, { "lead", number, sign = "lead_sign", min = 1 }, '
      .. '{ "lead_sign", text }, { "zinc", number, sign = "lead_sign", min = 0 } } }\nterm "pond.deep" { value = pond.depth }\n'
    local function table_of(column, rows) return head .. pond .. ('decision "pond.sort" { clause = "n/a", columns = { %s },\n  rows = { %s } }\n'):format(column, rows) end
    silent(table_of("pond.depth", '{ 0, "a" }, { above(0), "b" }'))
    silent(table_of("pond.deep", '{ 0, "a" }, { above(0) & at_most(50), "b" }'))
    silent(table_of("pond.zinc", '{ 0, "a" }, { above(0), "b" }'))
    refused(table_of("pond.depth", '{ 0, "a" }, { at_least(0.1), "b" }'), "no row holds for pond.depth = 0.05")
    refused(table_of("pond.depth", '{ above(-100) & at_most(10), "a" }, { 50, "b" }'), "no row holds for pond.depth = 30")
    refused(table_of("pond.depth", '{ above(60), "a" }, { at_most(60), "b" }'), "row 1 never holds")
    refused(table_of("pond.lead", '{ at_least(1), "a" }'), "no row holds for pond.lead = 0.5") -- half of what lies below a limit
  end)
  it("of a condition is closed by yes and no", function()
    silent(decision("enterprise.audits:any()", '{ yes, "a" }, { no, "b" }'))
    refused(decision("enterprise.audits:any()", '{ yes, "a" }'), "no row holds for enterprise.audits:any() = no")
  end)
  it("can be the law's own, said with not_given", function()
    silent(first(employees, '{ at_least(300), "a" }, { any, not_given "the standard names no class" }'))
  end)
end)

describe("Rows that overlap", function()
  it("are refused where only one may hold, with values for which both do", function()
    refused(decision(employees, '{ at_least(300), "a" }, { at_most(300), "b" }'), "rows 1 and 2 both hold for enterprise.employees = 300", 10, 36)
  end)
  it("are no mistake where the first that holds counts", function() silent(first(employees, '{ at_least(300), "a" }, { at_least(20), "b" }, { any, "c" }')) end)
  it("are none where one column keeps them apart", function()
    silent(decision(employees .. ", " .. sales, '{ at_least(300), at_least "30 million CNY", "a" }, { at_least(300), below "30 million CNY", "b" }, { below(300), any, "c" }'))
  end)
  it("are found between a list of codes and a text that it holds", function()
    refused(decision("enterprise.sector", '{ is(codes "heavy"), "a" }, { "22", "b" }, { ~is("22", "3110"), "c" }'), 'both hold for enterprise.sector = "22"')
  end)
  it("are judged for every value that a parameter has had", function()
    silent(decision(audits, '{ above(parameter "limit"), "a" }, { at_most(parameter "limit"), "b" }'))
    refused(decision(audits, '{ above(parameter "limit"), "a" }, { at_most(percent(50)), "b" }'), 'where parameter "limit" is 60%')
    refused(decision(audits, '{ above(parameter "limit"), "a" }, { at_most(percent(60)), "b" }'), 'where parameter "limit" is 50%')
  end)
end)

describe("Rows that may hold together", function()
  local function hit(word, columns, rows) return decision(columns, rows, ('hit = "%s", '):format(word)) end
  it("and say the same are no mistake with `any`", function()
    silent(hit("any", employees, '{ at_least(300), "a" }, { at_most(300), "a" }'))
    silent(hit("any", employees, '{ at_least(300), not_given "why" }, { above(300), not_given "why" }, { below(300), "a" }'))
  end)
  it("and do not are refused, with values for which both hold", function()
    refused(hit("any", employees, '{ at_least(300), "a" }, { at_most(300), "b" }'), "rows 1 and 2 both hold for enterprise.employees = 300, and do not say the same", 10, 36)
    refused(hit("any", employees, '{ at_least(300), "a" }, { at_most(300), not_given "why" }'), "and do not say the same")
    refused(decision(employees, '{ at_least(300), "a" }, { at_most(300), "a" }'), '"any" if they say the same')
  end)
  it("are warned of where nothing proves that they do not", function()
    warned(hit("any", sales, '{ above(enterprise.assets), "a" }, { any, "b" }'), "that rows 1 and 2 never hold together cannot be proved")
  end)
  it("leave a gap with `any`, `highest` and `lowest`, and none where they are added or counted", function()
    for _, word in ipairs { "any", "highest", "lowest" } do refused(hit(word, employees, "{ above(300), 1 }, { above(400), 1 }"), "no row holds for enterprise.employees = ") end
    for _, word in ipairs { "sum of", "count of" } do silent(hit(word, employees, "{ above(300), 1 }, { above(400), 1 }")) end
  end)
  it("are refused where one of them never holds", function()
    refused(hit("sum of", employees, "{ above(300) & below(200), 1 }, { above(400), 1 }"), "row 1 never holds")
  end)
  it("are counted in whole numbers that are not below 0, so that a table of how many there are has no gap between them", function()
    local counted = hit("count of", employees, '{ above(300), "a" }, { above(400), "b" }')
    local function of(rows) return counted .. ('decision "enterprise.rank" { clause = "n/a", columns = { enterprise.class }, rows = { %s } }\n'):format(rows) end
    silent(of '{ 0, "a" }, { 1, "b" }, { at_least(2), "c" }')
    refused(of '{ 0, "a" }, { at_least(2), "c" }', "no row holds for enterprise.class = 1")
    refused(counted:gsub("count of", "sum of"):gsub('"a" }', "1 }"):gsub('"b" }', "2 }")
      .. 'decision "enterprise.rank" { clause = "n/a", columns = { enterprise.class }, rows = { { 0, "a" }, { 1, "b" }, { at_least(2), "c" } } }\n',
      "no row holds for enterprise.class = -1")
  end)
  it("give a number where they are counted, whatever they say", function()
    assert.equal("number", silent(hit("count of", employees, '{ above(300), "a" }, { above(400), "b" }')).terms["enterprise.class"].type.k)
    assert.equal("rate", silent(hit("highest", employees, "{ any, percent(5) }, { above(400), percent(7) }")).terms["enterprise.class"].type.k)
  end)
end)

describe("Several results", function()
  local function two(rows, more) return decision(employees, rows, ('results = { "rate", "form" }, %s'):format(more or "")) end
  local function asks(question) return ('obligation "x" { clause = "n/a", require = %s }\n'):format(question) end
  local rows = '{ at_least(300), 2, "a" }, { below(300), 1, "b" }'
  it("are each read by their name, and of a type of their own", function()
    local pack = silent(two(rows) .. asks 'enterprise.class.rate:above(1) & enterprise.class.form:is "a"')
    assert.equal("number", pack.terms["enterprise.class.rate"].type.k)
    assert.same({ a = true, b = true }, pack.terms["enterprise.class.form"].type.values)
    assert.is_nil(pack.terms["enterprise.class"])
  end)
  it("are refused where nobody says which, or one that there is not", function()
    refused(two(rows) .. asks 'enterprise.class:is "a"', "enterprise.class gives several results; say which: enterprise.class.rate, enterprise.class.form", 11)
    refused(two(rows) .. asks "enterprise.class.rat:above(1)", "enterprise.class has no result called `rat`; it gives rate, form. Did you mean `rate`?", 11)
    refused(two(rows) .. asks "enterprise.clas.rate:above(1)", "enterprise has no field, term or children called `clas`. Did you mean `class`?", 11)
    refused(two(rows) .. asks 'enterprise.class.form:is "c"', "`c` is not one of: a, b", 11)
  end)
  it("stand behind the cells of each row, in their order", function()
    refused(two '{ at_least(300), 2 }, { below(300), 1, "b" }',
      "row 1 holds 2 values; it takes a cell for each of the 1 columns (any, where one does not matter) and the 2 results, rate, form", 10)
    refused(two '{ at_least(300), 2, "a" }, { below(300), "b", 1 }', "`b` is no number", 10)
    refused(two '{ at_least(300), 2, not_given "why" }, { below(300), 1, not_given "why" }', "none of its rows gives a value for form")
  end)
  it("are called by words, each once", function()
    for value, message in pairs { ["{}"] = "results is a list of names", ['"rate"'] = "results is a list of names", ["{ a = 1 }"] = "results is a list of names",
      ['{ "rate", "rate" }'] = "`rate` stands twice", ['{ "rate", "end" }'] = "`end` is no name", ['{ "rate", "two words" }'] = "`two words` is no name" } do
      refused(decision(employees, rows, ("results = %s, "):format(value)), message, 8)
    end
  end)
  it("are the same in all versions, taken over with `like`", function()
    local function version(tag, instrument, keys) return ('decision "enterprise.class@%s" { clause = "%s/a", %s }\n'):format(tag, instrument, keys) end
    local own = 'columns = { enterprise.employees }, rows = { { any, 1, "a" } }, '
    silent(head .. version("1", "old", own .. 'results = { "rate", "form" }') .. version("2", "new", 'like = "enterprise.class@1"') .. asks "enterprise.class.rate:above(1)")
    silent(head .. version("2", "new", 'like = "enterprise.class@1"') .. version("1", "old", own .. 'results = { "rate", "form" }') .. asks "enterprise.class.rate:above(1)")
    refused(head .. version("1", "old", own .. 'results = { "rate", "form" }') .. version("2", "new", own .. 'results = { "form", "rate" }'),
      "it is a version of a decision that gives several results, rate, form, and gives the same", 9)
    refused(head .. version("1", "old", own .. 'results = { "rate", "form" }') .. version("2", "new", 'columns = { enterprise.employees }, rows = { { any, 1 } }'),
      "it is a version of a decision that gives several results", 9)
  end)
  it("are none where rows are counted", function() refused(two(rows, 'hit = "count of", '), "it counts rows, which is one number and not several results", 8) end)
  it("may hold together with `any` where all of them say the same", function()
    silent(two('{ at_least(300), 2, "a" }, { at_most(300), 2, "a" }', 'hit = "any", '))
    refused(two('{ at_least(300), 2, "a" }, { at_most(300), 2, "b" }', 'hit = "any", '), "rows 1 and 2 both hold for enterprise.employees = 300, and do not say the same")
  end)
  it("tell of a gap once, and rest on themselves in no circle", function()
    local errors = packs.refuse(two '{ above(300), 2, "a" }, { below(300), 1, "b" }')
    assert.equal(1, #errors, shown(errors))
    refused(decision("enterprise.class.form", '{ "a", 1, "a" }, { ~is "a", 2, "b" }', 'results = { "rate", "form" }, '), "define each other in a circle")
    refused(decision("enterprise.class.form", '{ "a", 1, "a" }, { ~is "a", 2, "b" }', 'results = { "form", "rate" }, '), "define each other in a circle")
  end)
  it("need a name that no term has", function()
    refused(two(rows) .. 'term "enterprise.class" { value = enterprise.size:known() }\n', "enterprise.class is a term already (in pack.lua:11)", 8)
  end)
end)

describe("A row that never counts", function()
  it("because another one holds for all of its values is refused", function()
    refused(first(employees, '{ at_least(300), "a" }, { at_least(1000), "b" }, { any, "c" }'),
      "row 2 never counts: row 1 before it holds for all of its values, such as enterprise.employees = 1000", 10, 36)
  end)
  it("because several hold for all of its values is refused", function()
    refused(first(employees .. ", enterprise.audits:any()", '{ at_least(300), yes, "a" }, { any, no, "b" }, { at_least(1000), any, "c" }, { any, any, "d" }'),
      "row 3 never counts: the rows before it hold for all of its values", 10)
  end)
  it("is not one that holds where a column has no value", function()
    silent(first("enterprise.closed_on", '{ by "2000-12-31", "a" }, { after "2000-12-31", "b" }, { any, "open" }'))
    refused(first(employees, '{ at_most(300), "a" }, { above(300), "b" }, { any, "c" }'), "row 3 never counts") -- an empty number is unknown
  end)
  it("is not one that holds for what lies ahead, or where a verdict that is asked for does not apply", function()
    local rule = 'obligation "o" { clause = "n/a", arises = enterprise.closed_on, due = days(30), done = enterprise.closed_on }\n'
    silent(first("enterprise.opened_on", '{ by "2000-12-31", "a" }, { after "2000-12-31", "b" }, { any, "to come" }'))
    silent(rule .. first('verdict "o".due', '{ by "2000-12-31", "a" }, { after "2000-12-31", "b" }, { any, "none" }'))
    refused(rule .. first('verdict "o".status',
      '{ is("met", "late", "pending", "overdue", "waived", "unknown", "error", "not_applicable"), "a" }, { any, "none" }'), "row 2 never counts")
  end)
  it("because no value meets its cell is refused at the cell", function()
    refused(first(audits, '{ above(percent(100)), "a" }, { any, "b" }'), "row 1 never holds: no value of column 1", 10, 14)
    refused(first(employees, '{ at_least(5) & below(3), "a" }, { any, "b" }'), "row 1 never holds")
  end)
end)

describe("What cannot be proved", function()
  local fixed = "enterprise.employees, " .. sales
  it("is warned of, with the cell that is not written out", function()
    warned(decision(sales, '{ above(enterprise.assets), "a" }, { at_most(enterprise.assets), "b" }'), "that it has no gap cannot be proved")
    warned(decision(sales, '{ above(enterprise.assets), "a" }, { at_most(enterprise.assets), "b" }'), "(row 1, column 1)")
    warned(decision(sales, '{ above(enterprise.assets), "a" }, { at_most(enterprise.assets), "b" }'), "that rows 1 and 2 never hold together cannot be proved")
  end)
  it("does not hide what can be", function()
    refused(decision(fixed, '{ above(3), above(enterprise.assets), "a" }, { below(3), any, "b" }'), "no row holds for enterprise.employees = 3")
    silent(first(fixed, '{ above(3), above(enterprise.assets), "a" }, { any, any, "b" }'))
  end)
  it("is not what stands in another column", function()
    refused(decision(fixed, '{ above(3), above(enterprise.assets), "a" }, { at_most(3), any, "b" }, { at_most(1), any, "c" }, { above(3), any, "d" }'),
      "rows 2 and 3 both hold")
  end)
end)

describe("Versions of a decision", function()
  local function two(a, b, more)
    return head .. ('decision "enterprise.class@1" { clause = "%s/a", columns = { enterprise.employees }, rows = { { any, "a" } } }\n'):format(a)
      .. ('decision "enterprise.class@2" { clause = "%s/a", like = "enterprise.class@1"%s }\n'):format(b, more or "")
  end
  it("follow each other", function() silent(two("old", "new")) end)
  it("in force on the same day are refused, with the days", function()
    refused(two("n", "new"), "and `enterprise.class@1` are both in force from 2003-07-01 on", 9, 1)
    refused(two("old", "n"), "are both in force from 1996-01-01 to 2003-06-30", 9, 1)
  end)
  it("with days between them are warned of, with the days, unless a table without a clause says what holds then", function()
    warned(two("old", "late"), "no version is in force from 2003-07-01 to 2004-12-31, after `enterprise.class@1`")
    warned(two("old", "late", ', reading = "the rules of 2003 lapsed, and nothing took their place before 2005"'), "the value is unknown then")
    local none = 'decision "enterprise.class%s" { reading = "the rules of 2003 lapsed", columns = { enterprise.employees }, rows = { { any, not_given "none" } } }\n'
    silent(two("old", "late") .. none:format "@none")
    refused(two("old", "late") .. none:format "@none" .. none:format "@also", "and `enterprise.class@none` are both in force always", 11, 1)
  end)
  it("in different places do not meet", function() silent(two("n", "n", ', place = "Lhasa"')) end)
  it("are told of one table once", function()
    local errors = packs.refuse(head .. 'decision "enterprise.class@1" { clause = "old/a", columns = { enterprise.employees }, rows = { { above(3), "a" } } }\n'
      .. 'decision "enterprise.class@2" { clause = "new/a", like = "enterprise.class@1" }\n')
    assert.equal(1, #errors, shown(errors))
  end)
end)

describe("A decision", function()
  it("gives texts, numbers, rates, days and conditions", function()
    for result, k in pairs { ['"a"'] = "text", ["1.4"] = "number", ['"50 mg/L"'] = "number", ["percent(5)"] = "rate", ['"2003-01-01"'] = "date", yes = "condition" } do
      local pack = silent(first(employees, ("{ any, %s }"):format(result)))
      assert.equal(k, pack.terms["enterprise.class"].type.k)
    end
  end)
  it("may give what an expression gives: the size that is known, else the one that is worked out", function()
    local pack = silent(first("enterprise.size:known()", '{ yes, enterprise.size }, { no, "micro" }'))
    assert.same({ large = true, medium = true, small = true, micro = true }, pack.terms["enterprise.class"].type.values)
  end)
  it("of the pack's own holds always, and says what it is", function()
    local pack = silent(head .. 'decision "enterprise.c" { reading = "the size that is assigned, else the one that is worked out", columns = { enterprise.size:known() },\n'
      .. '  rows = { { yes, enterprise.size }, { no, "micro" } } }\n')
    assert.is_nil(pack.terms["enterprise.c"].value.versions[1].from)
  end)
  it("is used in another one, and in any order", function()
    silent(head .. 'decision "enterprise.b" { clause = "n/a", hit = "first", columns = { enterprise.a }, rows = { { "x", yes }, { any, no } } }\n'
      .. 'decision "enterprise.a" { clause = "n/a", columns = { enterprise.employees }, rows = { { at_least(3), "x" }, { below(3), "y" } } }\n'
      .. 'obligation "o" { clause = "n/a", require = enterprise.b }\n')
  end)
  it("lets rows cite clauses of their own", function()
    silent(first(employees, '{ any, "a", clause = "old/a" }'))
    refused(first(employees, '{ any, "a", clause = "old/b" }'), "instrument `old` has no clause `b`", 10, 33)
    refused(first(employees, '{ any, "a", clase = "old/a" }'), "no key `clase`. Did you mean `clause`?", 10)
  end)
  it("leaves its cells' words to packs without decisions", function()
    silent(head .. 'local above = 3\nobligation "o" { clause = "n/a", require = enterprise.employees:above(above) }\n')
  end)
end)

describe("Columns that speak of one thing", function()
  local some, many = "enterprise.audits:any()", "enterprise.audits:count()"
  local finished = "enterprise.audits:where(audit.completed_on:happened())"
  it("leave no gap and do not overlap where their values cannot go together", function()
    silent(decision(some .. ", " .. many, '{ yes, at_least(1), "a" }, { no, 0, "b" }'))
    silent(decision("enterprise.audits:none(), " .. many, '{ yes, 0, "a" }, { no, between(1, 3), "b" }, { no, at_least(4), "c" }'))
    silent(decision(employees .. ", " .. employees, '{ at_least(300), any, "a" }, { any, below(300), "b" }'))
    silent(decision(employees .. ", " .. employees .. ":at_least(300)", '{ at_least(300), yes, "a" }, { below(300), no, "b" }'))
    silent(decision("enterprise.sales:above(enterprise.assets), enterprise.sales:at_most(enterprise.assets)", '{ yes, no, "a" }, { no, yes, "b" }'))
    silent(decision("enterprise.sales:above(enterprise.assets), enterprise.assets:at_least(enterprise.sales)", '{ yes, no, "a" }, { no, yes, "b" }'))
    silent(decision("enterprise.opened_on, enterprise.opened_on:before \"2000-01-01\"", '{ before "2000-01-01", yes, "a" }, { on_or_after "2000-01-01", no, "b" }'))
    silent(decision("enterprise.sector, enterprise.sector:is \"31\"", '{ "31", yes, "a" }, { ~is "31", no, "b" }'))
  end)
  it("may be a set and what is left of it", function()
    silent(decision(some .. ", " .. finished .. ":any()", '{ yes, yes, "a" }, { yes, no, "b" }, { no, no, "c" }'))
    silent(decision(finished .. ":count(), " .. many, '{ 0, 0, "a" }, { 0, above(0), "b" }, { above(0), above(0), "c" }'))
    silent(first(some .. ", enterprise.audits:every(audit.completed_on:happened())", '{ yes, yes, "a" }, { yes, no, "b" }, { no, yes, "c" }'))
  end)
  it("may stand in a term", function()
    silent(decision("enterprise.big, " .. employees, '{ yes, at_least(300), "a" }, { no, below(300), "b" }')
      .. 'term "enterprise.big" { value = enterprise.employees:at_least(300) }\n')
  end)
  it("still have gaps where their values go together", function()
    refused(decision(some .. ", " .. many, '{ yes, at_least(2), "a" }, { no, 0, "b" }'), "audits:count() = 1")
    refused(decision(employees .. ", " .. employees, '{ at_least(300), any, "a" }, { any, below(200), "b" }'), "no row holds for enterprise.employees = 200")
    refused(decision("enterprise.sales:above(enterprise.assets), enterprise.assets:above(enterprise.sales)", '{ yes, no, "a" }, { no, yes, "b" }'), "no row holds")
    refused(decision(some .. ", " .. finished .. ":any()", '{ yes, yes, "a" }, { no, no, "c" }'), "no row holds")
  end)
  it("still overlap where their values go together", function()
    refused(decision(employees .. ", " .. employees, '{ at_least(300), any, "a" }, { any, below(400), "b" }'), "rows 1 and 2 both hold for enterprise.employees = 300")
  end)
  it("are a warning where they have something to do with each other that is not followed", function()
    local shares = "enterprise.audits:share(audit.completed_on:happened())"
    warned(first(some .. ", " .. shares, '{ yes, any, "a" }, { no, percent(0), "b" }'), "columns 1 and 2 depend on one another")
    warned(decision(some .. ", enterprise.audits.round:sum()", '{ yes, any, "a" }, { any, above(0), "b" }, { no, at_most(0), "c" }'),
      "rows 1 and 2 never hold together cannot be proved")
    refused(first(some .. ", " .. shares, '{ yes, any, "a" }, { yes, percent(0), "b" }'), "no row holds for enterprise.audits:any() = no")
  end)
  it("are a warning in a row where they contradict each other", function()
    warned(first(some .. ", " .. many, '{ yes, 0, "a" }, { any, any, "b" }'), "row 1 never holds")
    warned(first("enterprise.sector:is \"31\", enterprise.sector", '{ yes, any, "a" }, { any, "31", "b" }, { any, any, "c" }'), "row 2 never counts")
  end)
end)
