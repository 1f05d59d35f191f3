--- How the work is done, for check and report: options for threads and blocks, and what --plan and --profile print of it.
local core = require "mandate.core"
local tables = require "mandate.report.table"

local work = {}

local function in_milliseconds(microseconds) return core.fixed_text(core.decimal(microseconds) / 1000, 1) end

local function whole_number(option, most)
  return function(text)
    local n = math.tointeger(tonumber(text))
    if n and n >= 1 and n <= most then return n end
    return nil, ("%s is a whole number from 1 to %d, not `%s`"):format(option, most, text)
  end
end

--- The option for threads. `what` is what they do, for the one line of help.
function work.declare_threads(command, what)
  command:option("--threads", ("How many threads %s; as many as there are processors where not given."):format(what))
    :argname "N":convert(whole_number("--threads", 256))
end

function work.declare(command)
  work.declare_threads(command, "work")
  command:option("--block", "How many records a thread takes at a time."):argname "N":convert(whole_number("--block", 1 << 24))
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

-- "(due 3, done 12)", or "(18 19)" where the place says what each is for.
local function inputs_text(node)
  local list = {}
  for i, input in ipairs(node.inputs) do list[i] = node.names[i] and node.names[i] .. " " .. input or tostring(input) end
  return #list > 0 and (" (%s)"):format(table.concat(list, ", ")) or ""
end

-- A condition's node, or the kind whose owners alone are asked.
local function where_text(demand) return type(demand) == "string" and "any " .. demand or demand end

--- The plan as text: a line for each node that is asked for.
function work.plan_text(view, run, of)
  local plan, lines, names = view.lowering.plan, {}, rules_by_node(view.lowering.compiled)
  lines[1] = ("Plan of %s for %s. Each line is a node: its operation, over which rows, from which nodes, what is fixed in it; `where` is the condition under which it"
    .. " is asked for, `=` the rule whose verdicts it has"):format(of or "the rules", view.as_of)
  local id, node = 0, plan:node(0)
  while node do
    local _, _, demand = run:cost(id)
    if demand ~= false then
      local words = node["function"] and view.lowering.site_places[node["function"]] or node.words
      lines[#lines + 1] = ("%5d  %s over %s%s%s%s%s%s%s"):format(id, node.op, node.pairs and "pairs of " or "", node.over, node.reads and " " .. node.reads or "",
        inputs_text(node), words and " " .. words or "", demand and " where " .. where_text(demand) or "", names[id] and " = " .. names[id] or "")
    end
    id, node = id + 1, plan:node(id + 1)
  end
  return table.concat(lines, "\n") .. "\n"
end

-- The nodes that each rule needs, in all its periods: { { name, nodes } }, and how many rules need each node.
local function rules_and_users(view)
  local by_name, rules, users = {}, {}, {}
  for _, part in pairs(view.lowering.compiled) do
    if part.node then
      local rule = by_name[part.base]
      if not rule then
        rule = { name = part.base, nodes = {} }
        by_name[part.base], rules[#rules + 1] = rule, rule
      end
      needs(view.lowering.plan, part.node, rule.nodes)
    end
  end
  for _, rule in ipairs(rules) do
    for node in pairs(rule.nodes) do users[node] = (users[node] or 0) + 1 end
  end
  return rules, users
end

-- Time per rule, the dearest first: of the nodes that it needs, and of those that no other rule needs. What several need has a row of its own, so that the
-- last column adds up to what the rules took (a report's plan has nodes of no rule, too).
local function rules_table(view, run)
  local rules, users = rules_and_users(view)
  local shared = { name = "(shared by several rules)", count = 0, own = 0, time = 0, own_time = 0 }
  for _, rule in ipairs(rules) do
    rule.count, rule.own, rule.time, rule.own_time = 0, 0, 0, 0
    for node in pairs(rule.nodes) do
      local microseconds, _, demand = run:cost(node)
      if demand ~= false then
        rule.count, rule.time = rule.count + 1, rule.time + microseconds
        if users[node] == 1 then rule.own, rule.own_time = rule.own + 1, rule.own_time + microseconds end
      end
    end
  end
  for node, count in pairs(users) do
    local microseconds, _, demand = run:cost(node)
    if count > 1 and demand ~= false then shared.own, shared.own_time = shared.own + 1, shared.own_time + microseconds end
  end
  shared.count, shared.time = shared.own, shared.own_time
  if shared.own > 0 then rules[#rules + 1] = shared end
  table.sort(rules, function(a, b)
    if a.own_time ~= b.own_time then return a.own_time > b.own_time end
    return a.name < b.name
  end)
  local table_ = { title = "Time per rule: of the nodes of its plan, and of those that no other rule needs",
    headings = { "Rule", "Nodes", "ms", "Own nodes", "ms of its own" }, right = { [2] = true, [3] = true, [4] = true, [5] = true }, rows = {} }
  for i, rule in ipairs(rules) do
    table_.rows[i] = { rule.name, tostring(rule.count), in_milliseconds(rule.time), tostring(rule.own), in_milliseconds(rule.own_time) }
  end
  return table_
end

local function each_node(view, run, visit)
  local plan, id = view.lowering.plan, 0
  local node = plan:node(0)
  while node do
    local microseconds, rows, demand = run:cost(id)
    if demand ~= false then visit(id, node, rows, microseconds) end
    id = id + 1
    node = plan:node(id)
  end
end

local function columns_table(view, run)
  local rows, times = {}, {}
  each_node(view, run, function(_, node, count, microseconds)
    if node.reads then
      rows[node.reads] = math.max(rows[node.reads] or 0, count)
      times[node.reads] = (times[node.reads] or 0) + microseconds
    end
  end)
  local table_ = { title = "Columns loaded", headings = { "Column", "Rows read", "ms" }, right = { [2] = true, [3] = true, [4] = true }, rows = {} }
  local looks = run:looks()
  if next(looks) then
    table_.title, table_.headings[4] = "Columns loaded, and cells that Lua functions looked at", "Looks"
    for name in pairs(looks) do rows[name], times[name] = rows[name] or 0, times[name] or 0 end
  end
  for name, count in pairs(rows) do
    table_.rows[#table_.rows + 1] = { name, tostring(count), in_milliseconds(times[name]), next(looks) and tostring(looks[name] or 0) or nil }
  end
  table.sort(table_.rows, function(a, b) return a[1] < b[1] end)
  return table_
end

local function functions_table(view, run, of)
  local table_ = { title = "Lua functions", headings = { "Function", "Called by", "Calls", "ms" }, right = { [3] = true, [4] = true }, rows = {} }
  local rules = rules_and_users(view)
  each_node(view, run, function(id, node, rows, microseconds)
    if not node["function"] then return end
    local names = {}
    for _, rule in ipairs(rules) do
      if rule.nodes[id] then names[#names + 1] = rule.name end
    end
    table.sort(names)
    if #names == 0 then names[1] = of end
    table_.rows[#table_.rows + 1] = { view.lowering.site_places[node["function"]], table.concat(names, ", "), tostring(rows), in_milliseconds(microseconds) }
  end)
  table.sort(table_.rows, function(a, b) return a[1] < b[1] end)
  return table_
end

local function opening_text(view)
  if not view.took then return "" end
  local loaded = view.snapshot:loaded()
  return ("before: the pack took %s ms, the snapshot %s ms (%s), in processor time\n"):format(in_milliseconds(view.took.pack), in_milliseconds(view.took.snapshot),
    loaded == 0 and "mapped as it was" or ("%d kinds read from the registry"):format(loaded))
end

--- What the work took, as text.
function work.profile_text(view, run, of)
  local did = run:work()
  local shown = {}
  for _, part in ipairs { rules_table(view, run), columns_table(view, run), functions_table(view, run, of) } do
    if #part.rows > 0 then shown[#shown + 1] = part end
  end
  return ("%srun of %s: %s ms, %d threads, %d passes, %d blocks (times below are of all threads together)\n%s"):format(opening_text(view), of or "the rules",
    in_milliseconds(did.microseconds), did.threads, did.passes, did.blocks, #shown > 0 and "\n" .. tables.format_all(shown, "text") or "")
end

--- Prints what --plan and --profile ask for, of a run of the rules or of what `of` says.
function work.show(options, view, run, of)
  io.stdout:flush() -- both may go to one place
  if options.plan then io.stderr:write("\n", work.plan_text(view, run, of)) end
  if options.profile then io.stderr:write("\n", work.profile_text(view, run, of)) end
end

return work
