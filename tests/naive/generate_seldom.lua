-- What few random packs would happen to ask, for random packs: of values that were not received, in sets and shares; functions of sets that may be empty; and days of events
-- that a later version names otherwise, asked on a row's day; tables of which several rows hold, or may.
local random = require "tests.naive.random"

local generate_seldom = {}

-- What counts, or does not, only because a value may not have come, in sets and shares.
local function counting_what_came(source, add)
  if not source.chance(30) then return end
  local set = source.pick { "enterprise.works", "enterprise.works", "enterprise.audits", "jurisdiction.enterprises.works" }
  local condition = set:find "audits" and source.pick { '~audit.mode:is "fresh"', 'audit.mode:missing() | audit.mode:is "fresh"' }
    or source.pick { "~work.heard:above(2)", '~(work.heard:above(2) & work.stage:is "first")', "work.heard:missing() | work.heard:at_most(2)", "work.heard:or_else(0):at_most(2)" }
  local asked = source.pick { ":where(%s):count():at_least(1)", ":where(%s):count():at_least(2)", ":where(%s):count():at_most(1)", ":share(%s):at_least(percent(50))",
    ":where(%s):any()", ":every(%s)", ":where(%s):none()" }
  add('obligation "rc" { clause = "law/a", per = enterprise, require = %s%s }\n', set, asked:format(condition))
end

local function shares_of_what_came(source, add)
  if not source.chance(35) then return end
  local set, condition = "works", source.pick { "work.heard:above(2)", "work.heard:above(2) | work.heard:below(2)", "work.heard:at_least(1)",
    'work.heard:above(2) & work.stage:is "first"' }
  if source.chance(25) then set, condition = "audits", 'audit.mode:is("fresh", "existing_plan")' end
  add('obligation "rs" { clause = "law/a", per = enterprise, require = enterprise.%s:share(%s):%s(percent(%d)) }\n', set, condition,
    source.pick { "at_most", "below" }, source.pick { 40, 60, 60, 90 })
end

-- Functions of records of which there may be none; complete(kind) tells whether its register is.
local function of_empty_sets(source, add, complete)
  local kinds, other = {}, source.chance(15) and source.pick { "audit", "measurement", "action", "work", "permit", "listing" }
  for _, kind in ipairs { "audit", "measurement", "action" } do
    if complete(kind) and kind ~= other and source.chance(60) then kinds[#kinds + 1] = kind end
  end
  if other then kinds[#kinds + 1] = other end
  for _, kind in ipairs(kinds) do
    add('obligation "fe-%s" { clause = "law/a", require = %s }\n', kind, source.pick { "function(e) return #e.%ss < 4 end",
      'function(e) return #e.%ss == 0 or e.size ~= "small" end',
      "function(e) for _, row in ipairs(e.%ss) do if not row.enterprise then return false end end return true end" }:format(kind))
  end
  if source.chance(10) then add 'obligation "fj" { clause = "law/a", require = enterprise.audits:every(function(a) return #a.measures < 3 end) }\n' end
end

-- Whom it binds on the day of each row, by an event that may have been put off since.
local function by_what_was_put_off(source, add)
  if not source.chance(20) then return end
  add('obligation "po" { clause = "law/a", applies = %s, forbid = enterprise.measurements%s, evidence = enterprise.measurements }\n', source.pick {
    "~enterprise.closed_on:happened()", "enterprise.closed_on:happened()", "~(enterprise.closed_on + months(2)):happened()", "~enterprise.closed_on:given()" },
    source.pick { "", ':where(measurement.value:above "50 mg/L")', ":where(measurement.over)" })
end

-- Functions that tell whether a rule applies, or by when, of records of which there may be none and values that may not have come; and a rule that reads the verdict.
local function deciding_by_functions(source, add)
  if not source.chance(25) then return end
  local empty = { "function(e) return #e.works > 0 end", "function(e) return #e.audits == 0 end", 'function(e) return #e.permits > 0 or e.size == "large" end' }
  local body = source.pick { 'due = "2003-01-01", done = enterprise.audits.reported_on:first()', "require = enterprise.audits:any()", "forbid = enterprise.measurements" }
  local exception = source.chance(40)
  add('obligation "df" { clause = "law/a", %s%s }\n', exception and "" or ("applies = %s, "):format(source.pick(empty)), body)
  if exception then add('exception "df-but" { clause = "law/a", to = "df", applies = %s }\n', source.pick(empty)) end
  add('obligation "dr" { clause = "law/a", require = %sverdict "df".status:is("not_applicable", "met") }\n', source.pick { "", "", "~" })
  local heard = 'function(e) for _, w in ipairs(e.works) do if %s then return "%s" end end %send'
  add('obligation "dd" { clause = "law/a", due = %s, done = %s }\n', source.chance(50) and heard:format("w.heard", "2001-06-30", 'return "2008-06-30" ') or '"2006-01-01"',
    heard:format("not w.heard", "2003-03-31", source.pick { "", 'return "2005-05-05" ' }))
end

-- Tables of which several rows hold or may: what they come to, what they agree on, and rows that do not agree, which nothing proves when they stand together.
local function of_several_rows(source, add)
  if not source.chance(50) then return end
  local hit = source.pick { "sum of", "count of", "highest", "highest", "lowest" }
  local rest = hit == "sum of" and "" or hit == "count of" and ', { any, "micro", not_given "none" }'
    or source.pick { ", { any, any, 1 }", ", { any, any, 3 }", ', { any, any, not_given "none" }', ', { any, any, not_given "none" }' }
  add('decision "enterprise.points" { reading = "ours", hit = "%s", columns = { enterprise.employees, enterprise.size },\n'
    .. '  rows = { { at_least(%d), any, 5 }, { any, is("large", "medium"), %s }, { below(300), "small", %s }%s } }\n', hit, source.pick { 100, 600, 600 },
    hit == "count of" and "2" or source.pick { "2", "7.5", "enterprise.employees" }, hit == "count of" and "-2" or source.pick { "-2", 'not_given "none"',
      'not_given "none"' }, rest)
  if hit == "count of" then -- a table of how many there are
    add 'decision "enterprise.rank" { reading = "ours", columns = { enterprise.points }, rows = { { 0, "a" }, { 1, "b" }, { at_least(2), "b" } } }\n'
    add('obligation "ranked" { clause = "law/a", require = enterprise.rank:%s }\n', source.pick { 'is "b"', 'is "a"', "known()", "given()" })
  end
  add('obligation "points" { clause = "law/a", require = enterprise.points:%s }\n',
    source.pick { "at_least(3)", "is(2)", "at_most(5)", "missing()", "given()", "or_else(4):above(3)" })
  add('decision "enterprise.mark" { reading = "ours", hit = "%s"%s, columns = { enterprise.employees, enterprise.size },\n'
    .. '  rows = { { %s, any, "a"%s }, { any, is("large", "medium"), "b"%s }, { below(enterprise.employees), is("small", "micro"), "a"%s } } }\n',
    source.pick { "any", "any", "unique" }, ', results = { "word", "number" }',
    source.pick { "at_least(enterprise.employees)", "at_least(enterprise.employees)", "below(enterprise.employees)" }, ", 1", source.pick { ", 1", ", 2" }, ", 1")
  add('obligation "marked" { clause = "law/a", require = %s }\n', source.pick { 'enterprise.mark.word:is "a"', "enterprise.mark.number:is(1)", "enterprise.mark.number:at_most(2)",
    "enterprise.mark.word:known()" })
end

-- Whether there is a number that is reckoned from a cell of which only the ends of its field are known, by itself and where values are counted.
local function reckoned(source, add)
  if not source.chance(35) then return end
  add('term "load.reckoned" { value = %s }\n', source.pick { "load.amount * 2", "load.amount + load.amount", "greater_of(load.amount, \"3 t\")", "load.amount:or_else(\"2 t\")",
    "load.amount * 0" })
  add('obligation "rg" { clause = "law/a", per = load, %s = %s }\n', source.pick { "require", "require", 'due = "2003-06-30", done = load.year_end, applies' },
    source.pick { "load.reckoned:given()", "~load.reckoned:given()", '(load.amount + "1 t"):given()', "load.reckoned:known()", "load.amount:rounded(0):given()",
      "(load.quota * 2):given()" })
  add('obligation "re" { clause = "law/a", per = enterprise, require = %s }\n', source.pick { '~enterprise.loads.reckoned:highest(2):above "9 t"',
    '~enterprise.loads.reckoned:highest(1):above "9 t"', '~enterprise.loads.reckoned:lowest(2):above "2 t"', "enterprise.loads.reckoned:distinct():count():at_most(1)",
    "(enterprise.loads.amount:sum() * 2):given()", "enterprise.loads.reckoned:max():given()", "~enterprise.loads.reckoned:highest(2):given()" })
end

-- What is asked of the records before and after one, of which there may be none.
local function beside_the_first(source, add)
  if not source.chance(35) then return end
  for index, kind in ipairs { "audit", "measurement", "listing" } do
    local day = ({ "started_on", "measured_on", "published_on" })[index]
    local condition = ({ 'audit.basis:is "voluntary"', 'measurement.value:above "50 mg/L"', "listing.delisted_on:happened()" })[index]
    local set = kind .. source.pick { ":earlier()", ":earlier()", ":later()" }
    if source.chance(40) then
      local day_of = kind .. "." .. day
      set = set .. source.pick { ':during("2001/2003")', (':where(%s:on_or_after "2001-01-01")'):format(day_of), (':where(%s:by "2003-06-30")'):format(day_of) }
    end
    if source.chance(40) then set = ("%s:where(%s)"):format(set, condition) end
    add('obligation "ne-%s" { clause = "law/a", per = %s, %srequire = %s }\n', kind, kind, source.pick { "", "", ("applies = %s:any(), "):format(set) },
      source.pick { "~%s:any()", "%s:none()", "%s:count():at_most(1)", "%s:every(" .. condition:gsub("%%", "%%%%") .. ")", ("~%%s.%s:last():after \"2002-06-30\""):format(day),
        ("%%s.%s:first():by \"2003-06-30\" | %%s:none()"):format(day) }:gsub("%%s", (set:gsub("%%", "%%%%"))))
  end
end

--- Adds rules to a pack. complete(kind): whether the pack says that the register of a kind is complete.
function generate_seldom.add(source, text, complete)
  local function add(form, ...) text[#text + 1] = form:format(...) end
  counting_what_came(source, add)
  shares_of_what_came(source, add)
  of_empty_sets(source, add, complete)
  by_what_was_put_off(source, add)
  deciding_by_functions(source, add)
  of_several_rows(source, add)
  reckoned(random.source(source.seed + 44000027), add)
  beside_the_first(random.source(source.seed + 45000029), add)
end

-- A line of a table with these cells.
local function line(csv, cells)
  return (csv:match("^[^\n]*"):gsub("[^,]+", function(name) return cells[name] or "" end)) .. "\n"
end

--- Adds records: in some registries that know versions an enterprise closes, is measured afterwards, and is said later to close on another day. as_of: a year.
function generate_seldom.add_records(source, records, year)
  if not source.chance(20) or not records.enterprise:match "^[^\n]*effective_from" then return end
  local closed = year - source.between(2, 4)
  local function enterprise(cells) records.enterprise = records.enterprise .. line(records.enterprise, cells) end
  enterprise { code = "V", jurisdiction = source.pick { "C1", "C2", "D1" }, size = "large", opened_on = "1995-05-05", closed_on = closed .. "-03-31" }
  enterprise { code = "V", jurisdiction = source.pick { "C1", "C2" }, size = source.pick { "large", "medium" }, opened_on = "1995-05-05",
    closed_on = (closed + source.between(0, 2)) .. "-11-30", effective_from = (closed + 1) .. "-02-15" }
  for _, day in ipairs { "-02-10", "-06-10", "-12-24" } do
    if source.chance(75) then
      records.measurement = records.measurement .. line(records.measurement, { enterprise = "V", outlet = "o1", pollutant = "cod", measured_on = closed .. day,
        value = source.pick { "20", "60", "" }, unit = "mg/L", limit_value = "50" })
    end
  end
end

--- Adds a rule of what is to be told before a work begins, and a work that was to have begun and was put off. as_of: a year.
function generate_seldom.put_off(source, text, records, year)
  local whose = records.enterprise:match "\n([%w]+)," -- one that is there
  if not source.chance(12) or not whose or not records.work:match "^[^\n]*effective_from" then return end
  local function work(cells) records.work = records.work .. line(records.work, cells) end
  work { code = "late", enterprise = whose, stage = "first", begun_on = (year - 1) .. "-06-30" }
  work { code = "late", enterprise = whose, stage = "first", begun_on = (year + 1) .. "-12-31", told_on = (year - 1) .. source.pick { "-12-15", "-12-15", "-05-05" },
    effective_from = (year - 1) .. "-09-01" }
  text[#text + 1] = ('obligation "put-off" { clause = "law/a", per = work, %sdue = work.begun_on - months(%d), done = work.told_on }\n'):format(
    source.pick { "", "", 'applies = enterprise.size:is("large", "medium"), ' }, source.pick { 30, 30, 31, 12 })
end

-- The cells of a line without quotes.
local function cells_of(text)
  local cells = {}
  for cell in (text .. ","):gmatch "([^,]*)," do cells[#cells + 1] = cell end
  return cells
end

local DATED <const> = { opened_on = true, closed_on = true }

--- Makes of a registry one that holds no event: places, agencies and enterprises of which no day is known.
function generate_seldom.without_events(records)
  if records.enterprise:find('"', 1, true) then return end
  for kind, csv in pairs(records) do
    local header = type(csv) == "string" and csv:match "^[^\n]*"
    if header and kind ~= "enterprise" and kind ~= "jurisdiction" and kind ~= "agency" then records[kind] = header .. "\n"
    elseif kind == "enterprise" then
      local names, lines = cells_of(header), { header }
      for text in csv:sub(#header + 2):gmatch "[^\n]+" do
        local cells = cells_of(text)
        for i, name in ipairs(names) do cells[i] = DATED[name] and "" or cells[i] end
        lines[#lines + 1] = table.concat(cells, ",")
      end
      records[kind] = table.concat(lines, "\n") .. "\n"
    end
  end
end

return generate_seldom
