-- Random tables that ask what lies before and behind each record of an owner: rolling spans, everything earlier and later, with filters, over
-- records whose days coincide, are blank or lie ahead, and whose values are blank, bounded, signed or in units of their own.
local random = require "tests.naive.random"
local ranks = require "tests.naive.ranks"

local generate_windows = {}

local MODEL = [=[
kind "site" { lasting = true, fields = { { "code", text, key = true }, { "from_day", date, blank = "unknown" } } }
kind "test" { %s fields = { { "code", text, key = true }, { "site", site, owner = true, blank = "unknown" }, { "taken_on", event, starts = true },
  { "told_on", event, blank = "%s" }, { "value", number, sign = "sign", unit = "mg/L" }, { "sign", text, blank = "none" },
  { "amount", number, unit = "unit"%s }, { "unit", text, blank = "none" }, { "level", number },
  { "sort", text, one_of = { "a", "b" } }, { "count", number, blank = "none" } } }
kind "visit" { fields = { { "code", text, key = true }, { "site", site, owner = true, blank = "unknown" },
  { "made_on", event, starts = true }, { "ends_on", date, blank = "none" } } }
calendar "w" { years = "%s", holidays = { "2000-10-01/2000-10-07" }, working = { "2000-10-14" } }
]=]

local function day(source, around)
  return ("%d-%02d-%02d"):format(source.between(2000, 2001), source.up_to(12), source.chance(30) and 28 or source.up_to(around))
end

local function records(source)
  local sites, tests, visits = { "code,from_day" }, { "code,site,taken_on,told_on,value,sign,amount,unit,sort,count,level" }, { "code,site,made_on,ends_on" }
  local function site() return source.chance(8) and "" or "s" .. source.up_to(3) end
  local function maybe(percent, value) return source.chance(percent) and "" or value end
  for i = 1, 3 do sites[#sites + 1] = ("s%d,%s"):format(i, maybe(30, day(source, 28))) end
  local lacking, levels = source.pick { 0, 10, 40 }, source.pick { 0, 0, 30 } -- some levels are too large beside the others to lie packed
  for i = 1, source.chance(8) and 100 + source.up_to(60) or source.up_to(24) do -- masks hold 64 rows a word
    local taken = maybe(source.seed % 3 == 0 and 15 or 0, day(source, 5))
    tests[#tests + 1] = table.concat({ "t" .. i, site(), taken, maybe(taken == "" and 0 or lacking, day(source, 28)), -- one of its days is known
      maybe(lacking, ("%d.%d"):format(source.between(-3, 9), source.between(0, 9))), maybe(70, source.pick { "<", ">", "<=", "=" }), maybe(lacking, source.up_to(40)),
      source.pick { "kg", "kg", "kg", "t", "" }, maybe(lacking, source.pick { "a", "b" }), maybe(lacking, source.up_to(3)),
      maybe(lacking, source.chance(levels) and "33333333333.3333" or source.pick { "0.25", "-0.5", "1", "1.5", "2", "3.75" }) }, ",")
  end
  for i = 1, source.up_to(8) do visits[#visits + 1] = table.concat({ "v" .. i, site(), day(source, 28), maybe(30, day(source, 28)) }, ",") end
  return { site = table.concat(sites, "\n") .. "\n", test = table.concat(tests, "\n") .. "\n", visit = table.concat(visits, "\n") .. "\n" }
end

local WORKING = { [0] = "working_days(9)", 'working_days(9, calendar "w")', "clear_days(9)" }

local function span(source)
  return source.pick { "days(1)", "days(30)", "days(200)", "months(1)", "months(12)", "years(1)", WORKING[source.seed % 3] }
end

-- The rows of a site that a row of `kind` asks about.
local function set(source, kind)
  local days = kind == "test" and { "test.taken_on", "test.told_on", "test.site.from_day" } or { "visit.made_on", "visit.ends_on", "visit.site.from_day" }
  local text = source.weighted { { 6, kind .. ".site.tests" }, { kind == "test" and 3 or 0, "test:earlier()" }, { kind == "test" and 3 or 0, "test:later()" },
    { kind == "visit" and 1 or 0, "visit.site.tests" } }
  local function rolling() return (":during(%s:%s(%s))"):format(span(source), source.pick { "to", "to", "from" }, source.pick(days)) end
  local function filter()
    return source.weighted { { 3, ':where(test.sort:is "a")' }, { 2, ':where(test.value:above "2 mg/L")' }, { 1, ":where(test.told_on:happened())" },
      { 1, ':during("2000")' }, { 1, (":where(test.taken_on:by(%s))"):format(kind == "visit" and "visit.made_on" or "subject.taken_on") } }
  end
  if source.chance(25) then text = text .. filter() end
  if source.chance(75) then text = text .. rolling() end
  if source.chance(30) then text = text .. filter() end
  return text
end

-- A number beside a limit: one that a sum or a mean can be, one that a mean becomes as it is rounded, and such as no window comes to.
local LIMITS = {
  value = { "0", "2", "2.5", "-1.5", "3.45", "1.33333333333333", "2.66666666666667", "40" },
  amount = { "20", "7", "13.3333333333333", "0", "40" },
  count = { "1", "2", "1.66666666666667", "1.33333333333333", "2.33333333333333", "1.33333333333333", "2.5", "6" },
  level = { "0", "1", "1.5", "0.25", "0.583333333333333", "0.0833333333333333", "0.333333333333333", "3.75", "11111111111.7778", "33333333333.3333", "1e20" },
}
local LIMITED = { value = '"%s mg/L"', amount = '"%s kg"', count = "%s", level = "%s" }

local function beside_limit(source, kind)
  local field = source.pick { "value", "amount", "count", "count", "count", "level", "level" }
  return ("%s.%s:%s:%s(%s)"):format(set(source, kind), field, source.pick { "sum()", "mean()", "mean()", "min()", "max()" },
    source.pick { "above", "at_least", "below", "at_most" }, LIMITED[field]:format(source.pick(LIMITS[field])))
end

local function column(source, kind)
  if source.chance(30) then return beside_limit(source, kind) end
  local asked = set(source, kind)
  local function number() return source.chance(50) and ranks.question(source) or source.pick { "sum()", "mean()", "min()", "max()" } end
  return source.weighted {
    { 4, function() return ("%s.value:%s"):format(asked, number()) end }, { 2, function() return ("%s.amount:%s"):format(asked, number()) end },
    { 2, function() return ("%s.count:%s"):format(asked, number()) end }, { 2, function() return asked .. ":count()" end },
    { 2, function() return ("%s:%s()"):format(asked, source.pick { "any", "none" }) end },
    { 2, function() return ("%s.told_on:%s()"):format(asked, source.pick { "first", "last", "when_all" }) end },
    { 2, function() return ("%s.%s:distinct():count()"):format(asked, source.pick { "sort", "sort", "value", "count", "told_on" }) end },
    { 1, function() return ("%s:%s().value"):format(asked, source.pick { "first", "last" }) end },
    { 2, function() return ('%s:every(test.sort:is "a")'):format(asked) end }, { 2, function() return ('%s:share(test.sort:is "a")'):format(asked) end } }()
end

--- A case of its seed alone: { pack, records, as_of, reports }.
function generate_windows.case(seed)
  local source = random.source(seed)
  local lines = { MODEL:format(source.chance(20) and "lasting = true," or "", source.pick { "unknown", "not_yet" }, source.chance(40) and ", min = 0, max = 50" or "",
    random.source(seed + 5000011).pick { "1999/2002", "2000-03/2001-06" }) }
  local names = {}
  for _, kind in ipairs { "test", "visit" } do
    local columns = {}
    for i = 1, 6 do columns[i] = ('    { "c%d", %s },'):format(i, column(source, kind)) end
    lines[#lines + 1] = ('report "%ss" { title = "All", per = %s, columns = {\n%s\n} }'):format(kind, kind, table.concat(columns, "\n"))
    names[#names + 1] = kind .. "s"
  end
  return { pack = table.concat(lines, "\n"), records = records(source), as_of = ("200%d-%02d-15"):format(source.up_to(2), source.up_to(12)), reports = names }
end

return generate_windows
