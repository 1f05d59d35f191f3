-- The one description of the rule language: statements and their keys, questions (methods), words and functions. Checking, messages,
-- documentation and the editor's types (editor.lua) are made from it. A later statement or question is added here first.
local schema = {}

-- Statements ------------------------------------------------------------------------------------------------------------------------
-- A key's `type` says how its value is read (shape.lua, for what is plain; rules.lua and the like, for expressions):
--   text, words (a text, or { en = "…", zh = "…" }), date, yesno, list (of texts), one of `values`,
--   citation ("instrument/clause" or a list of them), condition, day (a date), law (as_of, or a date), due (a date or a span), set, span, period,
--   and the names of tables with a form of their own, read where their statement is.
-- `positional` names what a statement holds without keys, `open` the keys that a list of names cannot hold.

local non_detects = { "non_detects", "non-detects",
  about = "what the clause takes for a value found only to lie below a limit (sign `<`): \"zero\", \"half\" of the limit or the \"limit\"; a range where left out. "
    .. "With the clause that says so: { \"half\", clause = \"instrument/clause\" }" }

local rule_keys = {
  { "clause", "citation", about = "the clause, or clauses, of the law: \"instrument/clause\"" },
  { "per", "per", about = "what is judged: a kind (enterprise unless said), or a kind in each period, { enterprise, year }" },
  { "applies", "condition", about = "for whom the rule holds; everyone where left out" },
  { "arises", "day", about = "the day the duty arises; where left out, the later of the rule's first day and the subject's event" },
  { "like", "text", about = "another version of the rule whose keys hold where they are not said again" },
  { "place", "text", about = "the code of the jurisdiction where the rule holds; its first instrument's unless said" },
  non_detects,
  { "holder", "text", values_of = "agency.role", about = "the role of the agency that holds the duty or the power" },
  { "title", "words", about = "the rule's name for readers" },
  { "reading", "words", about = "how the text of the law was read" },
  { "unconfirmed", "words", about = "what about this rule was not read in a source" },
  { "examples", "examples", about = "records with the verdict they must get" },
}

-- Of rules of which one version may follow another: all but quotas, whose goals have days of their own.
local version_keys = {
  { "applies_on", "day", about = "the day on which place, `applies` and exceptions are asked, such as that of the first operation; where left out, the day whose law is read" },
  { "transition", "transition", about = "who keeps to the version before it, and until when: { whom = plant.opened_on:before \"2010-01-01\", to = \"2012-12-31\", "
    .. "clause = \"instrument/clause\" }; without `to` as long as this version holds" },
}

local function keys(...)
  local list = {}
  for _, group in ipairs { ... } do
    for _, key in ipairs(group) do list[#list + 1] = key end
  end
  return list
end

schema.statements = {
  { name = "instrument", about = "One legal text with its clauses, quoted.", keys = {
    { "title", "words", required = true, about = "the text's title" },
    { "issuer", "words", required = true, about = "who issued it" },
    { "place", "text", about = "the code of the jurisdiction where it holds; everywhere where left out" },
    { "in_force", "force", required = true, about = "{ from = \"2003-01-01\", to = \"2012-06-30\", unconfirmed = \"why\" }" },
    { "clauses", "clauses",
      about = "the clauses by number: words, or { words, not_encoded = \"why\", unconfirmed = \"why\", from =, to = }; not needed where it only changes other texts" },
    { "amends", "amends",
      about = "which clauses of another text it replaces, inserts or repeals: { \"esos-2014\", replaces = { [\"4\"] = \"…\" }, inserts = { … }, repeals = { \"21.3\" } }, "
      .. "or a list of such; a clause is its words, or { words, from =, to =, clause = \"the clause here that does it\", not_encoded =, unconfirmed = }" },
    { "corrects", "amends", about = "the same as if it had always been so: a corrigendum; of = \"esos-2023\" beside the words: the text of that instrument is corrected" },
    { "annuls", "annuls",
      about = "the text that it annuls: \"order-2015\" from the start, { \"order-2015\", from = \"2019-03-01\", clauses = { \"4\" } } from a day on, or some clauses only" },
    { "unconfirmed", "words", about = "what about this text was not read in a source" },
    { "citation", "text", about = "where the text is published" },
  } },
  { name = "kind", about = "A kind of record of the pack's own.", keys = {
    { "fields", "fields", required = true, about = "rows { \"name\", type, … }; types: text, number, event, date, yesno, or a kind" },
    { "plural", "text", about = "the name of a set of it" },
    { "about", "text", about = "one line for the documentation" },
    { "lasting", "yesno", about = "true: its records may have no event and are visible on every date" },
    { "complete", "complete",
      about = "that no record of it is missing, of which days, where and for whom: { \"why\", from = \"2004-01-01\", to = \"2004-12-31\", place = \"code\", "
        .. "whom = enterprise.size:is \"large\" }, or a list of such; whom is asked of the owner of the records" },
  } },
  { name = "group", about = "A kind whose rows are the different keys of other records; those records are its children.", keys = {
    { "of", "kind word", required = true, about = "the kind of the records, without quotes" },
    { "by", "group keys", required = true,
      about = "the fields of the record, or of its owners, that make the key: { enterprise.sector, { \"name\", jurisdiction.name } }" },
    { "where", "condition", about = "which of the records" },
  } },
  { name = "codes", about = "A named list of codes that a field may hold.", positional = "the codes, as texts", keys = {
    { "clause", "citation", about = "the clause that lists them" },
    { "unconfirmed", "words", about = "what about the list was not read in a source" },
  } },
  { name = "code_register", about = "What each code named when, such as the codes of places: for import statements, which put what a code named on a row's day in its place.",
    positional = "rows { code, names = \"what it names\", from = \"2012-07-01\", to =, clause =, unconfirmed = }; without `names` the code itself", keys = {
    { "of", "kind or field", about = "the kind whose keys the codes name, or a text field that holds what they name: jurisdiction, enterprise.sector. "
      .. "Lint tells which records name what has no code on their day" },
    { "clause", "citation", about = "the clause that lists them" },
    { "unconfirmed", "words", about = "what about the register was not read in a source" },
  } },
  { name = "calendar", about = "Which days are working days, of the years that it covers; of a day in another year nobody knows.", keys = {
    { "years", "period", required = true, about = "the years whose days it knows: \"2020/2026\"" },
    { "weekend", "list", about = "the free days of the week: { \"saturday\", \"sunday\" } unless said" },
    { "holidays", "list", about = "days that are free although their weekday is not, or that need not be worked: \"2024-01-01\", or a run of them, \"2024-02-10/2024-02-17\"" },
    { "working", "list", about = "days of the weekend that are worked, likewise" },
    { "clause", "citation", about = "the clause that sets them" },
    { "unconfirmed", "words", about = "what about it was not read in a source" },
  } },
  { name = "unit", about = "What one unit is of another, so that numbers in the two can be compared and added; nothing is converted that no such statement relates.",
    positional = "so many of another unit, \"3.6 GJ\", or as a fraction, \"1/3 yd\"; or dated rates, rows { \"7.1 CNY\", from = \"2024-01-01\", to = \"2024-01-31\" }", keys = {
    { "title", "words", about = "what the unit is, for readers" },
    { "source", "words", about = "where it stands what one is" },
    { "clause", "citation", about = "the clause that says what one is" },
    { "ucum", "text", about = "its code in UCUM, where that has one" },
    { "unconfirmed", "words", about = "what about it was not read in a source" },
  } },
  { name = "units_from", about = "Which units of a file of the pack count, and no others of it; its name is that of the file, such as one that is linked from rules/units. "
    .. "The units by which they are said are taken, too.", positional = "their names: units_from \"energy.lua\" { \"MWh\", \"GJ\" }", keys = {} },
  { name = "parameter", about = "A dated value, by place where wanted; before its first row and after its last it is not known.",
    positional = "rows { value, from = \"2004-10-01\", to =, place =, clause =, transition = { whom =, to =, clause = } } or { none = \"why the law sets none\" }", keys = {
    { "clause", "citation", about = "the clause that sets it" },
    { "choose", "text", values = { "nearest", "stricter" }, about = "which place's row counts: the nearest place's, or the strictest" },
    { "stricter", "text", values = { "lower", "higher" }, about = "with choose = \"stricter\" or law_of = \"milder\": which value is the stricter one" },
    { "law_of", "text", values = { "milder" },
      about = "\"milder\": of the value of the day on which it is read and that of the day asked about the one that is milder for whom it is judged" },
    { "to", "date", about = "the last day on which any of its rows holds" },
    { "unconfirmed", "words", about = "what about it was not read in a source" },
  } },
  { name = "periods", about = "Periods that a law names in a table, such as its phases: per = { undertaking, phase } judges each, and phase.complies_by is what its row says.",
    positional = "rows { \"1\", from = \"2014-07-17\", to = \"2015-12-05\", complies_by = \"2015-12-05\", clause =, unconfirmed = }: what it is called, its days, "
      .. "and columns of the table's own, dates, numbers, texts or spans, or not_given \"why\"", keys = {
    { "clause", "citation", about = "the clause that the table stands in" },
    { "unconfirmed", "words", about = "what about it was not read in a source" },
  } },
  { name = "term", about = "A named expression that is used like a field of its kind; its name is kind.name.", keys = {
    { "value", "value", required = true, about = "the expression" },
    { "per", "per", about = "{ kind, year } where the expression needs a period" },
    { "title", "words", about = "its name for readers" },
    { "reading", "words", about = "how the text of the law was read" },
  } },
  { name = "state", about = "A term per period that goes on until something ends it; its name is kind.name.", keys = {
    { "per", "per", required = true, about = "{ kind, year }: of whom it holds, and in which periods" },
    { "from", "date", required = true, about = "a day of the first period that is gone through" },
    { "begins", "condition", required = true, about = "in a period in which this is true it holds, and from then on: enterprise.over & enterprise.over:previous()" },
    { "ends", "condition", about = "in a period in which this is true it does not hold any more; where left out, it does not end" },
    { "succeeds", "value", about = "whose place the record takes, plant.predecessor: what that one was in the period before the record begins it goes on being" },
    { "before", "condition", about = "whether it held before the first period, asked of the one before it: true, false or a condition; where left out, nobody knows" },
    { "clause", "citation", about = "the clause, or clauses, of the law" },
    { "title", "words", about = "its name for readers" },
    { "reading", "words", about = "how the text of the law was read" },
    { "unconfirmed", "words", about = "what about it was not read in a source" },
  } },
  { name = "decision", about = "A term that the law writes as a table; its name is kind.name, or kind.name@version.", keys = {
    { "clause", "citation", about = "the clause, or clauses, that the table stands in; a table of the pack's own says in `reading` what it is, and holds always" },
    { "columns", "decision columns", required = true, about = "what the table looks at: { enterprise.employees, enterprise.sales }" },
    { "rows", "decision rows", required = true,
      about = "rows { a cell for each column, the result }: a cell is a value, any, yes, no, at_least(…), between(…), is(…) and the like" },
    { "results", "decision results", about = "the names of its results, where it has several: { \"rate\", \"form\" }, read as kind.name.rate; each row gives them in this order" },
    { "hit", "text", values = { "unique", "first", "any", "sum of", "count of", "highest", "lowest" },
      about = "unique: only one row can hold (proved); first: the first row that holds counts; any: rows that hold together say the same; "
        .. "sum of, count of, highest, lowest: of the results of all rows that hold" },
    { "evidence", "set", about = "the records without which nothing is known about it" },
    { "per", "per", about = "{ kind, year } where the table needs a period" },
    { "like", "text", about = "another decision whose keys hold where they are not said again" },
    { "place", "text", about = "the code of the jurisdiction where it holds; its first instrument's unless said" },
    { "title", "words", about = "its name for readers" },
    { "reading", "words", about = "how the text of the law was read" },
    { "unconfirmed", "words", about = "what about it was not read in a source" },
  } },
  { name = "obligation", about = "A duty: dated (`due` and `done`), or standing (`require` or `forbid`).", rule = true, keys = keys(rule_keys, version_keys, {
    { "due", "due", about = "the last day: a date, a span after `arises`, or not_given \"why\"" },
    { "done", "day", about = "the day it was done" },
    { "paused", "paused", about = "when its clock stands still: { application.requests, from = request.asked_on, to = request.answered_on, clause = \"instrument/clause\" }; "
      .. "the days behind `from` up to `to` do not count; a list of such tables where several sorts of records stop it" },
    { "extended", "extended", about = "more time that was granted by the due day: { on = application.extended_on, by = days(30), clause = \"instrument/clause\" }, "
      .. "or to = application.new_due, at_most = days(60)" },
    { "require", "condition", about = "what must hold" },
    { "forbid", "set", about = "the records that must not be" },
    { "evidence", "set", about = "the records without which nothing is known about it" },
    { "expects", "expects", about = "which records there should be, and how often: { enterprise.measurements, each = month }, with during = \"2001/2003\" where it is judged once, "
      .. "during = months(12):to(period.to) where it looks back; "
      .. "from =, to = days between which they are expected" },
  }) },
  { name = "quota", about = "A number to reach in each place.", rule = true, keys = keys(rule_keys, {
    { "counts", "set", about = "the records that are counted" },
    { "counted_on", "day", about = "the day on which such a record counts" },
    { "goals", "goals", about = "rows { \"key of the place\", target =, due =, yearly = { [2001] = 5 }, … }; with from, to: a goal that holds from and to those days only" },
  }) },
  { name = "power", about = "What an authority may do.", rule = true, keys = keys(rule_keys, version_keys, {
    { "used", "day", required = true, about = "the day on which it was used" },
  }) },
  { name = "incentive", about = "What an enterprise, or another, may be given.", rule = true, keys = keys(rule_keys, version_keys, {
    { "used", "day", required = true, about = "the day on which it was given" },
    { "offers", "words", about = "what is given, in the law's words" },
  }) },
  { name = "indicator", about = "Numbers and rates that are no verdicts, printed with their formulas.", keys = {
    { "title", "words", about = "the heading of its table" },
    { "note", "words", about = "a line below the table" },
    { "clause", "citation", about = "the clause that asks for it" },
    non_detects,
    { "per", "per", about = "what it is about: a kind (enterprise unless said), or a kind in each period" },
    { "applies", "condition", about = "which records" },
    { "value", "value", about = "a number or a rate" },
    { "parts", "parts", about = "rows { \"heading\", number or rate }, where it has several" },
    { "as_of", "date", about = "the date of the table" },
    { "during", "period", about = "the periods of an indicator per year, quarter, month, week or fiscal year" },
    { "law", "law", about = "the day whose parameters and decisions all periods read: as_of, or a date; each period's own last day where left out" },
    { "reading", "words", about = "how it is to be read" },
    { "unconfirmed", "words", about = "what about it was not read in a source" },
  } },
  { name = "exception", about = "When a rule does not apply, an exception to one does not hold, or something else holds instead; it has a clause, a place and dates of its own.",
    keys = {
    { "clause", "citation", required = true, about = "the clause that excepts" },
    { "to", "list", required = true, about = "the rule or rules it excepts from, the parameters, or the exceptions that do not hold where it does" },
    { "applies", "condition", required = true, about = "the condition under which the rule, or the exception, does not hold, or something else holds instead" },
    { "instead", "instead", about = "what then holds instead: of a parameter a value, \"200 mg/m3\", or another parameter; of a rule { due = months(6) } or { require = … }" },
    { "place", "text", about = "the code of the jurisdiction where it holds; its first instrument's unless said" },
    { "title", "words", about = "its name for readers" },
    { "reading", "words", about = "how the text of the law was read" },
    { "unconfirmed", "words", about = "what about it was not read in a source" },
  } },
  { name = "waivable", about = "That a rule may be waived, by a waiver on record; its name is the rule's.", keys = {
    { "clause", "citation", required = true, about = "the clause that allows it" },
    { "by", "text", values_of = "agency.role", about = "the role of the agency that may waive" },
    { "at_most", "span", about = "for how long" },
    { "unconfirmed", "words", about = "what about it was not read in a source" },
  } },
  { name = "warning", about = "Records that contradict each other or the law. It changes no verdict.", keys = {
    { "per", "per", about = "the kind of the records; enterprise unless said" },
    { "when", "condition", required = true, about = "which records" },
    { "says", "words", required = true, about = "what is wrong with such a record" },
    { "clause", "citation", about = "the clause that it contradicts" },
  } },
  { name = "import", about = "How the columns of another's file become records; `mandate import PACK REGISTRY NAME=FILE.csv` reads such a file.",
    open = "the kind's fields: \"column\", or { \"column\", options }, { join = { \"column\", … } }, { fixed = \"text\" }", keys = {
    { "kind", "kind word", about = "the kind of the records; the statement's name unless said" },
    { "file", "import file", about = "how the file is written: { separator = \";\", dates = \"DD.MM.YYYY\", decimal = \",\", encoding = \"GB18030\", … }" },
    { "others", "text", values = { "ignore" }, about = "\"ignore\": columns that are not named are left; else they are refused by name" },
    { "skip", "skip", about = "which rows are no records: { column = \"status\", is = { \"deleted\" } }, or a list of such" },
    { "complete", "complete", about = "that no record of the kind is missing, as the kind itself would say it; a statement that says only this reads no file" },
    { "repeated", "yesno", about = "true: one record may stand in many rows, if it is the same in each" },
    { "columns", "columns by field", about = "the fields, where one of them has the name of a key of this statement" },
    { "kinds", "import kinds", about = "records of several kinds from each row: { { enterprise, repeated = true, code = \"Works\" }, … }" },
  } },
  { name = "report", about = "A table of values.", keys = {
    { "title", "words", required = true, about = "the heading of the table" },
    { "note", "words", about = "a line below the table" },
    { "section", "text", values = { "reconstructed" }, about = "\"reconstructed\": the whole report shows it last, under what is reconstructed" },
    { "per", "per", required = true, about = "what a row is" },
    { "where", "condition", about = "which rows" },
    { "as_of", "date", about = "the date of the table" },
    { "during", "period", about = "the periods of a table per year, quarter, month, week or fiscal year; from the registry's first event to the day unless said" },
    { "across", "period word", about = "the period that goes across instead of down" },
    { "law", "law", about = "the day whose parameters and decisions all periods read: as_of, or a date; each period's own last day where left out" },
    { "total", "yesno", about = "true: a last row with the total" },
    non_detects,
    { "columns", "columns", required = true, about = "rows { \"heading\", value }" },
  } },
}

schema.options = {
  field = { key = "yesno", owner = "yesno", starts = "yesno", compare_only = "yesno", unit = "text", sign = "text", min = "number", max = "number", blank = "text",
    known_from = "text", about = "text", one_of = "list" },
  force = { from = "date", to = "date", unconfirmed = "words" },
  clause = { en = "text", zh = "text", not_encoded = "words", unconfirmed = "words", from = "date", to = "date" },
  amends = { replaces = "changes", inserts = "changes", repeals = "changes" },
  change = { en = "text", zh = "text", from = "date", to = "date", clause = "text", of = "text", not_encoded = "words", unconfirmed = "words" },
  annuls = { from = "date", clauses = "list" },
  instead = { due = "due", require = "condition" },
  parameter_row = { from = "date", to = "date", place = "text", none = "words", clause = "citation", unconfirmed = "words", transition = "transition" },
  period_row = { from = "date", to = "date", clause = "citation", unconfirmed = "words" },
  import_file = { separator = "text", quote = "text", dates = "text", decimal = "text", thousands = "text", encoding = "text" },
  import_column = { join = "columns", first = "columns", between = "text", fixed = "text or number", blank = "list or meaning", for_blank = "text", translate = "texts by text",
    yes = "list", no = "list", units = "units", signed = "yesno", dates = "text", code_register = "text", on = "column of a day", outdated = "text" },
  import_day = { fixed = "date", dates = "text" },
  code_row = { names = "text", from = "date", to = "date", clause = "citation", unconfirmed = "words" },
  import_skip = { column = "text", is = "list", is_not = "list" },
  expects = { each = "period word", during = "period", from = "day", to = "day" },
  paused = { from = "day", to = "day", clause = "citation" },
  extended = { on = "day", by = "span", to = "day", at_most = "span", clause = "citation" },
  decision_row = { clause = "citation" },
  non_detects = { clause = "citation" },
  transition = { whom = "condition", to = "date", clause = "citation" },
  complete = { from = "date", to = "date", place = "text", whom = "condition", unconfirmed = "words" },
  goal = { target = "number", due = "due", from = "date", to = "date", yearly = "plan", cumulative = "plan", clause = "citation", unconfirmed = "words" },
}

-- The expressions of a rule, by the names that a rule has for them when it is read.
schema.slots = { "whom", "applies", "applies_on", "arises", "due", "done", "used", "require", "forbid", "evidence", "expected", "expected_from", "expected_to", "counts",
  "counted_on" }

-- Questions -------------------------------------------------------------------------------------------------------------------------
-- `on`: what is asked: condition, number, rate, date, text, row, set, column (with `of`: column of these), distinct column, span, period, series (what a number is in
-- each month of a period).
-- `takes`: the arguments: "same" (of the type that is asked), "same…" (one or more), "row condition" (read in a row of the set), "period",
-- "span", "window" (a span of whole months, written out), "date", "day of the year", "part of a year" (a word of them, or a fiscal year),
-- "calendar", "which" (the n of the n-th),
-- "hundredths" and "method" (of a percentile), "places" and "way" (of rounding), "place" (of a character), "number" (read where the question is),
-- "how many" (periods), "period word" (month, quarter and the like).
-- `gives`: a type, "same", "row" or "set" (of the same kind), "item" (one value of the column).

-- A type of an argument that may be left out ends with `?`; such ones come last.
local function ask(name, on, takes, gives, about, of)
  local entry = { name = name, on = on, takes = {}, needs = 0, gives = gives, about = about, of = of }
  for i, argument in ipairs(takes) do
    local type = argument:match "^(.*)%?$"
    entry.takes[i] = type or argument
    if not type then entry.needs = i end
  end
  return entry
end

schema.methods = {
  ask("is", { "text", "number", "row" }, { "same…" }, "condition", "equal to one of the values, or to one of a list: :is(codes \"x\")"),
  ask("starts_with", { "text" }, { "same…" }, "condition", "starts with one of the texts"),
  ask("ends_with", { "text" }, { "same…" }, "condition", "ends with one of the texts"),
  ask("contains", { "text" }, { "same…" }, "condition", "holds one of the texts; they are no patterns"),
  ask("length", { "text" }, {}, "number", "how many characters it has"),
  ask("part", { "text" }, { "place", "place?" }, "text",
    "the characters from the first-named one to the second-named one, counted from 1: :part(1, 2); from the one to the end: :part(3)"),
  ask("lower", { "text" }, {}, "text", "with small letters"),
  ask("upper", { "text" }, {}, "text", "with capital letters"),
  ask("above", { "number", "rate" }, { "same" }, "condition", "greater than"),
  ask("at_least", { "number", "rate" }, { "same" }, "condition", "greater than or equal to"),
  ask("below", { "number", "rate" }, { "same" }, "condition", "less than"),
  ask("at_most", { "number", "rate" }, { "same" }, "condition", "less than or equal to"),
  ask("between", { "number", "rate", "date" }, { "same", "same" }, "condition", "from the first to the second, both included"),
  ask("before", { "date" }, { "same" }, "condition", "earlier than that day"),
  ask("by", { "date" }, { "same" }, "condition", "on that day or earlier"),
  ask("after", { "date" }, { "same" }, "condition", "later than that day"),
  ask("on_or_after", { "date" }, { "same" }, "condition", "on that day or later"),
  ask("during", { "date" }, { "period" }, "condition", "within the period, both ends included"),
  ask("next", { "date" }, { "day of the year" }, "same", "that day of the year, or of the week, on or after the date: :next \"12-31\", :next \"monday\""),
  ask("preceding", { "date" }, { "day of the year" }, "same", "that day of the year, or of the week, on or before the date: :preceding \"12-31\", :preceding \"friday\""),
  ask("start_of", { "date" }, { "part of a year" }, "same", "the first day of the month, quarter, week, year or fiscal year: :start_of(month), :start_of(fiscal_year \"04-06\")"),
  ask("end_of", { "date" }, { "part of a year" }, "same", "the last day of the month, quarter, week, year or fiscal year: :end_of(quarter)"),
  ask("year", { "date" }, {}, "number", "its year"),
  ask("quarter", { "date" }, {}, "number", "its quarter, 1 to 4"),
  ask("month", { "date" }, {}, "number", "its month, 1 to 12"),
  ask("day", { "date" }, {}, "number", "its day of the month"),
  ask("weekday", { "date" }, {}, "text", "its day of the week: \"monday\""),
  ask("whole_months_to", { "date" }, { "date" }, "number", "how many whole months lie between the date and another, in months"),
  ask("whole_years_to", { "date" }, { "date" }, "number", "how many whole years lie between the date and another, in years: an age"),
  ask("next_working_day", { "date" }, { "calendar" }, "same", "the day itself where it is a working day, else the next one: :next_working_day(calendar \"cn\")"),
  ask("previous_working_day", { "date" }, { "calendar" }, "same", "the day itself where it is a working day, else the one before"),
  ask("happened", { "date" }, {}, "condition", "the event lies on or before the as-of date"),
  ask("known", { "condition", "number", "rate", "date", "text", "row", "scale" }, {}, "condition", "there is a value and we know it; no where it is unknown"),
  ask("given", { "condition", "number", "rate", "date", "text", "row", "scale" }, {}, "condition", "there is a value: no where it is absent, unknown where it is unknown"),
  ask("missing", { "condition", "number", "rate", "date", "text", "row", "scale" }, {}, "condition", "not known()"),
  ask("of", { "scale" }, { "number" }, "number", "what a base comes to by the scale: parameter \"levy\":of(load.amount)"),
  ask("base_of", { "scale" }, { "number" }, "number", "the base, or bases, that come to an amount by the scale"),
  ask("on", { "condition", "number", "rate", "date", "text", "span", "row", "scale" }, { "date" }, "same",
    "the value as it was on that day, unknown where there is no such day: enterprise.size:on(audit.started_on), parameter \"fee\":on(cargo.landed_on)"),
  ask("rounded", { "number", "rate" }, { "places", "way?" }, "number", "the number rounded to so many decimals, half up unless another way is said: "
    .. ":rounded(2), :rounded(0, \"half even\")"),
  ask("in_unit", { "number" }, { "unit", "date?" }, "number", "the number in another unit, which the pack relates to its own: :in_unit \"GJ\"; by a dated rate the day is said, "
    .. ":in_unit(\"CNY\", fine.paid_on)"),
  ask("previous", { "condition", "number", "rate", "date", "text" }, { "how many?" }, "same",
    "the same as it is in the period before, or in that so many periods before: :previous(), "
    .. ":previous(4)"),
  ask("in_each", { "condition" }, { "period word" }, "condition",
    "true in each month (quarter, year) of the period in hand; `period` in it is the month: site.samples:during(period):any():in_each(month)"),
  ask("in_how_many", { "condition" }, { "period word" }, "number", "in how many months (quarters, years) of the period in hand it is true: :in_how_many(month):at_most(2)"),
  ask("in_each", { "number", "rate" }, { "period word" }, "series", "what it is in each month (quarter, year) of the period in hand: :in_each(month):max()"),
  ask("sum", { "series" }, {}, "number", "the sum of what the months have"),
  ask("min", { "series" }, {}, "number", "the smallest of them"),
  ask("max", { "series" }, {}, "number", "the greatest of them"),
  ask("mean", { "series" }, {}, "number", "their sum by how many months have one"),
  ask("or_else", { "condition", "number", "rate", "date", "text" }, { "same" }, "same", "the other value where this one is absent"),
  ask("where", { "set" }, { "row condition" }, "set", "the records for which the condition holds"),
  ask("during", { "set" }, { "period" }, "set", "the records whose event lies in the period"),
  ask("any", { "set" }, {}, "condition", "there is a record"),
  ask("none", { "set" }, {}, "condition", "there is no record"),
  ask("every", { "set" }, { "row condition" }, "condition", "the condition holds for all records"),
  ask("share", { "set" }, { "row condition" }, "rate", "how many of the records meet the condition, of all of them"),
  ask("count", { "set", "distinct column" }, {}, "number", "how many records, or how many different values"),
  ask("first", { "set" }, {}, "row", "the earliest record"),
  ask("last", { "set" }, {}, "row", "the latest record"),
  ask("first", { "column" }, {}, "item", "the earliest day", { "date" }),
  ask("last", { "column" }, {}, "item", "the latest day", { "date" }),
  ask("when_all", { "column" }, {}, "item", "the day by which all records had it", { "date" }),
  ask("most_in", { "column" }, { "window", "date" }, "number", "the most different calendar months with such a day in any window of that length, "
    .. "in months or years, that holds the month of the date", { "date" }),
  ask("distinct", { "column" }, {}, "distinct column", "the different values", { "text", "number", "row", "date" }),
  ask("sum", { "column" }, {}, "item", "the sum", { "number" }),
  ask("min", { "column" }, {}, "item", "the smallest value", { "number" }),
  ask("max", { "column" }, {}, "item", "the greatest value", { "number" }),
  ask("mean", { "column" }, {}, "item", "the sum by the number of values", { "number" }),
  ask("geometric_mean", { "column" }, {}, "item", "the n-th root of the product of n values, of which none is below 0", { "number" }),
  ask("highest", { "column" }, { "which" }, "item", "the n-th highest value, of which equal ones each count: :highest(4)", { "number" }),
  ask("lowest", { "column" }, { "which" }, "item", "the n-th lowest value, of which equal ones each count: :lowest(2)", { "number" }),
  ask("percentile", { "column" }, { "hundredths", "method" }, "item", "the percentile as the law puts it: :percentile(98, \"nearest rank\")", { "number" }),
  ask("days", { "period" }, {}, "number", "how many days it has, both ends included: period:days(), months(3):to(period.to):days()"),
  ask("any_above", { "row" }, { "row condition" }, "condition", "some record above it in its tree, however far up, is such: company:any_above(company.uk)"),
  ask("earlier", { "row" }, {}, "set", "records of the same kind and owner that come before"),
  ask("later", { "row" }, {}, "set", "records of the same kind and owner that come after"),
  ask("to", { "span" }, { "date" }, "period", "the period of this length that ends with the day"),
  ask("from", { "span" }, { "date" }, "period", "the period of this length that starts with the day"),
}

-- Words and functions ---------------------------------------------------------------------------------------------------------------

-- How a percentile of n values in ascending order is found (core/model/rank.c).
schema.percentile_methods = {
  ["nearest rank"] = "the value at p/100 * n, rounded up", ["next rank"] = "the value at the whole part of p/100 * n, plus 1",
  weibull = "between two values, at p/100 * (n + 1)", hazen = "between two values, at p/100 * n + 1/2", excel = "between two values, at p/100 * (n - 1) + 1",
}

-- How a number is rounded (core/model/rounding.c), in words like those of DMN's functions (from memory) and of China's standard.
schema.roundings = {
  ["half up"] = "the nearest, half away from zero", ["half down"] = "the nearest, half towards zero", ["half even"] = "the nearest, half to the even digit",
  ["GB/T 8170"] = "half even, by the name of the standard", up = "away from zero", down = "towards zero", floor = "the next lower one", ceiling = "the next higher one",
}

schema.types = { text = "a text", number = "a number", event = "a day on which something happened", date = "a stated day", yesno = "yes or no" }
schema.periods = { year = "a calendar year", quarter = "a quarter of a year", month = "a calendar month", week = "an ISO week, from Monday to Sunday" }
schema.words = {
  subject = "the record that the rule judges",
  period = "the period that is judged, where `per` names one; period.from and period.to are its days",
  as_of = "the date of the evaluation",
}

schema.functions = {
  { name = "days", takes = "count", gives = "span", about = "so many days" },
  { name = "months", takes = "count and rounding", gives = "span",
    about = "so many calendar months; where a month has no such day its last one, \"up\" the first of the next, \"refused\" unknown" },
  { name = "years", takes = "count and rounding", gives = "span", about = "so many calendar years, rounded likewise" },
  { name = "fiscal_year", takes = "text", gives = "fiscal year", about = "the year that begins with that day: fiscal_year \"04-06\"" },
  { name = "working_days", takes = "count and calendar", gives = "span", about = "so many working days of a calendar; without one, so many days from Monday to Friday" },
  { name = "clear_days", takes = "count and calendar", gives = "span",
    about = "so many days between two, neither of which counts; with a calendar only working days count" },
  { name = "computed", takes = "function", gives = "number",
    about = "the number that a Lua function of the row in hand returns, in the unit said behind it: computed(function(plant) return … end, \"CNY\")" },
  { name = "scale", takes = "bands", gives = "scale",
    about = "the value of a parameter: of the part from each threshold on a rate, scale { { \"0 t\", \"5 CNY\" }, { \"10 t\", \"8 CNY\" } }" },
  { name = "percent", takes = "number", gives = "rate", about = "a rate in hundredths" },
  { name = "greater_of", takes = "numbers", gives = "number", about = "the greater one of two or more numbers of one unit" },
  { name = "lesser_of", takes = "numbers", gives = "number", about = "the lesser one of two or more numbers of one unit" },
  { name = "not_given", takes = "words", gives = "date", about = "the law leaves it open; the text says how we know" },
  { name = "codes", takes = "text", gives = "text", about = "one of a list of codes" },
  { name = "calendar", takes = "text", gives = "calendar", about = "a calendar of working days, for working_days(…) and the like" },
  { name = "parameter", takes = "text", gives = "value", about = "the value of a parameter" },
  { name = "verdict", takes = "text", gives = "verdict", about = "another rule's verdict on the record in hand" },
}

-- The hits of a decision whose value is made of all rows that hold, and whether they are numbers that the rows give.
schema.collecting = { ["sum of"] = "numbers", ["count of"] = "rows", highest = "numbers", lowest = "numbers" }

-- What stands in the cells of a decision besides values: these words, and the questions that compare, without what they are asked of.
schema.cells = { any = "whatever the column's value, there or not", yes = "the column's condition holds", no = "the column's condition does not hold" }
schema.cell_questions = { is = "equal to one of the values, or to one of a list", starts_with = "starts with one of the texts",
  ends_with = "ends with one of the texts", contains = "holds one of the texts; they are no patterns", above = "greater than",
  at_least = "greater than or equal to", below = "less than", at_most = "less than or equal to", between = "from the first to the second, both included",
  before = "earlier than that day", by = "on that day or earlier", after = "later than that day", on_or_after = "on that day or later",
  during = "within the period, both ends included" }

-- The verdicts of each shape of rule, and what may be asked of them.
schema.verdicts = {
  dated = {
    statuses = { "met", "late", "pending", "overdue", "waived", "unknown", "error", "not_applicable" },
    fields = { status = "text", due = "date", done = "event", lapsed = "event", arises = "any date" },
  },
  standing = {
    statuses = { "met", "breached", "waived", "unknown", "error", "not_applicable" },
    fields = { status = "text", arises = "any date" },
  },
  quota = {
    statuses = { "met", "on_track", "behind", "missed", "open", "unknown", "error", "not_applicable" },
    fields = { status = "text", target = "number", actual = "number", gap = "number", planned = "number", due = "date" },
  },
}

schema.verdicts.permission = { -- of powers and incentives
  statuses = { "open", "used", "not_available", "unknown", "error" },
  fields = { status = "text", used = "event", arises = "any date" },
}

-- Look-ups made from the lists above --------------------------------------------------------------------------------------------------

schema.statement, schema.func, schema.method = {}, {}, {}
for _, statement in ipairs(schema.statements) do
  schema.statement[statement.name] = statement
  statement.key = {}
  for _, key in ipairs(statement.keys) do statement.key[key[1]] = key end
end
for _, entry in ipairs(schema.functions) do schema.func[entry.name] = entry end
for _, entry in ipairs(schema.methods) do
  for _, on in ipairs(entry.on) do
    schema.method[on] = schema.method[on] or {}
    schema.method[on][entry.name] = entry
  end
end
schema.is_method = {}
for _, entry in ipairs(schema.methods) do schema.is_method[entry.name] = true end

return schema
