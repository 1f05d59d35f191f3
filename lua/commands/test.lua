--- mandate test PACK
local catalogue = require "mandate.catalogues.catalogue"
local examples = require "mandate.check.examples"
local messages = require "mandate.commands.messages"
local opening = require "mandate.commands.opening"

local test = {}

function test.declare(parser)
  local command = parser:command("test", "Judge the examples that stand in a pack's rules.")
  command:argument("pack", "The pack's folder.")
  catalogue.declare(command)
end

function test.run(options)
  local pack, problems = opening.pack(options.pack)
  if not pack then return messages.fail(problems) end
  local words = catalogue.open(options.lang)
  local results, wrong = examples.judge(pack, words), 0
  for _, result in ipairs(results) do
    local found = result.wrong
    if found then
      wrong = wrong + 1
      local at = result.rule.at or {}
      local place = ("%s/%s:%s"):format(pack.folder:gsub("/+$", ""), at.file or "?", at.line or "?")
      print(words:say("test.example", { place = place, rule = result.rule.name, index = result.index, day = result.at, problem = found.problem }))
      if found.reason then print("  " .. found.reason) end
      for _, record in ipairs(found.records or {}) do print("    " .. record) end
    end
  end
  local case = #results == 0 and "none" or wrong == 0 and "all" or wrong == 1 and "one" or "some"
  print(words:say("test." .. case, { wrong = wrong, count = #results }))
  return wrong == 0 and 0 or 1
end

return test
