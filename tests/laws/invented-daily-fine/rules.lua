-- INVENTED, in the form of China's fines day by day (cn-daily-fine): the amount of a day is another by place and changes while the fine runs, and the longer it runs the dearer a
-- day is. No such law is known, and all amounts are made up.
-- luacheck: read globals directive

instrument "act" { title = "Invented act on fines day by day", issuer = "nobody", in_force = { from = "2015-01-01" }, clauses = {
  days = "From the day after the order is served to the day of the inspection that finds it not obeyed each day costs a fine",
  amount = "Its amount is set by each place, and where it sets another one, that counts from its day on, also for a fine that runs",
  steps = "Of the thirty-first day on a day costs twice as much, of the sixty-first on three times" } }

kind "directive" { about = "an order to correct something, and the inspection that found it not obeyed", fields = { { "code", text, key = true },
  { "enterprise", enterprise, owner = true }, { "served_on", event, starts = true }, { "inspected_on", event },
  { "imposed", number, unit = "CNY", min = 0, known_from = "inspected_on" } } }

-- By place, and from a day on. A place that sets none has the amount of what it lies in.
local north, south = "North", "South"
parameter "a day" { clause = "act/amount",
  { "1000 CNY", from = "2015-01-01" },
  { "1500 CNY", from = "2015-01-01", place = north }, { "2000 CNY", from = "2020-07-01", place = north },
  { "3000 CNY", from = "2018-01-01", place = south } }

-- How often the amount of a day is due up to a day: thirty days once, thirty twice, the rest three times.
parameter "times" { clause = "act/steps", { scale { { "0 days", 1 }, { "30 days", 2 }, { "60 days", 3 } }, from = "2015-01-01" } }

-- No word adds up over the days of a fine what each of them costs, so that each stretch of days on which no place changes its amount is counted by itself: a stretch costs what
-- the times had come to at its end, less what they had come to before it, at the amount of its first day. Where a place changes its amount, its day is to be written here, too.
local first_day = directive.served_on + days(1)

-- How often the amount of a day had come due by a day, and no later than by the inspection.
local function times_by(day)
  return parameter "times":of(greater_of(((directive.inspected_on | day) - directive.served_on), "0 days")) / "1 days"
end
local to_2017, to_june_2020, to_the_end = times_by "2017-12-31", times_by "2020-06-30", times_by(directive.inspected_on)

term "directive.fine" { title = "What the days come to",
  value = parameter "a day":on(first_day) * to_2017
    + parameter "a day":on(first_day & "2018-01-01") * (to_june_2020 - to_2017)
    + parameter "a day":on(first_day & "2020-07-01") * (to_the_end - to_june_2020) }

obligation "amount" { title = "What is imposed is what the days come to", clause = { "act/days", "act/amount", "act/steps" }, per = directive, arises = directive.inspected_on,
  require = directive.imposed:is(directive.fine),
  examples = (function()
    local cases = {}
    local function case(place, served, inspected, imposed, status)
      cases[#cases + 1] = { at = "2021-12-31", jurisdictions = { { code = "P" }, { code = "North", parent = "P" }, { code = "South", parent = "P" } },
        enterprise = { jurisdiction = place }, directive = { served_on = served, inspected_on = inspected, imposed = imposed }, status = status }
    end
    -- Ten days at 1000; in the North, which has an amount of its own, at 1500.
    case("P", "2016-03-01", "2016-03-11", 10000, "met")
    case("P", "2016-03-01", "2016-03-11", 11000, "breached")
    case("North", "2016-03-01", "2016-03-11", 15000, "met")
    -- One day, and none.
    case("P", "2016-03-01", "2016-03-02", 1000, "met")
    case("P", "2016-03-01", "2016-03-01", 0, "met")
    -- The thirtieth day, the thirty-first, the sixtieth and the sixty-first: 30 and 60 and 3 times 1000.
    case("P", "2016-03-01", "2016-03-31", 30000, "met")
    case("P", "2016-03-01", "2016-04-01", 32000, "met")
    case("P", "2016-03-01", "2016-04-30", 90000, "met")
    case("P", "2016-03-01", "2016-05-01", 93000, "met")
    -- The North doubles less than that while it runs: served on 20 June 2020, ten days of 1500 to the 30th, and from 1 July 2000 for each.
    case("North", "2020-06-20", "2020-06-30", 15000, "met")
    case("North", "2020-06-20", "2020-07-01", 17000, "met")
    case("North", "2020-06-20", "2020-07-01", 22000, "breached") -- the new amount for all of it
    -- The steps go on: served on 1 June 2020, 29 days by the 30th; of the two in July the first is the thirtieth, and the second costs twice 2000.
    case("North", "2020-06-01", "2020-07-02", 49500, "met")
    -- In the South there is no amount of its own before 2018.
    case("South", "2017-12-30", "2018-01-01", 4000, "met")
    case("South", "2018-01-01", "2018-01-03", 6000, "met")
    return cases
  end)() }
