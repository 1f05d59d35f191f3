-- An upset as a defence (US, discharge permits): what exceeds a technology-based limit because of an upset is excused if its cause is known, the plant was run as it should be,
-- notice was given within 24 hours, and what had to be done to limit the damage was done; the permittee has to show it. Paraphrased from permits of Colorado on public pages that
-- repeat 40 CFR 122.41(n) (read in November 2026); the paragraphs' letters are from memory. Days stand for hours: by the day after is taken for within 24 hours.
-- luacheck: read globals outfall result claim

kind "outfall" { lasting = true, fields = { { "code", text, key = true } } }
kind "result" { about = "a measured discharge, with its limit", fields = { { "outfall", outfall, key = true, owner = true }, { "taken_on", event, starts = true, key = true },
  { "tss", number, unit = "mg/L", min = 0 }, { "limit_value", number, unit = "mg/L", blank = "none" }, { "basis", text, one_of = { "technology", "water quality" } } } }
kind "claim" { about = "what a permittee says of an exceedance that was an upset", fields = { { "result", result, key = true, owner = true },
  { "noticed_on", event, starts = true, key = true }, { "known_on", date, about = "when the permittee became aware of it" },
  { "cause_known", yesno }, { "run_properly", yesno }, { "remedied", yesno } } }

instrument "cwa" { title = "Conditions of all NPDES permits (40 CFR 122.41)", issuer = "US EPA",
  in_force = { from = "1980-01-01", unconfirmed = "the first day is from memory" },
  clauses = {
    a   = { "The permittee keeps to all conditions of the permit", unconfirmed = "told from memory" },
    n1  = "An upset is a defence where a technology-based limit is exceeded",
    n3  = "The permittee shows the cause, that the plant was properly operated, that notice was given within 24 hours, and that remedial measures were taken",
    n4  = "The burden of proof is on the permittee",
  } }

-- Each of the four is shown by a record that says so; what is not known of it leaves it open.
term "claim.shown" { value = claim.noticed_on:by(claim.known_on + days(1)) & claim.cause_known & claim.run_properly & claim.remedied }

local function case(status, claim_, given, more)
  local one = { at = "2020-07-31", status = status, result = { taken_on = "2020-06-10", tss = 31, limit_value = 30, basis = "technology" } }
  for key, value in pairs(given or {}) do one.result[key] = value end
  if claim_ then
    one.claims = { { noticed_on = "2020-06-12", known_on = "2020-06-11", cause_known = true, run_properly = true, remedied = true } }
    for key, value in pairs(claim_) do
      one.claims[1][key] = value
      if value == "not known" then one.claims[1][key] = nil end
    end
  end
  for key, value in pairs(more or {}) do one[key] = value end
  return one
end

obligation "limits" { title = "Limits of the permit, unless an upset is shown", clause = { "cwa/a", "cwa/n1", "cwa/n3", "cwa/n4" }, per = result,
  applies = result.limit_value:given(),
  require = ~result.tss:above(result.limit_value) | result.basis:is "technology" & result.claims:where(claim.shown):any(),
  examples = {
    case("met", nil, { tss = 30 }), case("breached"), case("met", {}),
    -- Notice on the day after it was known, and a day later; on the day of asking it had not been given yet.
    case("met", { noticed_on = "2020-06-11" }), case("breached", { noticed_on = "2020-06-13" }), case("breached", {}, nil, { at = "2020-06-11" }),
    case("breached", { run_properly = false }), case("breached", {}, { basis = "water quality" }),
    -- What is not known of the claim, and what is not known of the discharge that a claim excuses in any case.
    case("unknown", { known_on = "not known" }, nil, { missing = "known_on" }),
    case("met", {}, nil, { result = { taken_on = "2020-06-10", limit_value = 30, basis = "technology" } }),
    case("unknown", nil, nil, { result = { taken_on = "2020-06-10", limit_value = 30, basis = "technology" }, missing = "tss" }),
  } }
