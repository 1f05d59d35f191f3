-- Properties of what meaning.md builds on: the calendar, Kleene's logic, decimals, ranges, and sets with unknown rows. Each is held
-- against counting by hand: day after day, or every way in which what is unknown might turn out.
local dates = require "tests.naive.dates"
local numbers = require "tests.naive.numbers"
local random = require "tests.naive.random"
local sets = require "tests.naive.sets"
local values = require "tests.naive.values"

local seed = tonumber(os.getenv "SEED" or "") or 20240229

describe("dates", function()
  it("are counted day by day over eight hundred years", function()
    local lengths = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
    local year, month, day, weekday = 1600, 1, 1, 6 -- 1600-01-01 was a Saturday
    local date = assert(dates.parse "1600-01-01")
    while year < 2401 do
      local y, m, d = dates.split(date)
      assert(y == year and m == month and d == day, ("%d-%d-%d is split into %d-%d-%d"):format(year, month, day, y, m, d))
      assert(dates.weekday(date) == weekday, dates.format(date))
      if day == 1 or day >= 28 then assert(dates.parse(("%04d-%02d-%02d"):format(year, month, day)) == date) end
      local leap = year % 400 == 0 or year % 4 == 0 and year % 100 ~= 0
      local last = lengths[month] + (month == 2 and leap and 1 or 0)
      if day < last then day = day + 1
      elseif month < 12 then month, day = month + 1, 1
      else year, month, day = year + 1, 1, 1 end
      date, weekday = date + 1, weekday % 7 + 1
    end
  end)

  it("have their anchors and their ends", function()
    assert.equal(0, dates.parse "1970-01-01")
    assert.equal(11016, dates.parse "2000-02-29")
    assert.equal(-719162, dates.parse "0001-01-01")
    assert.equal(2932896, dates.parse "9999-12-31")
    for _, wrong in ipairs { "2001-02-29", "1900-02-29", "2001-13-01", "2001-00-10", "2001-01-00", "2001-04-31", "0000-01-01", "2001-1-1", "20010101", "2001-01-01 " } do
      assert.is_nil(dates.parse(wrong), wrong)
    end
  end)

  it("add months to the same day, or to the month's last", function()
    local source = random.source(seed)
    for _ = 1, 3000 do
      local date, count = source.between(-40000, 60000), source.between(-60, 60)
      local year, month, day = dates.split(date)
      local moved_year, moved_month, moved_day = dates.split(dates.add_months(date, count))
      assert.equal(year * 12 + month + count, moved_year * 12 + moved_month)
      if moved_day ~= day then
        assert(moved_day < day and moved_day == dates.days_in_month(moved_year, moved_month), dates.format(date) .. " + " .. count)
      end
      assert.equal(dates.add_months(date, 12 * count), dates.add_span(date, { unit = "years", count = count }, 1))
    end
  end)

  it("find the next such day by walking there", function()
    local source = random.source(seed)
    for _ = 1, 400 do
      local date, month = source.between(9000, 16000), source.up_to(12)
      local day = source.up_to(month == 2 and 29 or dates.days_in_month(2001, month))
      local walked = date
      while true do
        local y, m, d = dates.split(walked)
        if m == month and (d == day or month == 2 and day == 29 and d == 28 and not dates.is_leap(y)) then break end
        walked = walked + 1
      end
      assert.equal(walked, dates.next(date, month, day), ("%s next %02d-%02d"):format(dates.format(date), month, day))
    end
  end)

  it("count working days by walking", function()
    local source = random.source(seed)
    for _ = 1, 200 do
      local date, count, holidays = source.between(9000, 16000), source.between(-12, 12), {}
      for _ = 1, 6 do holidays[date + source.between(-20, 20)] = true end
      local calendar = { from = 0, to = 20000, free = { [6] = true, [7] = true }, holidays = holidays, working = {} }
      local reached = dates.add_working_days(date, count, calendar)
      local worked, low, high = 0, math.min(date, reached), math.max(date, reached)
      for day = low, high do
        if day ~= date and dates.weekday(day) <= 5 and not holidays[day] then worked = worked + 1 end
      end
      assert.equal(math.abs(count), worked)
      assert(count == 0 or dates.weekday(reached) <= 5 and not holidays[reached])
    end
  end)

  it("fall into periods without a gap", function()
    local source = random.source(seed)
    for _, unit in ipairs { "year", "quarter", "month", "week", "fiscal 04-06", "fiscal 07-01" } do
      for _ = 1, 300 do
        local date = source.between(-20000, 40000)
        local name, from, to = dates.period_of(unit, date)
        assert(from <= date and date <= to)
        local parsed_from, parsed_to = dates.parse_period(name)
        assert(parsed_from == from and parsed_to == to, name)
        local _, next_from = dates.period_of(unit, to + 1)
        assert.equal(to + 1, next_from)
      end
    end
  end)

  it("have windows of whole months at a month's end, and else of the span", function()
    local source = random.source(seed)
    for _ = 1, 500 do
      local date, count = source.between(0, 20000), source.up_to(30)
      local span = { unit = source.pick { "days", "months", "years" }, count = count }
      local from, to = dates.window_to(span, date)
      assert.equal(date, to)
      local year, month, day = dates.split(date)
      if span.unit == "days" then assert.equal(count, to - from + 1)
      elseif day == dates.days_in_month(year, month) then
        local from_year, from_month, from_day = dates.split(from)
        assert.equal(1, from_day)
        assert.equal(span.unit == "years" and 12 * count or count, year * 12 + month - from_year * 12 - from_month + 1)
      else assert.equal(dates.add_span(date, span, -1) + 1, from) end
      local begin, finish = dates.window_from(span, date)
      assert(begin == date and finish == dates.add_span(date, span, 1) - 1)
    end
  end)
end)

-- Three values, each with the ways it may turn out.
local truths = {
  { value = values.yes, ways = { true } }, { value = values.no, ways = { false } }, { value = values.unknown "condition", ways = { true, false } } }
local function same(a, b) return a.state == b.state and a.value == b.value end
local function settled(ways) -- the value that all ways give, or unknown
  local seen_true, seen_false
  for _, way in ipairs(ways) do
    if way then seen_true = true else seen_false = true end
  end
  if seen_true and seen_false then return values.unknown "condition" end
  return values.truth(seen_true or false)
end

describe("three-valued logic", function()
  it("agrees with every way the unknown may turn out", function()
    for _, a in ipairs(truths) do
      for _, b in ipairs(truths) do
        local both, either, negated = {}, {}, {}
        for _, x in ipairs(a.ways) do
          negated[#negated + 1] = not x
          for _, y in ipairs(b.ways) do both[#both + 1], either[#either + 1] = x and y, x or y end
        end
        assert(same(settled(both), values.both(a.value, b.value)))
        assert(same(settled(either), values.either(a.value, b.value)))
        assert(same(settled(negated), values.negate(a.value)))
      end
    end
  end)

  it("keeps the laws", function()
    local both, either, negate = values.both, values.either, values.negate
    for _, first in ipairs(truths) do
      local a = first.value
      assert(same(a, both(a, a)) and same(a, either(a, a)) and same(a, negate(negate(a))))
      assert(same(a, both(a, values.yes)) and same(a, either(a, values.no)))
      assert(same(values.no, both(a, values.no)) and same(values.yes, either(a, values.yes)))
      for _, second in ipairs(truths) do
        local b = second.value
        assert(same(both(a, b), both(b, a)) and same(either(a, b), either(b, a)))
        assert(same(negate(both(a, b)), either(negate(a), negate(b))))
        assert(same(negate(either(a, b)), both(negate(a), negate(b))))
        assert(same(a, both(a, either(a, b))) and same(a, either(a, both(a, b))))
        for _, third in ipairs(truths) do
          local c = third.value
          assert(same(both(a, both(b, c)), both(both(a, b), c)) and same(either(a, either(b, c)), either(either(a, b), c)))
          assert(same(both(a, either(b, c)), either(both(a, b), both(a, c))))
          assert(same(either(a, both(b, c)), both(either(a, b), either(a, c))))
        end
      end
    end
  end)

  it("treats an absent condition as false", function()
    for _, a in ipairs(truths) do
      assert(same(values.no, values.both(a.value, values.absent "condition")))
      assert(same(a.value, values.either(a.value, values.absent "condition")))
    end
    assert(same(values.yes, values.negate(values.absent "condition")))
  end)

  it("names what is missing only where it matters", function()
    local size, sector = values.unknown("condition", { size = true }), values.unknown("condition", { sector = true })
    assert.same({ size = true, sector = true }, values.both(size, sector).missing)
    assert.same({ size = true }, values.both(size, values.yes).missing)
    assert.is_nil(values.both(size, values.no).missing)
    assert.same({ sector = true }, values.negate(values.either(values.no, sector)).missing)
  end)

  it("on dates asks for both, and for the first", function()
    local absent, unknown = values.absent "date", values.unknown "date"
    local early, late = values.known("date", 10), values.known("date", 20)
    for _, case in ipairs {
      { early, late, 20, 10 }, { late, early, 20, 10 }, { early, absent, "absent", 10 }, { absent, late, "absent", 20 },
      { absent, absent, "absent", "absent" }, { early, unknown, "unknown", "unknown" }, { unknown, absent, "absent", "unknown" }, { absent, unknown, "absent", "unknown" },
      { unknown, unknown, "unknown", "unknown" } } do
      local both, first = values.later(case[1], case[2]), values.earlier(case[1], case[2])
      assert.equal(case[3], both.value or both.state)
      assert.equal(case[4], first.value or first.state)
    end
  end)
end)

describe("decimals", function()
  it("of few digits are exact", function()
    local source = random.source(seed)
    for _ = 1, 3000 do
      local a, b = source.between(-999999, 999999), source.between(-999999, 999999)
      local function decimal(units, places) return tonumber(("%de-%d"):format(units, places)) end
      assert.equal(decimal(a + b, 3), numbers.add(decimal(a, 3), decimal(b, 3)))
      assert.equal(decimal(a - b, 5), numbers.subtract(decimal(a, 5), decimal(b, 5)))
      assert.equal(decimal(a * b, 6), numbers.multiply(decimal(a, 2), decimal(b, 4)))
      if b ~= 0 then assert.equal(decimal(a, 3), numbers.divide(numbers.multiply(decimal(a, 3), b), b)) end
    end
  end)

  it("sum to the same in every order, without loss", function()
    local source = random.source(seed)
    for _ = 1, 200 do
      local units, list = 0, {}
      for index = 1, source.up_to(40) do
        local number = source.between(-10 ^ source.up_to(11) // 1, 10 ^ source.up_to(11) // 1) // 1
        units, list[index] = units + math.tointeger(number), tonumber(("%de-2"):format(math.tointeger(number)))
      end
      assert.equal(tonumber(("%de-2"):format(units)), numbers.sum(list))
      assert.equal(numbers.sum(list), numbers.sum(source.shuffled(list)))
    end
    assert.equal(0.0, numbers.sum {})
    assert.equal(100000000000002.0, numbers.sum { 1e14, 0.4, 0.4, 0.4, 0.4 })
  end)

  it("know words for powers of ten", function()
    assert.equal(400000000.0, numbers.parse "400 million CNY")
    assert.equal(2500.0, numbers.parse "2.5 thousand t")
    assert.equal(50.0, numbers.parse "50 mg/L")
    assert.is_nil(numbers.parse "fifty mg/L")
  end)
end)

describe("ranges", function()
  local function some_range(source)
    local low = source.between(-4, 4)
    return low, low + source.between(0, 3)
  end

  it("compare where every pair of their numbers agrees", function()
    local source = random.source(seed)
    local comparisons = {
      above = function(x, y) return x > y end, at_least = function(x, y) return x >= y end, below = function(x, y) return x < y end,
      at_most = function(x, y) return x <= y end, equal = function(x, y) return x == y end }
    for _ = 1, 2000 do
      local al, ah = some_range(source)
      local bl, bh = some_range(source)
      for name, test in pairs(comparisons) do
        local ways = {}
        for x = al, ah do
          for y = bl, bh do ways[#ways + 1] = test(x, y) end
        end
        local got, expected = values[name](values.number(al, ah), values.number(bl, bh)), settled(ways)
        assert(same(expected, got), ("[%d, %d] %s [%d, %d]"):format(al, ah, name, bl, bh))
      end
    end
  end)

  it("add, subtract, multiply and divide to the least range that holds every result", function()
    local source = random.source(seed)
    local operations = {
      add = function(x, y) return x + y end, subtract = function(x, y) return x - y end, multiply = function(x, y) return x * y end,
      divide = function(x, y) return y ~= 0 and numbers.divide(x, y) or nil end }
    for _ = 1, 2000 do
      local al, ah = some_range(source)
      local bl, bh = some_range(source)
      for name, operation in pairs(operations) do
        local low, high, undefined = math.huge, -math.huge, name == "divide" and bl <= 0 and bh >= 0
        for x = al, ah do
          for y = bl, bh do
            local result = operation(x, y)
            if result then low, high = math.min(low, result), math.max(high, result) end
          end
        end
        local got = values[name](values.number(al, ah), values.number(bl, bh))
        if undefined then assert.equal("unknown", got.state)
        else assert(got.low == low and got.high == high, ("[%d, %d] %s [%d, %d]"):format(al, ah, name, bl, bh)) end
      end
    end
  end)
end)

-- Sets: what is answered is held against every way in which perhaps rows and unknown conditions may turn out.
describe("sets with unknown rows", function()
  local function judged_set(source)
    local set = { type = "set", kind = "audit", rows = {} }
    for index = 1, source.up_to(6) - 1 do
      set.rows[index] = { record = index, sure = source.chance(60), holds = source.pick(truths).value }
    end
    return set
  end

  -- Calls visit(rows that are in, rows that are in and hold) for every way.
  local function each_way(set, visit)
    local function walk(index, inside, holding)
      local row = set.rows[index]
      if not row then return visit(inside, holding) end
      if not row.sure then walk(index + 1, inside, holding) end
      if row.holds.value ~= false then walk(index + 1, inside + 1, holding + 1) end
      if row.holds.value ~= true then walk(index + 1, inside + 1, holding) end
    end
    walk(1, 0, 0)
  end

  it("answer any, every, count and share as all ways do", function()
    local source = random.source(seed)
    local seen = {}
    for _ = 1, 3000 do
      local set = judged_set(source)
      local any, every, fewest, most, lowest, highest, undefined = {}, {}, math.huge, -math.huge, math.huge, -math.huge, false
      each_way(set, function(inside, holding)
        any[#any + 1], every[#every + 1] = inside > 0, holding == inside
        fewest, most = math.min(fewest, inside), math.max(most, inside)
        if inside > 0 then lowest, highest = math.min(lowest, numbers.divide(holding, inside)), math.max(highest, numbers.divide(holding, inside))
        else undefined = true end
      end)
      assert(same(settled(any), sets.any(set)))
      assert(same(settled(every), sets.every(set)))
      local count, share = sets.count(set), sets.share(set)
      assert(count.low == fewest and count.high == most)
      if highest == -math.huge then assert.equal("unknown", share.state)
      else
        -- an end whose denominator is 0 is unknown; any other is the least, the greatest share there may be
        assert(share.low == -math.huge and undefined or share.low == lowest)
        assert(share.high == math.huge and undefined or share.high == highest)
      end
      seen[share.state] = (seen[share.state] or 0) + 1
    end
    assert(seen.known > 50 and seen.range > 50 and seen.unknown > 50)
  end)

  it("answer questions of columns only where all ways agree", function()
    local source = random.source(seed)
    local known = {}
    local function best(list, pick)
      local found
      for _, x in ipairs(list) do
        if not found or pick(x, found) then found = x end
      end
      return found or "absent"
    end
    local function total(list) return numbers.sum(list) end
    local questions = {
      { "sum", "number", total }, { "min", "number", function(list) return best(list, function(x, y) return x < y end) end },
      { "max", "number", function(list) return best(list, function(x, y) return x > y end) end },
      { "mean", "number", function(list) return #list == 0 and "absent" or numbers.divide(numbers.sum(list), #list) end },
      { "first_date", "date", function(list) return best(list, function(x, y) return x < y end) end },
      { "last_date", "date", function(list) return best(list, function(x, y) return x > y end) end },
      { "when_all", "date", function(list, rows) return #list > 0 and #list == rows and best(list, function(x, y) return x > y end) or "absent" end },
      { "count_distinct", "number", function(list)
        local different, count = {}, 0
        for _, x in ipairs(list) do
          if not different[x] then different[x], count = true, count + 1 end
        end
        return count
      end },
    }
    for _ = 1, 1500 do
      local cells = {}
      for index = 1, source.up_to(5) - 1 do
        cells[index] = { sure = source.chance(60), content = source.weighted { { 6, source.between(0, 2) }, { 2, "absent" }, { 1, "unknown" } } }
      end
      for _, question in ipairs(questions) do
        local name, type_of_value, answer = question[1], question[2], question[3]
        local column = { type = "column", of = type_of_value, cells = {} }
        for index, cell in ipairs(cells) do
          local value
          if cell.content == "absent" or cell.content == "unknown" then value = values[cell.content](type_of_value)
          elseif type_of_value == "number" then value = values.number(cell.content)
          else value = values.known("date", cell.content) end
          column.cells[index] = { sure = cell.sure, value = value }
        end
        local got = sets[name](column)
        local function check(list, rows)
          local truth = answer(list, rows)
          if got.state == "known" then assert(truth == (got.value or got.low), name)
          elseif got.state == "absent" then assert.equal("absent", truth, name)
          elseif got.state == "range" then assert(got.low <= truth and truth <= got.high, name) end
        end
        -- an unknown value is any of 0 to 4
        local function walk(index, list, rows)
          local cell = cells[index]
          if not cell then return check(list, rows) end
          if not cell.sure then walk(index + 1, list, rows) end
          for _, content in ipairs(cell.content == "unknown" and { 0, 1, 2, 3, 4 } or { cell.content }) do
            local extended = table.move(list, 1, #list, 1, {})
            if content ~= "absent" then extended[#extended + 1] = content end
            walk(index + 1, extended, rows + 1)
          end
        end
        walk(1, {}, 0)
        known[name] = known[name] or {}
        known[name][got.state] = (known[name][got.state] or 0) + 1
      end
    end
    for name, states in pairs(known) do assert((states.known or 0) > 50 and (states.unknown or states.range or 0) > 50, name) end
  end)
end)
