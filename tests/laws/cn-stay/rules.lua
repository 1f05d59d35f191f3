-- Stays in China: what an authority has decided takes effect although somebody sues, unless a court stays it. Told from memory of the Administrative Litigation Law (Article 56 in
-- text of 2015) and the Administrative Licensing Law, so that every clause is unconfirmed; that the days of a stay do not count is a reading. No text is copied.
-- There is no word for a stay: each sort of rule asks for it where the law says what is stayed. The time of a directive that is stayed does not run (`paused`), nobody enforces it
-- meanwhile, and a permit that is stayed permits nothing on the days between.
-- luacheck: read globals directive permit discharge directive_stay permit_stay plant

instrument "litigation" { title = "Administrative Litigation Law", issuer = "China", in_force = { from = "2015-05-01", unconfirmed = "from memory" }, clauses = {
  ["56"] = { "Litigation does not stay an administrative act, unless the court orders it or the authority itself thinks it needed", unconfirmed = "from memory" } } }
instrument "licensing" { title = "Administrative Licensing Law", issuer = "China", in_force = { from = "2004-07-01", unconfirmed = "from memory" }, clauses = {
  ["81"] = { "Nobody does without a licence what needs one", unconfirmed = "from memory" } } }

kind "plant" { lasting = true, fields = { { "code", text, key = true } } }
kind "permit" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "granted_on", event, starts = true }, { "revoked_on", event } } }
kind "directive" { about = "an order to correct something within so many days", fields = { { "code", text, key = true }, { "plant", plant, owner = true },
  { "served_on", event, starts = true }, { "term", number, unit = "days" }, { "complied_on", event },
  { "enforced_on", event } } }
kind "discharge" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "on_day", event, starts = true }, { "load", number, unit = "kg", min = 0 } } }
kind "directive_stay" { about = "what stays an order, from the ruling to the day on which it is lifted", fields = { { "directive", directive, owner = true, key = true },
  { "ruled_on", event, starts = true, key = true }, { "lifted_on", event } } }
kind "permit_stay" { about = "the same of a permit that a neighbour sues against", fields = { { "permit", permit, owner = true, key = true },
  { "ruled_on", event, starts = true, key = true }, { "lifted_on", event } } }

-- A duty in time: the days of a stay do not count, and what has run out does not run again.
obligation "comply" { title = "Comply with the order in time", clause = "litigation/56", per = directive, arises = directive.served_on,
  due = days(directive.term), done = directive.complied_on,
  paused = { directive.directive_stays, from = directive_stay.ruled_on, to = directive_stay.lifted_on, clause = "litigation/56" },
  examples = {
    { at = "2020-03-31", directive = { served_on = "2020-03-01", term = 30 }, status = "pending", due = "2020-03-31" },
    { at = "2020-04-01", directive = { served_on = "2020-03-01", term = 30 }, status = "overdue", due = "2020-03-31" },
    { at = "2020-12-31", directive = { served_on = "2020-03-01", term = 30 }, directive_stay = { ruled_on = "2020-03-11" }, status = "pending" },
    { at = "2020-06-21", directive = { served_on = "2020-03-01", term = 30 }, directive_stay = { ruled_on = "2020-03-11", lifted_on = "2020-06-01" }, status = "pending",
      due = "2020-06-21" }, -- twenty of thirty days were left
    { at = "2020-06-22", directive = { served_on = "2020-03-01", term = 30 }, directive_stay = { ruled_on = "2020-03-11", lifted_on = "2020-06-01" }, status = "overdue",
      due = "2020-06-21" },
    { at = "2020-04-05", directive = { served_on = "2020-03-01", term = 30 }, directive_stay = { ruled_on = "2020-04-01" }, status = "overdue", due = "2020-03-31" }, -- too late
  } }

-- What an authority may do on the strength of an order it may not do on a day on which that is stayed: a power asks what there was on the day of use.
power "enforce" { title = "Have the order enforced", clause = "litigation/56", per = directive, used = directive.enforced_on,
  applies = directive.directive_stays:where(directive_stay.ruled_on:happened() & ~directive_stay.lifted_on:happened()):none(),
  examples = {
    { at = "2020-07-01", directive = { served_on = "2020-03-01" }, status = "open" },
    { at = "2020-07-01", directive = { served_on = "2020-03-01" }, directive_stay = { ruled_on = "2020-03-11" }, status = "not_available" },
    { at = "2020-07-01", directive = { served_on = "2020-03-01" }, directive_stay = { ruled_on = "2020-03-11", lifted_on = "2020-06-01" }, status = "open" },
    { at = "2020-07-01", directive = { served_on = "2020-03-01", enforced_on = "2020-05-31" }, directive_stay = { ruled_on = "2020-03-11", lifted_on = "2020-06-01" },
      status = "not_available" },
    { at = "2020-07-01", directive = { served_on = "2020-03-01", enforced_on = "2020-06-01" }, directive_stay = { ruled_on = "2020-03-11", lifted_on = "2020-06-01" },
      status = "used" },
    { at = "2020-07-01", directive = { served_on = "2020-03-01", enforced_on = "2020-03-10" }, directive_stay = { ruled_on = "2020-03-11" }, status = "used" },
  } }

-- A permit: of each discharge it is asked whether one was in effect on its day, granted and not revoked, and not stayed.
local day = discharge.on_day
local not_stayed = permit.permit_stays:where(permit_stay.ruled_on:by(day) & ~permit_stay.lifted_on:by(day)):none()

obligation "permitted" { title = "No discharge without a permit that is in effect", clause = { "licensing/81", "litigation/56" }, per = plant,
  forbid = plant.discharges:where(plant.permits:where(permit.granted_on:by(day) & ~permit.revoked_on:by(day) & not_stayed):none()), evidence = plant.discharges,
  examples = (function()
    local cases = {}
    local function on(day_of_discharge, status, stays, more)
      local one = { at = "2021-12-31", plant = { code = "W" }, permits = { { code = "A", plant = "W", granted_on = "2020-01-01" } }, permit_stays = stays,
        discharge = { plant = "W", on_day = day_of_discharge }, status = status }
      for key, value in pairs(more or {}) do one[key] = value end
      cases[#cases + 1] = one
    end
    local stay = { { permit = "A", ruled_on = "2020-06-01", lifted_on = "2020-09-01" } }
    on("2020-05-31", "met", stay)
    on("2020-06-01", "breached", stay)
    on("2020-08-31", "breached", stay)
    on("2020-09-01", "met", stay)
    on("2021-06-01", "breached", { { permit = "A", ruled_on = "2020-06-01" } })
    on("2019-12-31", "breached", {})
    -- A second stay that overlaps the first goes on when that is lifted; a second permit that nobody sued against holds all the time.
    on("2020-10-01", "breached", { stay[1], { permit = "A", ruled_on = "2020-08-01", lifted_on = "2020-12-01" } })
    on("2020-07-01", "met", stay, { permits = { { code = "A", plant = "W", granted_on = "2020-01-01" }, { code = "B", plant = "W", granted_on = "2020-01-01" } } })
    return cases
  end)() }
