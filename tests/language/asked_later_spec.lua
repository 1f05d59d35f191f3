-- Lint names conditions on other rules' verdicts, and on the day that is asked about, by which what comes later changes what lies before it.
local packs = require "tests.support.packs"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01", to = "2003-12-31" }, clauses = { a = "…" } }
instrument "m" { title = "M", issuer = "J", in_force = { from = "2004-01-01" }, clauses = { a = "…" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true, blank = "unknown" }, { "opened_on", event, starts = true },
  { "closed_on", event }, { "paid_on", event }, { "fined_on", event }, { "valid_to", date }, { "size", number } } }
kind "sample" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "on_day", event, starts = true }, { "seen_on", event }, { "v", number },
  { "w", number, min = 0 } } }
obligation "pay" { clause = "m/a", per = plant, due = "2004-06-30", done = plant.paid_on }
obligation "small" { clause = "m/a", per = plant, require = plant.size:at_most(5) }
obligation "low" { clause = "m/a", per = sample, require = sample.v:at_most(5) }
obligation "seen" { clause = "m/a", per = sample, require = sample.seen_on:happened() }
obligation "clean" { clause = "m/a", per = plant, forbid = plant.samples:where(sample.v:above(9)), evidence = plant.samples }
obligation "ask" { clause = "m/a", per = plant, done = plant.paid_on, due = not_given "no day is named" }
]]

-- What lint says of a text: what is asked, and what to write in its place.
local function told(text)
  local list = {}
  for _, entry in ipairs(packs.load(head .. text).warnings) do
    local asked = entry.message:match ": `([^`]-)` asks the verdict as of the day that is asked about, so that what comes later changes"
      or entry.message:match ": `([^`]-)` reckons with the day that is asked about, so that as time goes by"
    if asked then list[#list + 1] = ("%s -> %s"):format(asked, entry.message:match "say: `([^`]-)`$" or entry.message:match "meant: `([^`]-)`$" or "") end
    if entry.message:find("a function sees", 1, true) then list[#list + 1] = "function" end
  end
  return table.concat(list, "\n")
end

local function rule(body) return ('obligation "r" { clause = "m/a", %s }\n'):format(body) end

local OVERDUE = 'verdict "pay".status:is("overdue")'
local STAYS = OVERDUE .. ' -> verdict "pay".status:is("overdue", "late")'
local function by(day) return ('%s -> verdict "pay".lapsed:by(%s) & ~verdict "pay".done:by(%s)'):format(OVERDUE, day, day) end

describe("A verdict whose status is left again", function()
  it("is named in a duty, in a rule per period and in a quota, with the statuses that stay", function()
    assert.equal(STAYS, told(rule('per = plant, applies = ' .. OVERDUE .. ', due = "2005-06-30", done = plant.closed_on')))
    assert.equal(STAYS, told(rule('per = { plant, year }, applies = ' .. OVERDUE .. ', require = plant.samples:during(period):none()')))
    assert.equal(STAYS, told('quota "q" { clause = "m/a", per = jurisdiction, counts = jurisdiction.plants.samples, counted_on = sample.on_day, '
      .. 'applies = jurisdiction.plants:where(' .. OVERDUE .. '):any(), goals = { { "P", target = 2, due = "2006-06-30" } } }'))
  end)
  it("is named in a rule per record, in filters of what is forbidden and of what is required, by the day of the record", function()
    assert.equal(by "sample.on_day", told(rule('per = sample, applies = ' .. OVERDUE .. ', require = sample.v:at_most(5)')))
    assert.equal(by "sample.on_day", told(rule('per = plant, forbid = plant.samples:where(sample.v:above(5) & ' .. OVERDUE .. '), evidence = plant.samples')))
    assert.equal(by "sample.on_day",
      told(rule('per = { plant, year }, require = plant.samples:during(period):where(sample.v:above(5) & ' .. OVERDUE .. '):none()')))
    assert.equal("", told(rule 'per = { plant, year }, require = plant.samples:during(period):where(verdict "pay".status:is "pending"):any()'))
  end)
  it("is named where it frees by how many records there are, and not where it can only break", function()
    local function per_year(asked)
      return told(rule(('per = { plant, year }, require = plant.samples:during(period)%s'):format(asked)))
    end
    local function is_named(asked) return per_year(asked) ~= "" end
    local left, reached = ':where(verdict "pay".status:is "pending")', ':where(verdict "pay".status:is("overdue", "late"))' -- fewer come to be so, and more
    for _, less in ipairs { ":count():at_most(3)", ":count():below(3)", ":none()" } do
      assert.is_true(is_named(left .. less), less)
      assert.is_false(is_named(reached .. less), less)
    end
    for _, more in ipairs { ":count():at_least(3)", ":count():above(3)", ":any()" } do
      assert.is_false(is_named(left .. more), more)
      assert.is_true(is_named(reached .. more), more)
    end
    local function in_applies(asked) return told(rule(("per = plant, applies = plant.samples%s, due = '2005-06-30', done = plant.closed_on"):format(asked))) ~= "" end
    for _, less in ipairs { ":count():at_most(3)", ":count():below(3)", ":none()" } do -- lets go where it becomes false
      assert.is_false(in_applies(left .. less), less)
      assert.is_true(in_applies(reached .. less), less)
    end
    for _, more in ipairs { ":count():at_least(3)", ":count():above(3)", ":any()" } do
      assert.is_true(in_applies(left .. more), more)
      assert.is_false(in_applies(reached .. more), more)
    end
    for _, share in ipairs { ":share(sample.v:above(7)):at_least(percent(50))", ":share(sample.v:above(7)):at_most(percent(50))" } do -- of fewer a share may be more or less
      assert.is_true(in_applies(left .. share), share)
    end
    assert.is_true(is_named(left .. ":share(sample.v:above(7)):at_least(percent(50))")) -- which may free by fewer
  end)
  it("is named in the filter of whatever a required set comes to: a sum, a mean, a number that must be another, one of two that are held against each other", function()
    local function is_named(asked) return told(rule("per = { plant, year }, require = " .. asked)) ~= "" end
    local left = 'plant.samples:during(period):where(verdict "pay".status:is "pending")' -- fewer come to be so
    local reached = 'plant.samples:during(period):where(verdict "pay".status:is("overdue", "late"))' -- more do
    for _, set in ipairs { left, reached } do
      for _, asked in ipairs { ":count():is(3)", ":count():between(1, 3)", ".v:sum():at_most(3)", ".v:sum():at_least(3)", ".v:mean():above(3)", ".v:mean():at_most(3)",
        ".v:percentile(50, \"hazen\"):at_most(3)", ".v:sum():is(3)", ":first().v:at_most(3)", ".v:max():at_most(3)", ".v:min():at_least(3)", ".w:mean():at_most(3)" } do
        assert.is_true(is_named(set .. asked), set .. asked)
      end
    end
    local all = "plant.samples:during(period)"
    for _, more in ipairs { ":count():at_least(" .. all .. ":count())", ".w:sum():at_least(3)", ".v:max():at_least(3)", ".v:min():at_most(3)", ".on_day:first():happened()",
      ".on_day:first():by(period.to)", ".on_day:last():on_or_after(period.from)" } do
      assert.is_true(is_named(reached .. more), more)
      assert.is_false(is_named(left .. more), more)
    end
    for _, less in ipairs { ":count():at_most(" .. all .. ":count())", ".w:sum():at_most(3)", ":count():is(0)" } do
      assert.is_true(is_named(left .. less), less)
      assert.is_false(is_named(reached .. less), less)
    end
    assert.is_true(is_named(all .. ":count():at_most(" .. reached .. ":count())"))
    assert.is_false(is_named(all .. ":count():at_most(" .. left .. ":count())"))
    assert.is_true(is_named("(" .. all .. ":count() - " .. left .. ":count()):at_least(3)"))
    assert.is_false(is_named("(" .. all .. ":count() - " .. reached .. ":count()):at_least(3)"))
  end)
  it("is named where it stands as an alternative in what is required, and not as what is required", function()
    local sampled = "plant.samples:during(period):any()"
    assert.equal('verdict "pay".status:is("met", "late") -> verdict "pay".done:by(period.to)',
      told(rule('per = { plant, year }, require = ' .. sampled .. ' | verdict "pay".status:is("met", "late")')))
    assert.equal("", told(rule 'per = { plant, year }, require = verdict "pay".status:is("met", "late")'))
    assert.equal('(as_of - plant.opened_on):above("365 days") -> (period.to - plant.opened_on):above("365 days")',
      told(rule('per = { plant, year }, require = (as_of - plant.opened_on):above("365 days")')))
  end)
  it("is named in a power and an incentive, which may have no right to it on the day of use, either way", function()
    for _, word in ipairs { "power", "incentive" } do
      local function of(applies) return told(('%s "p" { clause = "m/a", per = plant, applies = %s, used = plant.fined_on }'):format(word, applies)) end
      assert.equal(by "plant.fined_on | as_of", of(OVERDUE))
      assert.equal('verdict "pay".status:is("overdue", "late") -> verdict "pay".lapsed:by(plant.fined_on | as_of)', of 'verdict "pay".status:is("overdue", "late")')
      assert.equal("", of 'verdict "pay".lapsed:by(plant.fined_on | as_of)')
      assert.equal('verdict "pay".lapsed:happened() -> verdict "pay".lapsed:by(plant.fined_on | as_of)', of 'verdict "pay".lapsed:happened()')
    end
    assert.equal("", told 'incentive "p" { clause = "m/a", per = plant, applies = verdict "pay".lapsed:happened(), used = plant.fined_on | verdict "pay".lapsed }')
  end)
  it("is named where it is reached later and frees, in an exception, below a negation, in a term, in a decision and of another period", function()
    local x = 'exception "x" { clause = "m/a", to = "r", applies = verdict "pay".status:is("met", "late") }'
    assert.equal('verdict "pay".status:is("met", "late") -> verdict "pay".done:by(sample.on_day)', told(rule 'per = sample, require = sample.v:at_most(5)' .. x))
    assert.equal('verdict "pay".done:happened() -> verdict "pay".done:by(sample.on_day)',
      told(rule 'per = sample, applies = ~verdict "pay".done:happened(), require = sample.v:at_most(5)'))
    assert.equal(by "sample.on_day", told('term "plant.owes" { value = ' .. OVERDUE .. ' }' .. rule 'per = sample, applies = plant.owes, require = sample.v:at_most(5)'))
    assert.equal(by "sample.on_day", told('decision "plant.state" { clause = "m/a", hit = "first", columns = { ' .. OVERDUE .. ' }, rows = { { yes, "owes" }, { any, "free" } } }'
      .. rule 'per = sample, applies = plant.state:is "owes", require = sample.v:at_most(5)'))
    local yearly = 'obligation "fee" { clause = "m/a", per = { plant, year }, due = period.to, done = plant.samples:during(period).seen_on:first() }'
    assert.equal('verdict "fee".status:is("overdue") -> verdict "fee".status:is("overdue", "late")',
      told(yearly .. rule 'per = { plant, year }, applies = verdict "fee".status:is("overdue"):previous(), require = plant.samples:during(period):none()'))
  end)
  it("is named of a standing rule, where what it asks comes, goes, or may be another on another day", function()
    local function of(name, status) return told(rule(('per = sample, applies = verdict "%s".status:is "%s", require = sample.v:at_most(3)'):format(name, status))) end
    local function asked(name, status) return ('verdict "%s".status:is("%s") -> '):format(name, status) end
    assert.equal(asked("small", "breached"), of("small", "breached"))
    assert.equal(asked("seen", "breached"), of("seen", "breached"))
    assert.equal("", of("seen", "met"))
    assert.equal(asked("clean", "met"), of("clean", "met"))
    for _, status in ipairs { "met", "breached" } do assert.equal("", of("low", status)) end
    assert.equal("", of("clean", "breached"))
  end)
  it("is named in whom a transition names", function()
    assert.equal(OVERDUE .. ' -> verdict "pay".status:is("overdue", "late")', told([[
obligation "x@1996" { clause = "n/a", per = { plant, year }, require = plant.samples:during(period):none() }
obligation "x@2004" { clause = "m/a", per = { plant, year }, require = plant.samples:during(period):none(), transition = { whom = ]] .. OVERDUE
      .. [[, to = "2006-12-31", clause = "m/a" } }]]))
  end)
  it("is not, where it is never left, the other way binds, or the rule judges the day that is asked about", function()
    for _, status in ipairs { 'is("overdue", "late")', 'is "met"', 'is("met", "late")', 'is "late"' } do
      assert.equal("", told(rule('per = { plant, year }, applies = verdict "pay".status:' .. status .. ', require = plant.samples:during(period):none()')))
    end
    assert.equal("", told(rule 'per = { plant, year }, applies = verdict "ask".status:is("pending", "met"), require = plant.samples:during(period):none()'))
    assert.equal("", told(rule('per = plant, applies = ' .. OVERDUE .. ', require = plant.size:at_most(5)')))
    assert.equal("", told(rule 'per = sample, applies = verdict "pay".lapsed:by(sample.on_day) & ~verdict "pay".done:by(sample.on_day), require = sample.v:at_most(5)'))
  end)
end)

describe("A condition that reckons with the day that is asked about", function()
  it("is named where time frees, with the day that is meant", function()
    local function of(applies) return told(rule('per = { plant, year }, applies = ' .. applies .. ', require = plant.samples:during(period):none()')) end
    assert.equal("plant.valid_to:after(as_of) -> plant.valid_to:after(period.from)", of "plant.valid_to:after(as_of)")
    assert.equal('(as_of - plant.opened_on):below("365 days") -> (period.from - plant.opened_on):below("365 days")', of '(as_of - plant.opened_on):below("365 days")')
    assert.equal("", of '(as_of - plant.opened_on):at_least("365 days")')
    assert.equal("", of "as_of:on_or_after(period.to)")
    assert.equal("plant.valid_to:after(as_of) -> plant.valid_to:after(sample.on_day)",
      told(rule 'per = sample, applies = plant.valid_to:after(as_of), require = sample.v:at_most(5)'))
  end)
  it("is named in a power, either way, but where the day of use goes before it", function()
    local function of(applies) return told('power "p" { clause = "m/a", per = plant, applies = ' .. applies .. ', used = plant.fined_on }') end
    assert.equal("plant.paid_on:by(as_of) -> plant.paid_on:by(plant.fined_on | as_of)", of "plant.paid_on:by(as_of)")
    assert.equal('(as_of - plant.opened_on):above("30 days") -> '
      .. '((plant.fined_on | as_of) - plant.opened_on):above("30 days")', of '(as_of - plant.opened_on):above("30 days")')
    assert.equal("", of "(plant.fined_on | as_of):after(plant.opened_on + days(30))")
    assert.equal("sample.on_day:before(as_of) -> sample.on_day:before(plant.fined_on | as_of)", of "plant.samples:where(sample.on_day:before(as_of)):any()")
  end)
end)

describe("A function in a filter", function()
  it("is named where something can come later to what the row belongs to", function()
    assert.equal("function", told(rule 'per = plant, forbid = plant.samples:where(function(row) return row.v == 3 end), evidence = plant.samples'))
    local area = 'kind "area" { lasting = true, fields = { { "code", text, key = true } } }\n'
      .. 'kind "probe" { fields = { { "code", text, key = true }, { "area", area, owner = true }, { "on_day", event, starts = true }, { "seen_on", event }, { "v", number } } }\n'
    assert.equal("", told(area .. rule 'per = area, forbid = area.probes:where(function(row) return row.v == 3 end), evidence = area.probes'))
  end)
end)

describe("Terms that name one another twice", function()
  it("are looked into once, however deep", function()
    local list = { 'term "plant.n0" { value = (plant.paid_on - plant.valid_to) + (as_of - plant.valid_to) }\nterm "plant.d0" { value = plant.paid_on & as_of }\n' }
    for i = 1, 40 do
      list[#list + 1] = ('term "plant.n%d" { value = plant.n%d + plant.n%d }\nterm "plant.d%d" { value = plant.d%d & plant.d%d }\n'):format(i, i - 1, i - 1, i, i - 1, i - 1)
    end
    local terms = table.concat(list)
    assert.truthy(told(terms .. 'power "p" { clause = "m/a", per = plant, applies = plant.n40:above "3 days", used = plant.fined_on }'):find("plant.n40", 1, true))
    assert.equal("", told(terms .. rule 'per = plant, require = ~plant.n40:above "3 days" & ~plant.d40:after(plant.valid_to)'))
    assert.equal("", told(terms .. rule "per = plant, due = plant.d40, done = plant.closed_on"))
  end)
end)
