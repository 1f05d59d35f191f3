-- For random packs: records that lie in no place, or are nobody's, because a reference on their way to a jurisdiction is blank where blank means none; and what holds in one
-- place, asked of them.
local dates = require "tests.naive.dates"

local generate_nowhere = {}

local KINDS <const> = [[
kind "stall" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true, blank = "none" },
  { "size", text, blank = "none" }, { "area", number }, { "shut_on", event } } }
kind "cart" { fields = { { "code", text, key = true }, { "stall", stall, owner = true, blank = "none" }, { "begun_on", event, starts = true }, { "area", number } } }
kind "visit" { fields = { { "code", text, key = true }, { "stall", stall, owner = true, blank = "none" }, { "on_day", event, starts = true }, { "found", number } } }
kind "shop" { lasting = true, fields = { { "code", text, key = true }, { "lies_in", jurisdiction, blank = "%s" }, { "area", number } } }
]]

local function day(source) return dates.format(source.between(dates.parse "1999-01-01", dates.parse "2008-06-30")) end

-- The place of what is asked: a key of a rule, an exception or a table.
local function of_place(source)
  return source.weighted { { 4, 'place = "C1", ' }, { 2, 'place = "P", ' }, { 1, 'place = "C2", ' }, { 1, 'place = "D1", ' }, { 3, "" } }
end
local function clause(source) return source.weighted { { 4, '"law/a"' }, { 1, '"city/a"' }, { 1, '"province/a"' }, { 1, '"new/a"' }, { 1, '"old/a"' } } end

local CONDITIONS <const> = {
  stall = { "stall.area:above(3)", 'stall.size:is "large"', "stall.visits:any()", "~stall.shut_on:happened()", 'stall.class:is "small"', 'stall.area:at_most(parameter "stand")',
    "stall.jurisdiction:given()", "stall.carts:any()" },
  cart = { "cart.area:above(3)", 'cart.stall.size:is "large"', "cart.stall.visits:any()", 'cart.area:at_most(parameter "stand")', "cart.stall:given()",
    'cart.stall.class:is "small"', "cart:earlier():any()" },
  visit = { "visit.found:above(3)", 'visit.found:at_most(parameter "stand")', "visit.stall.carts:any()", "visit:later():any()", "visit.stall.jurisdiction:given()" },
  shop = { "shop.area:above(3)", 'shop.area:at_most(parameter "stand")', "shop.lies_in:given()" },
}
-- What only a register shows.
local NONE <const> = {
  stall = { "stall.visits:none()", "stall.visits:where(visit.found:above(3)):none()", "stall.visits:count():at_most(1)", "stall.carts.stall.visits:none()",
    'stall.visits:during("2002/2003"):none()' },
  cart = { "cart.stall.visits:none()", "cart.stall.visits:every(visit.found:at_most(3))", "cart:earlier():none()", "cart.stall.carts:count():at_most(1)" },
  visit = { "visit:later():none()", "visit:earlier():none()", "visit.stall.carts:none()", "visit.stall.visits:every(visit.found:at_most(3))" },
  shop = { "shop.lies_in.enterprises:none()", "shop.lies_in.stalls:none()" },
}
local EVENT <const> = { stall = "stall.shut_on", cart = "cart.begun_on", visit = "visit.on_day", shop = '"2003-03-01"' }

local function condition(source, kind)
  local one = source.pick(CONDITIONS[kind])
  return source.chance(30) and "~(" .. one .. ")" or one
end

-- The body of a rule over a kind, of which a version of it has one like it.
local function body(source, kind)
  local form = source.weighted { { 4, "require" }, { 3, "shown" }, { 3, "due" }, { 2, "forbid" } }
  if form == "forbid" and kind ~= "stall" then form = "shown" end
  return function()
    local applies = source.chance(40) and ("applies = %s, "):format(condition(source, kind)) or ""
    if form == "require" then return applies .. "require = " .. condition(source, kind) end
    if form == "shown" then return applies .. "require = " .. source.pick(NONE[kind]) end
    if form == "forbid" then return applies .. "forbid = stall.visits:where(visit.found:above(3))" .. source.pick { "", ", evidence = stall.visits" } end
    return applies .. ('due = "%s", done = %s'):format(day(source), EVENT[kind])
  end, form
end

local function add_law(source, text)
  text[#text + 1] = ('parameter "stand" { clause = "law/a", { 3, %s }%s%s }\n'):format(source.pick { 'from = "1995-01-01"', 'from = "1995-01-01"', 'from = "2002-01-01"',
    'from = "1995-01-01", place = "C2"' },
    source.chance(70) and ', { 7, from = "1999-01-01", place = "C1" }' or "", source.chance(30) and ', { 1, from = "2001-01-01", place = "P" }' or "")
  text[#text + 1] = ('decision "stall.class@all" { clause = "law/a", %scolumns = { stall.area }, rows = { { above(3), "large" }, { any, "small" } }, hit = "first" }\n'):format(
    source.pick { "", "", 'place = "C2", ' })
  text[#text + 1] = 'decision "stall.class@one" { clause = "law/b", place = "C1", columns = { stall.area }, rows = { { above(6), "large" }, { any, "small" } }, hit = "first" }\n'
  for _, kind in ipairs { "visit", "cart" } do
    if source.chance(65) then
      text[#text + 1] = ('import "%s" { complete = { "each is told"%s%s%s } }\n'):format(kind,
        source.chance(60) and (', place = "%s"'):format(source.pick { "C1", "C1", "P" }) or "",
        source.chance(35) and ", whom = " .. source.pick { '~stall.size:is "large"', "~stall.area:above(9)", "stall.area:given()" } or "",
        source.chance(25) and ', from = "2001-01-01"' or "")
    end
  end
end

local function add_exceptions(source, text, name, kind, form)
  if source.chance(55) then
    text[#text + 1] = ('exception "%s-but" { clause = %s, %sto = "%s", applies = %s }\n'):format(name, clause(source), of_place(source), name, condition(source, kind))
    if source.chance(40) then
      text[#text + 1] = ('exception "%s-yet" { clause = "law/a", %sto = "%s-but", applies = %s }\n'):format(name, of_place(source), name, condition(source, kind))
    end
  end
  local instead = form == "due" and ('{ due = "%s" }'):format(day(source)) or form == "require" and ("{ require = %s }"):format(condition(source, kind))
  if instead and source.chance(35) then
    text[#text + 1] = ('exception "%s-so" { clause = "law/b", %sto = "%s", applies = %s, instead = %s }\n'):format(name, of_place(source), name, condition(source, kind), instead)
  end
end

--- The pack, with rules over such records.
function generate_nowhere.add(source, pack)
  local text = { pack, KINDS:format(source.pick { "none", "none", "unknown" }) }
  add_law(source, text)
  for index = 1, 4 do
    local kind, name = source.weighted { { 5, "stall" }, { 3, "cart" }, { 3, "visit" }, { 2, "shop" } }, "nowhere" .. index
    local make, form = body(source, kind)
    if source.chance(35) then
      text[#text + 1] = ('obligation "%s@a" { clause = "law/a", per = %s, %s%s }\n'):format(name, kind, source.pick { "", "", 'place = "P", ', 'place = "C2", ' }, make())
      text[#text + 1] = ('obligation "%s@b" { clause = "law/a", per = %s, place = "C1", %s }\n'):format(name, kind, make())
    else
      text[#text + 1] = ('obligation "%s" { clause = %s, per = %s, %s%s }\n'):format(name, clause(source), kind, of_place(source), make())
    end
    add_exceptions(source, text, name, kind, form)
    if source.chance(30) then
      text[#text + 1] = ('obligation "%s-read" { clause = "law/a", per = %s, require = %sverdict "%s".status:is(%s) }\n'):format(name, kind, source.pick { "", "~" }, name,
        source.pick { '"not_applicable"', '"met", "not_applicable"', form == "due" and '"overdue"' or '"breached"' })
    end
  end
  if source.chance(50) then
    text[#text + 1] = ('power "nowhere-power" { clause = "law/a", per = stall, %sapplies = %s, used = stall.shut_on }\n'):format(of_place(source), condition(source, "stall"))
  end
  if source.chance(30) then
    text[#text + 1] = ('exception "stand-so" { clause = "law/b", %sto = "stand", applies = as_of:after("2000-06-30"), instead = 9 }\n'):format(of_place(source))
  end
  return table.concat(text)
end

--- Their records; `written` writes a day of another calendar.
function generate_nowhere.add_records(source, records, written)
  written = written or function(text) return text end
  local versions = source.chance(50)
  local function table_of(header) return { header .. (versions and ",effective_from" or "") } end
  local function put(sheet, ...)
    local cells = { ... }
    if not versions then
      if cells[#cells] ~= "" then return end
      cells[#cells] = nil
    end
    for index, cell in ipairs(cells) do cells[index] = written(cell) end
    sheet[#sheet + 1] = table.concat(cells, ",")
  end
  local function place() return source.weighted { { 4, "" }, { 3, "C1" }, { 1, "C2" }, { 1, "P" }, { 2, "D1" } } end
  local function size() return source.pick { "large", "small", "" } end
  local function number() return source.pick { "2", "5", "8", "" } end
  local function some_day() return source.chance(70) and day(source) or "" end
  local stalls, carts, visits = table_of "code,jurisdiction,size,area,shut_on", table_of "code,stall,begun_on,area", table_of "code,stall,on_day,found"
  local shops = table_of "code,lies_in,area"
  for index = 1, 4 do
    local code = "s" .. index
    put(stalls, code, place(), size(), number(), some_day(), source.chance(15) and versions and day(source) or "")
    if source.chance(60) then put(stalls, code, place(), size(), number(), some_day(), day(source)) end
    put(shops, "h" .. index, place(), number(), "")
    if source.chance(40) then put(shops, "h" .. index, place(), number(), day(source)) end
  end
  local function whose() return source.pick { "", "s1", "s2", "s3", "s4" } end
  for index = 1, source.between(1, 4) do
    put(carts, "c" .. index, whose(), day(source), number(), "")
    if source.chance(80) then put(visits, "v" .. index, whose(), day(source), number(), "") end
  end
  for kind, sheet in pairs { stall = stalls, cart = carts, visit = visits, shop = shops } do records[kind] = table.concat(sheet, "\n") .. "\n" end
end

return generate_nowhere
