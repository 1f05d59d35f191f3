-- Small cases that pin lua/language/meaning.md, each decided by hand before any program ran it. Pure data: naive_spec.lua runs them
-- through the naive evaluator, and the engine runs the same ones.
-- A case is { section =, name =, pack =, records = { kind = csv }, as_of =, expect = { { rule =, subject =, status =, … }, … } }; `expect`
-- lists every verdict of the pack, or of the rules named in `of`. Beside the status a verdict is held to the fields it gives: due, done, since (a day, or of
-- due and done "none" where none is told), next_change (a day, "none", "not worked out"), missing (field names as "kind.field"), and for quotas target,
-- actual, gap and planned as { low, high }.
-- `reading` marks a case where the text leaves more than one reading and says which one is taken.
local write = require "tests.meaning.write"

for _, subject in ipairs { "values", "conditions", "calendars", "day_questions", "sets", "dated", "beginnings", "standing", "force", "quotas", "places", "days", "periods", "units",
  "permissions", "verdicts", "decisions", "ranges", "ranks", "rounded", "texts", "scales", "other_periods", "geometric", "shown", "registers", "received", "expected",
  "versions", "changes", "waivers", "stood", "on_a_day", "amendments", "transitions", "instead", "clocks", "milder", "applies_on", "states", "conversions",
  "above", "named_periods", "nowhere", "months" } do
  require("tests.meaning.cases." .. subject)
end

return write.cases
