-- What the recorder saw go wrong while the pack ran, in words, and the nodes that nothing used.
local schema = require "mandate.language.schema"
local nearest = require "mandate.language.nearest"

local recorded = {}

local operators = {
  ["<"] = ":below or :before", ["<="] = ":at_most or :by", ["=="] = ":is", ["#"] = ":count()", ["%"] = nil, ["//"] = "/",
}

local words = {}

function words.operator(problem)
  if problem.symbol == "~" then return "`~` between two conditions: an `&` or a comma is missing before it" end
  local cure = operators[problem.symbol]
  if not cure then return ("`%s` cannot be asked of an expression"):format(problem.symbol) end
  return ("`%s` works on Lua values, not on conditions; write `%s`"):format(problem.symbol, cure)
end

function words.dot(problem)
  if schema.is_method[problem.name] then
    return ("write `:%s(…)` with a colon, not `.%s(…)`"):format(problem.name, problem.name)
  end
  return ("a comma or an operator is missing after `%s`"):format(problem.name)
end

function words.comma(problem)
  return ("a comma or an operator is missing before this: %s cannot be followed by (…), {…} or a text"):format(
    problem.name and ("`%s`"):format(problem.name) or "an expression")
end

function words.global(problem)
  if problem.is_function then return ("a function of a pack is local: write `local function %s(…)`"):format(problem.name) end
  return ("`%s = …` outside a table makes a global name; write `local %s = …`"):format(problem.name, problem.name)
end

function words.assignment(problem)
  return ("`%s` cannot be set: records are only read"):format(problem.key)
end

function words.subscript(problem)
  return ("a record or a set is not a list: it cannot be indexed by %s"):format(problem.key)
end

function words.loop() return "the records are not there while a pack loads, so no loop can go over them; ask :any(), :every(…), :count()" end
function words.cycle() return "this table holds itself" end
function words.deep() return "these tables lie too deep in each other" end
function words.key(problem) return ("a key of a table is a name, a text or a number, not %s"):format(problem.key) end
function words.blocked(problem) return ("`%s` is not available to a pack: a verdict may depend on law and records only"):format(problem.name) end

-- The names in `problem` that help to find the column.
function recorded.report(document, sources, problems)
  for _, problem in ipairs(document.errors) do
    local at = { file = problem.at.file, line = problem.at.line }
    local source = at.file and sources[at.file]
    local text = problem.symbol or problem.key or problem.name
    if problem.problem == "comma" then text = problem.text end
    if source and text and at.line then
      local _, line, column = source:find(text, at.line)
      if line == at.line then at.column = column end
    end
    problems:add(at, words[problem.problem](problem), "record")
  end
end

local shown = { ["and"] = "&", ["or"] = "|", ["not"] = "~", add = "+", subtract = "-", multiply = "*", divide = "/", join = "..", negate = "-" }

-- Reports nodes that nothing used; gives their lines: file -> line -> true.
function recorded.unused(document, places, problems, kinds)
  local lost = {}
  for _, node in ipairs(document.nodes) do
    if not node.used and node.op ~= "bad" and not problems.broken[node.at.file] then
      local at = places:of(node)
      local name = node.name and (node.op == "call" and ":" .. node.name or node.name) or shown[node.op] or node.op
      if node.at.file then
        lost[node.at.file] = lost[node.at.file] or {}
        lost[node.at.file][node.at.line] = true
      end
      if node.op == "apply" and schema.statement[node.name] and not schema.func[node.name] then
        if type(node.arguments[1]) == "string" then
          problems:add(at, ('%s "%s" has no body: { … } is missing'):format(node.name, node.arguments[1]))
        else
          problems:add(at, ('%s needs its name in quotes: %s "name" { … }'):format(node.name, node.name))
        end
      elseif node.op == "apply" and not schema.func[node.name] and not kinds[node.name] then
        local known = {}
        for word in pairs(schema.statement) do known[word] = true end
        for word in pairs(schema.func) do known[word] = true end
        problems:add(at, ("nothing is called `%s`.%s"):format(node.name, nearest.hint(node.name, known)))
      else
        problems:add(at, ("this expression (… %s) is built but used nowhere: a stray `and`/`or`/`==`, a lost comma, or a local that no rule reads")
          :format(name), "use")
      end
    end
  end
  return lost
end

return recorded
