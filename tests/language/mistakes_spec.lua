local packs = require "tests.support.packs"
local problems = require "mandate.language.problems"
local mistakes = require "tests.language.mistakes"

local function holds(message, texts)
  for _, text in ipairs(texts) do
    if not message:find(text, 1, true) then return false end
  end
  return true
end

describe("A mistake in a pack", function()
  for _, mistake in ipairs(mistakes) do
    local name, text = mistake[1], mistake[2]
    if mistake.line then
      it(("is found and explained where it stands: %s"):format(name), function()
        local shown = {}
        for _, found in ipairs(packs.refuse(text)) do
          shown[#shown + 1] = problems.text(found)
          if found.line == mistake.line and (not mistake.column or found.column == mistake.column) and holds(found.message, mistake.says) then return end
        end
        error(("no message in line %d, column %s says %s:\n%s"):format(mistake.line, mistake.column or "any", table.concat(mistake.says, " … "),
          table.concat(shown, "\n")))
      end)
    else
      it(("is not seen where there is none: %s"):format(name), function() packs.load(text) end)
    end
  end
end)
