-- Hazardous waste where it is generated (US, RCRA): whose waste it is by the month's amounts, how long it may stay, and how much. The table of categories is paraphrased
-- from 40 CFR 262.13, as guides to it and rules of states that repeat it give it on public pages in November 2026 (R315-262-13 of Utah, WAC 173-303-169), the days and the
-- 6,000 kg from a summary of 40 CFR 262.34, as it was before 2016, on a public page; what is from memory is marked.
-- luacheck: read globals site lot

kind "site" { lasting = true, about = "a place where hazardous waste is generated", fields = { { "id", text, key = true, about = "the number that EPA gave it" } } }

kind "lot" { about = "waste of one sort that was generated on one day", fields = {
  { "site", site, owner = true, key = true }, { "number", text, key = true }, { "generated_on", event, starts = true },
  { "sort", text, one_of = { "acute", "non-acute", "residue" }, about = "a residue is of the cleaning up of acute hazardous waste that was spilt" },
  { "weight", number, unit = "kg", min = 0 }, { "far", yesno, about = "it has to go 200 miles or more" },
  { "shipped_on", event }, { "extended_on", event, about = "when more time was granted" } } }

instrument "262" { title = "Standards applicable to generators of hazardous waste", issuer = "US EPA", citation = "40 CFR 262",
  in_force = { from = "2017-05-30" },
  clauses = {

         ["13"]    = "A generator's category is that of the calendar month, by the amounts of acute and of other hazardous waste and of"
      .. " residues of spilt acute waste that it generated in it",
    ["13.f"]  = { "Waste is managed by the category in which it was generated", unconfirmed = "the number of the paragraph" },
    ["14"]    = { "A very small quantity generator is free of the times below", not_encoded = "its own limit on the amount on site has no record here" },
    ["16.b"]  = { "A small quantity generator keeps waste no more than 180 days, 270 where it has to go 200 miles or more", unconfirmed = "the number of the paragraph" },
    ["16.b.1"] = { "There may never be more than 6,000 kg of it on the site of a small quantity generator", unconfirmed = "the number of the paragraph" },
    ["17.a"]  = { "A large quantity generator keeps waste no more than 90 days", unconfirmed = "the number of the paragraph" },
    ["17.b"]  = { "EPA may grant up to 30 days more for what could not be foreseen", unconfirmed = "from memory, for small generators, too" },
  } }

-- What the site generated of a sort in the month of the lot, the lot among it.
local function of_month(sort)
  return lot.site.lots:during(months(1):from(lot.generated_on:start_of(month))):where(lot.sort:is(sort)).weight:sum()
end

decision "lot.category" { clause = { "262/13", "262/13.f" }, hit = "first",
  columns = { of_month "acute", of_month "non-acute", of_month "residue" },
  rows = {
    { above "1 kg", any,               any,            "large" },
    { any,          at_least "1000 kg", any,            "large" },
    { any,          any,               above "100 kg", "large" },
    { any,          above "100 kg",    any,            "small" },
    { any,          any,               any,            "very small" } } }

decision "lot.most_days" { clause = { "262/16.b", "262/17.a" }, hit = "first", columns = { lot.category, lot.far },
  rows = {
    { "large", any, 90 },
    { "small", no,  180 },
    { "small", yes, 270 },
    { any,     any, not_given "no limit of days" } } }

obligation "shipped" { title = "Waste leaves the site in time", clause = { "262/16.b", "262/17.a" }, per = lot,
  arises = lot.generated_on, applies = ~lot.category:is "very small", due = lot.generated_on + days(lot.most_days), done = lot.shipped_on,
  extended = { on = lot.extended_on, by = days(30), clause = "262/17.b" },
  examples = {
    -- 100 kg in the month is very small, a gram more is small; 1000 kg is large.
    { at = "2020-12-31", lot = { number = "1", generated_on = "2020-01-15", sort = "non-acute", weight = 100, far = false }, status = "not_applicable" },
    { at = "2020-07-13", lot = { number = "1", generated_on = "2020-01-15", sort = "non-acute", weight = 100.001, far = false }, status = "pending", due = "2020-07-13" },
    { at = "2020-07-14", lot = { number = "1", generated_on = "2020-01-15", sort = "non-acute", weight = 100.001, far = false }, status = "overdue", due = "2020-07-13" },
    { at = "2020-12-31", lot = { number = "1", generated_on = "2020-01-15", sort = "non-acute", weight = 999.999, far = true, shipped_on = "2020-10-12" }, status = "late",
      due = "2020-10-11" },
    { at = "2020-12-31", lot = { number = "1", generated_on = "2020-01-15", sort = "non-acute", weight = 1000, far = true, shipped_on = "2020-04-14" }, status = "met",
      due = "2020-04-14" },
    -- 29 February counts; a day more, and it is late.
    { at = "2020-12-31", lot = { number = "1", generated_on = "2020-01-15", sort = "non-acute", weight = 1000, shipped_on = "2020-04-15" }, status = "late", due = "2020-04-14" },
    -- What else the month brought counts, also of later days, and what the months beside it brought does not.
    { at = "2020-12-31", lots = { { number = "2", generated_on = "2020-01-31", sort = "non-acute", weight = 50 } },
      lot = { number = "1", generated_on = "2020-01-01", sort = "non-acute", weight = 51, far = false }, status = "overdue", due = "2020-06-29" },

         { at = "2020-12-31", lots = { { number = "2", generated_on = "2020-02-01", sort = "non-acute", weight = 500 },
        { number = "3", generated_on = "2019-12-31", sort = "acute", weight = 5 } },
      lot = { number = "1", generated_on = "2020-01-01", sort = "non-acute", weight = 51, far = false }, status = "not_applicable" },
    -- More than 1 kg of acute waste makes all of the month's waste that of a large generator, whatever else is not known.
    { at = "2020-12-31", lots = { { number = "2", generated_on = "2020-01-31", sort = "acute", weight = 1.1 } },
      lot = { number = "1", generated_on = "2020-01-01", sort = "non-acute" }, status = "overdue", due = "2020-03-31" },
    -- A weight that nobody wrote down: very small, small or large, nobody knows; and how far it has to go matters to a small one alone.
    { at = "2020-12-31", lots = { { number = "2", generated_on = "2020-01-31", sort = "non-acute" } },
      lot = { number = "1", generated_on = "2020-01-01", sort = "non-acute", weight = 10, far = false }, status = "unknown", missing = "weight" },
    { at = "2020-12-31", lot = { number = "1", generated_on = "2020-01-01", sort = "non-acute", weight = 500 }, status = "unknown", missing = "far" },
    -- Thirty days more, granted on the last of the 90 days, or a day too late.
    { at = "2020-12-31", lot = { number = "1", generated_on = "2020-01-15", sort = "acute", weight = 2, extended_on = "2020-04-14", shipped_on = "2020-05-14" }, status = "met",
      due = "2020-05-14" },
    { at = "2020-12-31", lot = { number = "1", generated_on = "2020-01-15", sort = "acute", weight = 2, extended_on = "2020-04-15", shipped_on = "2020-05-14" }, status = "late",
      due = "2020-04-14" },
  } }

obligation "stock" { title = "No more than 6,000 kg on the site of a small generator", clause = "262/16.b.1", per = lot, applies = lot.category:is "small",
  require = lot.site.lots:where(lot.generated_on:by(subject.generated_on) & ~lot.shipped_on:by(subject.generated_on)).weight:sum():at_most "6000 kg",
  examples = {
    -- 6,000 kg is no more than 6,000 kg; what was shipped by the day is not there any more.
    { at = "2021-06-30", lots = { { number = "2", generated_on = "2021-01-10", sort = "non-acute", weight = 5500 } },
      lot = { number = "1", generated_on = "2021-02-10", sort = "non-acute", weight = 500 }, status = "met" },
    { at = "2021-06-30", lots = { { number = "2", generated_on = "2021-01-10", sort = "non-acute", weight = 5500 } },
      lot = { number = "1", generated_on = "2021-02-10", sort = "non-acute", weight = 500.5 }, status = "breached" },
    { at = "2021-06-30", lots = { { number = "2", generated_on = "2021-01-10", sort = "non-acute", weight = 5500, shipped_on = "2021-02-10" } },
      lot = { number = "1", generated_on = "2021-02-10", sort = "non-acute", weight = 999 }, status = "met" },
    { at = "2021-06-30", lots = { { number = "2", generated_on = "2021-01-10", sort = "non-acute", weight = 5500, shipped_on = "2021-02-11" } },
      lot = { number = "1", generated_on = "2021-02-10", sort = "non-acute", weight = 999 }, status = "breached" },
    { at = "2021-06-30", lots = { { number = "2", generated_on = "2021-01-10", sort = "non-acute" } },
      lot = { number = "1", generated_on = "2021-02-10", sort = "non-acute", weight = 500 }, status = "unknown", missing = "weight" },
  } }
