-- Random registries of a tree that is a pack's own: basins that lie in basins and move, stations that go from basin to basin, and samples of them. The rules ask of the
-- tree all that they can ask of jurisdictions (sets over the branch, what lies above, goals of a quota), which the other random packs ask of jurisdictions alone.
local dates = require "tests.naive.dates"
local random = require "tests.naive.random"

local generate_own_trees = {}

-- `%s`: what a blank parent, and a station without a basin, stand for.
local MODEL = [=[
instrument "act" { title = "A", issuer = "P", in_force = { from = "2012-01-01" }, clauses = { a = "a" } }
kind "basin" { lasting = true, fields = { { "code", text, key = true }, { "parent", basin, blank = "%s" }, { "class", text }, { "depth", number },
  { "closed_on", event } } }
kind "station" { lasting = true, fields = { { "code", text, key = true }, { "basin", basin, owner = true, blank = "%s" }, { "cap", number } } }
kind "sample" { fields = { { "code", text, key = true }, { "station", station, owner = true, blank = "unknown" }, { "on_day", event, starts = true },
  { "value", number, sign = "sign", min = 0 }, { "sign", text, blank = "none" }, { "got_on", event }, { "residue", number, known_from = "got_on", blank = "none" } } }
]=]

local RULES = [=[
term "basin.load" { value = basin.stations.samples.value:sum() }
decision "basin.size" { clause = "act/a", columns = { basin.stations:count(), basin.class }, hit = "first",
  rows = { { at_least(3), any, "big" }, { any, "x", "middle" }, { any, any, "small" } } }
quota "goal" { per = basin, clause = "act/a", counts = basin.stations.samples, counted_on = sample.on_day, goals = { { "B1", target = 3, due = "2012-03-05" },
  { "B3", target = 1, due = "2012-04-10" }, { "B2", cumulative = { [2011] = 1, [2012] = 2 }, due = "2012-04-01" }, { "B4", target = 1, due = "2012-03-20", to = "2012-03-10" } } }
obligation "goal-read" { clause = "act/a", per = basin, require = verdict "goal".actual:at_least(1) | verdict "goal".status:is "not_applicable" }
obligation "plan-read" { clause = "act/a", per = basin, require = verdict "goal".planned:at_most(1) }
obligation "any-of-branch" { clause = "act/a", per = basin, require = basin.stations:any() }
obligation "forbid" { clause = "act/a", per = basin, forbid = basin.stations.samples:where(sample.value:above(10)), evidence = basin.stations.samples }
obligation "forbid-of-class" { clause = "act/a", per = basin, applies = basin.class:is "x", forbid = basin.stations.samples:where(sample.residue:above(5)) }
obligation "month-require" { clause = "act/a", per = { basin, month }, require = basin.stations.samples:during(period):every(sample.value:at_most(10)) }
obligation "month-forbid" { clause = "act/a", per = { basin, month }, forbid = basin.stations.samples:during(period):where(sample.value:above(10)),
  expects = { basin.stations.samples, each = month } }
obligation "below" { clause = "act/a", per = basin, require = basin.basins:every(basin.class:is "x") }
obligation "none-below" { clause = "act/a", per = basin, require = basin.basins:where(basin.depth:above(3)):none() }
obligation "above" { clause = "act/a", per = basin, require = basin.parent.class:is "x" }
obligation "not-above" { clause = "act/a", per = basin, require = ~basin.parent.class:is "x" }
obligation "above-of-owner" { clause = "act/a", per = station, require = station.basin.parent.class:is "x" }
obligation "neighbours" { clause = "act/a", per = station, require = station.basin.parent.stations:count():at_most(2) }
obligation "own-cap" { clause = "act/a", per = sample, require = sample.value:at_most(sample.station.cap) }
obligation "rolling" { clause = "act/a", per = sample, applies = sample.station.basin.class:is "x",
  require = sample.station.basin.stations.samples:during(days(20):to(sample.on_day)).value:max():at_most(9) }
obligation "dated" { clause = "act/a", per = basin, due = "2012-03-20", done = basin.stations.samples.on_day:first() }
obligation "arising" { clause = "act/a", per = basin, arises = basin.stations.samples.on_day:first(), due = days(20), done = basin.closed_on }
obligation "term" { clause = "act/a", per = basin, require = basin.load:at_most(20) }
obligation "decided" { clause = "act/a", per = basin, require = ~basin.size:is "big" }
obligation "verdicts-of-branch" { clause = "act/a", per = basin, require = basin.stations:every(verdict "neighbours".status:is "met") }
obligation "share" { clause = "act/a", per = basin, require = basin.stations.samples:share(sample.value:above(8)):at_most(percent(50)) }
term "basin.x" { value = basin.class:is "x" }
term "basin.not_x" { value = ~basin.class:is "x" }
decision "basin.deep" { clause = "act/a", columns = { basin.depth }, hit = "first", rows = { { at_least(3), yes }, { any, no } } }
obligation "under" { clause = "act/a", per = basin, require = ~basin:any_above(basin.x) }
obligation "under-not" { clause = "act/a", per = basin, require = basin:any_above(basin.not_x) | basin.class:is "y" }
obligation "under-of-owner" { clause = "act/a", per = station, applies = station.basin:any_above(basin.x), require = station.cap:at_least(6) }
obligation "month-under" { clause = "act/a", per = { basin, month }, applies = ~basin:any_above(basin.x),
  require = basin.stations.samples:during(period):every(sample.value:at_most(10)) }
obligation "forbid-under" { clause = "act/a", per = basin, applies = basin:any_above(basin.deep), forbid = basin.stations.samples:where(sample.value:above(8)) }
obligation "dated-under" { clause = "act/a", per = basin, applies = ~basin:any_above(basin.deep), due = "2012-03-10", done = basin.closed_on }
obligation "settled-under" { clause = "act/a", per = basin, applies_on = "2012-02-20", applies = basin:any_above(basin.x), due = "2012-03-10", done = basin.closed_on }
obligation "all-under" { clause = "act/a", per = basin, require = basin.stations:every(station.basin:any_above(basin.x)) }
power "power-under" { clause = "act/a", per = basin, applies = basin:any_above(basin.not_x), used = basin.stations.samples.on_day:last() }
power "power" { clause = "act/a", per = basin, applies = basin.basins:any(), used = basin.stations.samples.on_day:last() }
exception "freed" { to = { "forbid", "month-require", "dated" }, clause = "act/a", applies = basin.parent.class:is "y" }
]=]

local TABLES = [=[
report "basins" { title = "R", per = basin, columns = { { "n", basin.stations.samples:count() }, { "stations", basin.stations:count() },
  { "below", basin.basins:count() }, { "under", basin:any_above(basin.x) }, { "sum", basin.load }, { "max", basin.stations.samples.value:max() }, { "depth", basin.depth },
  { "actual", verdict "goal".actual }, { "status", verdict "any-of-branch".status }, { "share", basin.stations.samples:share(sample.value:above(8)) } } }
report "months" { title = "R", per = { basin, month }, during = "2012-02/2012-03", where = basin.class:is "x",
  columns = { { "n", basin.stations.samples:during(period):count() }, { "sum", basin.stations.samples:during(period).residue:sum() } } }
report "stations" { title = "R", per = station, columns = { { "n", station.samples:count() }, { "above", station.basin.parent.stations:count() },
  { "cap", station.cap } } }
group "place" { of = sample, by = { { "basin", sample.station.basin }, { "above", sample.station.basin.parent } } }
report "groups" { title = "R", per = place, columns = { { "n", place.samples:count() }, { "sum", place.samples.value:sum() } } }
indicator "parts" { title = "I", per = basin, parts = { { "a", basin.stations.samples:share(sample.value:above(8)) },
  { "b", basin.load / basin.stations:count() } } }
]=]

local BASINS, STATIONS = 6, 5

local function day(source, before, behind) return dates.format(dates.parse "2012-03-01" + source.between(-(before or 45), behind or 45)) end

-- The days from which on a record's versions hold, each once and in their order; "" from the beginning.
local function beginnings(source, later)
  local days = { source.chance(15) and day(source, 45, 10) or "" }
  local seen = { [days[1]] = true }
  for _ = 1, later do
    local from = day(source)
    if not seen[from] then seen[from], days[#days + 1] = true, from end
  end
  table.sort(days)
  return days
end

-- A basin lies in one with a lower number, on every day: nobody lies in himself.
local function basins(source)
  local rows = {}
  for i = 1, BASINS do
    for _, from in ipairs(beginnings(source, source.weighted { { 5, 0 }, { 4, 1 }, { 1, 2 } })) do
      rows[#rows + 1] = { code = "B" .. i, parent = (i == 1 or source.chance(20)) and "" or "B" .. source.up_to(i - 1), class = source.pick { "x", "y", "" },
        depth = source.pick { "1", "5", "" }, closed_on = source.chance(20) and day(source) or "", effective_from = from }
    end
  end
  return rows
end

local function stations(source)
  local rows = {}
  for i = 1, STATIONS do
    for _, from in ipairs(beginnings(source, source.weighted { { 6, 0 }, { 3, 1 } })) do
      rows[#rows + 1] = { code = "S" .. i, basin = source.chance(10) and "" or "B" .. source.up_to(BASINS), cap = source.pick { "5", "12", "" }, effective_from = from }
    end
  end
  return rows
end

local function samples(source)
  local rows = {}
  for i = 1, source.between(4, 12) do
    local station, on_day = source.chance(90) and "S" .. source.up_to(STATIONS) or "", source.chance(92) and day(source) or ""
    local got_on = (on_day == "" or source.chance(60)) and day(source) or "" -- one of its days is known
    for _, from in ipairs { "", source.chance(15) and day(source) or nil } do
      rows[#rows + 1] = { code = "P" .. i, station = station, on_day = on_day, value = source.pick { "3", "8", "9", "11", "" },
        sign = source.pick { "", "", "<", ">" }, got_on = got_on, residue = source.pick { "", "4", "7" }, effective_from = from }
    end
  end
  return rows
end

local function csv(columns, rows)
  local lines = { table.concat(columns, ",") }
  for _, row in ipairs(rows) do
    local cells = {}
    for at, column in ipairs(columns) do cells[at] = row[column] end
    lines[#lines + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end

--- The records of `rows` as CSV texts by kind.
function generate_own_trees.records(rows)
  return { basin = csv({ "code", "parent", "class", "depth", "closed_on", "effective_from" }, rows.basin),
    station = csv({ "code", "basin", "cap", "effective_from" }, rows.station),
    sample = csv({ "code", "station", "on_day", "value", "sign", "got_on", "residue", "effective_from" }, rows.sample) }
end

--- The same rows, but that no basin ever moves: each lies where its first version says.
function generate_own_trees.unmoved(rows)
  local first, still = {}, {}
  for i, row in ipairs(rows.basin) do
    first[row.code] = first[row.code] or row.parent
    still[i] = setmetatable({ parent = first[row.code] }, { __index = row })
  end
  return { basin = still, station = rows.station, sample = rows.sample }
end

--- A case of its seed alone: { pack, records, as_of, reports }, with the `rows` that the records are made of and what a `blank` parent stands for.
function generate_own_trees.case(seed)
  local source = random.source(seed)
  local blank, as_of = source.pick { "none", "unknown" }, day(source, 20, 20)
  local model = MODEL:format(blank, source.pick { "none", "unknown" })
  local rows = { basin = basins(source), station = stations(source), sample = samples(source) }
  return { pack = model .. RULES .. TABLES, records = generate_own_trees.records(rows), as_of = as_of, rows = rows, blank = blank,
    reports = { "basins", "months", "stations", "groups", "parts" } }
end

return generate_own_trees
