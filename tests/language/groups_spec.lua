-- The statement `group`: what it makes of a pack, and what it may not say.
require "tests.support.core" -- which it asks
local editor = require "mandate.language.editor"
local packs = require "tests.support.packs"
local spell = require "tests.support.spell"

local head = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
parameter "most" { clause = "n/a", { 5, from = "2000-01-01" }, { 4, from = "2000-01-01", place = "C" } }
term "measurement.over" { value = measurement.value:above(measurement.limit_value) }
group "sector_pollutant" { of = measurement, by = { enterprise.sector, measurement.pollutant } }
]]

-- The typed value of a term of a group, or of another kind.
local function typed(text, kind)
  kind = kind or "sector_pollutant"
  return packs.load(('%sterm "%s.tried" { value = %s }'):format(head, kind, text)).terms[kind .. ".tried"].value
end

local function keys_of(statement)
  local kind = packs.load(head .. statement).kinds.g
  local list = {}
  for i, key in ipairs(kind.group.keys) do list[i] = key.name .. " = " .. spell(key.value) end
  return list
end

describe("A group", function()
  it("is a kind with its keys as fields and its records as children", function()
    local kind = packs.load(head).kinds.sector_pollutant
    assert.same({ "sector_pollutants", "measurement" }, { kind.plural, kind.group.of })
    assert.same({ "sector", "pollutant" }, { kind.fields[1].name, kind.fields[2].name })
    assert.equal("field(row1 sector)", spell(typed "sector_pollutant.sector"))
    assert.equal("any(where(children(row1 measurement sector_pollutant) term(row2 measurement.over)))",
      spell(typed "sector_pollutant.measurements:where(measurement.over):any()"))
  end)

  it("is no kind of the registry: nothing can be imported into it", function()
    local pack = packs.load(head)
    for _, kind in ipairs(pack.model:kinds()) do assert.are_not.equal("sector_pollutant", kind.name) end
  end)

  it("is in hand with each of its records", function()
    assert.equal("count(children(group(row1 sector_pollutant) measurement sector_pollutant))", spell(typed("sector_pollutant.measurements:count()", "measurement")))
  end)

  it("may be used before the line that declares it, from another file", function()
    local pack = packs.load { ["a.lua"] = 'report "r" { title = "T", per = sector_pollutant, columns = { { "n", sector_pollutant.measurements:count() } } }', ["b.lua"] = head }
    assert.equal("sector_pollutant", pack.reports[1].per.kind)
  end)

  it("takes texts, yes or no, and references of the record and its owners as keys", function()
    assert.same({ "enterprise = row1.enterprise", "name = field(field(field(row1 enterprise) jurisdiction) name)" },
      keys_of 'group "g" { of = measurement, by = { enterprise, measurement.enterprise.jurisdiction.name } }')
    assert.same({ "verified = field(row1 verified)", "audit = field(row1 audit)" }, keys_of 'group "g" { of = measure, by = { measure.verified, measure.audit } }')
    assert.same({ "outlet = field(row1 outlet)" }, keys_of 'group "g" { of = measurement, by = measurement.outlet }')
  end)

  it("gives a key a name of its own where two would have the same", function()
    assert.same({ "code = field(row1.enterprise code)", "city = field(row1.enterprise.jurisdiction code)" },
      keys_of 'group "g" { of = measurement, by = { enterprise.code, { "city", jurisdiction.code } } }')
  end)

  it("keeps what its key keeps: the words of one_of, an empty cell that is none", function()
    local pack = packs.load(head .. 'group "g" { of = action, by = { action.type, action.rule } }')
    local by_type, by_rule = pack.kinds.g.fields[1], pack.kinds.g.fields[2]
    assert.same({ "visit", "none" }, { by_type.one_of[1], by_rule.blank })
    local errors = packs.refuse(head .. 'group "g" { of = action, by = { action.type } }\nterm "g.t" { value = g.type:is "vist" }')
    assert.truthy(errors[1].message:find("Did you mean `visit`?", 1, true))
  end)

  it("stands in the editor's types with its keys and its records", function()
    local pack = packs.load(head)
    local kinds = pack.model:kinds()
    local text = editor.meta(table.move({ pack.kinds.sector_pollutant }, 1, 1, #kinds + 1, { table.unpack(kinds) }))
    assert.truthy(text:find("---@class sector_pollutant: row_", 1, true))
    assert.truthy(text:find("---@field pollutant text_", 1, true))
    assert.truthy(text:find("---@field measurements measurement_set all measurements of it", text:find("---@class sector_pollutant: row_", 1, true), true))
  end)
end)

local function report(column) return ('report "r" { title = "T", per = sector_pollutant, columns = { { "c", %s } } }'):format(column) end

local refusals = {
  { "two keys of one name", 'group "g" { of = measurement, by = { enterprise.code, jurisdiction.code } }', "two keys are called `code`; give this one a name of its own",
    column = 55 },
  { "a key with the name of its records", 'group "g" { of = measurement, by = { { "measurements", measurement.outlet } } }', "are its members already" },
  { "a key with the name of a term", 'group "g" { of = measurement, by = { measurement.outlet } }\nterm "g.outlet" { value = g.measurements:any() }',
    "`g.outlet` is a term already" },
  { "a number as a key", 'group "g" { of = measurement, by = { measurement.value } }',
    "a number is no key; count its classes in columns: g.measurements:where(measurement.value:above(…))",
    column = 38 },
  { "a date as a key", 'group "g" { of = measurement, by = { measurement.measured_on } }',
    'a date is no key; count its periods in columns: g.measurements:where(measurement.measured_on:during "2003"):count()' },
  { "a term as a key", 'group "g" { of = measurement, by = { measurement.over } }', "is a term, and a key is a stored field; ask for the term in a column" },
  { "what is worked out as a key", 'group "g" { of = measurement, by = { measurement.outlet:is "1" } }', "a key is a stored field, such as measurement.outlet" },
  { "a field of a record that is no owner", 'group "g" { of = measure, by = { measure.audit.mode } }', "`audit` is no owner of it; take the audit itself as the key" },
  { "a row that is not in hand", 'group "g" { of = measurement, by = { audit.mode } }', "no audit is in hand here, only measurement, enterprise, jurisdiction" },
  { "a key that is not there", 'group "g" { of = measurement, by = { measurement.polutant } }', "Did you mean `pollutant`?", column = 50 },
  { "the record itself as a key", 'group "g" { of = measurement, by = { measurement } }', "each measurement would be a group of its own" },
  { "a key in quotes", 'group "g" { of = measurement, by = { "outlet" } }', "a field without quotes, such as measurement.outlet" },
  { "keys by name, which have no order", 'group "g" { of = measurement, by = { outlet = measurement.outlet } }', '{ "outlet", field }' },
  { "no key", 'group "g" { of = measurement, by = {} }', "it has no key, by = {" },
  { "too many keys", 'group "g" { of = measure, by = { measure.code, measure.enterprise, measure.audit, measure.class, measure.cost_class, measure.verified,\n'
    .. 'enterprise.size, enterprise.sector, enterprise.ownership } }', "it has 9 keys; a group has at most 8" },
  { "nothing to group", 'group "g" { by = { measurement.outlet } }', "it lacks `of`" },
  { "a plural", 'group "g" { of = measurements, by = { measurement.outlet } }', "Did you mean `measurement`?" },
  { "a group of groups", 'group "g" { of = sector_pollutant, by = { sector_pollutant.sector } }', "is a group itself; group its records: of = measurement" },
  { "the name of a kind", 'group "audit" { of = measurement, by = { measurement.outlet } }', "`audit` is a kind already" },
  { "the name of a set", 'group "audits" { of = measurement, by = { measurement.outlet } }', "are the rows of the kind `audit`" },
  { "a name that no expression can hold", 'group "by sector" { of = measurement, by = { enterprise.sector } }', "a word of small letters" },
  { "a condition on groups", 'group "g" { of = measurement, by = { measurement.outlet }, where = sector_pollutant.measurements:any() }', "the `where` of a group may not" },
  { "a rule per group", 'obligation "o" { clause = "n/a", per = sector_pollutant, require = sector_pollutant.measurements:any() }', "groups are not judged", column = 40 },
  { "a rule that asks for a group",
    'obligation "o" { clause = "n/a", per = measurement, require = sector_pollutant.measurements:any() }', "reports may ask for it, rules may not" },
  { "a rule that asks for a group through a term", 'term "measurement.lonely" { value = sector_pollutant.measurements:count():below(2) }\n'
    .. 'obligation "o" { clause = "n/a", per = measurement, require = measurement.lonely }', "asks for the group `sector_pollutant`: reports may use it, rules may not" },
  { "a report per group misspelt", 'report "r" { title = "T", per = sector_polutant, columns = { { "c", sector_pollutant.sector } } }', "Did you mean `sector_pollutant`?" },
  { "a report per many groups", 'report "r" { title = "T", per = sector_pollutants, columns = { { "c", sector_pollutant.sector } } }', "Did you mean `sector_pollutant`?" },
  { "a column beside a key's own", 'report "r" { title = "T", per = sector_pollutant, columns = { { "Sector", sector_pollutant.sector } } }',
    "the key `sector` has a column of that heading already", column = 75 },
  { "a key misspelt where it is read", report "sector_pollutant.secto", "Did you mean `sector`?" },
  { "a row that a group does not have", report "enterprise.size", "no enterprise is in hand here, only sector_pollutant" },
  { "a filter of its records that asks about the group", report "sector_pollutant.measurements:where(subject.sector:known()):count()", "not about the sector_pollutant outside" },
  { "a share of its records that asks about the group", report "sector_pollutant.measurements:share(subject.sector:known())", "not about the sector_pollutant outside" },
  { "a period that hangs on the group", report "sector_pollutant.measurements:during(months(1):to(sector_pollutant.measurements.measured_on:last())):count()",
    "not about the sector_pollutant outside" },
  { "a parameter with places, for a group lies in none",
    report 'sector_pollutant.measurements:where(enterprise.employees:above(parameter "most")):count()', "a group lies in no place" },
  { "such a parameter in a term", 'term "enterprise.busy" { value = enterprise.employees:above(parameter "most") }\n'
    .. report "sector_pollutant.measurements:where(enterprise.busy):count()", "a group lies in no place" },
  { "such a parameter beside its records", report 'sector_pollutant.measurements:count():above(parameter "most")', '"c": the parameter "most"' },
  { "such a parameter in a term of the group", 'term "sector_pollutant.many" { value = sector_pollutant.measurements:count():above(parameter "most") }',
    'the parameter "most" has rows for single places' },
  { "such a parameter in a report's condition", 'report "r" { title = "T", per = sector_pollutant, columns = { { "c", sector_pollutant.sector:known() } },\n'
    .. 'where = sector_pollutant.measurements:count():above(parameter "most") }', 'the parameter "most" has rows for single places' },
  { "records of the records that many members name", report "sector_pollutant.measurements.enterprise.audits:count()", "not counted per group" },
  { "a set of its records as a term", 'term "sector_pollutant.bad" { value = sector_pollutant.measurements:where(measurement.over) }', "write `local` before the set" },
  { "groups before and after a group", report "sector_pollutant:later():count()", "groups have no day" },
  { "a function asked of a group", 'report "r" { title = "T", per = sector_pollutant, where = function(e) return true end, columns = { { "c", sector_pollutant.sector } } }',
    "ask it of its members" },
}

describe("A pack is refused for", function()
  for _, refusal in ipairs(refusals) do
    it(refusal[1] .. " (groups)", function()
      local shown = {}
      for _, found in ipairs(packs.refuse(head .. refusal[2])) do
        shown[#shown + 1] = ("%s:%s: %s"):format(found.line, found.column, found.message)
        if found.message:find(refusal[3], 1, true) and found.line > 4 and (not refusal.column or refusal.column == found.column) then return end
      end
      error(("no message says: %s\n%s"):format(refusal[3], table.concat(shown, "\n")))
    end)
  end
end)
