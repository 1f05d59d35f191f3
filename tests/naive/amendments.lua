-- Laws that change clause by clause, meaning.md section 20, read literally: which text a clause has on a day is asked anew for each day on which something begins or ends, and so
-- is
-- which version of a rule speaks it.
local dates = require "tests.naive.dates"

local amendments = {}

local END = dates.parse "9999-12-31"

local function day(text) return text and (assert(dates.parse(text), text)) end

local function list_of(x)
  if x == nil then return {} end
  return type(x) == "table" and type(x[1]) == "table" and x or { x }
end

-- What an instrument changes: { law, clause, by, sort, correcting, from, to, of }.
local function changes_of(name, body, changes)
  for _, key in ipairs { "amends", "corrects" } do
    for _, one in ipairs(list_of(body[key])) do
      for _, sort in ipairs { "replaces", "inserts", "repeals" } do
        for id, said in pairs(one[sort] or {}) do
          local clause = type(id) == "number" and said or id
          local more = type(said) == "table" and said or {}
          changes[#changes + 1] = { law = one[1], clause = clause, by = name, sort = sort, correcting = key == "corrects", from = day(more.from), to = day(more.to), of = more.of,
            begins = day(body.in_force.from) }
        end
      end
    end
  end
end

--- Reads what the instruments of a pack say of each other: name -> body, in the order of `order`.
function amendments.read(bodies, order)
  local law = { bodies = bodies, order = order, changes = {}, annuls = {} }
  for _, name in ipairs(order) do
    changes_of(name, bodies[name], law.changes)
    local annuls = bodies[name].annuls
    for _, one in ipairs(type(annuls) == "table" and type(annuls[1]) == "table" and annuls or annuls and { annuls } or {}) do
      if type(one) == "string" then one = { one } end
      law.annuls[#law.annuls + 1] = { text = one[1], by = name, from = day(one.from), clauses = one.clauses }
    end
  end
  return law
end

-- Whether a text (a clause of it, or its change of one) is not annulled on a day. An annulling text that is annulled from the start annuls nothing.
local function stands(law, name, clause, on)
  for _, one in ipairs(law.annuls) do
    local meant = one.text == name and (not one.clauses)
    for _, id in ipairs(one.text == name and clause and one.clauses or {}) do meant = meant or id == clause end
    if meant and (not one.from or on >= one.from) and stands(law, one.by, nil, -math.huge) then return false end
  end
  return true
end

-- The text that a clause has on a day, by the one who gave it; nil where it has none.
local function text_on(law, name, clause, on)
  local body = law.bodies[name]
  local from, to = day(body.in_force.from), day(body.in_force.to) or END
  if on < from or on > to or not stands(law, name, nil, on) then return nil end
  local own = body.clauses and body.clauses[clause]
  local best, since
  if own and stands(law, name, clause, on) then
    local begins = type(own) == "table" and day(own.from) or from
    if on >= begins and on <= (type(own) == "table" and day(own.to) or END) then best, since = name, begins end
  end
  for _, change in ipairs(law.changes) do
    if change.law == name and change.clause == clause and not change.correcting and stands(law, change.by, clause, on) then
      local begins = change.from or change.begins
      if on >= begins and on <= (change.to or END) and (not since or begins >= since) then
        best, since = change.sort ~= "repeals" and change.by or nil, begins
      end
    end
  end
  for _, change in ipairs(law.changes) do
    local corrects = change.law == name and change.clause == clause and change.correcting and stands(law, change.by, clause, on)
    if corrects and change.sort == "inserts" and best == nil then best = change.by
    elseif corrects and change.sort ~= "inserts" and best == (change.of or name) then best = change.sort ~= "repeals" and change.by or nil end
  end
  return best
end

--- The days on which anything of the law begins, or has ended.
function amendments.boundaries(law)
  local days, list = {}, {}
  local function take(d)
    if d and d <= END and not days[d] then days[d], list[#list + 1] = true, d end
  end
  for _, name in ipairs(law.order) do
    local body = law.bodies[name]
    take(day(body.in_force.from))
    take(body.in_force.to and day(body.in_force.to) + 1)
    for _, own in pairs(body.clauses or {}) do
      if type(own) == "table" then
        take(day(own.from))
        take(own.to and day(own.to) + 1)
      end
    end
  end
  for _, change in ipairs(law.changes) do
    take(change.from)
    take(change.to and change.to + 1)
  end
  for _, one in ipairs(law.annuls) do take(one.from) end
  table.sort(list)
  return list
end

-- All texts of a clause in the order of their days: what corrects another comes right behind it.
local function texts_of(law, name, clause)
  local list = {}
  local own = law.bodies[name].clauses and law.bodies[name].clauses[clause]
  if own then list[1] = { by = name, from = type(own) == "table" and day(own.from) or day(law.bodies[name].in_force.from), rank = 0 } end
  for _, change in ipairs(law.changes) do
    if change.law == name and change.clause == clause and change.sort ~= "repeals" and not change.correcting then
      list[#list + 1] = { by = change.by, from = change.from or change.begins, rank = 0 }
    end
  end
  for _, change in ipairs(law.changes) do
    if change.law == name and change.clause == clause and change.sort ~= "repeals" and change.correcting then
      local of
      for _, other in ipairs(list) do
        if change.sort ~= "inserts" and other.by == (change.of or name) then of = other end
      end
      list[#list + 1] = { by = change.by, from = of and of.from or day(law.bodies[name].in_force.from), rank = 1, corrects = of and of.by }
    end
  end
  table.sort(list, function(a, b)
    if a.from ~= b.from then return a.from < b.from end
    return a.rank < b.rank
  end)
  for i, text in ipairs(list) do list[text.by] = i end
  return list
end

local function cited_text(citation)
  local name, rest = citation:match "^(.-)/(.+)$"
  local clause, by = rest:match "^(.-)@(.+)$"
  return name, clause or rest, by
end

-- Whether a version speaks for a clause on a day: the text that it cites, that text corrected, or a later one that came on without a day between and that no other version speaks.
local function speaks(law, citation, others, on, before)
  local name, clause, by = cited_text(citation)
  local texts = texts_of(law, name, clause)
  local own, text = texts[by] or 1, text_on(law, name, clause, on)
  if not text then return false end
  local reads = texts[text]
  for _, other in ipairs(others) do
    local their_name, their_clause, their_by = cited_text(other)
    local theirs = their_name == name and their_clause == clause and (texts[their_by] or 1)
    if theirs and theirs > own and theirs <= reads then return false end
  end
  if reads == own then return true end
  local at = text
  while at do
    if at == texts[own].by then return true end
    at = texts[texts[at]].corrects
  end
  return reads > own and before
end

--- The stretches of days on which all clauses that a list cites read as it speaks, { from, to } each. others: what other versions of it cite.
function amendments.days(law, citations, others)
  local list, days = {}, amendments.boundaries(law)
  local spoke = {}
  for i, from in ipairs(days) do
    local to, all = (days[i + 1] or END + 1) - 1, true
    for _, citation in ipairs(citations) do
      spoke[citation] = speaks(law, citation, others, from, spoke[citation])
      all = all and spoke[citation]
    end
    local last = list[#list]
    if all and last and last.to == from - 1 then last.to = to
    elseif all then list[#list + 1] = { from = from, to = to } end
  end
  return list
end

return amendments
