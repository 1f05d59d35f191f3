--- A pack's rules and reports in one plan over an opened snapshot, to be run as often as one likes. Needs the module mandate.core.
local core = require "mandate.core"
local answers = require "tests.bench.answers"
local language = require "mandate.language.load"
local lowering = require "mandate.language.lower.lowering"
local reports = require "mandate.report.report"

local asking = {}
asking.__index = asking

local function checked(value, problem)
  if value then return value end
  local lines = {}
  for i, one in ipairs(problem.message and { problem } or problem) do lines[i] = ("%s:%s: %s"):format(one.file or "", one.line or "", one.message) end
  error(table.concat(lines, "\n"), 0)
end

--- Loads the pack and opens the registry's snapshot.
function asking.open(folder, registry, as_of)
  local pack = checked(language.load(core, folder))
  return setmetatable({ pack = pack, snapshot = checked(core.snapshot(registry, pack.model)), as_of = as_of }, asking)
end

--- Every rule of the pack is judged, every report counted.
function asking:lower()
  self.lowering = lowering.new(self.pack, self.snapshot, self.as_of)
  self.rules, self.reports = self.lowering:rules(), {}
  for _, rule in ipairs(self.rules) do self.lowering.plan:judge(rule.node) end
  for _, declared in ipairs(self.pack.reports) do self.reports[declared.name] = reports.lower(self.lowering, declared) end
end

--- options: threads, block. Nothing is kept from one run to the next.
function asking:run(options) return checked(self.lowering:run(options)) end

--- The reports' numbers after a run, as the plain loops print them.
function asking:answers(run)
  local built = {}
  for name, lowered in pairs(self.reports) do built[name] = reports.build(self, run, lowered) end
  return answers.text(built)
end

return asking
