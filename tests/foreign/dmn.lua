--- DMN models (1.3, level 2: decision tables over input data and other decisions) as mandate packs, and their test cases as records and expected results.
-- A model becomes a kind `probe` with a field for each input, and a decision of it for each table: `in_NAME` and `out_NAME`, in small letters.
local feel = require "tests.foreign.feel"
local xml = require "tests.foreign.xml"

local dmn = {}

local TYPES <const> = { number = "number", string = "text", boolean = "yesno", date = "date" }
local HITS <const> = { UNIQUE = "unique", ANY = "any", FIRST = "first", PRIORITY = "first" }
local COLLECTS <const> = { SUM = "sum of", COUNT = "count of", MIN = "lowest", MAX = "highest" }

local function word(name) return (name:lower():gsub("[^%w]+", "_"):gsub("_+$", "")) end

local function named_type(name) return TYPES[(name or ""):match "([^:]+)$" or ""] end

-- The type of an input: a plain one, or one that the model names, with what it may hold.
local function type_of(definitions, element)
  local name = (xml.one(element, "variable") or element).attributes.typeRef
  if named_type(name) then return named_type(name) end
  for _, item in ipairs(xml.all(definitions, "itemDefinition")) do
    if item.attributes.name == name and item.attributes.isCollection ~= "true" then
      return named_type(xml.text(item, "typeRef")), xml.text(xml.one(item, "allowedValues"), "text")
    end
  end
  return nil
end

-- What a column asks: an input, another decision, or one of the results of one.
local function column_of(model, text)
  if model.inputs[text] then return "probe.in_" .. word(text) end
  local name, part = text:match "^(.-)%.([^.]+)$"
  if model.decisions[text] then return "probe.out_" .. word(text) end
  if name and model.decisions[name] then return ("probe.out_%s.%s"):format(word(name), word(part)) end
  error(("a column asks `%s`, which is no input and no decision"):format(text), 0)
end

local function hit_of(table_)
  local policy = table_.attributes.hitPolicy or "UNIQUE"
  local hit = HITS[policy] or policy == "COLLECT" and COLLECTS[table_.attributes.aggregation or ""]
  return hit or error(("hit policy %s gives several values, and mandate has one"):format(policy), 0)
end

-- The row for whatever no rule holds for: the defaults, or nothing.
local function rest_of(outputs, width)
  local cells = {}
  for c = 1, width do cells[c] = "any" end
  for _, output in ipairs(outputs) do
    local default = xml.text(xml.one(output, "defaultOutputEntry"), "text")
    cells[#cells + 1] = default and feel.result(default) or 'not_given "no rule holds"'
  end
  return cells
end

local function rows_of(table_)
  local rows = {}
  for r, rule in ipairs(xml.all(table_, "rule")) do
    local cells = {}
    for _, entry in ipairs(xml.all(rule, "inputEntry")) do cells[#cells + 1] = feel.cell(xml.text(entry, "text")) end
    for _, entry in ipairs(xml.all(rule, "outputEntry")) do cells[#cells + 1] = feel.result(xml.text(entry, "text")) or 'not_given "null"' end
    rows[r] = cells
  end
  return rows
end

-- The rows in the order of what they give: outputs are ranked by the list of what each may be, the first output before the second, and rows that give the same keep their order.
local function by_priority(outputs, rows, width)
  local ranks = {}
  for k, output in ipairs(outputs) do
    ranks[k] = {}
    local said = xml.text(xml.one(output, "outputValues"), "text") or error("hit policy PRIORITY ranks outputs by `outputValues`, and there are none", 0)
    for i, value in ipairs(feel.values(said)) do ranks[k][value] = i end
  end
  local order = {}
  for r, cells in ipairs(rows) do
    order[r] = { index = r, cells = cells }
    for k in ipairs(outputs) do order[r][k] = ranks[k][cells[width + k]] or error(("`%s` is none of the values of its output"):format(cells[width + k]), 0) end
  end
  table.sort(order, function(a, b)
    for k in ipairs(outputs) do
      if a[k] ~= b[k] then return a[k] < b[k] end
    end
    return a.index < b.index
  end)
  for r, one in ipairs(order) do rows[r] = one.cells end
end

-- A decision as mandate writes it. rest: with a last row for what no rule holds for, so that the first row that holds counts.
local function decision_of(model, decision, rest)
  local table_ = assert(xml.one(decision, "decisionTable"), "a decision is no table: " .. decision.attributes.name)
  local columns, names, outputs, rows = {}, {}, xml.all(table_, "output"), rows_of(table_)
  for _, input in ipairs(xml.all(table_, "input")) do columns[#columns + 1] = column_of(model, xml.text(xml.one(input, "inputExpression"), "text")) end
  for k, output in ipairs(outputs) do names[k] = #outputs > 1 and ("%q"):format(word(output.attributes.name)) or nil end
  local hit, lines = hit_of(table_), {}
  if table_.attributes.hitPolicy == "PRIORITY" then by_priority(outputs, rows, #columns) end
  if rest then
    rows[#rows + 1] = rest_of(outputs, #columns)
    if hit == "unique" or hit == "any" then hit = "first" end
  end
  for r, cells in ipairs(rows) do lines[r] = ("    { %s }"):format(table.concat(cells, ", ")) end
  return ("decision \"probe.out_%s\" { reading = \"a table of DMN\", hit = %q, %scolumns = { %s }, rows = {\n%s } }\n"):format(word(decision.attributes.name), hit,
    #names > 0 and ("results = { %s }, "):format(table.concat(names, ", ")) or "", table.concat(columns, ", "), table.concat(lines, ",\n"))
end

-- The texts that a table or a type says are all that an input may hold.
local function allowed_texts(definitions, name)
  local list
  for _, decision in ipairs(xml.all(definitions, "decision")) do
    for _, input in ipairs(xml.all(xml.one(decision, "decisionTable"), "input")) do
      if xml.text(xml.one(input, "inputExpression"), "text") == name then list = list or xml.text(xml.one(input, "inputValues"), "text") end
    end
  end
  return list
end

--- A model: { inputs = name -> type, decisions = name -> { its results, in their order, or none } }, and the order of both.
function dmn.read(source)
  local definitions = xml.read(source)
  local model = { definitions = definitions, inputs = {}, allowed = {}, decisions = {}, order = {}, decided = {} }
  for _, input in ipairs(xml.all(definitions, "inputData")) do
    local name = input.attributes.name
    model.inputs[name], model.allowed[name] = type_of(definitions, input)
    if not model.inputs[name] then error(("input %s has a type of its own"):format(name), 0) end
    model.order[#model.order + 1] = name
  end
  for _, decision in ipairs(xml.all(definitions, "decision")) do
    local name, outputs = decision.attributes.name, xml.all(xml.one(decision, "decisionTable"), "output")
    model.decisions[name] = {}
    for k, output in ipairs(outputs) do model.decisions[name][k] = #outputs > 1 and output.attributes.name or nil end
    model.decided[#model.decided + 1] = name
  end
  return model
end

--- The pack of a model.
---@param rest table|nil name of a decision -> true: with a last row for what no rule holds for
function dmn.pack(model, rest)
  local lines = { 'kind "probe" { lasting = true, fields = { { "test", text, key = true }' }
  for _, name in ipairs(model.order) do
    local texts = model.inputs[name] == "text" and (allowed_texts(model.definitions, name) or model.allowed[name])
    lines[#lines + 1] = (', { "in_%s", %s, blank = "none"%s }'):format(word(name), model.inputs[name], texts and (", one_of = { %s }"):format(texts) or "")
  end
  lines[#lines + 1] = " } }\n"
  local columns = {}
  for _, decision in ipairs(xml.all(model.definitions, "decision")) do
    local name = decision.attributes.name
    lines[#lines + 1] = decision_of(model, decision, rest and rest[name])
    local parts = model.decisions[name]
    if #parts == 0 then columns[#columns + 1] = ('{ %q, probe.out_%s }'):format(name, word(name)) end
    for _, part in ipairs(parts) do columns[#columns + 1] = ('{ %q, probe.out_%s.%s }'):format(name .. "." .. part, word(name), word(part)) end
  end
  lines[#lines + 1] = ('report "results" { title = "Results", per = probe, columns = { %s } }\n'):format(table.concat(columns, ", "))
  return table.concat(lines)
end

--- The cases of a test file: { { id, inputs = name -> text, expected = "decision" or "decision.part" -> text, false where there is none } … }.
function dmn.cases(source)
  local list = {}
  local function value_of(element)
    local value = xml.one(element, "value")
    return value and value.attributes["nil"] ~= "true" and xml.text(element, "value") or false
  end
  for i, case in ipairs(xml.all(xml.read(source), "testCase")) do
    local one = { id = case.attributes.id, inputs = {}, expected = {} }
    for _, input in ipairs(xml.all(case, "inputNode")) do one.inputs[input.attributes.name] = value_of(input) end
    for _, result in ipairs(xml.all(case, "resultNode")) do
      local expected, name = xml.one(result, "expected"), result.attributes.name
      local parts = xml.all(expected, "component")
      if #parts == 0 then one.expected[name] = value_of(expected) end
      for _, part in ipairs(parts) do one.expected[name .. "." .. part.attributes.name] = value_of(part) end
    end
    list[i] = one
  end
  return list
end

--- The records of the cases, as CSV.
function dmn.records(model, cases)
  local heads = { "test" }
  for i, name in ipairs(model.order) do heads[i + 1] = "in_" .. word(name) end
  local lines = { table.concat(heads, ",") }
  for _, case in ipairs(cases) do
    local cells = { case.id }
    for i, name in ipairs(model.order) do
      local text = case.inputs[name] or ""
      if model.inputs[name] == "yesno" then text = text == "true" and "yes" or text == "false" and "no" or text end
      cells[i + 1] = text:find '[,"\n]' and '"' .. text:gsub('"', '""') .. '"' or text
    end
    lines[#lines + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end

return dmn
