--- Where records of many places are held to the law of one, for lint (meaning.md, sections 9 and 16): a parameter and a decision are read in the place of the subject also
--- inside a condition of a set, so that what is asked of all the enterprises of a province passes over the limit that one of its cities has set.
local stands = require "mandate.language.lint.stands"
local walk = require "mandate.language.walk"

local other_places = {}

-- Whether rows (or versions) of more than one place are told apart.
local function of_places(rows)
  for _, row in ipairs(rows) do
    if row.place ~= rows[1].place then return true end
  end
  return false
end

-- The field that leads from a record to whose it is, and to where it lies.
local function upwards(kind)
  for _, field in ipairs(kind.fields) do
    if kind.owner and field.name == kind.owner or not kind.owner and field.kind == "jurisdiction" then return field end
  end
end

-- Whether records of a kind can lie elsewhere than the subject in whose set they are: on their way to a jurisdiction they do not come by it. Those without such a way
-- have no place of their own, and those of the subject's own kind are not told apart from the subject.
local function lies_elsewhere(kinds, name, subject)
  while name ~= "jurisdiction" do
    local field = name ~= subject and kinds[name] and upwards(kinds[name])
    if not field then return false end
    name = field.kind
  end
  return true
end

-- What a parameter or a decision is called, where it differs from place to place; nil for anything else.
local function local_law(checker, e)
  if e.op == "parameter" and of_places(checker.parameters[e.name].rows) then return ('parameter "%s"'):format(e.shown or e.name) end
  if e.op == "decision" and of_places(e.versions) then return ('decision "%s"'):format(e.versions[1].name:match "^[^@]+") end
end

local function kind_of(checker, where)
  local rule = where.to and checker.rules_by_base[where.to]
  return where.kind or rule and rule.per.kind
end

--- After all is read.
---@param parts table as stands.each takes it
---@param kinds table name -> as model:kinds() gives it
function other_places.check(checker, parts, kinds)
  local told, find_term = {}, checker.names:finder()
  local function holds(e) return walk.holds(e, find_term, "parameter", "decision") end
  stands.each(parts, function(expression, where)
    local subject = kind_of(checker, where)
    if where.word == "term" or where.word == "complete" or not subject then return end -- a term is looked at where it is asked
    walk.by_rows(expression, subject, find_term, function(e, rows)
      local law = rows.of_set and local_law(checker, e)
      local key = law and table.concat({ where.word, where.name, law, rows.of_set }, "/")
      if not law or told[key] or not lies_elsewhere(kinds, rows.of_set, subject) then return end
      told[key] = true
      checker.problems:warn(e.at or where.at, ("%s %s: each %s is held to %s as it is in the place of the %s, not in its own, which may have another; %s per %s "
        .. "reads each one's own"):format(where.word, where.name, rows.of_set, law, subject, where.report and "a table" or "a rule whose verdict is asked here,", rows.of_set))
    end, { only = holds })
  end)
end

return other_places
