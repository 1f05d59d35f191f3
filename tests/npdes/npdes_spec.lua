-- The pack for discharge permits: EPA's published rows with EPA's own verdicts, and the regulation's boundaries on records made for it.
local lfs = require "lfs"
local command = require "tests.support.command"

local here = lfs.currentdir()
local pack = here .. "/rules/npdes"
local PERMITS = { "TX0062677", "TX0124362" }

-- The verdicts file as { ["rule subject"] = { status, reason } }.
local function verdicts(registry, as_of)
  command.run("check", pack, registry, "--as-of", as_of, "--verdicts", "verdicts.csv")
  local found = {}
  for rule, subject, status, rest in assert(command.read "verdicts.csv"):gmatch "([^,\n]*),([^,\n]*),([^,\n]*),([^\n]*)" do
    found[rule .. " " .. subject] = { status = status, rest = rest }
  end
  return found
end

describe("rules/npdes: EPA's published rows", function()
  setup(function()
    command.begin()
    for _, permit in ipairs(PERMITS) do
      local file = assert(io.open(("%s/tests/npdes/published/dmr-%s.csv"):format(here, permit), "rb"))
      command.write(permit .. ".csv", file:read "a")
      file:close()
    end
    command.answer(0, "import", pack, "r.db", "dmr=TX0062677.csv", "dmr=TX0124362.csv")
  end)
  teardown(command.finish)

  it("are taken as they are, one file into four kinds, and again without a change", function()
    local text = command.answer(0, "import", pack, "r.db", "dmr=TX0062677.csv")
    assert.is_truthy(text:find("1759 rows of dmr (1759 unchanged)", 1, true), text)
  end)

  it("agree with EPA's verdicts, row by row", function()
    local heading, columns = "Permit", ""
    for _, code in ipairs { "E90", "D90", "D80", "T", "C" } do
      for _, who in ipairs { "both", "only EPA", "only we", "neither" } do columns = ("%s,%s %s"):format(columns, code, who) end
    end
    for _, code in ipairs { "E90", "D90", "D80", "T", "C" } do columns = ("%s,%s undecided"):format(columns, code) end
    assert.are.equal(heading .. columns .. [[

TX0062677,3,0,0,1756,0,0,0,1759,0,0,0,1759,0,0,0,1759,0,0,0,1759,0,0,0,0,0
TX0124362,0,0,0,390,0,0,0,390,0,0,0,390,0,0,0,390,0,0,0,390,0,0,0,0,0
]], command.answer(0, "report", pack, "r.db", "agreement", "--as-of", "2024-06-30", "--format", "csv"))
  end)

  it("leave no row to disagree on", function()
    assert.is_truthy(command.answer(0, "report", pack, "r.db", "disagreements", "--as-of", "2024-06-30",
      "--format", "csv"):find "^[^\n]*\n$")
  end)

  it("have the exceedance that EPA gives, in whole percent", function()
    local count = 0
    for ours, theirs in command.answer(0, "report", pack, "r.db", "violations", "--as-of", "2024-06-30", "--format", "csv"):gmatch ",([%d.]+),(%d+)\n" do
      assert.are.equal(tonumber(theirs), math.floor(tonumber(ours) + 0.5))
      count = count + 1
    end
    assert.are.equal(3, count)
  end)

  it("are judged the same where EPA's verdicts are blanked", function()
    local told = verdicts("r.db", "2024-06-30")
    for _, permit in ipairs(PERMITS) do
      local lines, at = {}, {}
      for line in command.read(permit .. ".csv"):gmatch "[^\r\n]+" do
        local cells, from = {}, 1
        while from <= #line + 1 do -- cells in quotes may hold commas
          local to = line:sub(from, from) == '"' and line:find('"', from + 1, true) + 1 or line:find(",", from, true) or #line + 1
          cells[#cells + 1] = line:sub(from, to - 1)
          from = to + 1
        end
        if not at.violation_code then
          for i, name in ipairs(cells) do at[name] = i end
        else
          for _, name in ipairs { "npdes_violation_id", "violation_code", "rnc_detection_code", "exceedence_pct", "violation_severity", "days_late" } do
            cells[assert(at[name], name)] = ""
          end
        end
        lines[#lines + 1] = table.concat(cells, ",")
      end
      command.write("blank/" .. permit .. ".csv", table.concat(lines, "\n") .. "\n")
    end
    command.answer(0, "import", pack, "blank.db", "dmr=blank/TX0062677.csv", "dmr=blank/TX0124362.csv")
    local blanked = verdicts("blank.db", "2024-06-30")
    for _, verdict in pairs(blanked) do verdict.rest = verdict.rest:gsub("([[ ])blank/", "%1") end -- the file that a reason cites has another name
    assert.are.same(told, blanked)
    assert.is_truthy(command.answer(0, "report", pack, "blank.db", "agreement", "--as-of", "2024-06-30", "--format", "csv"):find("TX0062677,0,0,3,1756", 1, true))
  end)

  it("are explained with limit, value, statistic, citation, file and line", function()
    local text = command.answer(0, "explain", pack, "r.db", "E90", "3804416582", "--as-of", "2024-06-30")
    for _, said in ipairs { "breached", "40cfr123/numeric: Numeric violation (E90)", "40 CFR 123.45", "above(dmr.limit_value): true, it is 152", "limit_value = 89",
      "statistic_name = DAILY MX", "limited_parameter = TX0062677/001/61211/1/C3",
      "standard_unit = MPN/100mL", "parameter_name = Enterococci", "period_end = 2021-06-30", "TX0062677.csv:" } do
      assert(text:find(said, 1, true), said .. " is not in\n" .. text)
    end
  end)

  it("are linted with the first records of each warning, and all of them where they are asked for", function()
    local text = command.answer(1, "lint", pack, "r.db", "--as-of", "2024-06-30")
    assert.is_truthy(text:find("dmr: 509 more records, which --all shows: received_on lies before period_end", 1, true), text)
    assert.are.equal(519, select(2, command.answer(1, "lint", pack, "r.db", "--as-of", "2024-06-30", "--all"):gsub("TX0062677.csv:%d+: dmr", "")))
  end)

  it("give each permit a status by quarter", function()
    local text = command.answer(0, "report", pack, "r.db", "quarters", "--as-of", "2024-06-30", "--format", "csv")
    assert.is_truthy(text:find("TX0062677,Status,none,N,none,none,none,none,none,none,none,none,none,N,none,none\n", 1, true), text)
    assert.is_truthy(text:find("TX0124362,Status" .. (",none"):rep(13) .. ",\n", 1, true), text)
  end)
end)

-- Made for the tests: rows with only the columns that the mapping names.
local COLUMNS = { "npdes_id", "perm_feature_nmbr", "perm_feature_type_desc", "parameter_code", "monitoring_location_code", "limit_value_type_code",
  "parameter_desc", "standard_unit_desc", "dmr_form_value_id", "monitoring_period_end_date", "dmr_due_date", "value_received_date", "stay_type_code",
  "stay_value_nmbr", "dmr_value_nmbr", "statistical_base_code", "statistical_base_short_desc",
  "statistical_base_type_code", "limit_value_qualifier_code", "limit_value_standard_units", "dmr_value_standard_units", "dmr_value_qualifier_code", "nodi_code",
  "npdes_violation_id", "violation_code", "rnc_detection_code", "exceedence_pct", "days_late" }
local USUAL = { npdes_id = "MADE-UP", perm_feature_nmbr = "001", perm_feature_type_desc = "External Outfall", parameter_code = "00310", monitoring_location_code = "1",
  limit_value_type_code = "Q1", parameter_desc = "made up", statistical_base_code = "MK", statistical_base_short_desc = "MO AVG", statistical_base_type_code = "AVG",
  limit_value_qualifier_code = "<=", limit_value_standard_units = "10", dmr_value_qualifier_code = "=" }

local function last_day(year, month)
  return os.date("!%m/%d/%Y", os.time { year = year, month = month + 1, day = 0, hour = 12 })
end

-- months: { [number of the month from 1 = January 2020] = value, or a table of columns, or a list of such }; others are columns that all rows share.
local function made(months, others)
  local lines, number = { table.concat(COLUMNS, ",") }, 0
  local function add(month, given)
    number = number + 1
    local year, of_year = 2020 + (month - 1) // 12, (month - 1) % 12 + 1
    local row = { dmr_form_value_id = ("%s-%d-%d"):format((others or {}).parameter_code or "r", month, number), monitoring_period_end_date = last_day(year, of_year),
      dmr_due_date = last_day(year, of_year + 1), value_received_date = last_day(year, of_year + 1) }
    for name, value in pairs(USUAL) do row[name] = value end
    for name, value in pairs(others or {}) do row[name] = value end
    for name, value in pairs(type(given) == "table" and given or { dmr_value_standard_units = given }) do row[name] = value end
    local cells = {}
    for i, name in ipairs(COLUMNS) do cells[i] = tostring(row[name] or "") end
    lines[#lines + 1] = table.concat(cells, ",")
  end
  for month = 1, 60 do
    local given = months[month]
    for _, one in ipairs(type(given) == "table" and given[1] and given or { given }) do add(month, one) end
  end
  command.write("made.csv", table.concat(lines, "\n") .. "\n")
  os.remove(command.path "made.db")
  os.remove(command.path "made.db.snapshot")
  command.answer(0, "import", pack, "made.db", "dmr=made.csv")
end

-- The months whose rows a rule finds in breach, such as "1 3".
local function breached(rule, as_of)
  local list = {}
  for key, verdict in pairs(verdicts("made.db", as_of or "2024-12-31")) do
    local month = key:match("^" .. rule .. " [^ ]-%-(%d+)%-%d+$")
    if month and verdict.status == "breached" then list[#list + 1] = tonumber(month) end
  end
  table.sort(list)
  return table.concat(list, " ")
end

describe("rules/npdes: the regulation's boundaries", function()
  before_each(command.begin)
  after_each(command.finish)

  it("a value breaks the limit in the direction of its qualifier", function()
    for _, case in ipairs { { "<=", 10, "" }, { "<=", 10.1, "1" }, { "<", 10, "1" }, { "<", 9.9, "" },
      { ">=", 10, "" }, { ">=", 9.9, "1" }, { ">", 10, "1" }, { ">", 10.1, "" } } do
      made({ [1] = case[2] }, { limit_value_qualifier_code = case[1] })
      assert.are.equal(case[3], breached "E90", case[1] .. " " .. case[2])
    end
  end)

  it("a limit without a direction is neither kept nor broken", function()
    made({ [1] = 20, [2] = 5 }, { limit_value_qualifier_code = "" })
    local found = verdicts("made.db", "2024-12-31")
    assert.are.same({ "unknown", "unknown" }, { found["E90 r-1-1"].status, found["E90 r-2-2"].status })
  end)

  it("a value in which EPA found two violations is one value, and agrees with each", function()
    local twice = { dmr_form_value_id = "twice", dmr_value_standard_units = 15, violation_code = "D90", npdes_violation_id = "v1" }
    local again = { dmr_form_value_id = "twice", dmr_value_standard_units = 15, violation_code = "E90", npdes_violation_id = "v2", rnc_detection_code = "T" }
    made { [1] = { twice, again }, [2] = { dmr_value_standard_units = 14, violation_code = "E90", npdes_violation_id = "v3", rnc_detection_code = "T" } }
    local text = command.answer(0, "report", pack, "made.db", "agreement", "--as-of", "2024-12-31", "--format", "csv")
    assert.is_truthy(text:find("MADE-UP,2,0,0,0,0,1,0,1,0,0,0,2,2,0,0,0,", 1, true), text)
    text = command.answer(0, "report", pack, "made.db", "disagreements", "--as-of", "2024-12-31", "--format", "csv")
    assert.is_truthy(text:find("\ntwice,MADE-UP,001,made up,2020-01-31,breached,met,not_applicable,breached,not_applicable,2\n", 1, true), text) -- D90 is theirs alone
  end)

  it("a value only known to lie below or above breaks it where it must", function()
    for _, case in ipairs { { "<", 10, "" }, { ">", 10, "1" }, { ">", 9, "" }, { "<", 50, "" } } do
      made({ [1] = { dmr_value_standard_units = case[2], dmr_value_qualifier_code = case[1] } })
      assert.are.equal(case[3], breached "E90", case[1] .. " " .. case[2])
    end
    assert.are.equal("unknown", verdicts("made.db", "2024-12-31")["E90 r-1-1"].status) -- "<50" may be over 10 or not
  end)

  it("T: two months of six at or above 1.4 times the limit of a Group I parameter, the first one too", function()
    made { [1] = 14, [6] = 14 }
    assert.are.equal("1 6", breached "T")
    made { [1] = 14, [7] = 14 } -- no six months hold both
    assert.are.equal("", breached "T")
    made { [1] = 13.9, [2] = 14 }
    assert.are.equal("", breached "T")
    made { [1] = 14, [3] = 20, [8] = 14, [14] = 14 }
    assert.are.equal("1 3 8", breached "T")
  end)

  it("T: a value of 0 is not over a limit of 0", function()
    made({ [1] = 0, [2] = 0, [3] = 0, [4] = 0 }, { limit_value_standard_units = "0" })
    assert.are.equal("", breached "T" .. breached "C" .. breached "E90")
    made({ [1] = 0.1, [2] = 0.1 }, { limit_value_standard_units = "0" })
    assert.are.equal("1 2", breached "T")
  end)

  it("T: a value without the end of its period belongs to no month, and is told", function()
    made { [1] = { dmr_value_standard_units = 50, monitoring_period_end_date = "" } }
    assert.are.equal("", breached "T")
    assert.is_truthy(command.answer(1, "lint", pack, "made.db", "--as-of", "2024-12-31"):find("dmr r-1-1: the end of its period is missing or yet to come", 1, true))
  end)

  it("T: a parameter in neither group is told where it is over its limit", function()
    made({ [1] = 50, [2] = 9 }, { parameter_code = "61211" })
    local text = command.answer(1, "lint", pack, "made.db", "--as-of", "2024-12-31")
    assert.is_truthy(text:find("dmr 61211-1-1: over a monthly average limit", 1, true), text)
    assert.is_nil(text:find("61211-2-2", 1, true))
  end)

  it("T: 1.2 times the limit for Group II, which residual chlorine is, and 1.4 for ammonia", function()
    made({ [1] = 12, [2] = 12 }, { parameter_code = "50060" })
    assert.are.equal("1 2", breached "T")
    made({ [1] = 12, [2] = 13.9 }, { parameter_code = "00610" })
    assert.are.equal("", breached "T")
    made({ [1] = 14, [2] = 14 }, { parameter_code = "00610" })
    assert.are.equal("1 2", breached "T")
    made({ [1] = 0.84, [2] = 0.84 }, { parameter_code = "50060", limit_value_standard_units = "0.7" }) -- 0.7 * 1.2 is 0.84, not a little more
    assert.are.equal("1 2", breached "T")
    made({ [1] = 50, [2] = 50 }, { parameter_code = "50050" }) -- a flow is in neither group
    assert.are.equal("", breached "T")
  end)

  it("T: two values of one month are one month, and other limits are other series", function()
    made { [1] = { { dmr_value_standard_units = 14 }, { dmr_value_standard_units = 15 } } }
    assert.are.equal("", breached "T")
    made { [1] = 14, [2] = { dmr_value_standard_units = 14, limit_value_type_code = "C1" } }
    assert.are.equal("", breached "T")
    made { [1] = 14, [2] = { dmr_value_standard_units = 14, perm_feature_nmbr = "002" } }
    assert.are.equal("", breached "T")
    made { [1] = 14, [2] = { dmr_value_standard_units = 14, monitoring_location_code = "2" } }
    assert.are.equal("", breached "T")
  end)

  it("T: a code in no list is of the group that its name begins with, and a listed code of its list's", function()
    made({ [1] = 14, [2] = 14 }, { parameter_code = "99999", parameter_desc = "Nitrogen of some new sort" })
    assert.are.equal("1 2", breached "T")
    made({ [1] = 13, [2] = 13 }, { parameter_code = "99999", parameter_desc = "Nitrogen of some new sort" })
    assert.are.equal("", breached "T")
    made({ [1] = 12, [2] = 12 }, { parameter_code = "99999", parameter_desc = "Copper of some new sort" })
    assert.are.equal("1 2", breached "T")
    made({ [1] = 12, [2] = 12 }, { parameter_code = "01042", parameter_desc = "Iron" })
    assert.are.equal("1 2", breached "T")
  end)

  it("T: a value at the criterion before EPA converted its unit, and rounded, is at it", function()
    made({ [1] = "2.54239998", [2] = "2.54239998" }, { limit_value_standard_units = "1.81599999" }) -- 1.4 times that is 2.542399986
    assert.are.equal("1 2", breached "T")
    made({ [1] = "2.54239996", [2] = "2.54239996" }, { limit_value_standard_units = "1.81599999" })
    assert.are.equal("", breached "T")
  end)

  it("C: says nothing of a parameter in neither group, and a warning says so", function()
    made({ [1] = 11, [2] = 11, [3] = 11, [4] = 11 }, { parameter_code = "61211" })
    assert.are.equal("", breached "C")
    assert.is_truthy(command.answer(1, "lint", pack, "made.db", "--as-of", "2024-12-31"):find("neither list of groups: T and C are not judged", 1, true))
  end)

  it("too numerous to count is over an upper limit, and of a lower one nothing is known", function()
    made({ [1] = { dmr_value_qualifier_code = "T" }, [2] = { dmr_value_qualifier_code = "T", dmr_value_standard_units = 5 } })
    assert.are.equal("1 2", breached "E90")
    assert.are.equal("", breached "D90")
    made({ [1] = { dmr_value_qualifier_code = "T", dmr_value_standard_units = 50 } }, { limit_value_qualifier_code = ">=" })
    assert.are.equal("unknown", verdicts("made.db", "2024-12-31")["E90 r-1-1"].status)
  end)

  it("a sign without a value, and a value without its standard unit, are not judged and are told", function()
    made { [1] = { dmr_value_qualifier_code = "<" }, [2] = { dmr_value_nmbr = 500 } }
    local found = verdicts("made.db", "2024-12-31")
    assert.are.same({ "not_applicable", "not_applicable" }, { found["E90 r-1-1"].status, found["E90 r-2-2"].status })
    local text = command.answer(1, "lint", pack, "made.db", "--as-of", "2024-12-31")
    assert.is_truthy(text:find("dmr r-1-1: a sign, and no value behind it", 1, true), text)
    assert.is_truthy(text:find("dmr r-2-2: a value was reported, and none is given in standard units", 1, true), text)
  end)

  it("a value without the day on which it was received is known from the day it was due, and told", function()
    made { [1] = { dmr_value_standard_units = 20, value_received_date = "" }, [2] = { value_received_date = "", nodi_code = "C" } } -- due on 29 February, 31 March
    assert.are.equal("", breached("E90", "2020-02-28"))
    assert.are.equal("1", breached("E90", "2020-02-29"))
    assert.are.equal("", breached("D90", "2024-12-31"))
    local text = command.answer(1, "lint", pack, "made.db", "--as-of", "2024-12-31")
    for _, key in ipairs { "r-1-1", "r-2-2" } do
      assert.is_truthy(text:find(("dmr %s: a value or a code, and no day on which it was received"):format(key), 1, true), text)
    end
  end)

  it("a stay is told, by its code or by its value", function()
    made { [1] = { dmr_value_standard_units = 5, stay_type_code = "X" }, [2] = { dmr_value_standard_units = 5, stay_value_nmbr = 7 } }
    local text = command.answer(1, "lint", pack, "made.db", "--as-of", "2024-12-31")
    assert.are.equal(2, select(2, text:gsub("the limit is stayed", "")), text)
  end)

  it("rows that are there twice are one, in one file and in another", function()
    local row = { dmr_form_value_id = "twice", dmr_value_standard_units = 15, violation_code = "E90", npdes_violation_id = "v1", days_late = 3 }
    made { [1] = { row, row } }
    assert.are.equal(0, command.run("import", pack, "made.db", "dmr=made.csv").code)
  end)

  it("what the rules leave undecided counts as no violation of theirs, and is told apart", function()
    local unclear = { dmr_value_standard_units = 50, dmr_value_qualifier_code = "<" }
    local found_by_epa = { dmr_value_standard_units = 50, dmr_value_qualifier_code = "<", violation_code = "E90", npdes_violation_id = "v1" }
    made { [1] = unclear, [2] = found_by_epa, [3] = 5, [4] = 15 }
    local text = command.answer(0, "report", pack, "made.db", "agreement", "--as-of", "2024-12-31", "--format", "csv")
    assert.is_truthy(text:find("\nMADE-UP,0,1,1,2,", 1, true), text)
    assert.is_truthy(text:find(",2,0,0,%d,%d\n"), text)
  end)

  it("T and C look at monthly averages only", function()
    made({ [1] = 20, [2] = 20, [3] = 20, [4] = 20 }, { statistical_base_code = "DD", statistical_base_short_desc = "DAILY MX", statistical_base_type_code = "MAX" })
    assert.are.equal("", breached "T" .. breached "C")
    assert.are.equal("1 2 3 4", breached "E90")
    made({ [1] = 20, [2] = 20 }, { statistical_base_code = "WA", statistical_base_short_desc = "WKLY AVG" })
    assert.are.equal("", breached "T")
    made({ [1] = 20, [2] = 20 }, { statistical_base_code = "DB", statistical_base_short_desc = "DAILY AV" })
    assert.are.equal("1 2", breached "T")
  end)

  it("C: over the limit in four months of six", function()
    made { [1] = 10.1, [2] = 11, [4] = 12, [6] = 13 }
    assert.are.equal("1 2 4 6", breached "C")
    made { [1] = 10.1, [2] = 11, [4] = 12, [7] = 13 }
    assert.are.equal("", breached "C")
    made { [1] = 10, [2] = 11, [4] = 12, [6] = 13 } -- the limit itself is kept
    assert.are.equal("", breached "C")
    made { [1] = 11, [3] = 11, [5] = 11, [6] = 11, [8] = 11 } -- 1 to 6 and 3 to 8
    assert.are.equal("1 3 5 6 8", breached "C")
  end)

  it("where both hold T stands, and its months count among those over the limit", function()
    made { [1] = 14, [2] = 11, [3] = 11, [6] = 14 }
    assert.are.equal("1 6", breached "T")
    assert.are.equal("2 3", breached "C")
    made { [1] = 14, [2] = 11, [3] = 11, [4] = 11 } -- one month at the criterion is no T
    assert.are.equal("", breached "T")
    assert.are.equal("1 2 3 4", breached "C")
  end)

  it("nothing is seen before it was received", function()
    made { [1] = 14, [2] = 14 } -- the second was received on 31 March
    assert.are.equal("", breached("T", "2020-03-30"))
    assert.are.equal("1 2", breached("T", "2020-03-31"))
  end)

  it("non-receipt: no value and no code for it 31 days after the due date", function()
    local nothing = { value_received_date = "", dmr_value_qualifier_code = "" }
    made { [1] = nothing } -- due on 29 February
    assert.are.equal("", breached("D90", "2020-03-30"))
    assert.are.equal("1", breached("D90", "2020-03-31"))
    assert.are.equal("", breached("D80", "2020-12-31"))
    made({ [1] = nothing }, { limit_value_standard_units = "", limit_value_qualifier_code = "" })
    assert.are.equal("1", breached("D80", "2020-03-31"))
    assert.are.equal("", breached("D90", "2020-12-31"))
    made { [1] = { value_received_date = "02/15/2020", dmr_value_qualifier_code = "", nodi_code = "C" } }
    assert.are.equal("", breached("D90", "2020-12-31"))
  end)

  it("a report that comes later does not undo its non-receipt", function()
    made { [1] = { dmr_value_standard_units = 1, value_received_date = "04/01/2020" } } -- due on 29 February
    assert.are.equal("1", breached("D90", "2024-12-31"))
    made { [1] = { dmr_value_standard_units = 1, value_received_date = "03/31/2020" } } -- on the 31st day
    assert.are.equal("", breached("D90", "2024-12-31"))
  end)

  it("labels that change from row to row keep no row out, nor do the statistics and signs that EPA lists", function()
    made { [1] = { dmr_value_standard_units = 50, parameter_desc = "BOD", perm_feature_type_desc = "x", dmr_value_qualifier_code = "E" },
      [2] = { dmr_value_standard_units = 5, parameter_desc = "BOD 5", limit_value_qualifier_code = "=", statistical_base_type_code = "new" } }
    local found = verdicts("made.db", "2024-12-31")
    assert.are.same({ "breached", "unknown" }, { found["E90 r-1-1"].status, found["E90 r-2-2"].status })
  end)

  it("a certain breach is not masked by what is unknown beside it", function()
    made { [1] = 50, [2] = { dmr_value_standard_units = 20, dmr_value_qualifier_code = "<" } }
    assert.are.equal("breached", verdicts("made.db", "2024-12-31")["quarter MADE-UP@2020-Q1"].status)
  end)

  it("the months of T are explained, each with its record, and what is unconfirmed of the groups", function()
    made { [1] = 14, [3] = 14 }
    local text = command.answer(0, "explain", pack, "made.db", "T", "r-1-1", "--as-of", "2024-12-31")
    for _, said in ipairs { "dmr r-3-2", "2020-03-31", "codes group-one are unconfirmed", "averages of a month", "limit_value = 10" } do
      assert(text:find(said, 1, true), said .. " is not in\n" .. text)
    end
  end)

  it("a report is late from the day after it is due", function()
    made { [1] = { dmr_value_standard_units = 1, value_received_date = "02/29/2020" }, [3] = { dmr_value_standard_units = 1, value_received_date = "05/01/2020" } }
    local found = verdicts("made.db", "2024-12-31")
    assert.are.equal("met", found["on-time r-1-1"].status)
    assert.are.equal("late", found["on-time r-3-2"].status)
  end)

  it("a quarter's status: effluent violations before missing reports before others", function()
    local nothing = { value_received_date = "", dmr_value_qualifier_code = "" }
    made { [13] = 14, [14] = 14, [15] = nothing, [16] = 11, [17] = nothing, [19] = 11, [22] = 9 }
    local text = command.answer(0, "report", pack, "made.db", "quarters", "--as-of", "2024-12-31", "--format", "csv")
    assert.is_truthy(text:find("MADE-UP,Status,E,D,N,none,,", 1, true), text)
    local found = verdicts("made.db", "2024-12-31")
    for quarter, status in pairs { ["2021-Q1"] = "breached", ["2021-Q3"] = "breached", ["2021-Q4"] = "met", ["2022-Q1"] = "not_applicable" } do
      assert.are.equal(status, found["quarter MADE-UP@" .. quarter].status, quarter)
    end
  end)
end)
