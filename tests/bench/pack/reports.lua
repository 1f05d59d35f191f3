-- The same questions as tables: how many enterprises of each city have which verdict. An unknown verdict could still be any of them, so it
-- widens every count of its row: "12-15" is 12 certain and 3 unknown.

local function bound(rule)
  return jurisdiction.enterprises:where(~verdict(rule).status:is "not_applicable"):count()
end
local function judged(rule, ...)
  return jurisdiction.enterprises:where(verdict(rule).status:is(...)):count()
end

report "by-city" {
  title = "Verdicts by city", per = jurisdiction, where = jurisdiction.level:is "city",
  columns = {
    { "Code",              jurisdiction.code },
    { "q1 bound",            bound "q1" },
    { "q1 met",              judged("q1", "met") },
    { "q1 late",             judged("q1", "late") },
    { "q2-started bound",    bound "q2-started" },
    { "q2-started met",      judged("q2-started", "met") },
    { "q2-started late",     judged("q2-started", "late") },
    { "q2-reported bound",   bound "q2-reported" },
    { "q2-reported met",     judged("q2-reported", "met") },
    { "q2-reported late",    judged("q2-reported", "late") },
    { "q3 bound",            bound "q3" },
    { "q3 met",              judged("q3", "met") },
    { "q3 late",             judged("q3", "late") },
  },
}
