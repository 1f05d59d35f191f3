--- mandate test PACK
local catalogue = require "mandate.catalogues.catalogue"
local examples = require "mandate.check.examples"
local messages = require "mandate.commands.messages"
local opening = require "mandate.commands.opening"

local test = {}

function test.declare(parser)
  local command = parser:command("test", "Judge the examples that stand in a pack's rules.")
  command:argument("pack", "The pack's folder.")
end

function test.run(options)
  local pack, problems = opening.pack(options.pack)
  if not pack then return messages.fail(problems) end
  local results, wrong = examples.judge(pack, catalogue.open()), 0
  for _, result in ipairs(results) do
    local found = result.wrong
    if found then
      wrong = wrong + 1
      local at = result.rule.at or {}
      local place = ("%s/%s:%s"):format(pack.folder:gsub("/+$", ""), at.file or "?", at.line or "?")
      print(("%s: %s, example %d, as of %s: %s"):format(place, result.rule.name, result.index, result.at, found.problem))
      if found.reason then print("  " .. found.reason) end
      for _, record in ipairs(found.records or {}) do print("    " .. record) end
    end
  end
  print(#results == 0 and "no rule has an example" or wrong == 0 and ("all %d examples hold"):format(#results)
    or (wrong == 1 and "%d of %d examples does not hold" or "%d of %d examples do not hold"):format(wrong, #results))
  return wrong == 0 and 0 or 1
end

return test
