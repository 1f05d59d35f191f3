--- What is excepted from rules and from other exceptions, and what may be waived, in words for `doc`.
local lines = require "mandate.report.lines"
local reason = require "mandate.check.reason"
local stretches = require "mandate.report.stretches"
local wording = require "mandate.check.wording"

local excepted = {}

-- What it excepts from: rules, other exceptions, parameters.
local function names_of(exception)
  local names = {}
  for _, list in ipairs { exception.to, exception.over, exception.of } do table.move(list, 1, #list, #names + 1, names) end
  return names
end

-- What it asks: of each rule that it bears on, and where that is the same of all, once.
local function add_conditions(section, exception, pack, words)
  local said, order = {}, {}
  local function asked(expression, rule)
    local text = wording.of(expression, pack.kinds)
    if not said[text] then said[text], order[#order + 1] = {}, text end
    table.insert(said[text], rule)
  end
  local bases = {}
  for base in pairs(exception.applies) do bases[#bases + 1] = base end
  table.sort(bases)
  for _, base in ipairs(bases) do asked(exception.applies[base], base) end
  if #bases == 0 and exception.asked then asked(exception.asked) end
  for _, text in ipairs(order) do
    section:line(#order > 1 and words:say("doc.excepts_of", { names = table.concat(said[text], words.separator) }) or words:say "doc.excepts_where", text)
  end
end

-- What then holds instead: of a parameter a value; of a rule another due day or requirement, which stands where the rule has its own.
local function add_said(section, exception, pack, words)
  if exception.said then section:line(words:say "explain.instead", lines.value(exception.said, pack, words)) end
  for slot, said in pairs(exception.said_of_rule) do
    section:line(words:say "explain.instead", ("%s: %s"):format(words:say("explain." .. (slot == "require" and "requires" or slot)), lines.value(said, pack, words)))
  end
  if exception.says and not exception.said and not next(exception.said_of_rule) then section:line(nil, words:say "doc.unasked") end
  if not exception.says then section:line(nil, words:say(#exception.over > 0 and #exception.to == 0 and "doc.sets_aside" or "doc.frees")) end
end

--- Every exception that is in force on a day, or ever, in a few lines.
function excepted.exceptions(pack, words, on)
  local list, days = {}, stretches.by_name(pack.exceptions, "to_day", words)
  for _, exception in ipairs(pack.exceptions) do
    if stretches.told(exception, "to_day", on) then
      local section = lines.section(pack, words, "exception", exception.name, exception.title)
      section:clauses(exception.clauses)
      section:line(nil, exception.void and words:say "doc.never" or table.concat(days[exception.name], words.separator))
      if exception.place then section:line(words:say "doc.place", exception.place) end
      section:line(words:say "doc.excepts_from", table.concat(names_of(exception), words.separator))
      add_conditions(section, exception, pack, words)
      add_said(section, exception, pack, words)
      section:sources(exception)
      list[#list + 1] = section
    end
  end
  return list
end

--- What may be waived, by whom and for how long.
function excepted.waivable(pack, words)
  local list, names = {}, {}
  for name in pairs(pack.waivable) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    local allowed = pack.waivable[name]
    local section = lines.section(pack, words, "waivable", name)
    section:line(nil, reason.clauses(allowed, words))
    section:line(nil, words:say "doc.may_be_waived")
    if allowed.by then section:line(words:say "doc.waived_by", allowed.by) end
    section:expression(words:say "doc.at_most", allowed.at_most)
    section:sources(allowed)
    list[#list + 1] = section
  end
  return list
end

return excepted
