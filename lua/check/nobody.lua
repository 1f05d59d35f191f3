--- Records that belong to nobody: of kinds whose sets are asked, those whose reference to the one who has them is not known, so that no set has them
--- (meaning.md, section 3). Nothing is looked at where no reference is blank.
local schema = require "mandate.language.schema"
local reason = require "mandate.check.reason"
local walk = require "mandate.language.walk"

local nobody = {}

-- The reference by which an expression finds the rows of a set: kind and field; nil where it asks none.
local function link_of(pack, e)
  if e.op == "children" and not e.group then return e.kind, e.reference end
  if e.op ~= "later" and e.op ~= "earlier" then return nil end
  local kind = pack.kinds[e.from.type.kind]
  if kind and not kind.group and kind.owner then return e.from.type.kind, kind.owner end
end

-- Calls take(expression) for everything that an expression asks, in terms, decisions and other rules, too.
local function follow(pack, expression, take, seen)
  walk.into(expression, function(e)
    take(e)
    if (e.op == "term" or e.op == "column_term") and not seen[e.term] then
      seen[e.term] = true
      follow(pack, pack.terms[e.term].value, take, seen)
    end
    if e.op == "verdict" then nobody.of_rule(pack, e.rule, take, seen) end
    for _, version in ipairs(e.op == "decision" and e.versions or {}) do
      for _, column in ipairs(version.columns) do follow(pack, column, take, seen) end
      for _, row in ipairs(version.rows) do
        follow(pack, row.result, take, seen)
        for _, cell in ipairs(row.cells) do follow(pack, cell.expression, take, seen) end
      end
    end
  end)
end

--- The same for all that the versions of a rule ask, and its exceptions.
function nobody.of_rule(pack, base, take, seen)
  local name = "rule " .. base
  if seen[name] then return end
  seen[name] = true
  for _, rule in ipairs(pack.rules) do
    for _, slot in ipairs(rule.base == base and schema.slots or {}) do follow(pack, rule[slot], take, seen) end
  end
  for _, exception in ipairs(pack.exceptions or {}) do follow(pack, exception.applies and exception.applies[base], take, seen) end
end

-- All that the rules of a pack ask, in the order in which it is found, by pack: several ask for it.
local asked_by_rules = setmetatable({}, { __mode = "k" })

local function of_rules(pack)
  if not asked_by_rules[pack] then
    local list, seen = {}, {}
    for _, rule in ipairs(pack.rules) do nobody.of_rule(pack, rule.base, function(e) list[#list + 1] = e end, seen) end
    asked_by_rules[pack] = list
  end
  return asked_by_rules[pack]
end

--- Calls take(expression) for everything that some expressions ask, or where none are given the rules of a pack.
function nobody.asked(pack, expressions, take)
  local seen = {}
  for _, expression in ipairs(expressions or {}) do follow(pack, expression, take, seen) end
  for _, expression in ipairs(expressions and {} or of_rules(pack)) do take(expression) end
end

-- The links of which some record may be blank, in the order in which they are asked.
local function links_of(lowering, expressions)
  local pack, links, found = lowering.pack, {}, {}
  local function take(e)
    local kind, reference = link_of(pack, e)
    local name = kind and kind .. "." .. reference
    if not name or found[name] then return end
    found[name] = true
    local field = lowering.fields[kind][reference]
    if not field.key and field.blank == "unknown" and lowering.snapshot:has_unknown(kind, reference) then
      links[#links + 1] = { kind = kind, reference = reference, of = field.kind }
    end
  end
  nobody.asked(pack, expressions, take)
  return links
end

--- Adds to the plan what must be known of the records whose sets are asked; before the run.
---@param expressions table|nil what asks; nil: every rule of the pack
---@return table list of nobody.notes
function nobody.lower(lowering, expressions)
  local links, nodes = links_of(lowering, expressions), lowering.nodes
  for _, link in ipairs(links) do
    local space = lowering:space(link.kind)
    local reference = nodes:add("READ", space, { false, false }, { kind = link.kind, field = link.reference, reading = "as recorded" })
    local blank = nodes:negate(nodes:add("KNOWN", space, { reference }), space)
    link.node = nodes:both(lowering:visible(link.kind, space), blank, space)
    lowering.plan:keep(link.node)
  end
  return links
end

--- The first of some records in the order of the registry's files, as "file:line".
function nobody.first_of(opened, kind, records, as_of)
  local file, line
  for _, record in ipairs(records) do
    local its_file, its_line = opened.snapshot:source(kind, record, as_of)
    if not file or its_file < file or its_file == file and its_line < line then file, line = its_file, its_line end
  end
  return ("%s:%d"):format(file, line)
end

--- Notes on them, after the run.
---@param list table of nobody.lower
---@return string[]
function nobody.notes(words, opened, run, list)
  local notes = {}
  for _, link in ipairs(list) do
    local records = run:holding(link.node, link.kind)
    if #records > 0 then
      notes[#notes + 1] = words:say(#records == 1 and "note.nobody_one" or "note.nobody", { count = #records, kind = reason.kind(words, link.kind),
        of = reason.kind(words, link.of), reference = link.reference:gsub("_", " "), row = nobody.first_of(opened, link.kind, records, opened.as_of) })
    end
  end
  return notes
end

return nobody
