--- How the work is done, for check and report: options for threads and blocks, and what --plan and --profile print of it.
local tables = require "mandate.report.table"

local work = {}

local function whole_number(most)
  return function(text)
    local n = math.tointeger(tonumber(text))
    if n and n >= 1 and n <= most then return n end
    return nil, ("it is a whole number from 1 to %d, not %s"):format(most, text)
  end
end

function work.declare(command)
  command:option("--threads", "How many threads work; as many as there are processors where not given."):argname "N":convert(whole_number(256))
  command:option("--block", "How many records a thread takes at a time."):argname "N":convert(whole_number(1 << 24))
  command:flag("--plan", "Print the plan that the rules became, to stderr.")
  command:flag("--profile", "Print what the work took, to stderr.")
end

--- What lowering:run needs of a command's options.
function work.options(options)
  return { threads = options.threads, block = options.block, profile = options.profile }
end

-- Every node that a node needs, itself included.
local function needs(plan, node, seen)
  seen = seen or {}
  if seen[node] then return seen end
  seen[node] = true
  for _, input in ipairs(plan:node(node).inputs) do needs(plan, input, seen) end
  return seen
end

local function rule_name(part) return part.period and part.base .. "@" .. part.period.label or part.base end

-- Names of rules by the nodes that are their verdicts.
local function rules_by_node(lowered)
  local names = {}
  for _, part in pairs(lowered) do
    if part.node then names[part.node] = rule_name(part) end
  end
  return names
end

--- The plan as text: a line for each node that was asked for.
function work.plan_text(view, run)
  local plan, lines, names = view.lowering.plan, {}, rules_by_node(view.lowering.compiled)
  lines[1] = ("Plan for %s: each node, over which rows, from which nodes, and under which condition it is asked for"):format(view.as_of)
  local id, node = 0, plan:node(0)
  while node do
    local _, _, demand = run:cost(id)
    if demand ~= false then
      local inputs = {}
      for i, input in ipairs(node.inputs) do inputs[i] = tostring(input) end
      lines[#lines + 1] = ("%5d  %s over %s%s%s%s%s%s"):format(id, node.op, node.pairs and "pairs of " or "", node.over,
        node.reads and " " .. node.reads or "", #inputs > 0 and " (" .. table.concat(inputs, " ") .. ")" or "", demand and " where " .. demand or "",
        names[id] and " = " .. names[id] or "")
    end
    id, node = id + 1, plan:node(id + 1)
  end
  return table.concat(lines, "\n") .. "\n"
end

-- Time per rule: of the nodes that it needs, and of those that no other rule needs.
local function rules_table(view, run)
  local plan, parts, users = view.lowering.plan, {}, {}
  for _, part in pairs(view.lowering.compiled) do
    if part.node then parts[#parts + 1] = { name = rule_name(part), nodes = needs(plan, part.node) } end
  end
  table.sort(parts, function(a, b) return a.name < b.name end)
  for _, part in ipairs(parts) do
    for node in pairs(part.nodes) do users[node] = (users[node] or 0) + 1 end
  end
  local table_ = { title = "Time per rule", headings = { "Rule", "Nodes", "ms", "Own nodes", "ms of its own" },
    right = { [2] = true, [3] = true, [4] = true, [5] = true }, rows = {} }
  for _, part in ipairs(parts) do
    local count, own, time, own_time = 0, 0, 0, 0
    for node in pairs(part.nodes) do
      local milliseconds, _, demand = run:cost(node)
      if demand ~= false then
        count, time = count + 1, time + milliseconds
        if users[node] == 1 then own, own_time = own + 1, own_time + milliseconds end
      end
    end
    table_.rows[#table_.rows + 1] = { part.name, tostring(count), ("%.1f"):format(time), tostring(own), ("%.1f"):format(own_time) }
  end
  return table_
end

local function each_node(view, run, visit)
  local plan, id = view.lowering.plan, 0
  local node = plan:node(0)
  while node do
    local milliseconds, rows, demand = run:cost(id)
    if demand ~= false then visit(node, rows, milliseconds) end
    id = id + 1
    node = plan:node(id)
  end
end

local function columns_table(view, run)
  local rows, times = {}, {}
  each_node(view, run, function(node, count, milliseconds)
    if node.reads then
      rows[node.reads] = math.max(rows[node.reads] or 0, count)
      times[node.reads] = (times[node.reads] or 0) + milliseconds
    end
  end)
  local table_ = { title = "Columns loaded", headings = { "Column", "Rows", "ms" }, right = { [2] = true, [3] = true }, rows = {} }
  for name, count in pairs(rows) do table_.rows[#table_.rows + 1] = { name, tostring(count), ("%.1f"):format(times[name]) } end
  table.sort(table_.rows, function(a, b) return a[1] < b[1] end)
  return table_
end

local function functions_table(view, run)
  local table_ = { title = "Lua functions", headings = { "Function", "Rows", "ms" }, right = { [2] = true, [3] = true }, rows = {} }
  each_node(view, run, function(node, rows, milliseconds)
    if node.op == "CALL" then table_.rows[#table_.rows + 1] = { tostring(node["function"]), tostring(rows), ("%.1f"):format(milliseconds) } end
  end)
  return table_
end

--- What the work took, as text.
function work.profile_text(view, run)
  local did = run:work()
  local parts = { rules_table(view, run), columns_table(view, run), functions_table(view, run) }
  local shown = {}
  for _, part in ipairs(parts) do
    if #part.rows > 0 then shown[#shown + 1] = part end
  end
  return ("run: %.1f ms, %d threads, %d passes, %d blocks (times below are of all threads together)\n%s"):format(did.milliseconds, did.threads,
    did.passes, did.blocks, #shown > 0 and tables.format_all(shown, "text") or "")
end

--- Prints what --plan and --profile ask for.
function work.show(options, view, run)
  if options.plan then io.stderr:write(work.plan_text(view, run)) end
  if options.profile then io.stderr:write(work.profile_text(view, run)) end
end

return work
