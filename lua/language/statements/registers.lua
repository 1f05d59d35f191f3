-- Which registers are complete: what a kind, or an import statement, says of them (meaning.md, section 19). pack.complete: kind -> { { why, from, to, place,
-- whom = a condition on the owner, whom_said = its text, by = the statement's title, at }, … }.
local schema = require "mandate.language.schema"
local types = require "mandate.language.types"
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local registers = {}

local function read_one(shape, statement, path, value)
  local function inner(key)
    local own = { table.unpack(path) }
    own[#own + 1] = key
    return own
  end
  if type(value) == "string" then value = { value } end
  if type(value) ~= "table" or shape.is_node[value] then
    shape:fail(statement, path, '`complete` takes { "why", from = "2004-01-01", to = "2004-12-31" }, not %s', shape:show(value))
    return nil
  end
  shape:closed(statement, path, value, schema.options.complete, true)
  if value[1] == nil then shape:fail(statement, path, 'say why the register is complete: { "every spill must be reported", from = "2004-01-01" }') end
  local entry = { why = shape:words(statement, inner(1), value[1]), from = shape:literal(statement, inner "from", value.from, types.stated),
    to = shape:literal(statement, inner "to", value.to, types.stated), place = shape:text(statement, inner "place", value.place), at = shape:at(statement, path),
    unconfirmed = shape:said(statement, inner "unconfirmed", value.unconfirmed), by = shape.title(statement) }
  if entry.from and entry.to and entry.to < entry.from then
    shape:fail(statement, inner "to", "it ends (%s) before it begins (%s)", entry.to, entry.from)
  end
  return entry
end

--- Reads the key `complete` of a statement, or of a kind within it, into checker.complete.
function registers.read(checker, statement, path, value, kind)
  if value == nil then return end
  local list = { value }
  if type(value) == "table" and not checker.shape.is_node[value] and type(value[1]) == "table" and not checker.shape.is_node[value[1]] and not value[1].en then list = value end
  checker.complete[kind] = checker.complete[kind] or {}
  for i, one in ipairs(list) do
    local inner = { table.unpack(path) }
    if list == value then inner[#inner + 1] = i end
    local entry = read_one(checker.shape, statement, inner, one)
    table.insert(checker.complete[kind], entry)
    if entry and one.whom ~= nil then
      inner[#inner + 1] = "whom"
      table.insert(checker.asked_whom, { entry = entry, statement = statement, path = inner, value = one.whom, kind = kind })
    end
  end
end

-- What an expression asks besides the fields of the row itself, here or in its terms: its words; nil for nothing. Its answer could change on days on which no version of the
-- row begins, or it would hang on records that may be missing themselves.
local OTHERS <const> = { parameter = "a parameter", decision = "a decision", verdict = "a verdict", ["function"] = "a function", group = "a group", period = "a period" }
local function asks_besides(all_terms, expression, seen)
  local found
  walk.into(expression, function(e)
    local k = e.type and e.type.k
    if k == "set" or k == "column" then found = found or "other records" end
    if e.op == "row" and #e.via > 0 or e.op == "field" and e.from.op ~= "row" then found = found or "another record" end
    found = found or OTHERS[e.op]
    if e.op == "term" and not seen[e.term] then
      seen[e.term] = true
      local term = all_terms[e.term]
      found = found or term and term.value and asks_besides(all_terms, term.value, seen) or nil
    end
    return not found
  end)
  return found
end

--- Reads for whom registers are complete, when kinds, terms and what else a condition may name are known.
function registers.check(checker, kinds, all_terms)
  local shape = checker.shape
  for _, asked in ipairs(checker.asked_whom) do
    local kind, statement, path = kinds[asked.kind], asked.statement, asked.path
    local owner = kind and kind.owner
    for _, field in ipairs(owner and kind.fields or {}) do
      if field.name == owner then owner = kinds[field.kind] end
    end
    if kind and not owner then
      shape:fail(statement, path, "whom is asked of the owner of the records, and the kind %s has none; leave it out, or say at a field of the kind: owner = true", kind.name)
    elseif kind and owner.tree then
      shape:fail(statement, path,
        'whom is asked of the owner of the records, and that of the kind %s is a %s; say where the register is complete: place = "code"', kind.name, owner.name)
    elseif kind then
      local value = checker.expressions:value(asked.value, types.condition, checker:scope(owner.name, nil, "rule"), shape:at(statement, path))
      local besides = value and asks_besides(all_terms, value, {})
      if besides then
        shape:fail(statement, path,
          "whom reads the own fields of the %s, and terms made of them, and this asks %s; where it is complete is said with place = \"code\", of which days with from and to",
          owner.name, besides)
      elseif value then
        asked.entry.whom, asked.entry.whom_said = value, wording.of(value, kinds)
      end
    end
  end
end

--- Warns of what is forbidden and never found to be kept: nobody says that somebody looked, nor that no record is missing. After all statements are read.
function registers.check_forbids(checker)
  for _, rule in ipairs(checker.rules) do
    if rule.forbid and rule.forbid.type.kind and not rule.evidence and not rule.expects and not checker.complete[rule.forbid.type.kind] then
      checker.problems:warn(rule.at, ("%s %s: forbid without `evidence` can find a breach and never compliance: without a record nothing is known; say which records show that "
        .. "somebody looked, or at the kind that its register is complete"):format(rule.word, rule.name))
    end
  end
end

return registers
