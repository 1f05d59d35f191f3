--- What is kept, or done, because it is not known, for lint (meaning.md, section 4): `missing` where its being true is what a rule asks for, `known` where its being
--- false is, and both in the decisions that a rule reads, of which nobody sees what their rows make of it.
local walk = require "mandate.language.walk"
local wanted = require "mandate.language.lint.wanted"

local passing = {}

local ASKS = { known = true, missing = true }
local ANSWERS = { known = "no", missing = "yes" }
local CURES = { known = ":given()", missing = "~…:given()" }

--- What `known` and `missing` make of what is not known, with what it does, and what to write.
function passing.words(whose, op, does)
  return ("%s: `:%s()` makes a plain %s of what is not known, and so %s; write %s, which leaves it unknown"):format(whose, op, ANSWERS[op], does, CURES[op])
end

local KEEPS, DONE, DAYS = "keeps the rule in silence", "lets it count as done in silence", "says in silence which day it is"
local READS = { require = KEEPS, forbid = KEEPS, done = DONE, due = DAYS, arises = DAYS }

local function check_rule(checker, rule)
  local find_term, told = checker.names:finder(), {}
  local function warn(e, slot)
    if told[e] then return end
    told[e] = true
    checker.problems:warn(e.at or rule.at, passing.words(("%s %s: %s"):format(rule.word, rule.name, slot), e.op, READS[slot]))
  end

  local asked = rule.require and "require" or rule.forbid and "forbid" or "done"
  wanted.each(rule, find_term, function(e, yes)
    if e.op == "missing" and yes or e.op == "known" and not yes then warn(e, asked) end
  end, true)

  local inside = {} -- what stands in some table, gone through once however many tables read one another
  for _, slot in ipairs { "require", "forbid", "done", "due", "arises" } do
    walk.asked(rule[slot], find_term, function(e)
      walk.decided(e, function(part)
        walk.asked(part, find_term, function(inner)
          if ASKS[inner.op] then warn(inner, slot) end
        end, inside)
      end)
    end)
  end
end

--- After all rules are read.
function passing.check(checker)
  for _, rule in ipairs(checker.rules) do
    if rule.require or rule.forbid or rule.done then check_rule(checker, rule) end
  end
end

return passing
