-- luacheck lua rules examples tests
std = "lua54"
max_line_length = 180
exclude_files = { "tests/**/mistakes/**", "tests/**/broken/**", "build" }

-- The words of the rule language and the built-in kinds; a pack's own kinds are named in its own files (-- luacheck: globals dmr).
files["rules"] = { read_globals = {
  "instrument", "kind", "group", "import", "codes", "code_register", "parameter", "periods", "term", "decision", "state", "obligation", "quota", "power",
  "incentive", "indicator", "exception", "waivable", "warning", "report", "verdict",
  "calendar", "unit", "units_from", "days", "months", "years", "working_days", "clear_days", "fiscal_year", "week", "percent", "scale", "computed", "greater_of", "lesser_of", "not_given", "subject", "period", "as_of", "any", "yes", "no",
  "is", "starts_with", "ends_with", "contains", "before", "by", "after", "on_or_after", "during", "above", "at_least", "below", "at_most", "between",
  "year", "quarter", "month", "text", "number", "event", "date", "yesno",
  "jurisdiction", "agency", "enterprise", "listing", "audit", "measure", "measurement", "action", "disclosure", "citation", "waiver",
} }
files["tests/mapping/discharge"] = files["rules"]
files["tests/laws"] = files["rules"]
files["tests/laws/laws_spec.lua"] = { std = "+busted" }
for _, folder in ipairs { "pack", "functions", "windows", "ranks", "once" } do files["tests/bench/" .. folder] = files["rules"] end
files["tests/support"] = { max_line_length = false } -- tables of data, a row a line
files["tests/**/*_spec.lua"] = { std = "+busted" }
files["lua/commands/main.lua"] = { globals = { "arg" } } -- the program's own entry may set its arguments
