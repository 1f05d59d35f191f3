--- A statement in a few lines: a heading, and what it says below it. For whatever `doc` tells so.
local reason = require "mandate.check.reason"
local periods = require "mandate.language.periods"
local wording = require "mandate.check.wording"

local lines = {}

local Section = {}

--- One more line: a name and a text, or a text alone. level: how far it is set in, 1 unless said.
function Section:line(name, text, level)
  self.lines[#self.lines + 1] = { level = level or 1, text = name and ("%s: %s"):format(name, text) or text }
end

--- How an expression reads; nothing where it is not there.
function Section:expression(name, expression, level)
  if expression then self:line(name, lines.value(expression, self.pack, self.words), level) end
end

--- What is judged or shown: a kind, or a kind in each period.
function Section:per(name, per)
  if per then self:line(name, per.period and per.kind .. self.words.separator .. periods.spoken(self.words, per.period) or per.kind) end
end

--- The clauses that it cites, where it cites any.
function Section:clauses(clauses)
  if clauses and #clauses > 0 then self:line(nil, reason.cited(clauses, self.words)) end
end

--- How the text was read, and what about it was not read in a source.
function Section:sources(one)
  if one.reading then self:line(nil, self.words:say("explain.reading", { text = one.reading })) end
  if one.unconfirmed then self:line(nil, self.words:say("explain.rule_unconfirmed", { why = one.unconfirmed })) end
end

--- A section { heading, lines, pack, words } of a statement: its word, its name and its title, of which it may have neither.
function lines.section(pack, words, word, name, title)
  local heading = word .. (name and " " .. name or "") .. (title and ": " .. words:of(title) or "")
  return setmetatable({ heading = heading, lines = {}, pack = pack, words = words }, { __index = Section })
end

--- An expression in words, also one that says that the law leaves it open.
function lines.value(expression, pack, words)
  if expression.op == "not_given" then return words:say("value.not_given_why", { why = expression.why }) end
  return wording.of(expression, pack.kinds)
end

return lines
