--- Refuses what holds in one place where nothing says in what place a record lies (meaning.md, section 9): a rule of one place over a kind that has no way to a jurisdiction
-- would bind all of its records or none, and what of one place such a rule asks would hold for all or for none, without anybody knowing. Where all of it is of one and the same
-- place, the records are taken to lie there, which is told.
local stands = require "mandate.language.lint.stands"
local schema = require "mandate.language.schema"
local walk = require "mandate.language.walk"
local ways = require "mandate.language.ways"

local unplaced = {}

local JURISDICTION <const> = "jurisdiction"

-- What mends it, and whether several references to a jurisdiction stand in the way of each other; of none the kind lacks one.
local function cure(kinds, name)
  local kind = kinds[name]
  while kind.owner do
    for _, field in ipairs(kind.fields) do
      if field.name == kind.owner then name = field.kind end
    end
    kind = kinds[name]
  end
  local fields = {}
  for _, field in ipairs(kind.fields) do
    if field.type == "reference" and field.kind == JURISDICTION then fields[#fields + 1] = "`" .. field.name .. "`" end
  end
  if #fields > 1 then return ("of %s of the kind %s say which one does: owner = true"):format(table.concat(fields, " and "), name), true end
  return ('give the kind %s a field that leads to a jurisdiction, or leave the place out'):format(name), false
end

-- The one place that all rules over a kind are of; nil where there is none.
local function place_of_all(checker, kind)
  local place
  for _, rule in ipairs(checker.rules) do
    if rule.per and rule.per.kind == kind then
      if not rule.place or place and place ~= rule.place then return nil end
      place = rule.place
    end
  end
  return place
end

-- A checker of one pack: `lies`(kind) tells whether its records lie somewhere.
local function refusing(checker, kinds)
  local self, told, only = {}, {}, {}
  local function taken_to_lie_in(kind)
    local _, several = cure(kinds, kind) -- which say something else of single records
    if only[kind] == nil then only[kind] = not several and place_of_all(checker, kind) or false end
    return only[kind]
  end
  -- The same, but not where all that holds for the kind is of that place.
  function self.refuse_another(at, title, place, kind)
    if taken_to_lie_in(kind) ~= place then self.refuse(at, title, place, kind) end
  end
  -- That its records are taken to lie where all of its law is of.
  function self.warn(at, title, place, kind)
    if taken_to_lie_in(kind) ~= place or told[kind] then return end
    told[kind] = true
    checker.problems:warn(at, ("%s holds in %s alone, as all does that judges a %s, and nothing says in what place one lies, so that all of them are taken to lie there: %s")
      :format(title, place, kind, (cure(kinds, kind))))
  end
  function self.lies(name) return not kinds[name] or ways.to(kinds, name, JURISDICTION) ~= nil end
  function self.refuse(at, title, place, kind)
    local key = title .. " " .. kind
    if told[key] then return end
    told[key] = true
    checker.problems:add(at, ("%s holds in %s alone, and nothing says in what place a %s lies: %s"):format(title, place, kind, (cure(kinds, kind))))
  end
  return self
end

-- What a rule over such a kind asks that holds in one place: rows of parameters, versions of tables, exceptions that say something else.
local function refuse_asked(checker, self, expression, kind)
  local find_term = checker.names:finder()
  if not walk.holds(expression, find_term, "parameter", "decision") and not walk.holds(expression, find_term, "instead") then return end
  walk.asked(expression, find_term, function(e)
    local parameter = e.op == "parameter" and checker.parameters[e.name]
    for i, row in ipairs(parameter and not parameter.shown and parameter.rows or {}) do
      if row.place then self.refuse(row.at, ('parameter "%s", row %d'):format(e.name, i), row.place, kind) end
    end
    for _, choice in ipairs(e.op == "instead" and e.choices or {}) do
      if choice.exception.place then self.refuse_another(choice.exception.at, ("exception %s"):format(choice.exception.name), choice.exception.place, kind) end
    end
    for _, version in ipairs(e.op == "decision" and e.versions or {}) do
      if version.place then self.refuse_another(version.at, ("decision %s"):format(version.name), version.place, kind) end
    end
  end)
end

--- After all is read.
---@param parts table as stands.each takes it
---@param kinds table name -> as model:kinds() gives it
function unplaced.check(checker, parts, kinds)
  local self = refusing(checker, kinds)
  for _, rule in ipairs(checker.rules) do
    local kind = rule.per and rule.per.kind
    if kind and not self.lies(kind) then
      if rule.place then
        local title = ("%s %s"):format(rule.word, rule.name)
        self.refuse_another(rule.at, title, rule.place, kind)
        self.warn(rule.at, title, rule.place, kind)
      end
      for _, slot in ipairs(schema.slots) do
        if rule[slot] then refuse_asked(checker, self, rule[slot], kind) end
      end
      for _, exception in ipairs(checker.exceptions) do
        local expression = exception.applies[rule.base]
        if expression then refuse_asked(checker, self, expression, kind) end
        if expression and exception.place then self.refuse_another(exception.at, ("exception %s"):format(exception.name), exception.place, kind) end
      end
    end
  end
  stands.each(parts, function(expression, where)
    local shows = where.report or where.doubt
    if shows and not self.lies(shows.per.kind) then refuse_asked(checker, self, expression, shows.per.kind) end
  end)
  for name, list in pairs(checker.complete) do
    for _, said in ipairs(list) do
      if said.place and not self.lies(name) then self.refuse(said.at, ("%s: the register"):format(said.by), said.place, name) end
    end
  end
end

return unplaced
