-- Who is a large undertaking under the Accounting Directive, and so owes sustainability reporting (CSRD): in after two years over, out after two below. The limits are those
-- of Directive 2013/34/EU, Article 3, as EUR-Lex's summary and a consolidated text of 28 May 2024 on a public page state them (read in November 2026); that a change counts only
-- when it occurs in two consecutive financial years is Article 3(10), told from memory. Financial years are taken for calendar years. No text is copied.
-- luacheck: read globals undertaking statement

kind "undertaking" { lasting = true, fields = { { "code", text, key = true }, { "founded_on", event, starts = true },
  { "large_before", yesno, about = "whether it was large in 2015, the year before the first that is gone through" } } }
kind "account" { about = "the annual accounts of an undertaking, by their balance sheet date", fields = {
  { "undertaking", undertaking, key = true, owner = true }, { "balance_date", event, key = true, starts = true },
  { "assets", number, unit = "EUR", min = 0 }, { "turnover", number, unit = "EUR", min = 0 }, { "employees", number, min = 0 } } }
kind "statement" { about = "a sustainability statement, by the last day of the year that it is about", fields = {
  { "undertaking", undertaking, key = true, owner = true }, { "year_end", date, key = true }, { "published_on", event, starts = true } } }

instrument "2013-34" { title = "Directive 2013/34/EU (Accounting Directive)", issuer = "European Parliament and Council",
  in_force = { from = "2013-07-19", unconfirmed = "the first day is from memory" },
  clauses = {
    ["3(4)"]  = "An undertaking is large that exceeds, on its balance sheet date, two of three limits: balance sheet total, net turnover, average number of employees",
    ["3(10)"] = { "That a limit is exceeded, or no longer, counts only when it occurs in two consecutive financial years", unconfirmed = "told from memory" },
  } }
instrument "2023-2775" { title = "Delegated Directive (EU) 2023/2775", issuer = "European Commission",
  in_force = { from = "2024-01-01", unconfirmed = "it holds for financial years that begin in 2024; Member States may apply it a year earlier" },
  clauses = { ["1"] = "The limits in euros rise by about a quarter" } }
instrument "csrd" { title = "Directive (EU) 2022/2464 (CSRD)", issuer = "European Parliament and Council",
  in_force = { from = "2025-01-01",
    unconfirmed = "the first year of large undertakings as first enacted, from memory; later acts put it off and narrow whom it binds, and are not encoded" },
  clauses = { ["19a"] = { "Large undertakings include a sustainability statement in their management report",
    unconfirmed = "told from memory; by which day it is published is the pack's" } } }

parameter "assets"    { clause = "2013-34/3(4)", { "20 million EUR", from = "2014-01-01" }, { "25 million EUR", from = "2024-01-01", clause = "2023-2775/1" } }
parameter "turnover"  { clause = "2013-34/3(4)", { "40 million EUR", from = "2014-01-01" }, { "50 million EUR", from = "2024-01-01", clause = "2023-2775/1" } }
parameter "employees" { clause = "2013-34/3(4)", { 250, from = "2014-01-01" } }

local accounts = undertaking.accounts:during(period)
local assets    = accounts.assets:max():above(parameter "assets")
local turnover  = accounts.turnover:max():above(parameter "turnover")
local employees = accounts.employees:max():above(parameter "employees")

-- A year without accounts tells nothing: it is neither over nor within.
decision "undertaking.limits" { clause = "2013-34/3(4)", per = { undertaking, year }, hit = "first", evidence = accounts,
  columns = { assets & turnover | assets & employees | turnover & employees },
  rows = { { yes, "over" }, { any, "within" } } }

state "undertaking.large" { title = "Large undertaking", clause = "2013-34/3(10)", per = { undertaking, year }, from = "2016-01-01",
  begins = undertaking.limits:is "over" & undertaking.limits:previous():is "over" & ~undertaking.founded_on:during(period),
  ends   = undertaking.limits:is "within" & undertaking.limits:previous():is "within",
  before = undertaking.large_before,
  reading = "each year is held to the limits of its own last day; what it was before 2016 the record says; the first of two may be that of its foundation (no source)" }

-- Accounts of some years: { [2023] = { assets, turnover, employees } }, in millions of euros.
local function of(years)
  local list, order = {}, {}
  for year in pairs(years) do order[#order + 1] = year end
  table.sort(order)
  for i, year in ipairs(order) do
    local own = years[year]
    list[i] = { balance_date = year .. "-12-31", assets = own[1] * 1000000, turnover = own[2] * 1000000, employees = own[3] }
  end
  return list
end
local function example(period_, years, status, more)
  local one = { at = (period_ + 1) .. "-06-30", period = tostring(period_), undertaking = { founded_on = "2000-01-01", large_before = false }, accounts = of(years),
    status = status }
  for key, value in pairs(more or {}) do one[key] = value end
  return one
end
local small, big = { 1, 1, 10 }, { 30, 60, 10 }

obligation "statement" { title = "Sustainability statement of large undertakings", clause = "csrd/19a", per = { undertaking, year },
  applies = undertaking.large, due = period.to + months(12), done = undertaking.statements:where(statement.year_end:during(period)).published_on:first(),
  examples = {
    -- In after two years over, the second of which is the first year that it is large.
    example(2025, { [2024] = big, [2025] = big }, "pending"),
    example(2025, { [2024] = small, [2025] = big }, "unknown", { undertaking = { founded_on = "2000-01-01" } }),
    example(2025, { [2023] = small, [2024] = small, [2025] = big }, "not_applicable"),
    example(2026, { [2023] = small, [2024] = small, [2025] = big, [2026] = big }, "pending"),
    -- One year below does not take it out, two do.
    example(2026, { [2024] = big, [2025] = big, [2026] = small }, "pending"),
    example(2027, { [2024] = big, [2025] = big, [2026] = small, [2027] = small }, "not_applicable"),
    example(2027, { [2024] = big, [2025] = big, [2026] = small, [2027] = big }, "pending"),
    -- At two limits, and a euro over both: 25 and 50 million from 2024 on, 20 and 40 before.
    example(2025, { [2023] = small, [2024] = { 25, 50, 250 }, [2025] = { 25, 50, 250 } }, "not_applicable"),
    example(2025, { [2023] = small, [2024] = { 25.000001, 50.000001, 250 }, [2025] = { 25.000001, 50.000001, 250 } }, "pending"),
    example(2025, { [2023] = { 20.000001, 40.000001, 250 }, [2024] = { 20.000001, 40.000001, 250 }, [2025] = { 20.000001, 40.000001, 250 } }, "not_applicable"),
    example(2025, { [2022] = { 20.000001, 40.000001, 250 }, [2023] = { 20.000001, 40.000001, 250 }, [2024] = { 20.000001, 40.000001, 250 }, [2025] = { 25.000001, 50.000001,
      250 } }, "pending"),
    -- Employees count as the other two do: 251 and assets.
    example(2025, { [2024] = { 26, 1, 251 }, [2025] = { 26, 1, 251 } }, "pending"),
    example(2025, { [2023] = small, [2024] = { 26, 1, 250 }, [2025] = { 26, 1, 250 } }, "not_applicable"),
    -- A year without accounts leaves it open until two years in a row tell.
    example(2025, { [2023] = big, [2025] = big }, "unknown"),
    example(2026, { [2023] = big, [2025] = big, [2026] = big }, "pending"),
    -- A year that has not ended.
    example(2026, { [2024] = big, [2025] = big }, "unknown", { at = "2026-12-30" }),
    -- Founded in 2024: the first of its two years over.
    example(2025, { [2024] = big, [2025] = big }, "pending", { undertaking = { founded_on = "2024-05-01" } }),
    example(2025, { [2025] = big }, "not_applicable", { undertaking = { founded_on = "2025-01-01" } }),
  } }
report "size" { title = "Large undertakings by year", per = { undertaking, year }, during = "2016/2026", columns = { { "Large", undertaking.large }, { "Limits",
  undertaking.limits } } }
