-- Makes records of the built-in kinds from the published totals, so that the rules have something to count.
--
--   lua5.4 examples/jiangsu/reconstruct.lua [FOLDER]        FOLDER: where the CSV files go, examples/jiangsu/records if not given
--
-- The source prints totals by city and year; it names no enterprise, no audit and no day. Each enterprise, listing, audit, case, interview and citing
-- written here therefore stands for "one of so many", and says so in the record itself: its code begins with "reconstructed-", and
-- so does every verdict, reason and table that names it. Nothing is random: the same totals give the same bytes.
--
-- What the totals do not say and a record must, decided here, each time for the least claim:
--   * Days. The source gives years. What happened in a year is dated the year's last day; what happened "by the end of 2000" is
--     dated 2000-12-31; the start of an audit is left empty.
--   * Size. "Large and medium-sized" is one number: all of these are called medium, and all others small. `size_basis` says so.
--   * Time. The number of enterprises is that of 2002, the number of large and medium-sized ones that of 2000; they are
--     taken to be the same enterprises, there on every date.
--   * Reports by 2000. More reports than enterprises that reported: the first of these reported twice.
--   * Listed enterprises. The Lake Tai plan's "major polluters" are taken from the large and medium-sized ones without a
--     report by 2000, and taken to be listed by the end of 2002.
--   * Audits of 2001 to 2003. Taken to be at as many different enterprises: listed ones in the cities that have a Lake Tai quota,
--     large and medium-sized ones without a report by 2000 elsewhere. Whether they were is not known; so how many of these met the
--     1996 notice late, or filled the quota, follows from this choice and is no finding.
--   * Cases. Those that continued are taken from those whose first audit was genuine.
--   * Interviews. Those that made a study are taken from those that audited, those that used an audit for a known violation not from those that joined
--     it to a plan. What the source says of one set only is left empty in the other. That 14 of the second set's 16 audited stands beside a chart, not in
--     a table.
--   * Cases, interviews and citings lead to no enterprise and to none of each other: the source does not say which is which.
-- No record is made of what the source names and does not count: visits, training, support, measures, phases.

local folder = (arg and arg[0] or ""):match "^(.*/)[^/]*$" or "./"
local target = arg and arg[1] or folder .. "records"

local MARK = "reconstructed-"
local PROVINCE = "Jiangsu"
local LIST = "lake-tai-2002"
local STATISTICS_FROM = "2002-12-31" -- the published statistics are those of 2002
local REPORTS_BY = "2000-12-31"
local LISTED_ON = "2002-12-31"

-- Reads a published table: an array of rows by column name. The tables hold no quoted cell, and one would be an error.
local function read(name)
  local path = folder .. "published/" .. name .. ".csv"
  local file = assert(io.open(path, "r"))
  local names, rows = nil, {}
  for line in file:lines() do
    assert(not line:find '"', path .. " holds a quoted cell")
    local cells = {}
    for cell in (line .. ","):gmatch "([^,]*)," do cells[#cells + 1] = cell end
    if not names then
      names = cells
    else
      local row = {}
      for i, column in ipairs(names) do row[column] = cells[i] end
      rows[#rows + 1] = row
    end
  end
  file:close()
  return rows
end

local function whole(text, times)
  return ("%.0f"):format(tonumber(text) * (times or 1))
end

local function by_city(rows)
  local found = {}
  for _, row in ipairs(rows) do found[row.city] = row end
  return found
end

-- One output table: its columns, then its rows as text.
local function table_of(kind, ...)
  return { kind = kind, columns = { ... }, lines = { table.concat({ ... }, ",") } }
end

local function add(output, row)
  local cells = {}
  for i, column in ipairs(output.columns) do
    local value = row[column] or ""
    cells[i] = value:find '[,"\n]' and '"' .. value:gsub('"', '""') .. '"' or value
  end
  output.lines[#output.lines + 1] = table.concat(cells, ",")
end

local function write(output)
  local path = target .. "/" .. output.kind .. ".csv"
  local file, message = io.open(path, "wb")
  if not file then
    io.stderr:write("reconstruct: ", message, "; make the folder first\n")
    os.exit(2)
  end
  file:write(table.concat(output.lines, "\n"), "\n")
  file:close()
end

local jurisdictions = table_of("jurisdiction", "code", "effective_from", "name", "level", "parent", "population", "area_km2",
  "gdp_per_capita", "industrial_output")
local agencies = table_of("agency", "code", "name", "role", "jurisdiction")
local enterprises = table_of("enterprise", "code", "name", "jurisdiction", "size", "size_basis")
local listings = table_of("listing", "enterprise", "list", "reason", "agency", "published_on")
local audits = table_of("audit", "code", "enterprise", "completed_on", "reported_on")
local cases = table_of("case_enterprise", "code", "jurisdiction", "first_audit_genuine", "audit_continued")
local sets = table_of("interview_set", "code", "name", "held", "period")
local interviews = table_of("interviewed", "code", "interview_set", "audited", "study", "joined_to_plan", "known_violation", "without_plan")
local reasons = table_of("cited_reason", "code", "name", "reason_group")
local citings = table_of("citing", "code", "cited_reason")

local function add_agencies(prefix, jurisdiction)
  add(agencies, { code = prefix .. "-EPB", name = "Environmental Protection Bureau, " .. jurisdiction, role = "environment",
    jurisdiction = jurisdiction })
  add(agencies, { code = prefix .. "-ETC", name = "Economic and Trade Commission, " .. jurisdiction, role = "economic",
    jurisdiction = jurisdiction })
end

local cities = read "cities-2002"
local fulfilment = by_city(read "fulfilment-2000")
local quotas = by_city(read "lake-tai-quota")
local years = read "audits-2001-2003"

add(jurisdictions, { code = PROVINCE, name = PROVINCE, level = "province" })
add_agencies(PROVINCE, PROVINCE)

for _, city in ipairs(cities) do
  local name, letter = city.city, city.city:match "^City (%u)$"
  add(jurisdictions, { code = name, name = name, level = "city", parent = PROVINCE })
  add(jurisdictions, { code = name, effective_from = STATISTICS_FROM, name = name, level = "city", parent = PROVINCE,
    population = whole(city.population_million, 1000000), area_km2 = whole(city.area_1000_km2, 1000),
    gdp_per_capita = whole(city.gdp_per_capita_usd), industrial_output = whole(city.industrial_output_billion_usd, 1000000000) })
  add_agencies(letter, name)

  local total, sized = tonumber(city.enterprises), tonumber(fulfilment[name].large_and_medium)
  assert(sized <= total, name .. " has more large and medium-sized enterprises than enterprises")
  local codes = {}
  for i = 1, total do
    codes[i] = ("%s%s-%04d"):format(MARK, letter, i)
    add(enterprises, { code = codes[i], name = ("(reconstructed) enterprise %d of %s"):format(i, name), jurisdiction = name,
      size = i <= sized and "medium" or "small",
      size_basis = i <= sized and "reconstructed: large or medium, the source does not say which"
        or "reconstructed: neither large nor medium" })
  end

  -- Reports by the end of 2000: one for each enterprise that reported, the rest again from the first on.
  local reports, reporting = tonumber(fulfilment[name].audit_reports), tonumber(fulfilment[name].enterprises_reporting)
  assert(reporting <= sized and reporting <= reports, name .. " has more enterprises reporting than there can be")
  for i = 1, reports do
    add(audits, { code = ("%s%s-by-2000-%02d"):format(MARK, letter, i), enterprise = codes[(i - 1) % reporting + 1],
      reported_on = REPORTS_BY })
  end

  -- Those from here on have no report by 2000: the plan's listed ones first.
  local next_one, last_one = reporting + 1, sized
  if quotas[name] then
    last_one = reporting + tonumber(quotas[name].major_polluters_to_audit)
    assert(last_one <= sized, name .. " lists more enterprises than are left")
    for i = next_one, last_one do
      add(listings, { enterprise = codes[i], list = LIST, reason = "(reconstructed) one of the city's major polluters",
        agency = letter .. "-ETC", published_on = LISTED_ON })
    end
  end
  for _, row in ipairs(years) do
    if row.city == name then
      for i = 1, tonumber(row.completed) do
        assert(next_one <= last_one, name .. " completed more audits than enterprises are left")
        local day = row.year .. "-12-31"
        add(audits, { code = ("%s%s-%s-%02d"):format(MARK, letter, row.year, i), enterprise = codes[next_one], completed_on = day,
          reported_on = day })
        next_one = next_one + 1
      end
    end
  end
end

-- "yes" to the first `number`, "no" to the rest; nothing where the source gives no number.
local function yes_to(i, number)
  if not tonumber(number) then return nil end
  return i <= tonumber(number) and "yes" or "no"
end

for _, row in ipairs(read "case-enterprises") do
  local letter = row.city:match "^City (%u)$" -- the last row is the total
  local total, genuine, continued = tonumber(row.total_cases), tonumber(row.first_audit_genuine), tonumber(row.continued_audit)
  assert(continued <= genuine and genuine <= total, row.city .. " has more genuine or continued cases than cases")
  for i = 1, letter and total or 0 do
    add(cases, { code = ("%scase-%s-%02d"):format(MARK, letter, i), jurisdiction = row.city, first_audit_genuine = yes_to(i, genuine),
      audit_continued = yes_to(i, continued) })
  end
end

-- When the sets were held and how many of them audited stands in the source's text: "First set of interviews at 14 enterprises (2001-02)", "Second set of
-- interviews at 16 enterprises (2004)", "data is for the 14 enterprises conducting CP audits before the end of 2001", "data for 14 enterprises conducting
-- CP audits during 2002-03".
local held = { { held = "2001-02", audited = 14 }, { held = "2004", audited = 14 } }
for n, row in ipairs(read "audit-studies") do
  local set, size = "set-" .. n, tonumber(row.interviews:match "%d+$")
  local studies, joined = tonumber(row.enterprises_with_study), tonumber(row.joined_to_existing_renovation_plan)
  assert(studies <= held[n].audited and held[n].audited <= size, row.interviews .. " has more studies than enterprises")
  add(sets, { code = set, name = row.interviews, held = held[n].held, period = row.period })
  for i = 1, size do
    local study = i <= studies
    add(interviews, { code = ("%s%s-%02d"):format(MARK, set, i), interview_set = set, audited = yes_to(i, held[n].audited), study = yes_to(i, studies),
      joined_to_plan = study and yes_to(i, joined) or nil,
      known_violation = study and yes_to(i > joined and i - joined or studies, row.used_for_known_violation) or nil,
      without_plan = study and yes_to(studies + 1 - i, row.without_existing_plan) or nil })
  end
end

for n, row in ipairs(read "reasons") do
  local reason = "reason-" .. n
  add(reasons, { code = reason, name = row.reason, reason_group = row.group })
  for i = 1, tonumber(row.times_cited) do add(citings, { code = ("%s%s-%02d"):format(MARK, reason, i), cited_reason = reason }) end
end

for _, output in ipairs { jurisdictions, agencies, enterprises, listings, audits, cases, sets, interviews, reasons, citings } do write(output) end
