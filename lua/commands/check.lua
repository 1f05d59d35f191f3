--- mandate check PACK REGISTRY
local doubts = require "mandate.check.doubts"
local cautions = require "mandate.check.cautions"
local leaves = require "mandate.check.leaves"
local checking = require "mandate.check.check"
local messages = require "mandate.commands.messages"
local nobody = require "mandate.check.nobody"
local notes = require "mandate.check.notes"
local opening = require "mandate.commands.opening"
local reason = require "mandate.check.reason"
local refused = require "mandate.check.refused"
local summary = require "mandate.check.summary"
local tables = require "mandate.report.table"
local catalogue = require "mandate.catalogues.catalogue"
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
  catalogue.declare(command)
  work.declare(command)
end

local function as_text(opened, words, result, quotas, remarks)
  local parts = { words:say("check.title", { pack = opened.pack.name or opened.pack.folder, registry = opened.registry, as_of = opened.as_of }), "\n\n",
    tables.format(summary.counts(words, result), "text") }
  if #quotas > 0 then
    parts[#parts + 1] = "\n"
    parts[#parts + 1] = tables.format(summary.quotas(words, quotas), "text")
  end
  if #remarks > 0 then
    parts[#parts + 1] = "\n"
    for _, remark in ipairs(remarks) do parts[#parts + 1] = words:say("note.note", { text = remark }) .. "\n" end
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
    local projected = q.projection and q.projection.text or nil
    lines[#lines + 1] = tables.csv_line({ q.rule, q.subject, q.status, nil, q.target, q.actual, q.gap, q.due, q.planned, projected }, #headings)
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
    local function number(name) return q.ranges[name] and tables.range { low = q.ranges[name][1], high = q.ranges[name][2] } or q[name] end
    goals[i] = tables.object { { "rule", q.rule }, { "place", q.place }, { "period", q.period }, { "status", q.status }, { "target", number "target" },
      { "actual", number "actual" }, { "gap", number "gap" }, { "due", q.due }, { "due_not_given", opened.words:of(q.due_not_given) }, { "planned", number "planned" },
      { "projected", q.projection and tables.range(q.projection.range) }, { "projection", q.projection and opened.words:say("check.formula", q.projection.parts) } }
  end
  return tables.json(tables.object { { "pack", opened.pack.name or opened.pack.folder }, { "registry", opened.registry }, { "as_of", opened.as_of },
    { "rules", tables.list(rules) }, { "quotas", tables.list(goals) }, { "notes", tables.list(remarks) } })
end

function check.run(options)
  if options.no_reasons and not options.verdicts then
    local asked = catalogue.open(options.lang)
    return messages.fail { message = asked:say "command.no_reasons", cure = asked:say "command.no_reasons_cure" }
  end
  local opened, problems = opening.open(options)
  if not opened then return messages.fail(problems) end
  local words = opened.words
  local doubted = leaves.lower(opened.lowering)
  for _, doubt in ipairs(doubted) do opened.lowering.plan:keep(doubt.node) end
  local unowned, asked = nobody.lower(opened.lowering), cautions.lower(opened.lowering)
  local result, problem = checking.run(opened, { verdicts = options.verdicts, reasons = not options.no_reasons, words = words,
    threads = options.threads, block = options.block, profile = options.profile })
  if not result then return messages.fail(opening.of_run(opened, problem)) end
  opening.lowered(opened)
  local quotas = checking.quotas(opened, result)
  local remarks = notes.of_pack(opened.pack, words, nil, opened.lowering)
  for _, note in ipairs(leaves.notes(words, opened, doubts.found(opened, result.run, doubted))) do remarks[#remarks + 1] = note end
  for _, note in ipairs(nobody.notes(words, opened, result.run, unowned)) do remarks[#remarks + 1] = note end
  for _, note in ipairs(cautions.notes(words, opened, result, asked)) do remarks[#remarks + 1] = note end
  local beside = refused.beside(words, opened, result, function(kind) return reason.kind(words, kind) end)
  for _, note in ipairs(beside) do remarks[#remarks + 1] = note end
  for _, note in ipairs(opened.notes) do messages.warn(note, words) end
  for _, note in ipairs(options.format == "csv" and remarks or {}) do messages.warn(note, words) end -- a CSV file has no place for them
  if options.format == "json" then table.move(opened.notes, 1, #opened.notes, #remarks + 1, remarks) end -- whoever reads it sees nothing else
  local output = options.format == "csv" and as_csv(result, quotas) or options.format == "json" and as_json(opened, result, quotas, remarks)
    or as_text(opened, words, result, quotas, remarks)
  io.stdout:write(output)
  work.show(options, opened, result.run)
  if messages.failures(opened.pack.folder, result.run:failures(), words) then return 2 end
  return (result.wrong or #beside > 0) and 1 or 0 -- what may be a breach for all that is on record never passes for compliance
end

return check
