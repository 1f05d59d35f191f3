-- Which registers are complete: what a kind, or an import statement, says of them (meaning.md, section 19). pack.complete: kind -> { { why, from, to, place,
-- by = the statement's title, at }, … }.
local schema = require "mandate.language.schema"
local types = require "mandate.language.types"

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
    table.insert(checker.complete[kind], read_one(checker.shape, statement, inner, one))
  end
end

return registers
