--- A `forbid` of records that are there for years, for lint: it looks at each row on its own day (meaning.md, section 8), which of a lasting kind is the one on which it began.
local catalogue = require "mandate.catalogues.catalogue"
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local lasting_rows = {}

-- The kind of a set's records, where it is a lasting one that begins on a day.
local function lasting_kind(set, kinds)
  local kind = set.type and set.type.k == "set" and kinds[set.type.kind]
  return kind and not kind.group and kind.lasting and kind.starts and kind or nil
end

-- Whether what is forbidden names the day on which its rows begin, so that their beginning is what is meant.
local function asks_beginning(set, kind, find_term)
  local found = false
  walk.asked(set, find_term, function(e)
    local of = (e.op == "field" or e.op == "column") and e.name == kind.starts and (e.from.type.kind or e.from.type.of and e.from.type.of.kind)
    found = found or of == kind.name or e.op == "during" and e.from.type.k == "set" and e.from.type.kind == kind.name
  end)
  return found
end

--- After all rules are read.
---@param kinds table name -> as model:kinds() gives it
function lasting_rows.check(checker, kinds)
  local words, find_term = catalogue.open(), checker.names:finder()
  for _, rule in ipairs(checker.rules) do
    local kind = rule.forbid and lasting_kind(rule.forbid, kinds)
    if kind and not asks_beginning(rule.forbid, kind, find_term) then
      local holes = { whose = ("%s %s"):format(rule.word, rule.name), kind = kind.name, starts = ("%s.%s"):format(kind.name, kind.starts),
        cure = wording.of(rule.forbid, kinds) .. ":none()" }
      checker.problems:warn(rule.forbid.at or rule.at, words:say("lint.forbid_lasting", holes), { text = "lint.forbid_lasting", holes = holes })
    end
  end
end

return lasting_rows
