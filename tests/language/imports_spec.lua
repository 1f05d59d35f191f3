-- Import statements as a pack writes them: what is read from them, and what they may not say.
local packs = require "tests.support.packs"

local kinds = [[
kind "site" { lasting = true, fields = { { "area", text, key = true }, { "code", text, key = true }, { "name", text } } }
kind "sample" { fields = { { "code", text, key = true }, { "taken_on", event, starts = true }, { "site", site, owner = true, blank = "unknown" }, { "told_on", date },
  { "amount", number, sign = "amount_sign" }, { "amount_sign", text }, { "weight", number }, { "sort", text, one_of = { "grab", "mixed" } }, { "final", yesno } } }
group "area" { of = site, by = { site.area } }
]]
local needed = 'code = "No", taken_on = "Day", '
local function sample(body) return ('import "sample" { %s%s }'):format(needed, body) end
local register = 'code_register "kinds" { { "G", names = "grab", to = "2010-12-31" }, { "M", names = "mixed", from = "2011-01-01" } } '
local function file(body) return sample(("file = { %s }"):format(body)) end

-- What is wrong, and words of the message.
local refusals = {
  ["kinds"] = {
    { "no kind of the statement's name", 'import "sampel" { code = "No" }', 'import "sampel": there is no kind `sampel`. Did you mean `sample`?' },
    { "no kind of the name given", 'import "x" { kind = sampel, code = "No" }', "there is no kind `sampel`. Did you mean `sample`?" },
    { "a kind that is none", 'import "x" { kind = 5, code = "No" }', "a kind is its name, not 5" },
    { "a group", 'import "area" { area = "Area" }', "`area` is a group" },
    { "no key", 'import "sample" { taken_on = "Day" }', "it lacks `code`, which is a key of the kind `sample`" },
    { "no event", 'import "sample" { code = "No" }', "every sample needs an event, the day on which it happened: map `taken_on`" },
    { "a kind among several without its name", 'import "x" { kinds = { { code = "No" } } }', "row 1 does not begin with its kind" },
    { "a kind among several by a key", 'import "x" { kinds = { { kind = sample, code = "No", taken_on = "Day" } } }',
      "row 1 does not begin with its kind, which stands first and without `kind =`" },
    { "several kinds and a kind", 'import "x" { kind = sample, kinds = { { sample, code = "No", taken_on = "Day" } } }', "`kind` stands beside `kinds`" },
    { "a field beside several kinds", 'import "x" { code = "No", kinds = { { sample, code = "No", taken_on = "Day" } } }', "no key `code` beside `kinds`" },
    { "a kind that is no list", 'import "x" { kinds = { sample = { code = "No" } } }', "is a list of rows" },
  },
  ["fields"] = {
    { "a field that is not there", sample 'amuont = "mg"', "the kind `sample` has no field `amuont`. Did you mean `amount`?" },
    { "a column without its field", sample '"mg"', "it holds a stray value" },
    { "an expression", sample "amount = sample.weight", '`amount` takes "column", { "column", … } or { fixed = "…" }, not an expression' },
    { "no column", sample 'amount = { blank = "x" }', "`amount` names no column" },
    { "an empty column", sample 'amount = ""', "takes a text in quotes, not an empty one" },
    { "two columns without join", sample 'sort = { "a", "b" }', 'join = { "a", "b" }' },
    { "an option that is none", sample 'amount = { "mg", unit = "x" }', "no key `unit`. Did you mean `units`?" },
    { "a field here and under columns", sample 'amount = "a", columns = { amount = "b" }', "`amount` stands here and under `columns`" },
    { "columns that are none", sample 'columns = "a"', "`columns` takes" },
    { "columns to a reference of several parts that are not as many", sample 'site = { join = { "a", "b", "c" } }',
      "`site` refers to a site, whose key is area, code: 2 parts, not 3" },
    { "a number that is joined", sample 'amount = { join = { "a", "b" } }', "`join` makes texts and keys, and `amount` is number" },
    { "one column that is joined", sample 'sort = { join = { "a" } }', "`join` takes the columns in their order" },
    { "one column of which the first is taken", sample 'sort = { first = { "a" } }', "`first` takes columns, the one to look into before the others first" },
    { "what belongs to one of the columns", sample 'sort = { first = { "a", "b" }, blank = "x" }', '`blank` belongs to one of the columns: first = { { "a", blank' },
    { "a first in a first", sample 'sort = { first = { { "a", first = { "b", "c" } }, "b" } }', "`first` has no place inside `first`" },
    { "what belongs to a joined column", sample 'site = { join = { "a", "b" }, blank = "x" }', "`blank` belongs to one of the columns that are joined" },
    { "a join in a join", sample 'site = { join = { { "a", join = { "b", "c" } }, "b" } }', "`join` has no place inside `join`" },
    { "something between the parts of a key", sample 'site = { join = { "a", "b" }, between = "-" }', "a key is joined as it must be" },
  },
  ["values"] = {
    { "a fixed text that is no word of the field", sample 'sort = { fixed = "garb" }', "`garb` is no word of `sort`, which has grab, mixed. Did you mean `grab`?" },
    { "a fixed date that is none", sample 'told_on = { fixed = "31.12.2000" }', "`31.12.2000` is no date" },
    { "a fixed number that is none", sample 'amount = { fixed = "many" }', "`amount` takes a number of at most 15 digits, not many" },
    { "a fixed text beside a column", sample 'sort = { "a", fixed = "grab" }', "a column and a fixed text" },
    { "a translation into no word", sample 'sort = { "a", translate = { G = "garb" } }', "`garb` is no word of `sort`" },
    { "a translation of a number", sample 'amount = { "a", translate = { a = "1" } }', "`translate` is for texts and codes, and `amount` is number" },
    { "a translation of nothing", sample 'sort = { "a", translate = {} }', "`translate` takes" },
    { "a translation without its codes", sample 'sort = { "a", translate = { "grab" } }', "needs the code of the file before each word" },
    { "a word for yes alone", sample 'final = { "a", yes = "Y" }', "the words of both are needed" },
    { "words for yes and no of a text", sample 'sort = { "a", yes = "Y", no = "N" }', "`yes` is for fields that are yes or no" },
    { "one word for yes and for no", sample 'final = { "a", yes = "Y", no = { "N", "Y" } }', "`Y` is translated twice, as yes and as no" },
    { "units of a text", sample 'sort = { "a", units = { column = "u", mg = 1 } }', "`units` is for numbers" },
    { "units without their column", sample 'amount = { "a", units = { mg = 1 } }', "`units` takes { column =" },
    { "a factor for all that is none", sample 'amount = { "a", units = -1 }', "`units` needs the number by which" },
    { "no unit", sample 'amount = { "a", units = { column = "u" } }', "`units` names no unit" },
    { "a unit without its factor", sample 'amount = { "a", units = { column = "u", mg = "1" } }', "`mg` needs the number by which" },
    { "a unit whose factor is no decimal", sample 'amount = { "a", units = { column = "u", mg = 1 / 3 } }', "the factor of `mg` has more than 15 digits" },
    { "a sign without a field for it", sample 'weight = { "a", signed = true }', "`weight` has none: declare it with sign" },
    { "a sign from two columns", sample 'amount = { "a", signed = true }, amount_sign = "b"', "leave one of the two out" },
    { "the order of no date", sample 'amount = { "a", dates = "DD/MM/YYYY" }', "`dates` is for dates, and `amount` is number" },
  },
  ["codes"] = {
    { "a register that is not there", register .. sample 'sort = { "a", code_register = "kindz", on = "Day" }', "no code register is called `kindz`. Did you mean `kinds`?" },
    { "a code without its day", register .. sample 'sort = { "a", code_register = "kinds" }', "what a code names hangs on the day on which it was written: say on = \"column\"" },
    { "a day without codes", sample 'sort = { "a", on = "Day" }', "`on` is for codes: code_register" },
    { "outdated ones without codes", sample 'sort = { "a", outdated = "last" }', "`outdated` is for codes: code_register" },
    { "another word for outdated ones", register .. sample 'sort = { "a", code_register = "kinds", on = "Day", outdated = "keep" }', '`outdated` is "last"' },
    { "codes and a translation", register .. sample 'sort = { "a", code_register = "kinds", on = "Day", translate = { G = "grab" } }', "it is one or the other" },
    { "codes of a number", register .. sample 'weight = { "a", code_register = "kinds", on = "Day" }', "codes name keys and texts, and `weight` is number" },
    { "a fixed day that is none", register .. sample 'sort = { "a", code_register = "kinds", on = { fixed = "2020" } }', "`2020`" },
    { "a day of a column and a fixed one", register .. sample 'sort = { "a", code_register = "kinds", on = { "Day", fixed = "2020-01-01" } }', "it is one or the other" },
    { "a day that names no column", register .. sample 'sort = { "a", code_register = "kinds", on = { dates = "YYYYMMDD" } }', "`on` names no column" },
    { "a day that is none", register .. sample 'sort = { "a", code_register = "kinds", on = 5 }', "`on` takes the column with the day" },
    { "a day in no order", register .. sample 'sort = { "a", code_register = "kinds", on = { "Day", dates = "YY" } }', "`dates` is the order of a date" },
    { "what the field cannot be", 'code_register "kinds" { { "G", names = "garb" } } ' .. sample 'sort = { "a", code_register = "kinds", on = "Day" }',
      "`garb` is no word of `sort`" },
    { "a register without rows", 'code_register "c" {}', "the register is empty" },
    { "a row that is a text", 'code_register "c" { "31" }', "a row is a code with what it names, and when" },
    { "a code that is a number", 'code_register "c" { { 31, names = "x" } }', 'write "31"' },
    { "a row without its code", 'code_register "c" { { names = "x" } }', "a row begins with its code" },
    { "a key of a row that is none", 'code_register "c" { { "31", name = "x" } }', "no key `name`. Did you mean `names`?" },
    { "a day of a row that is none", 'code_register "c" { { "31", from = "2010" } }', "`2010`" },
    { "a row that ends before it begins", 'code_register "c" { { "31", from = "2010-01-01", to = "2009-12-31" } }', "it ends (2009-12-31) before it begins (2010-01-01)" },
    { "a code that names two things on a day", 'code_register "c" { { "31", names = "a", to = "2010-01-01" }, { "31", names = "b", from = "2010-01-01" } }',
      "`31` names a and b on 2010-01-01: say with `from` and `to` when it named which" },
    { "a code twice, without days", 'code_register "c" { { "31", names = "a" }, { "31", names = "b" } }', "`31` names a and b on 0001-01-01" },
    { "a kind of its names that is none", 'code_register "c" { of = sampel, { "31" } }', "there is no kind `sampel`. Did you mean `sample`?" },
    { "a field of its names that is none", 'code_register "c" { of = sample.srot, { "31" } }', "the kind `sample` has no field `srot`. Did you mean `sort`?" },
    { "a number as its names", 'code_register "c" { of = sample.amount, { "31" } }', "codes name keys and texts, and sample.amount is number" },
    { "a reference as its names", 'code_register "c" { of = sample.site, { "31" } }', "of a reference name its kind: of = site" },
    { "names of nothing", 'code_register "c" { of = "sample", { "31" } }', "`of` takes the kind whose keys the codes name" },
    { "a code register asked like a list of codes", register .. 'term "sample.x" { value = sample.sort:is(codes "kinds") }', "no codes are called `kinds`" },
  },
  ["files"] = {
    { "a key that is none", file 'seperator = ";"', "no key `seperator`. Did you mean `separator`?" },
    { "a separator that is none", file 'separator = "ab"', '`separator` is one sign' },
    { "a quote that is none", file 'quote = "x"', '`quote` is a quote, or "" for none' },
    { "a decimal sign that is none", file 'decimal = ";"', "`decimal` is a point or a comma" },
    { "one sign for thousands and decimals", file 'thousands = "."', "state `decimal` too" },
    { "an encoding that is none", file 'encoding = "UTF8"', "Did you mean `UTF-8`?" },
    { "an encoding by another name", file 'encoding = "gbk"', "Did you mean `GB18030`?" },
    { "a year of two digits", file 'dates = "DD/MM/YY"', "a year of two digits leaves the century open" },
    { "a month by its name", file 'dates = "DD-MON-YYYY"', "`MON`: a month is read from its number, MM; names of months are not read" },
    { "a date without its day", file 'dates = "MM/YYYY"', "it needs YYYY, MM and DD, each once" },
    { "a date with small letters", file 'dates = "dd/mm/yyyy"', "`dd`: write the capitals YYYY, MM and DD" },
    { "a date in German letters", file 'dates = "TT.MM.JJJJ"', "`TT`: write the capitals YYYY, MM and DD, such as DD.MM.YYYY" },
    { "a date whose parts run together", file 'dates = "YYYYMD"', "parts with nothing between them are YYYY, MM and DD" },
    { "a day in the place of an order", file 'dates = "2020-01-31"', "`dates` is the order of a date" },
    { "a file that is no table", sample 'file = "x.csv"', "`file` takes" },
  },
  ["rows"] = {
    { "a word for others that is none", sample 'others = "drop"', 'others is "ignore", not drop' },
    { "a row skipped for no reason", sample 'skip = { column = "a" }', "`skip` takes { column =" },
    { "a row skipped for two", sample 'skip = { column = "a", is = "x", is_not = "y" }', "`skip` takes { column =" },
    { "a skip that is none", sample 'skip = "deleted"', "`skip` takes { column =" },
    { "a repeat that is no yes or no", sample 'repeated = "yes"', "`repeated` is true or false" },
  },
}

describe("An import statement in a pack", function()
  it("is read into the columns of each field, with how each is read", function()
    local pack = packs.load(kinds .. 'import "their" { kind = sample, others = "ignore", file = { separator = ";", dates = "DD.MM.YYYY" },\n'
      .. '  code = "No", taken_on = "Day", amount = { "mg", signed = true, blank = "-", units = { column = "Unit", ug = 0.001 } },\n'
      .. '  site = { join = { "Area", "Site" } }, skip = { column = "Status", is = { "gone" } } }')
    local entry = pack.imports.their[1]
    assert.equal("sample", entry.kind)
    local mapping = entry.mapping
    assert.same({ "Area", "Day", "No", "Site", "Status", "Unit", "mg" }, mapping.named)
    assert.same({ ";", true, false }, { mapping.separator, mapping.ignores_others, mapping.repeated })
    assert.same({ { column = "Status", is = { "gone" }, unless = false } }, mapping.skips)
    local fields = {}
    for _, field in ipairs(mapping.fields) do fields[field.field] = field.parts end
    assert.same({ column = "Day", reads = "date", dates = "DD.MM.YYYY", blank = {}, translations = {} }, fields.taken_on[1])
    local conversion = fields.amount[1].conversions[1]
    conversion.factor = tostring(conversion.factor) -- a decimal
    assert.same({ column = "mg", reads = "number", takes = "behind sign", blank = { "-" }, translations = {}, unit_column = "Unit",
      conversions = { { unit = "ug", factor = "0.001" } } }, fields.amount[1])
    assert.same({ column = "mg", reads = "text", takes = "sign", blank = { "-" } }, fields.amount_sign[1])
    assert.equal(2, #fields.site)
  end)

  it("shows where it is wrong", function()
    local errors = packs.refuse(kinds .. 'import "sample" {\n  code = "No", taken_on = "Day",\n  sort = { "T", translate = { G = "garb" } },\n}')
    assert.same({ 1, 7, 35 }, { #errors, errors[1].line, errors[1].column })
  end)

  for group, cases in pairs(refusals) do
    describe("refuses in its " .. group, function()
      for _, case in ipairs(cases) do
        it(case[1], function()
          local found = {}
          for _, entry in ipairs(packs.refuse(kinds .. case[2])) do
            if entry.message:find(case[3], 1, true) then return end
            found[#found + 1] = entry.message
          end
          error(("`%s` is not said:\n%s"):format(case[3], table.concat(found, "\n")))
        end)
      end
    end)
  end
end)
