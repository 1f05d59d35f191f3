--- Rules that judge nobody because no record of their kind was ever imported: their row of the table is empty, which must not pass for compliance.
local reason = require "mandate.check.reason"
local registers = require "mandate.language.lower.registers"

local idle = {}

--- Notes: one for each kind, with the rules that judge it.
---@param rules table of check.run
---@return string[]
function idle.notes(words, opened, rules)
  local notes, by_kind, kinds = {}, {}, {}
  for _, rule in ipairs(rules) do
    local complete = opened.pack.complete[rule.kind] and not opened.lowering.refused[rule.kind] and registers.vouches_until(opened.lowering, rule.kind) ~= false
    if opened.snapshot:records(rule.kind) == 0 and not complete then
      if not by_kind[rule.kind] then by_kind[rule.kind], kinds[#kinds + 1] = {}, rule.kind end
      table.insert(by_kind[rule.kind], rule.base)
    end
  end
  for i, kind in ipairs(kinds) do
    notes[i] = words:say("note.idle", { kind = reason.kind(words, kind), rules = table.concat(by_kind[kind], words.separator) })
  end
  return notes
end

return idle
