-- What the files of cases share: how a case is written down, and the pieces of packs and registries that many of them use.
local write = { cases = {} }


write.bare_law = [[
instrument "law" { title = "The law", issuer = "J", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }
]]
-- The registers of the built-in kinds are complete, so that a rule that holds of nothing is kept: what cases about values, sets and days ask is the value.
write.law = write.bare_law
for _, kind in ipairs { "agency", "enterprise", "listing", "audit", "measure", "measurement", "action", "disclosure", "citation", "waiver" } do
  write.law = write.law .. ('import "%s" { complete = "a case holds all there is" }\n'):format(kind)
end

local map = "code,level,parent\nP,province,\nC1,city,P\nC2,city,P\n"

local function records(given)
  local all = { jurisdiction = map, enterprise = "code,jurisdiction\nE1,C1\n" }
  for kind, csv in pairs(given or {}) do all[kind] = csv end
  return all
end

local section

function write.section(name) section = name end

local function add(case)
  case.section, case.records = section, records(case.records)
  write.cases[#write.cases + 1] = case
end

local answers = { yes = "met", no = "breached", unknown = "unknown" }

-- Questions about one subject: every { condition, answer [, missing] } becomes a standing rule, whose status tells the answer.
function write.ask(name, as_of, given, questions, options)
  options = options or {}
  local pack, expect = { write.law, options.pack or "" }, {}
  for index, question in ipairs(questions) do
    pack[#pack + 1] = ('obligation "q%02d" { clause = "law/a", per = %s, require = %s }\n'):format(index, options.per or "enterprise", question[1])
    expect[index] = { rule = ("q%02d"):format(index), subject = options.subject or "E1", status = answers[question[2]], missing = question[3] }
  end
  add { name = name, pack = table.concat(pack), records = given, as_of = as_of, expect = expect, reading = options.reading, of = options.of }
end

-- One dated rule "x" over one subject, as of several dates: each { as_of, status, due, done, next_change }.
function write.dated(name, body, given, days, options)
  options = options or {}
  for _, day in ipairs(days) do
    add { name = ("%s, on %s"):format(name, day[1]), as_of = day[1], records = given, reading = options.reading, of = { "x" },
      pack = write.law .. (options.pack or "") .. 'obligation "x" { clause = "law/a", ' .. body .. " }\n",
      expect = { { rule = "x", subject = options.subject or "E1", status = day[2], due = day[3], done = day[4], next_change = day[5] } } }
  end
end

-- A pack as it stands, its verdicts as { rule, subject, status }.
function write.judge(name, as_of, pack, given, verdicts, options)
  local expect = {}
  for index, verdict in ipairs(verdicts) do
    expect[index] = { rule = verdict[1], subject = verdict[2], status = verdict[3] }
    for key, value in pairs(verdict) do
      if type(key) == "string" then expect[index][key] = value end
    end
  end
  options = options or {}
  add { name = name, as_of = as_of, pack = pack, records = given, expect = expect, of = options.of, reading = options.reading }
end

-- Pieces ------------------------------------------------------------------------------------------------------------------------------

write.one_or_two = { audit = "code,enterprise,basis,started_on\nA1,E1,voluntary,2001-01-01\nA2,E1,,2002-01-01\nA3,E1,compulsory,2003-01-01\n" }
write.voluntary = 'enterprise.audits:where(audit.basis:is "voluntary")'
-- The start of the audit that is first if it is voluntary, which nobody knows: a date that is unknown.
write.unknown_date = 'enterprise.audits:where(audit.basis:is "voluntary"):first().started_on'
write.perhaps_first = { audit = "code,enterprise,basis,started_on\nA1,E1,,2001-01-01\nA2,E1,voluntary,2002-01-01\n" }
write.by_2000 = 'due = "2000-12-31", done = enterprise.audits.reported_on:first()'
write.order = 'instrument "order" { title = "The order", issuer = "J", in_force = { from = "2000-01-01", to = "2002-12-31" }, clauses = { a = "…" } }\n'
write.waivable = 'waivable "x" { clause = "law/a" }\n'
write.load_kind = [[
kind "load" { fields = { { "enterprise", enterprise, owner = true, key = true }, { "pollutant", text, key = true },
  { "year_end", event, key = true, starts = true }, { "amount", number, unit = "t" }, { "quota", number, unit = "t", blank = "none" } } }
]]
write.measured = "enterprise,outlet,pollutant,measured_on,value,limit_value,unit\n"
write.four = "code,jurisdiction\nE1,C1\nE2,C1\nE3,C1\nE4,C1\n"
function write.instrument(name, from, to, place)
  return ('instrument "%s" { title = "%s", issuer = "J", %sin_force = { from = "%s"%s }, clauses = { a = "…" } }\n'):format(name, name,
    place and ('place = "%s", '):format(place) or "", from, to and (', to = "%s"'):format(to) or "")
end

return write
