-- Random registries as CSV texts: a province with two cities and a county, a few enterprises and what happened to them, with blanks
-- wherever a cell may be blank, later versions, future events, and days that coincide.
local dates = require "tests.naive.dates"
local random = require "tests.naive.random"
local refused = require "tests.support.refused"

local generate_registry = {}

local function make_days(source, as_of, wide)
  local first, last = dates.parse "1999-01-01", dates.parse "2008-12-31"
  local month_end = dates.window_to({ unit = "months", count = 1 }, as_of) - 1
  local pool = { as_of, as_of + 1, as_of - 1, month_end, dates.parse "2003-06-30", dates.parse "2003-07-01", dates.parse "2002-12-31" }
  for _ = 1, 3 do pool[#pool + 1] = source.between(first, last) end
  if wide then pool[#pool + 1] = dates.parse "2290-06-30" end
  local days = {}
  function days.any() -- a third of all days are of a few, so that events coincide with each other and with the as-of date
    return dates.format(source.chance(33) and source.pick(pool) or source.between(first, last))
  end
  function days.after(day) return dates.format(dates.parse(day) + source.between(0, 500)) end
  return days
end

-- A header or a key with the day from which a version of a record holds.
local function with_versions(names)
  if names[#names] == "effective_from" then return names end
  local longer = table.move(names, 1, #names, 1, {})
  longer[#longer + 1] = "effective_from"
  return longer
end

-- One kind's table: rows under a header, a row with the key of an earlier one is left out. `day`, if given, says how a day is written; `begins`, if given, from
-- which day on a row holds that does not say it: nil for one that holds always.
local function new_table(header, keys, day, begins)
  if begins then header, keys = with_versions(header), with_versions(keys) end
  local sheet, seen = { lines = { table.concat(header, ",") } }, {}
  function sheet.add(given)
    local cells, parts, row = {}, {}, given
    if begins and not given.effective_from then row = setmetatable({ effective_from = begins() }, { __index = given }) end
    for index, name in ipairs(header) do
      local cell = row[name] or ""
      if day then cell = day(cell) end
      cells[index] = cell:find '[,"\n]' and '"' .. cell:gsub('"', '""') .. '"' or cell
    end
    for index, name in ipairs(keys) do parts[index] = day and row[name] and day(row[name]) or row[name] or "" end
    local key = table.concat(parts, "\0")
    if seen[key] then return false end
    seen[key] = true
    sheet.lines[#sheet.lines + 1] = table.concat(cells, ",")
    return true
  end
  function sheet.text() return table.concat(sheet.lines, "\n") .. "\n" end
  return sheet
end

-- The registry of a source of choices as of a day: { kind = csv }. `rules` are names that waivers and actions may hold; `day` writes a day of another calendar.
function generate_registry.make(source, as_of, rules, day)
  -- In some registries that change, of some kinds, records have no version in force before some day.
  local late, late_days = random.source(source.seed + 7000009), nil -- a source of its own: the rest of a case stays what it was
  local some_late = late.chance(40)
  local function begins() return late.chance(25) and late_days.any() or nil end
  local changing
  local function make_table(header, keys) return new_table(header, keys, day, changing and some_late and late.chance(50) and begins or nil) end
  -- Columns are packed by how far apart their values are and how many digits they have: here some lie very far apart, and some have many.
  local wide = source.chance(30)
  local days = make_days(source, as_of, wide)
  late_days = make_days(late, as_of, false)
  -- Kinds whose records never change are read as they lie; one case of a hundred has more enterprises than a mask has bits.
  local many
  changing, many = source.chance(70), source.chance(1)
  local function maybe(percent, make)
    if source.chance(percent) then return make() end
    return nil
  end
  -- In one case of three, some rows do not say whose they are.
  local owned = source.chance(67)
  local function owner(code)
    if owned or source.chance(90) then return code end
    return nil
  end
  local function one_of(list) return function() return source.pick(list) end end
  local function number(low, high) return function() return tostring(source.between(low, high)) end end
  -- In one case of four, amounts have as many digits as numbers can have, tie where they are divided or added, and cancel each other.
  local fine = source.chance(25)
  local exacting = { "123456789012345", "700000000000000", "-700000000000000", "0.55", "0.5", "1.5", "2.5", "22.68", "-22.68",
    "277.777777777778", "86", "8.6", "0.4", "0.7", "4", "7",
    "999999999999999", "100000000000000", "-0.1", "0.2", "0.3", "0.000000000000001", "333333333333333", "99999999", "959310.44",
    "0.499999999999999", "0.500000000000001" }
  local function amount(plain) return fine and one_of(exacting) or one_of(plain) end

  local places = { "P", "C1", "C2", "D1" }
  -- In two of five registries that change, places move: districts between cities, cities between provinces, one of which comes into being.
  local moving = changing and source.chance(40)
  local ends = random.source(source.seed + 6000011) -- what stands at the ends of the calendar, as "without end" is written
  local lost = random.source(source.seed + 3000017) -- a source of its own: the rest of a case stays what it was
  local jurisdiction = make_table({ "code", "level", "parent", "population", "effective_from" }, { "code", "effective_from" })
  jurisdiction.add { code = "P", level = "province", population = maybe(60, number(1, 9)) }
  jurisdiction.add { code = "C1", level = "city", parent = "P" }
  jurisdiction.add { code = "C2", level = maybe(80, one_of { "city" }), parent = "P", population = "5" }
  jurisdiction.add { code = "D1", level = "county", parent = "C1" }
  if moving then
    places[#places + 1] = "Q"
    jurisdiction.add { code = "Q", level = "province", parent = maybe(20, one_of { "P" }), effective_from = maybe(50, days.any) }
    local above = { C1 = { "P", "Q", "" }, C2 = { "P", "Q", "C1", "" }, D1 = { "C1", "C2", "P", "Q", "" } }
    for _, code in ipairs { "C1", "C2", "D1" } do
      for _ = 1, source.weighted { { 3, 0 }, { 4, 1 }, { 2, 2 } } do
        jurisdiction.add { code = code, level = "city", parent = source.pick(above[code]), effective_from = days.any() }
      end
    end
  end

  local agency = make_table({ "code", "role", "jurisdiction", "effective_from" }, { "code", "effective_from" })
  agency.add { code = "G1", role = "environment", jurisdiction = "P" }
  agency.add { code = "G2", role = "economic", jurisdiction = "C1" }
  agency.add { code = "G3", jurisdiction = "C2" }
  if moving and source.chance(50) then agency.add { code = "G2", role = "economic", jurisdiction = owner(source.pick(places)), effective_from = days.any() } end

  -- In some registries an agency was another's before, and waivers are given another end.
  local regranted = random.source(source.seed + 17000023) -- a source of its own: the rest of a case stays what it was
  local extended = changing and regranted.chance(60)
  local extension_days = make_days(regranted, as_of, false)
  if extended then
    agency.add { code = regranted.pick { "G1", "G2" }, role = regranted.weighted { { 3, "environment" }, { 3, "economic" }, { 1, "" } },
      jurisdiction = "P", effective_from = extension_days.any() }
  end

  local enterprise = make_table(
    { "code", "jurisdiction", "size", "sector", "employees", "sales", "opened_on", "closed_on", "effective_from" }, { "code", "effective_from" })
  local listing = make_table({ "enterprise", "list", "reason", "agency", "published_on", "delisted_on" }, { "enterprise", "list", "published_on" })
  local audit = make_table(
    { "code", "enterprise", "basis", "mode", "round", "started_on", "completed_on", "reported_on", "accepted_on", "effective_from" }, { "code", "effective_from" })
  local measure = make_table(
    { "code", "enterprise", "audit", "cost_class", "cost", "identified_on", "implemented_on", "annual_saving", "verified", "effective_from" }, { "code", "effective_from" })
  local measurement = make_table({ "enterprise", "outlet", "pollutant", "measured_on", "value", "unit", "limit_value", "source", "sign", "effective_from" },
    { "enterprise", "outlet", "pollutant", "measured_on", "effective_from" })
  local action = make_table({ "code", "agency", "enterprise", "type", "rule", "follows", "taken_on", "due_on", "amount" }, { "code" })
  local columns_of_waiver, key_of_waiver = { "enterprise", "rule", "granted_on", "expires_on", "agency" }, { "enterprise", "rule", "granted_on" }
  if extended then columns_of_waiver, key_of_waiver = with_versions(columns_of_waiver), with_versions(key_of_waiver) end
  local waiver = make_table(columns_of_waiver, key_of_waiver)
  local load = make_table({ "enterprise", "pollutant", "year_end", "amount", "amount_sign", "quota" }, { "enterprise", "pollutant", "year_end" })

  -- In some registries works are put off, or brought forward, before they begin.
  local moved = random.source(source.seed + 13000027) -- a source of its own: the rest of a case stays what it was
  local some_moved = moved.chance(60)
  local columns_of_work, key_of_work = { "code", "enterprise", "ends_on", "stage", "begun_on", "told_on", "heard", "answer_by" }, { "code" }
  if some_moved then columns_of_work, key_of_work = with_versions(columns_of_work), with_versions(key_of_work) end
  local work = make_table(columns_of_work, key_of_work)

  local permit = make_table({ "code", "enterprise", "asked_on", "granted_on" }, { "code" })

  local numbers = {}
  local function next_code(letter)
    numbers[letter] = (numbers[letter] or 0) + 1
    return letter .. numbers[letter]
  end
  -- What stands in keys that people made: signs by which keys are joined, and such as only look so.
  local odd = source.chance(20)
  local function signed(code)
    if not odd or source.chance(40) then return code end
    return code .. source.pick { "/1", "/", "%2F", "%252F", "%", "@2003", "@2003-Q2", ", \"x\"", " b", "\\", "\n2", "é", "江" }
  end
  local size, sector, basis = one_of { "large", "medium", "small" }, one_of { "3110", "3120", "22" }, one_of { "voluntary", "compulsory" }
  local agency_code = one_of { "G1", "G2", "G3" }

  local function audits_of(code)
    local made = {}
    for _ = 1, source.weighted { { 3, 0 }, { 4, 1 }, { 3, 2 }, { 2, 3 } } do
      local row = { code = next_code "A", enterprise = owner(code), basis = maybe(70, basis), mode = maybe(80, one_of { "fresh", "existing_plan" }),
        round = maybe(70, number(1, 3)), started_on = maybe(88, days.any) }
      if row.started_on then
        row.completed_on = maybe(65, function() return days.after(row.started_on) end)
        row.accepted_on = maybe(25, days.any)
        row.reported_on = row.completed_on and maybe(75, function() return days.after(row.completed_on) end)
      else row.reported_on = days.any() end -- a row without any event would be refused
      made[#made + 1] = row.code
      audit.add(row)
      if changing and source.chance(20) then
        row.effective_from, row.basis = days.any(), maybe(70, basis)
        row.reported_on = row.reported_on or maybe(50, days.any)
        audit.add(row)
      end
    end
    return made
  end

  -- In one case of five, measures are put down to an audit of whichever enterprise.
  local strays, all_audits = random.source(source.seed + 8000009), {} -- a source of its own: the rest of a case stays what it was
  local stray = strays.chance(20)
  local function measures_of(code, audits)
    table.move(audits, 1, #audits, #all_audits + 1, all_audits)
    for _ = 1, source.weighted { { 4, 0 }, { 3, 1 }, { 3, 2 }, { 2, 3 } } do
      local identified = days.any()
      local row = { code = next_code "M", enterprise = owner(code), audit = #audits > 0 and maybe(75, one_of(audits)) or nil,
        cost_class = maybe(75, one_of { "none_low", "medium_high" }), cost = maybe(80, amount { "0", "0.5", "12.25", "100", "2500000" }),
        identified_on = identified, implemented_on = maybe(60, function() return days.after(identified) end),
        annual_saving = maybe(70, fine and one_of(exacting) or number(0, 50)), verified = maybe(70, one_of { "yes", "no" }) }
      if stray and #all_audits > 0 and strays.chance(60) then row.audit = strays.pick(all_audits) end
      measure.add(row)
      if moving and #audits > 0 and source.chance(20) then -- another audit is found to have led to it
        row.audit, row.effective_from = maybe(75, one_of(audits)), days.any()
        measure.add(row)
      end
    end
  end

  local censored = source.chance(30) -- some laboratories report what they could not find
  local measured = wide and one_of { "0.5", "29.999999999", "30", "30.000000001", "49.99", "50", "80", "300", "70000", "123456789012" } or number(10, 90)
  local function measurements_of(code)
    for _ = 1, source.weighted { { 3, 0 }, { 3, 1 }, { 3, 2 }, { 3, 4 } } do
      local row = { enterprise = code, outlet = signed("o" .. source.up_to(2)), pollutant = source.pick { "cod", "nh3" }, measured_on = days.any(),
        value = maybe(80, measured), unit = source.weighted { { 12, "mg/L" }, { 2, "ug/L" }, { 1, "" } },
        limit_value = maybe(75, one_of { "30", "50", "80" }), source = maybe(80, one_of { "self", "authority" }),
        sign = censored and maybe(30, one_of { "<", "<", "<=", "=", ">=", ">" }) or nil }
      if measurement.add(row) and changing and source.chance(10) then
        row.effective_from, row.value = days.after(row.measured_on), maybe(80, measured)
        measurement.add(row)
      end
    end
  end

  local function actions_of(code)
    local earlier = {}
    for _ = 1, source.weighted { { 4, 0 }, { 3, 1 }, { 3, 2 }, { 1, 3 } } do
      local row = { code = next_code "X", agency = maybe(75, agency_code), enterprise = owner(code), type = maybe(85, one_of { "order", "penalty", "publication" }),
        rule = maybe(60, one_of(rules)), follows = #earlier > 0 and maybe(60, one_of(earlier)) or nil, taken_on = days.any(),
        due_on = ends.chance(6) and ends.pick { "9999-12-31", "9999-11-30", "0001-01-01" } or maybe(65, days.any), amount = maybe(60, one_of { "1000", "50000", "600000" }) }
      earlier[#earlier + 1] = row.code
      action.add(row)
    end
  end

  local answering = random.source(source.seed + 13000027)
  local answer_days = make_days(answering, as_of, false)
  -- Filings and announcements: begun late or early, not begun yet, or on a day that the row leaves out.
  local function works_of(code)
    for _ = 1, source.weighted { { 3, 0 }, { 3, 1 }, { 3, 2 } } do
      local row = { code = next_code "W", enterprise = owner(code), ends_on = ends.chance(8) and ends.pick { "9999-12-31", "9999-12-25" } or maybe(85, days.any),
        stage = maybe(70, one_of { "first", "second" }) }
      row.begun_on = source.weighted { { 6, days.any() }, { 2, dates.format(as_of + source.up_to(120)) }, { 1, false } } or nil
      row.told_on = row.begun_on and maybe(60, function() return dates.format(dates.parse(row.begun_on) - source.between(-40, 80)) end) or days.any()
      row.heard = source.chance(70) and source.pick { "1", "3" } or nil
      row.answer_by = answering.chance(75) and answer_days.any() or nil
      work.add(row)
      if some_moved and moved.chance(60) then
        local later = { effective_from = dates.format(as_of + moved.between(-80, 20)), begun_on = dates.format(as_of + moved.between(-30, 90)),
          told_on = moved.chance(60) and dates.format(as_of + moved.between(-60, 30)) or row.told_on }
        work.add(setmetatable(later, { __index = row }))
      end
    end
  end

  -- Permits that were asked for and are granted later or never, some of them nobody's.
  local function permits_of(code)
    for _ = 1, source.weighted { { 5, 0 }, { 2, 1 }, { 2, 2 } } do
      permit.add { code = next_code "R", enterprise = source.chance(85) and code or nil, asked_on = days.any(), granted_on = maybe(60, days.any) }
    end
  end

  local excuse, following = random.source(source.seed + 10000019), random.source(source.seed + 18000041)
  local told = random.source(source.seed + 14000029)
  local told_days = make_days(told, as_of, false)
  local doubtful, excuse_days = excuse.chance(50), make_days(excuse, as_of, false)
  local codes = {} -- of all enterprises
  for index = 1, many and source.between(65, 72) or source.between(2, 5) do
    local code = signed("E" .. index)
    codes[index] = code
    local row = { code = code, jurisdiction = owner(source.pick(places)), size = maybe(70, size), sector = maybe(75, sector), employees = maybe(70, number(10, 900)),
      sales = maybe(60, amount { "0", "1500000", "30000000", "400000000" }) }
    -- the first opens early, so that every registry's earliest event is the same; nobody opens after what happened to them
    row.opened_on = index == 1 and "1990-01-01" or source.weighted { { 2, false }, { 2, "1995-05-05" }, { 1, "1998-12-31" } } or nil
    row.closed_on = row.opened_on and maybe(20, days.any)
    if changing and index > 1 and source.chance(12) then row.effective_from = days.any() end -- not in force before
    enterprise.add(row)
    for _ = 1, changing and source.weighted { { moving and 3 or 6, 0 }, { 3, 1 }, { 1, 2 } } or 0 do
      row.effective_from, row.size, row.employees = days.any(), maybe(75, size), maybe(75, number(10, 900))
      row.closed_on = row.closed_on or row.opened_on and maybe(15, days.any)
      if row.closed_on and told.chance(60) then row.closed_on = told_days.any() end -- it was put off, or had been before
      if moving and source.chance(60) then row.jurisdiction = owner(source.pick(places)) end
      enterprise.add(row)
    end
    if moving and index == 2 and lost.chance(50) then -- for a while nobody says where it lies
      row.jurisdiction, row.effective_from = nil, dates.format(as_of - lost.between(200, 1500))
      enterprise.add(row)
      row.jurisdiction, row.effective_from = lost.pick(places), dates.format(as_of - lost.between(1, 150))
      enterprise.add(row)
    end
    local busy = not many or index < 7 or source.chance(25) -- of many, few have a history: the naive evaluator looks at every record for each of them
    for _ = 1, busy and source.weighted { { 3, 0 }, { 3, 1 }, { 3, 2 }, { 1, 3 } } or 0 do
      local published = days.any()
      listing.add { enterprise = code, list = source.pick { "watch", "mandatory" }, reason = maybe(50, one_of { "over", "toxic" }), agency = maybe(70, agency_code),
        published_on = published, delisted_on = maybe(35, function() return days.after(published) end) }
    end
    for _, make in ipairs(busy and { function() measures_of(code, audits_of(code)) end, works_of, permits_of, measurements_of, actions_of } or {}) do make(code) end
    for _ = 1, source.weighted { { 4, 0 }, { 3, 1 }, { 3, 2 }, { 3, 4 } } do
      local excused = { enterprise = code, rule = source.pick(rules) .. source.weighted { { 5, "" }, { 1, "@old" }, { 1, "@new" } },
        granted_on = days.any(), expires_on = ends.chance(6) and "9999-12-31" or maybe(65, days.any), agency = maybe(70, agency_code) }
      if strays.chance(12) then excused.expires_on = dates.format(dates.parse(excused.granted_on) - strays.up_to(300)) end -- written wrongly
      waiver.add(excused)
    end
    for _ = 1, extended and 4 or 0 do -- and such as are extended, or cut short
      local granted = regranted.between(1998, 2003) .. "-03-01"
      local given = { enterprise = code, rule = regranted.pick(rules), granted_on = granted, expires_on = regranted.chance(75) and extension_days.after(granted) or nil,
        agency = regranted.pick { "G1", "G2" } }
      if waiver.add(given) and regranted.chance(70) then
        given.effective_from, given.expires_on = dates.format(dates.parse(granted) + regranted.between(0, 1500)), regranted.chance(75) and extension_days.any() or nil
        if regranted.chance(30) then given.agency = regranted.pick { "G1", "G2", "G3" } end
        waiver.add(given)
      end
    end
    for _ = 1, many and 0 or following.weighted { { 1, 0 }, { 1, 2 }, { 1, 4 } } do -- and such that follow each other, without a day between them or with one
      local rule, from = following.pick(rules), as_of - following.between(700, 2200)
      for part = 1, following.between(2, 3) do
        local last = part < 3 and from + following.between(100, 500) or nil
        waiver.add { enterprise = code, rule = rule, granted_on = dates.format(from), expires_on = last and dates.format(last), agency = following.pick { "G1", "G1", "G2" } }
        from = (last or from) + following.pick { 1, 1, 1, 1, 0, 2 }
      end
    end
    for _ = 1, doubtful and 3 or 0 do -- and such of which nobody knows who granted them
      waiver.add { enterprise = code, rule = excuse.pick(rules), granted_on = excuse_days.any(), agency = excuse.chance(50) and "G3" or nil }
    end
    for _ = 1, source.weighted { { 3, 0 }, { 3, 1 }, { 3, 3 }, { 1, 6 } } do
      load.add { enterprise = code, pollutant = source.pick { "cod", "so2" }, year_end = source.between(1999, 2007) .. "-12-31",
        amount = maybe(84, one_of { "0", "5", "12.5", "20" }), amount_sign = maybe(50, one_of { "=", "=", "<", "<", "<", "<=", ">", ">=", "E" }),
        quota = maybe(80, one_of { "5", "12", "12.5" }) }
    end
  end
  if source.chance(40) then
    enterprise.add { code = "E-later", jurisdiction = "C1", size = "large", opened_on = dates.format(as_of + source.up_to(300)) }
    if source.chance(30) then -- records of who is not there yet
      listing.add { enterprise = "E-later", list = "watch", published_on = days.any() }
      audit.add { code = next_code "A", enterprise = "E-later", started_on = days.any() }
      audit.add { code = next_code "A", enterprise = "E-later", started_on = days.any() }
    end
  end

  -- In some cases the district goes to another city on a day, or to none, and some open in it before and after.
  local coming = random.source(source.seed + 13000027)
  if changing and coming.chance(45) then
    local left = as_of - coming.between(30, 900)
    jurisdiction.add { code = "D1", level = "county", parent = coming.pick { "C2", "C2", "P", "" }, effective_from = dates.format(left) }
    for index = 1, coming.between(2, 3) do
      local opened = math.min(as_of, left + (index == 1 and coming.between(1, 90) or coming.between(-200, 150)))
      enterprise.add { code = "N" .. index, jurisdiction = index == 1 and "D1" or coming.pick { "D1", "D1", "C1" },
        size = coming.pick { "large", "small" }, opened_on = dates.format(opened) }
      if coming.chance(50) then
        audit.add { code = next_code "A", enterprise = "N" .. index, started_on = dates.format(math.min(as_of, opened + coming.between(1, 200))), basis = "voluntary" }
      end
    end
  end

  -- In some cases audits and measures began nobody knows when, and the other days that they name lie ahead; measures that are there are put down to such an audit.
  local begun = random.source(source.seed + 21000011)
  local begun_days = make_days(begun, as_of, false)
  for index = 1, begun.chance(30) and begun.between(1, 3) or 0 do
    local code, ahead = next_code "A", dates.format(as_of + begun.between(1, 700))
    audit.add { code = code, enterprise = begun.pick(codes), basis = begun.pick { "voluntary", "compulsory" }, mode = "fresh", completed_on = begun.chance(50) and ahead or nil,
      reported_on = ahead, round = tostring(begun.between(1, 3)) }
    measure.add { code = next_code "M", enterprise = begun.pick(codes), audit = code, cost_class = "none_low", cost = tostring(begun.between(0, 9)),
      identified_on = index < 3 and begun_days.any() or nil, implemented_on = index == 3 and ahead or dates.format(as_of - begun.between(0, 900)) }
  end

  -- In some cases a row is refused while the others land.
  local wrong = random.source(source.seed + 8000009)
  for _, one in ipairs(day and {} or { { audit, "started_on" }, { measurement, "measured_on" }, { action, "taken_on" }, { enterprise, "opened_on" }, { load, "year_end" } }) do
    if wrong.chance(12) then one[1].add { code = "refused", enterprise = "E1", outlet = "o1", pollutant = "cod", [one[2]] = refused.TEXT } end
  end

  return { jurisdiction = jurisdiction.text(), agency = agency.text(), enterprise = enterprise.text(), listing = listing.text(), audit = audit.text(),
    measure = measure.text(), measurement = measurement.text(), action = action.text(), waiver = waiver.text(), load = load.text(),
    work = work.text(), permit = permit.text() }
end

return generate_registry
