--- mandate check PACK REGISTRY
local checking = require "mandate.check.check"
local messages = require "mandate.commands.messages"
local notes = require "mandate.check.notes"
local opening = require "mandate.commands.opening"
local tables = require "mandate.report.table"
local words = require "mandate.catalogues.en"
local work = require "mandate.commands.work"

local check = {}

function check.declare(parser)
  local command = parser:command("check", "Judge every record of a registry by a pack's rules.")
  command:argument("pack", "The pack's folder.")
  command:argument("registry", "The registry's file.")
  command:option("--as-of", "The day on which the judgement is made.", nil):argname "DATE"
  command:option("--format", "text, csv or json."):choices({ "text", "csv", "json" }):default "text"
  command:option("--verdicts", "Write one row per rule and subject to this file, as they are judged."):argname "FILE.csv"
  command:flag("--no-reasons", "Leave the columns missing and reason out of it.")
  work.declare(command)
end

local function statuses_of(result)
  local used = {}
  for _, status in ipairs(checking.STATUSES) do
    for _, rule in ipairs(result.rules) do
      if rule.counts[status] then
        used[#used + 1] = status
        break
      end
    end
  end
  return used
end

local function counts_table(result)
  local statuses = statuses_of(result)
  local table_ = { headings = { "Rule", "Judges" }, right = {}, rows = {} }
  for _, status in ipairs(statuses) do
    table_.headings[#table_.headings + 1] = words.status[status]
    table_.right[#table_.headings] = true
  end
  for _, rule in ipairs(result.rules) do
    local part = rule.parts[1]
    local row = { rule.base, rule.kind .. (part and part.period and " and period" or "") }
    for _, status in ipairs(statuses) do row[#row + 1] = tostring(rule.counts[status] or 0) end
    table_.rows[#table_.rows + 1] = row
  end
  return table_
end

local function due_of(quota)
  return quota.due or "not given"
end

local function quotas_table(quotas)
  local table_ = {
    headings = { "Quota", "Place", "Target", "Actual", "Gap", "Due", "Plan to date", "Projected", "Status" },
    right = { [3] = true, [4] = true, [5] = true, [7] = true, [8] = true }, rows = {}, notes = {},
  }
  for _, quota in ipairs(quotas) do
    local projected = quota.projection and ("%.0f"):format(quota.projection.value) or nil
    table_.rows[#table_.rows + 1] = { quota.rule, quota.place, quota.target, quota.actual, quota.gap, due_of(quota), quota.planned, projected,
      words.status[quota.status] }
    if quota.projection then
      table_.notes[#table_.notes + 1] = ("Projected for %s, %s: %s = %s"):format(quota.rule, quota.place, quota.projection.formula, projected)
    end
  end
  return table_
end

local function as_text(opened, result, quotas, remarks)
  local parts = { ("%s on %s, as of %s\n"):format(opened.pack.name or opened.pack.folder, opened.registry, opened.as_of), "\n",
    tables.format(counts_table(result), "text") }
  if #quotas > 0 then
    parts[#parts + 1] = "\n"
    parts[#parts + 1] = tables.format(quotas_table(quotas), "text")
  end
  if #remarks > 0 then
    parts[#parts + 1] = "\n"
    for _, remark in ipairs(remarks) do parts[#parts + 1] = "Note: " .. remark .. "\n" end
  end
  return table.concat(parts)
end

local function as_csv(result, quotas)
  local headings = { "rule", "subject", "status", "count", "target", "actual", "gap", "due", "planned", "projected" }
  local lines = { tables.csv_line(headings, #headings) }
  for _, rule in ipairs(result.rules) do
    for _, status in ipairs(checking.STATUSES) do
      if rule.counts[status] then lines[#lines + 1] = tables.csv_line({ rule.base, nil, status, tostring(rule.counts[status]) }, #headings) end
    end
  end
  for _, q in ipairs(quotas) do
    local projected = q.projection and ("%.1f"):format(q.projection.value) or nil
    lines[#lines + 1] = tables.csv_line({ q.rule, q.place, q.status, nil, q.target, q.actual, q.gap, q.due, q.planned, projected }, #headings)
  end
  return table.concat(lines)
end

local function as_json(opened, result, quotas, remarks)
  local rules, goals = {}, {}
  for i, rule in ipairs(result.rules) do
    local counts = {}
    for _, status in ipairs(checking.STATUSES) do
      if rule.counts[status] then counts[#counts + 1] = { status, rule.counts[status] } end
    end
    rules[i] = tables.object { { "rule", rule.base }, { "judges", rule.kind }, { "counts", tables.object(counts) } }
  end
  for i, q in ipairs(quotas) do
    local function number(name) return q.ranges[name] and tables.range(q.ranges[name][1], q.ranges[name][2]) or q[name] end
    goals[i] = tables.object { { "rule", q.rule }, { "place", q.place }, { "status", q.status }, { "target", number "target" },
      { "actual", number "actual" }, { "gap", number "gap" }, { "due", q.due }, { "due_not_given", q.due_not_given }, { "planned", number "planned" },
      { "projected", q.projection and q.projection.value }, { "projection", q.projection and q.projection.formula } }
  end
  return tables.json(tables.object { { "pack", opened.pack.name or opened.pack.folder }, { "registry", opened.registry }, { "as_of", opened.as_of },
    { "rules", tables.list(rules) }, { "quotas", tables.list(goals) }, { "notes", tables.list(remarks) } })
end

function check.run(options)
  if options.no_reasons and not options.verdicts then
    return messages.fail { message = "--no-reasons says what --verdicts writes, and no file is given", cure = "Give one with --verdicts FILE.csv" }
  end
  local opened, problems = opening.open(options)
  if not opened then return messages.fail(problems) end
  local result, problem = checking.run(opened, { verdicts = options.verdicts, reasons = not options.no_reasons, words = words,
    threads = options.threads, block = options.block, profile = options.profile })
  if not result then return messages.fail(opening.of_run(opened, problem)) end
  opening.lowered(opened)
  local quotas = checking.quotas(opened, result)
  local remarks = notes.of_pack(opened.pack)
  for _, note in ipairs(opened.notes) do messages.warn(note) end
  local output = options.format == "csv" and as_csv(result, quotas) or options.format == "json" and as_json(opened, result, quotas, remarks)
    or as_text(opened, result, quotas, remarks)
  io.stdout:write(output)
  work.show(options, opened, result.run)
  return result.wrong and 1 or 0
end

return check
