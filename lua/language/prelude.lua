-- The recorder: it runs inside the pack state before the pack's own files, with no authority but `position`, which tells the file and line
-- of the innermost running pack chunk. It knows no kind, no field, no statement and no type. Every global name it is not given becomes a
-- node; what is done to nodes makes further nodes; `word "name" { … }` is kept as a statement. The checker reads the whole record later.
--
-- A node is an empty table in front of a plain record, so that pack code can neither read nor change what was recorded:
--   root     { name }                         a global name: enterprise, period, text
--   apply    { name, arguments }              a global name called: months(2), verdict "start", codes "x"
--   index    { from, name }                   enterprise.size
--   call     { from, name, arguments }        enterprise.size:is("large")
--   and or add subtract multiply divide join { a, b },  not negate { a }
--   bad      {}                               the result of something already reported
--   function { body }                         a Lua function that stands in a statement
-- Every record has `at` and, once something consumed it, `used`: each is made with room for both, since making room later costs more than the record.
-- `arguments` has its length in `n`, because an argument may be nil.
local host = ...
local position = host.position
-- The pack state's own globals lack what only trusted code gets; the core hands that over beside `position`.
local sandboxed = host.setmetatable ~= nil
local trusted = sandboxed and host or _ENV
local next, setmetatable = trusted.next, trusted.setmetatable
local pairs, select, tostring, type = pairs, select, tostring, type
local sort = table.sort

local deepest = 60 -- tables inside tables: far beyond any statement, far below the C stack

local records = {} -- node -> record
local nodes, statements, errors, functions = {}, {}, {}, {}
local function_records = {}
local metatable = { __metatable = false, __name = "expression" }

-- Where the pack is, and whether in a function of it: what stands on one line shares its place.
local place = {}
local function here()
  local file, line, in_function = position()
  if place.line ~= line or place.file ~= file then place = { file = file, line = line } end
  return place, in_function
end

local function problem(what, details)
  details = details or {}
  details.problem, details.at = what, (here())
  errors[#errors + 1] = details
end

-- What the variables of helper functions held while they built conditions: file -> "line:last line" -> name -> "plain" or "expression".
local variables = {}
local of_functions = {} -- the same by file and, as one number, their lines

local function holds_node(value)
  if records[value] then return true end
  if type(value) ~= "table" then return type(value) == "function" end
  for _, inner in next, value do
    if records[inner] or type(inner) == "table" then return true end
  end
  return false
end

local function see_variable(file, line, last_line, name, value)
  local known = of_functions[file]
  if not known then
    known = {}
    of_functions[file], variables[file] = known, {}
  end
  local lines = line << 32 | last_line
  local of_function = known[lines]
  if not of_function then
    of_function = {}
    known[lines], variables[file][line .. ":" .. last_line] = of_function, of_function
  end
  if of_function[name] ~= "expression" then of_function[name] = holds_node(value) and "expression" or "plain" end
end

local function node(record)
  local at, in_function = here()
  if in_function and host.variables then host.variables(see_variable) end
  local proxy = setmetatable({}, metatable)
  record.at = at
  records[proxy] = record
  nodes[#nodes + 1] = record
  return proxy
end

-- Numbers and texts in an order that does not depend on addresses or hashes: numbers, then texts. Others have no order and no meaning here.
local function ordered(list)
  local numbers, texts = {}, {}
  for i = 1, #list do
    local key = list[i]
    local kind = type(key)
    if kind == "string" then texts[#texts + 1] = key
    elseif kind == "number" then numbers[#numbers + 1] = key end
  end
  if #texts > 1 then sort(texts) end
  if #numbers == 0 then return texts end
  if #numbers > 1 then sort(numbers) end
  for i = 1, #texts do numbers[#numbers + 1] = texts[i] end
  return numbers
end

local function sorted_keys(list)
  local keys = {}
  for key in next, list do keys[#keys + 1] = key end
  return ordered(keys)
end

local function capture_function(value)
  local record = function_records[value]
  if not record then
    record = { op = "function", body = value, at = (here()), used = true }
    function_records[value] = record
    nodes[#nodes + 1] = record
    functions[#functions + 1] = value
  end
  return record
end

-- What a pack hands over, as plain tables of our own: later changes by the pack do not reach them. Plain values are taken as they come; tables and functions
-- in the order of their keys, for they are numbered.
local function capture_table(value, open, done, depth)
  if open[value] or depth > deepest then
    problem(open[value] and "cycle" or "deep")
    return nil
  elseif done[value] then
    return done[value]
  end
  local copy, later, count, in_order, last, strange = {}, nil, 0, true, nil, false
  for key, part in next, value do
    local sort_of_key, record = type(key), records[part]
    if sort_of_key ~= "string" and sort_of_key ~= "number" then
      strange = true
    elseif record then
      record.used = true
      copy[key] = record
    else
      local kind = type(part)
      if kind == "table" or kind == "function" then
        later, count = later or {}, count + 1
        later[count] = key
        in_order, last = in_order and sort_of_key == "number" and (not last or last < key), key
      else
        copy[key] = part
      end
    end
  end
  if later then
    open[value] = true
    if count > 1 and not in_order then later = ordered(later) end
    for i = 1, count do
      local key = later[i]
      local part = value[key]
      copy[key] = type(part) == "function" and capture_function(part) or capture_table(part, open, done, depth + 1)
    end
    open[value] = nil
  end
  if strange then
    for key in next, value do
      if type(key) ~= "number" and type(key) ~= "string" then problem("key", { key = records[key] and "an expression" or type(key) }) end
    end
  end
  done[value] = copy
  return copy
end

local function captured(value)
  local record, kind = records[value], type(value)
  if record then
    record.used = true
    return record
  end
  if kind == "table" then return capture_table(value, {}, {}, 1) end
  return kind == "function" and capture_function(value) or value
end

local function captured_arguments(...)
  local arguments = { n = select("#", ...), ... }
  for i = 1, arguments.n do arguments[i] = captured(arguments[i]) end
  return arguments
end

local function plain_table(value) return type(value) == "table" and not records[value] end

-- What is done to nodes -------------------------------------------------------------------------------------------------------------

function metatable.__index(proxy, name)
  local from = records[proxy]
  from.used = true
  if type(name) ~= "string" then
    problem("subscript", { key = tostring(name), name = from.name })
    return nil -- nil ends an ipairs
  end
  return node { op = "index", from = from, name = name, at = nil, used = nil }
end

function metatable.__newindex(proxy, name)
  records[proxy].used = true
  problem("assignment", { key = tostring(name), name = records[proxy].name })
end

function metatable.__call(proxy, ...)
  local record = records[proxy]
  local count, first = select("#", ...), (...)
  record.used = true
  if record.op == "root" then
    return node { op = "apply", name = record.name, arguments = captured_arguments(...), at = nil, used = nil }
  elseif record.op == "apply" and count == 1 and plain_table(first) then
    statements[#statements + 1] = { word = record.name, name = record.arguments[1], named = record.arguments.n, at = record.at, body = captured(first) }
    return nil
  elseif record.op == "index" and count > 0 and records[first] == record.from then
    return node { op = "call", from = record.from, name = record.name, arguments = captured_arguments(select(2, ...)), at = nil, used = nil }
  end
  captured_arguments(...)
  problem(record.op == "index" and "dot" or "comma", { name = record.name, text = type(first) == "string" and first or nil })
  return node { op = "bad", used = true }
end

local function binary(operator)
  return function(a, b)
    return node { op = operator, a = captured(a), b = captured(b), at = nil, used = nil }
  end
end
metatable.__band, metatable.__bor = binary "and", binary "or"
metatable.__concat = binary "join"
metatable.__add, metatable.__sub, metatable.__mul, metatable.__div = binary "add", binary "subtract", binary "multiply", binary "divide"
function metatable.__bnot(a) return node { op = "not", a = captured(a), at = nil, used = nil } end
function metatable.__unm(a) return node { op = "negate", a = captured(a), at = nil, used = nil } end

local function refused(symbol)
  return function(a, b)
    captured(a)
    captured(b)
    problem("operator", { symbol = symbol })
    return node { op = "bad", used = true }
  end
end
for event, symbol in pairs { __lt = "<", __le = "<=", __eq = "==", __len = "#", __mod = "%", __idiv = "//", __pow = "^",
  __shl = "<<", __shr = ">>", __bxor = "~" } do
  metatable[event] = refused(symbol)
end

function metatable.__pairs(proxy)
  records[proxy].used = true
  problem("loop", { name = records[proxy].name })
  return next, {}, nil
end

function metatable.__tostring() return "an expression" end

-- The globals of pack files -----------------------------------------------------------------------------------------------------------

-- Plain Lua for helpers and row functions; whatever of it the sandbox has left in its own globals.
local library = {}
for _, name in pairs { "assert", "error", "ipairs", "math", "select", "string", "table", "tonumber", "tostring", "type", "utf8" } do
  library[name] = _ENV[name]
end
function library.pairs(list)
  if records[list] then return metatable.__pairs(list) end
  if type(list) ~= "table" then return pairs(list) end
  local keys, i = sorted_keys(list), 0
  return function()
    i = i + 1
    if keys[i] ~= nil then return keys[i], list[keys[i]] end
  end
end

-- `load` and `package` are not among them: they are good names for a pack's own kinds.
local blocked = {}
for _, name in pairs { "collectgarbage", "coroutine", "debug", "dofile", "getmetatable", "io", "loadfile", "loadstring", "next", "os", "pcall",
  "print", "rawequal", "rawget", "rawlen", "rawset", "require", "setmetatable", "warn", "xpcall", "_G" } do
  blocked[name] = true
end

local environment = setmetatable({}, {
  __metatable = false,
  __index = function(_, name)
    if library[name] ~= nil then return library[name] end
    if type(name) == "string" and not blocked[name] then return node { op = "root", name = name, at = nil, used = nil } end
    if sandboxed then return _ENV[name] end -- the sandbox's own stand-ins say why they are not available
    problem("blocked", { name = tostring(name) })
    return node { op = "bad", used = true, name = tostring(name) }
  end,
  __newindex = function(_, name, value)
    captured(value)
    problem("global", { name = tostring(name), is_function = type(value) == "function" })
  end,
})

return {
  environment = environment,
  finish = function() return { statements = statements, nodes = nodes, errors = errors, functions = functions, variables = variables } end,
}
