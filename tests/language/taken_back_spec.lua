-- Lint names conditions by which an event or a record of any later day frees a subject of what lies behind it.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "opened_on", event, starts = true }, { "closed_on", event },
  { "fixed_on", event }, { "valid_to", date } } }
kind "unit" { lasting = true, fields = { { "code", text, key = true }, { "plant", plant, owner = true } } }
kind "exemption" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "granted_on", event, starts = true }, { "ended_on", event }, { "sort", text },
  { "n", number } } }
kind "spill" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "on_day", event, starts = true }, { "refuted_on", event }, { "v", number } } }
term "plant.closed" { value = plant.closed_on:happened() }
term "spill.refuted" { value = spill.refuted_on:happened() }
]]

-- What lint says of a rule, of what is asked and with which cure.
local function told(body, more)
  local list = {}
  for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", %s }\n'):format(body) .. (more or "")).warnings) do
    local whose, asked = entry.message:match "^(.-): `(.-)` is read on the day that is asked about, so that what comes"
    if whose then list[#list + 1] = ("%s: %s -> %s"):format(whose, asked, entry.message:match ".*: `(.-)`") end
  end
  return table.concat(list, "\n")
end

-- The names of the catalogue's texts that are told of what it asks of other rules and functions.
local function told_texts(body, more)
  local list = {}
  for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", %s }\n'):format(body) .. (more or "")).warnings) do
    for _, name in ipairs { "taken_back_verdict", "taken_back_function" } do
      if entry.message:find(name == "taken_back_verdict" and "asks the verdict as of the day" or "a function sees what is on file", 1, true) then list[#list + 1] = name end
    end
  end
  return table.concat(list, "\n")
end

local in_years = "per = { plant, year }, require = plant.spills:during(period):none(), applies = "
local owed = "per = spill, require = spill.v:at_most(1), applies = " -- what is read of each record
local on_a_day = "per = spill, require = spill.v:at_most(1), applies_on = spill.on_day, applies = " -- and asks what is on file

describe("A forbid's condition that reckons with the day that is asked about", function()
  local forbid = "per = plant, forbid = plant.spills, evidence = plant.spills, applies = "
  local function reckoning(body, more)
    local list = {}
    for _, entry in ipairs(packs.load(head .. 'term "plant.old" { value = (as_of - plant.opened_on):above "365 days" }\n'
      .. ('obligation "r" { clause = "n/a", %s }\n'):format(body) .. (more or "")).warnings) do
      list[#list + 1] = entry.message:match "^(.-: `.-`) reckons with the day that is asked about, not with that of each row"
    end
    return table.concat(list, "\n")
  end
  it("is named, in arithmetic, in the day that something is compared with, and in a set", function()
    for _, asked in ipairs { '(as_of - plant.opened_on):above("365 days")', "plant.opened_on:before(as_of - years(1))", "plant.valid_to:after(as_of)",
      "(plant.closed_on | as_of):after(plant.valid_to)",
      "plant.exemptions:where(exemption.granted_on:after(as_of - years(1))):none()" } do
      assert.equal(("obligation r: `%s`"):format((asked:gsub("years%(1%)", "1 year"))), (reckoning(forbid .. asked):gsub("years%(1%)", "1 year")))
    end
    assert.equal("obligation r: `(as_of - plant.opened_on):above(\"365 days\")`", reckoning(forbid .. "plant.old"))
    assert.equal("exception x to r: `plant.valid_to:on_or_after(as_of)`",
      reckoning("per = plant, forbid = plant.spills, evidence = plant.spills", 'exception "x" { clause = "n/a", to = "r", applies = plant.valid_to:on_or_after(as_of) }'))
  end)
  it("is not, where that day is held against a written one or one of the period, nor of another rule", function()
    assert.equal("", reckoning(forbid .. 'as_of:after "2005-01-01"'))
    assert.equal("", reckoning "per = { plant, year }, forbid = plant.spills:during(period), evidence = plant.spills, applies = as_of:on_or_after(period.to)")
    assert.equal("", reckoning 'per = plant, applies = plant.opened_on:before(as_of - years(1)), due = "2010-06-30", done = plant.fixed_on')
  end)
end)

describe("What comes later and frees of what lies before it", function()
  it("is not in a rule per record, which asks it as things stood since then, but where it asks by the day that is asked about", function()
    assert.equal("", told(owed .. "~plant.closed_on:happened()"))
    assert.equal("", told(owed .. "~plant.closed_on:given()"))
    assert.equal("", told(owed .. "plant.code:given() & ~plant.closed"))
    assert.equal("obligation r: plant.closed_on:by(as_of) -> plant.closed_on:happened()", told(owed .. "~plant.closed_on:by(as_of)"))
    assert.equal("", told "per = plant, arises = plant.opened_on, require = plant.spills:none(), applies = ~plant.closed_on:happened()")
    assert.equal("obligation r: plant.closed_on:by(as_of) -> plant.closed_on:happened()",
      told "per = plant, arises = plant.opened_on, require = plant.spills:none(), applies = ~plant.closed_on:by(as_of)")
  end)
  it("is named where whom a rule binds is asked on a day of its own", function()
    assert.equal("obligation r: plant.closed_on:happened() -> plant.closed_on:by(spill.on_day)", told(owed .. "~plant.closed_on:happened(), applies_on = spill.on_day"))
    assert.equal("obligation r: plant.exemptions:none() -> plant.exemptions:where(exemption.granted_on:by(spill.on_day)):none()",
      told(owed .. "plant.exemptions:none(), applies_on = spill.on_day"))
  end)
  it("is not in a rule per period, which asks it as things stood, too, but where it asks by the day that is asked about", function()
    for _, asked in ipairs { "~plant.closed_on:happened()", "~plant.closed_on:given()", "plant.code:given() & ~plant.closed", "plant.exemptions:none()",
      "plant.exemptions:every(exemption.ended_on:happened())", "plant.exemptions:where(~exemption.ended_on:happened()):none()", "~(plant.closed_on + months(3)):happened()" } do
      assert.equal("", told(in_years .. asked))
    end
    assert.equal("obligation r: plant.closed_on:by(as_of) -> plant.closed_on:happened()", told(in_years .. "~plant.closed_on:by(as_of)"))
    assert.equal("obligation r: plant.exemptions:where(exemption.granted_on:by(as_of)):none() -> exemption.granted_on:happened()",
      told(in_years .. "plant.exemptions:where(exemption.granted_on:by(as_of)):none()"))
    assert.equal("obligation r: plant.valid_to:by(as_of) -> plant.valid_to:by(period.from)", told(in_years .. "~plant.valid_to:by(as_of)"))
  end)
  it("is named where it is a record of any day", function()
    for asked, cure in pairs {
      ["plant.exemptions:none()"] = "plant.exemptions:where(exemption.granted_on:by(spill.on_day)):none()",
      ["plant.exemptions:count():at_most(0)"] = "plant.exemptions:where(exemption.granted_on:by(spill.on_day)):count():at_most(0)",
      ['plant.exemptions:where(exemption.sort:is("full")):none()'] = 'plant.exemptions:where(exemption.sort:is("full")):where(exemption.granted_on:by(spill.on_day)):none()',
    } do
      assert.equal(("obligation r: %s -> %s"):format(asked, cure), told(on_a_day .. asked))
    end
    assert.equal("obligation r: plant.exemptions.granted_on:first():happened() -> plant.exemptions.granted_on:first():by(spill.on_day)",
      told(on_a_day .. "~plant.exemptions.granted_on:first():happened()"))
  end)
  it("is named in an exception, which frees by a yes", function()
    local rule = "per = spill, require = spill.v:at_most(1), applies_on = spill.on_day"
    assert.equal("exception x to r: plant.closed_on:happened() -> plant.closed_on:by(spill.on_day)",
      told(rule, 'exception "x" { clause = "n/a", to = "r", applies = plant.closed_on:happened() }'))
    assert.equal("exception x to r: plant.exemptions:any() -> plant.exemptions:where(exemption.granted_on:by(spill.on_day)):any()",
      told(rule, 'exception "x" { clause = "n/a", to = "r", applies = plant.exemptions:any() }'))
    assert.equal("", told(rule, 'exception "x" { clause = "n/a", to = "r", applies = plant.exemptions:none() }'))
  end)
  it("is not in a dated duty, which asks it as things stood on its due day, too, but where it asks by the day that is asked about", function()
    for _, own in ipairs { 'due = "2010-06-30"', "arises = plant.opened_on, due = months(3)" } do
      assert.equal("", told(("per = plant, applies = ~plant.closed_on:happened(), %s, done = plant.fixed_on"):format(own)))
      assert.equal("obligation r: plant.closed_on:by(as_of) -> plant.closed_on:happened()",
        told(("per = plant, applies = ~plant.closed_on:by(as_of), %s, done = plant.fixed_on"):format(own)))
    end
    assert.equal("obligation r: plant.closed_on:happened() -> plant.closed_on:by(\"2010-06-30\")",
      told 'per = plant, applies = ~plant.closed_on:happened(), applies_on = plant.opened_on, due = "2010-06-30", done = plant.fixed_on')
  end)
  it("is not, where the condition says by which day, or of which days", function()
    for _, asked in ipairs { "~plant.closed_on:by(period.from)", "~plant.closed_on:before(period.to)", "plant.exemptions:during(period):none()",
      "plant.exemptions:where(exemption.granted_on:by(period.to)):none()", 'plant.exemptions:where(exemption.sort:is "full" & exemption.granted_on:by(period.to)):none()' } do
      assert.equal("", told(in_years .. asked))
    end
  end)
  it("is not, where nothing comes later: the law binds by it, the rule judges the day that is asked about, records have no day, or it comes to the record itself", function()
    assert.equal("", told(in_years .. "plant.closed_on:happened()"))
    assert.equal("", told(in_years .. "plant.units:none()"))
    assert.equal("", told "per = plant, applies = ~plant.closed_on:happened(), require = plant.units:any()")
  end)
  it("is said of what comes to the very record that is judged, which may tell that it never counted", function()
    local function of(applies)
      for _, entry in ipairs(packs.load(head .. ('obligation "r" { clause = "n/a", per = spill, applies = %s, require = spill.v:at_most(1) }\n'):format(applies)).warnings) do
        local asked, cure = entry.message:match "^obligation r: `(.-)` lets the spill go from then on.*: `(.-)`$"
        if asked then return asked .. " -> " .. cure end
      end
      return ""
    end
    assert.equal("spill.refuted_on:happened() -> spill.refuted_on:by(as_of)", of "~spill.refuted_on:happened()")
    assert.equal("spill.refuted_on:happened() -> spill.refuted_on:by(as_of)", of "~spill.refuted")
    assert.equal("", of "~spill.refuted_on:by(as_of)")
    assert.equal("", of "~plant.closed_on:happened()")
    assert.equal("", of "spill.refuted_on:happened()")
  end)
  it("is not in a forbid, which reads each row as it stood on its day", function()
    for _, asked in ipairs { "~plant.closed_on:happened()", "~plant.closed", "plant.exemptions:none()", "plant.exemptions:where(exemption.ended_on:happened()):none()" } do
      assert.equal("", told("per = plant, forbid = plant.spills, evidence = plant.spills, applies = " .. asked))
    end
  end)
  it("is in a forbid that asks by the day that is asked about, with what is asked on each row's day", function()
    local function of(asked) return told("per = plant, forbid = plant.spills, evidence = plant.spills, applies = " .. asked) end
    assert.equal("obligation r: plant.closed_on:by(as_of) -> plant.closed_on:happened()", of "~plant.closed_on:by(as_of)")
    assert.equal("obligation r: plant.exemptions:where(exemption.granted_on:by(as_of)):none() -> exemption.granted_on:happened()",
      of "plant.exemptions:where(exemption.granted_on:by(as_of)):none()")
  end)
  it("is in a forbid that asks a verdict or a function", function()
    local function of(asked, more)
      return told_texts("per = plant, forbid = plant.spills, evidence = plant.spills, applies = " .. asked, more)
    end
    assert.equal("taken_back_verdict", of('verdict "other".status:is "met"', 'obligation "other" { clause = "n/a", per = plant, require = plant.closed_on:happened() }'))
    assert.equal("taken_back_function", of "function(plant) return plant.closed_on == nil end")
    assert.equal("taken_back_function", told_texts(in_years .. "function(plant) return plant.closed_on == nil end"))
    assert.equal("", told_texts(in_years .. 'verdict "other".status:is "met"', 'obligation "other" { clause = "n/a", per = plant, require = plant.closed_on:happened() }'))
  end)
  it("is named where an exception says something else instead only where that asks by the day that is asked about", function()
    local rule = "per = { plant, year }, require = plant.spills:during(period):none()"
    local says = 'exception "x" { clause = "n/a", to = "r", applies = %s, instead = { require = plant.spills:any() } }'
    assert.equal("", told(rule, says:format "plant.closed_on:happened()"))
    assert.equal("exception x to r: plant.closed_on:by(as_of) -> plant.closed_on:happened()", told(rule, says:format "plant.closed_on:by(as_of)"))
  end)
  it("is named in what is required for each period, where it stands as an alternative or alone, with the end of the period as the day that is wanted", function()
    local function of(asked) return told("per = { plant, year }, require = " .. asked) end
    local closed = "obligation r: plant.closed_on:happened() -> plant.closed_on:by(period.to)"
    for _, asked in ipairs { "plant.spills:during(period):any() | plant.closed_on:happened()", "plant.closed | plant.spills:during(period):any()",
      "~(plant.spills:during(period):none() & ~plant.closed_on:happened())", "plant.closed_on:happened()",
      "plant.spills:during(period):any() & (plant.spills:during(period):none() | plant.closed)" } do
      assert.equal(closed, of(asked))
    end
    local later = "plant.exemptions:where(exemption.granted_on:after(period.from))"
    assert.equal(("obligation r: %s:any() -> %s:where(exemption.granted_on:by(period.to)):any()"):format(later, later),
      of("plant.spills:during(period):none() | " .. later .. ":any()"))
    assert.equal("obligation r: plant.valid_to:by(as_of) -> plant.valid_to:by(period.to)", of "plant.spills:during(period):none() | plant.valid_to:by(as_of)")
    for _, kept in ipairs { "plant.spills:during(period):any() | plant.closed_on:by(period.to)", "~plant.closed_on:happened()", "plant.spills:during(period):any() & ~plant.closed",
      "plant.exemptions:any()" } do -- the last one asks records of whatever day, which is named as that
      assert.equal("", of(kept))
    end
  end)
  it("is named in what is required once only where it stands as an alternative, and is no event of the record that is judged", function()
    local function of(asked) return told("per = spill, require = " .. asked) end
    assert.equal("obligation r: plant.closed_on:happened() -> plant.closed_on:by(spill.on_day)", of "spill.v:at_most(1) | plant.closed_on:happened()")
    assert.equal("obligation r: plant.exemptions:any() -> plant.exemptions:where(exemption.granted_on:by(spill.on_day)):any()", of "spill.v:at_most(1) | plant.exemptions:any()")
    for _, kept in ipairs { "plant.closed_on:happened()", "spill.v:at_most(1) | spill.refuted_on:happened()", "spill.v:at_most(1) & plant.exemptions:any()",
      "spill.v:at_most(1) | plant.closed_on:by(spill.on_day)" } do
      assert.equal("", of(kept))
    end
    assert.equal("", told "per = plant, require = plant.units:any() | plant.closed_on:happened()") -- it judges the day that is asked about
  end)
  it("is named in the filters of what is done by a due day, and of what counts for a goal, where it comes to others than the record", function()
    local function of(done) return told(('per = plant, due = "2005-06-30", done = plant.spills:where(%s).on_day:first()'):format(done)) end
    local closed = "plant.closed_on:happened() -> plant.closed_on:by(spill.on_day)"
    assert.equal("obligation r: " .. closed, of "spill.v:above(1) & plant.closed_on:happened()")
    assert.equal("obligation r: plant.exemptions:any() -> plant.exemptions:where(exemption.granted_on:by(spill.on_day)):any()", of "plant.exemptions:any()")
    for _, kept in ipairs { "spill.refuted_on:happened()", "~plant.closed_on:happened()", "plant.closed_on:by(spill.on_day)", "plant.exemptions:none()" } do
      assert.equal("", of(kept))
    end
    assert.equal("obligation r: " .. closed, (told 'per = plant, due = "2005-06-30", done = plant.spills:where(plant.closed_on:happened()).on_day:last()'))
    assert.equal("", told 'per = plant, due = not_given "none is set", done = plant.spills:where(plant.closed_on:happened()).on_day:first()')
    assert.equal("quota q: enterprise.closed_on:happened() -> enterprise.closed_on:by(audit.started_on)", told("per = plant, require = plant.spills:none()", [[
quota "q" { clause = "n/a", per = jurisdiction, counts = jurisdiction.enterprises.audits:where(enterprise.closed_on:happened()), counted_on = audit.started_on,
  goals = { { "C", target = 1, due = "2005-12-31" } } }
]]))
  end)
  it("is a function in what is required only where that stands as an alternative", function()
    local shut = "function(plant) return plant.closed_on ~= nil end"
    assert.equal("taken_back_function", told_texts("per = { plant, year }, require = plant.spills:during(period):any() | " .. shut))
    assert.equal("", told_texts("per = { plant, year }, require = " .. shut))
  end)
  it("is named where it changes what a set comes to: a sum, a mean, a number that must be another, one of two sets that are held against each other, the last record", function()
    local dated = "plant.exemptions:where(exemption.granted_on:by(spill.on_day))"
    for _, asked in ipairs { ":count():is(2)", ":count():between(1, 3)", ":last().sort:is(\"full\")" } do
      assert.equal(("obligation r: plant.exemptions%s -> %s%s"):format(asked, dated, asked), told(on_a_day .. "plant.exemptions" .. asked))
    end
    for _, asked in ipairs { ".n:sum():at_most(1)", ".n:sum():at_least(1)", ".n:mean():above(1)", ".n:max():at_most(3)", ".n:min():at_least(3)" } do
      assert.equal(("obligation r: plant.exemptions%s -> %s%s"):format(asked, dated, asked), told(on_a_day .. "plant.exemptions" .. asked))
    end
    local more = 'plant.spills:during("2001-01-01/2001-12-31"):count():at_least(%s:count())' -- of two sets that are held against each other
    assert.equal(("obligation r: %s -> %s"):format(more:format "plant.exemptions", more:format(dated)), told(on_a_day .. more:format "plant.exemptions"))
    assert.equal("", told(on_a_day .. "plant.exemptions:count():at_least(2)")) -- more of them only bind
    assert.equal("", told(on_a_day .. "plant.exemptions.n:max():at_least(3)"))
  end)
  it("is named in a quota, a power and an incentive only where they ask by the day that is asked about", function()
    local quota = [[
quota "q" { clause = "n/a", per = jurisdiction, counts = jurisdiction.enterprises, counted_on = enterprise.opened_on, applies = %s,
  goals = { { "C", target = 1, due = "2005-12-31" } } }
]]
    local function of(asked) return told("per = plant, require = plant.spills:none()", quota:format(asked)) end
    assert.equal("", of "jurisdiction.enterprises:none()")
    assert.equal("quota q: jurisdiction.enterprises:where(enterprise.opened_on:by(as_of)):none() -> enterprise.opened_on:happened()",
      of "jurisdiction.enterprises:where(enterprise.opened_on:by(as_of)):none()")
    for _, word in ipairs { "power", "incentive" } do
      local power = word .. ' "p" { clause = "n/a", per = plant, applies = ~plant.closed_on:%s, used = plant.fixed_on }'
      assert.equal("", told("per = plant, require = plant.spills:none()", power:format "happened()"))
      assert.equal(word .. " p: plant.closed_on:by(as_of) -> plant.closed_on:happened()", told("per = plant, require = plant.spills:none()", power:format "by(as_of)"))
    end
  end)
  it("is named where it is every record, or what records come to", function()
    local dated = "plant.exemptions:where(exemption.granted_on:by(spill.on_day))"
    for asked, cure in pairs {
      ['plant.exemptions:every(exemption.sort:is("full"))'] = dated .. ':every(exemption.sort:is("full"))',
      ['plant.exemptions:share(exemption.sort:is("full")):at_most(50%)'] = dated .. ':share(exemption.sort:is("full")):at_most(50%)',
      ["plant.exemptions:count():is(0)"] = dated .. ":count():is(0)",
    } do
      assert.equal(("obligation r: %s -> %s"):format(asked, cure), told(on_a_day .. asked:gsub("50%%", "percent(50)")))
    end
    assert.equal("exception x to r: exemption.ended_on:happened() -> exemption.ended_on:by(spill.on_day)",
      told('per = spill, require = spill.v:at_most(1), applies_on = spill.on_day',
      'exception "x" { clause = "n/a", to = "r", applies = plant.exemptions:every(exemption.ended_on:happened()) }'))
  end)
  it("is named where a decision tells, and of a day that follows an event, and of a date", function()
    local decision = 'decision "plant.state" { clause = "n/a", hit = "first", columns = { plant.closed_on:happened() }, rows = { { yes, "shut" }, { no, "open" } } }'
    assert.equal("obligation r: plant.closed_on:happened() -> plant.closed_on:by(spill.on_day)", told(on_a_day .. 'plant.state:is "open"', decision))
    assert.equal("obligation r: (plant.closed_on + months(3)):happened() -> (plant.closed_on + months(3)):by(spill.on_day)",
      told(on_a_day .. "~(plant.closed_on + months(3)):happened()"))
    assert.equal("obligation r: plant.valid_to:by(as_of) -> plant.valid_to:by(spill.on_day)", told(on_a_day .. "~plant.valid_to:by(as_of)"))
    assert.equal("", told(on_a_day .. "plant.valid_to:given()"))
  end)
  it("is named in the filters of what is forbidden, of others than the row itself, with the row's day as the day that is wanted", function()
    local function of(condition) return told(("per = plant, forbid = plant.spills:where(spill.v:above(1) & %s), evidence = plant.spills"):format(condition)) end
    assert.equal("obligation r: plant.closed_on:happened() -> plant.closed_on:by(spill.on_day)", of "~plant.closed_on:happened()")
    assert.equal("obligation r: plant.exemptions:any() -> plant.exemptions:where(exemption.granted_on:by(spill.on_day)):any()", of "~plant.exemptions:any()")
    assert.equal("obligation r: plant.exemptions:none() -> plant.exemptions:where(exemption.granted_on:by(spill.on_day)):none()", of "plant.exemptions:none()")
    local unended = "plant.exemptions:where(~exemption.ended_on:happened())"
    assert.equal(("obligation r: %s:any() -> %s:where(exemption.granted_on:by(spill.on_day)):any()"):format(unended, unended), of("~" .. unended .. ":any()"))
    assert.equal("obligation r: plant.closed_on:happened() -> plant.closed_on:by(spill.on_day)", of "~plant.closed")
    for _, kept in ipairs { "~spill.refuted", "~plant.closed_on:by(spill.on_day)", "~spill.refuted_on:happened()", "plant.exemptions:any()",
      "~plant.exemptions:where(exemption.granted_on:by(spill.on_day)):any()", 'plant.exemptions:where(exemption.sort:is(spill.code)):none()' } do
      assert.equal("", of(kept))
    end
  end)
end)
