-- Which combustion plants make one large plant (Industrial Emissions Directive, Article 29): those whose waste gases leave through a common stack, or could, count together, and
-- those below 15 MW are left out. Told from memory of Directive 2010/75/EU, Articles 28 and 29, so that each clause is unconfirmed; that only plants of one operator on one site
-- are taken together is the pack's, as many laws have it. No text is copied.
-- luacheck: read globals operator premises stack boiler

kind "operator" { lasting = true, fields = { { "code", text, key = true } } }
kind "premises" { lasting = true, plural = "premises_of", about = "what one operator runs on one site", fields = { { "operator", operator, owner = true, key = true },
  { "site", text, key = true } } }
kind "stack" { lasting = true, about = "a stack, or several that the authority judges could be one", fields = { { "premises", premises, owner = true, key = true },
  { "number", text, key = true } } }
kind "boiler" { lasting = true, about = "a combustion plant", fields = { { "code", text, key = true }, { "stack", stack, owner = true }, { "started_on", event, starts = true },
  { "closed_on", event }, { "input", number, unit = "MW", min = 0 }, { "permitted_on", event } } }

instrument "ied" { title = "Directive 2010/75/EU (IED), chapter III", issuer = "European Parliament and Council",
  in_force = { from = "2013-01-07", unconfirmed = "the first day for new plants, from memory" },
  clauses = {
    ["28"]   = { "The chapter applies to combustion plants of 50 MW or more", unconfirmed = "told from memory" },
    ["29.1"] = { "Plants that discharge through a common stack, or could, are one plant, and their inputs are added", unconfirmed = "told from memory" },
    ["29.3"] = { "In adding, plants below 15 MW are left out", unconfirmed = "told from memory" },
    ["30"]   = { "A plant under the chapter has a permit that holds its limits", unconfirmed = "told from memory" },
  } }
parameter "floor" { clause = "ied/29.3", { "15 MW", from = "2013-01-01" } }
parameter "large" { clause = "ied/28", { "50 MW", from = "2013-01-01" } }

term "boiler.counts" { value = boiler.input:at_least(parameter "floor") & ~boiler.closed_on:happened() }
-- What stands at one stack of one operator's premises, and counts. A sum over what shares an owner is that of the whole, whichever of them asks.
term "stack.input" { value = stack.boilers:where(boiler.counts).input:sum() }

local function boilers(...)
  local list = {}
  for i, given in ipairs { ... } do
    list[i] = type(given) == "table" and given or { input = given }
    list[i].code, list[i].started_on = "B" .. i, "2015-01-01"
  end
  return list
end
local function case(status, own, others, more)
  local one = { at = "2020-06-30", boiler = { code = "A", started_on = "2015-01-01", input = own }, boilers = others, status = status }
  for key, value in pairs(more or {}) do one[key] = value end
  return one
end

obligation "permit" { title = "Permit of a large combustion plant", clause = { "ied/30", "ied/28", "ied/29.1", "ied/29.3" }, per = boiler,
  applies = boiler.counts & boiler.stack.input:at_least(parameter "large"), require = boiler.permitted_on:happened(),
  examples = {
    case("breached", 50), case("not_applicable", 49.9),
    -- Together 50 MW, and a little less; what lies below 15 MW is left out, and is no part of a large plant itself.
    case("breached", 25, boilers(25)), case("not_applicable", 25, boilers(24.9)), case("breached", 20, boilers(15, 15)), case("not_applicable", 20, boilers(15.1, 14.9)),
    case("not_applicable", 14.9, boilers(50)),
    -- One that was closed counts no more.
    case("not_applicable", 25, boilers { input = 30, closed_on = "2020-06-30" }), case("breached", 25, boilers { input = 30, closed_on = "2020-07-01" }),
    -- Nobody knows the input of the other: with 50 MW of its own that is no matter.
    case("unknown", 40, boilers {}, { missing = "input" }), case("breached", 50, boilers {}),
  } }
