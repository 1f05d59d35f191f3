-- Groups of companies under the Energy Savings Opportunity Scheme (UK): the highest parent in the United Kingdom takes part for all that lie below it, if one of these is large.
-- Told from memory of the Regulations of 2014 (SI 2014/1643), so that every clause is unconfirmed; that who belongs to the group is asked on the qualification date of the third
-- period, 31 December 2022, too. No text is copied.
-- luacheck: read globals company

kind "company" { lasting = true, plural = "companies", about = "an undertaking, and its parent on each day", fields = { { "code", text, key = true },
  { "parent", company, blank = "none" }, { "uk", yesno }, { "large", yesno, about = "on its own accounts" }, { "notified_on", event } } }

instrument "esos" { title = "The Energy Savings Opportunity Scheme Regulations 2014", issuer = "The Secretary of State",
  in_force = { from = "2014-07-17" },
  clauses = {
    group   = { "The highest parent in the United Kingdom takes part for its group", unconfirmed = "told from memory" },
    qualify = { "A group takes part if one of its undertakings in the United Kingdom is large on the qualification date", unconfirmed = "told from memory" },
    notify  = { "A participant notifies by the compliance date, 5 June 2024 in the third period", unconfirmed = "told from summaries" },
  } }

term "company.highest_uk" { title = "Highest parent in the UK", value = company.uk & ~company:any_above(company.uk) }
term "company.qualifies" { value = company.large | company.companies:where(company.uk & company.large):any() }
-- A chain of so many companies above A, none in the UK but the uppermost.
local function chain(levels)
  local list = {}
  for level = 1, levels do
    list[level] = { code = "P" .. level, parent = level < levels and "P" .. level + 1 or nil, uk = level == levels, large = false }
  end
  return list
end

local function case(status, own, others, more)
  local one = { at = "2024-06-06", company = own, companies = others, status = status }
  own.code = "A"
  for key, value in pairs(more or {}) do one[key] = value end
  return one
end

obligation "notify" { title = "Notification by the highest parent in the UK", clause = { "esos/notify", "esos/group", "esos/qualify" }, per = company,
  applies_on = "2022-12-31", applies = company.highest_uk & company.qualifies, due = "2024-06-05", done = company.notified_on,
  examples = {
    case("overdue", { uk = true, large = true }), case("not_applicable", { uk = false, large = true }), case("not_applicable", { uk = true, large = false }),
    -- A large one below it, at any depth; one abroad does not count.
    case("overdue", { uk = true, large = false }, { { code = "B", parent = "A", uk = true, large = false }, { code = "C", parent = "B", uk = true, large = true } }),
    case("not_applicable", { uk = true, large = false }, { { code = "B", parent = "A", uk = false, large = true } }),
    -- Somebody in the UK above it, also beyond one abroad.
    case("not_applicable", { uk = true, large = true, parent = "P" }, { { code = "P", uk = true, large = false } }),
    case("not_applicable", { uk = true, large = true, parent = "P" }, { { code = "P", uk = false, large = false, parent = "Q" }, { code = "Q", uk = true, large = false } }),
    case("overdue", { uk = true, large = true, parent = "P" }, { { code = "P", uk = false, large = false } }),
    -- Of a parent nobody knows where it is.
    case("unknown", { uk = true, large = true, parent = "P" }, { { code = "P", large = false } }, { missing = "uk" }),
    case("not_applicable", { uk = true, large = false, parent = "P" }, { { code = "P", large = false } }),
    -- However far up it is.
    case("not_applicable", { uk = true, large = true, parent = "P1" }, chain(40)),
  } }
