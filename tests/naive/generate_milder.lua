-- Limits of random packs of which the milder of two days' laws governs.
local generate_milder = {}

local function rows(source, values)
  local text, year = {}, source.between(1996, 2000)
  for index = 1, source.pick { 2, 2, 3 } do
    text[index] = ('{ %s, from = "%d-%s" }'):format(source.pick(values), year, source.pick { "01-01", "07-01", "03-15" })
    year = year + source.between(1, 4)
  end
  if source.chance(25) then text[#text + 1] = ('{ %s, from = "%d-05-01", place = "%s" }'):format(source.pick(values), source.between(1999, 2004), source.pick { "C1", "C2" }) end
  if source.chance(20) then text[#text + 1] = ('{ none = "…", from = "%d-11-01" }'):format(year) end
  return table.concat(text, ", ")
end

local function parameter(source, name, values)
  return ('parameter "%s" { clause = "law/a", law_of = "milder", stricter = "%s", %s%s%s }\n'):format(name, source.pick { "lower", "lower", "higher" },
    source.chance(20) and 'choose = "stricter", ' or "", rows(source, values), source.pick { "", "", "", ', to = "2003-09-30"' })
end

--- The pack, with such limits, asked on the pivot, on the day of a row and of the rows of a set, and of a day.
function generate_milder.add(source, pack)
  if not source.chance(45) then return pack end
  pack = pack .. parameter(source, "mild", { "20", "100", "300", "700" }) .. parameter(source, "mild-day", { '"2001-06-30"', '"2003-12-31"', '"2002-02-28"' })
  local asked = { 'enterprise.employees:above(parameter "mild")', '~enterprise.employees:at_least(parameter "mild")', 'parameter "mild":given()',
    'enterprise.audits:where(enterprise.employees:below(parameter "mild":on(audit.started_on))):any()',
    'jurisdiction.enterprises:where(enterprise.employees:above(parameter "mild")):count():at_most(2)', 'enterprise.opened_on:by(parameter "mild-day")' }
  for index = 1, 3 do
    pack = pack .. ('obligation "mild%d" { clause = "law/a", per = %s, require = %s }\n'):format(index, source.pick { "enterprise", "{ enterprise, year }", "audit", "audit" },
      source.pick(asked))
  end
  return pack .. 'obligation "mild-never" { clause = "law/a", forbid = enterprise.audits:where(enterprise.employees:above(parameter "mild")), evidence = enterprise.audits }\n'
    .. ('obligation "mild-due" { clause = "law/a", %sdue = parameter "mild-day", done = enterprise.audits.reported_on:first() }\n')
    :format(source.pick { "", "arises = enterprise.opened_on, " })
end

return generate_milder
