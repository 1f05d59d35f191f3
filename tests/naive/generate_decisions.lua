-- Random decisions: tables made from trees of choices, so that they have no gap, their rows do not overlap ("unique"), and each counts ("first").
local generate_expressions = require "tests.naive.generate_expressions"
local random = require "tests.naive.random"

local generate_decisions = {}

local function copy(list) return table.move(list, 1, #list, 1, {}) end

-- Cells that ask what a text holds and how it ends, by how many they are. They stand in place of as many others and are
-- drawn by themselves, so that all else of a pack is as it was.
local CELLS_OF_TEXTS <const> = {
  [2] = { { 'contains "11"', '~contains "11"' }, { 'ends_with("0", "e")', '~ends_with("0", "e")' } },
  [3] = { { 'ends_with "0"', '~ends_with "0" & contains("11", "e")', '~ends_with "0" & ~contains("11", "e")' },
    { 'contains "1" & starts_with "3"', 'contains "1" & ~starts_with "3"', '~contains "1"' } } }
local LINKED_TEXTS <const> = {
  [2] = { { "enterprise.sector", 'enterprise.sector:contains "11"' }, { 'contains "11", yes', '~contains "11", no' } },
  [3] = { { 'enterprise.sector:ends_with "0"', "enterprise.sector" }, { "yes, any", 'no, contains "2"', 'no, ~(contains "2" | ends_with "0")' } } }

-- The values of a column cut into cells, each as text: together they hold for all values, and no two for the same.
local function column_makers(source, make, scope, texts)
  local columns = {}

  local function cut(points, low, high)
    local cells = { ("%s(%s)"):format(low, points[1]) }
    local opposite = { below = "at_least", at_most = "above", before = "on_or_after", by = "after" }
    for i = 2, #points do cells[i] = ("%s(%s) & %s(%s)"):format(opposite[low], points[i - 1], low, points[i]) end
    cells[#cells + 1] = ("%s(%s)"):format(high or opposite[low], points[#points])
    return cells
  end

  function columns.number()
    local text, unit = make.number(scope, 1)
    local points = ({ [""] = { "1", "100", "300" }, CNY = { '"12.25 CNY"', '"50 thousand CNY"', '"30 million CNY"' }, ["mg/L"] = { '"30 mg/L"', '"50 mg/L"' },
      t = { '"5 t"', '"12 t"' }, days = { '"0 days"', '"90 days"' } })[unit]
    if source.chance(40) then points = { source.pick(points) } end
    if unit == "" and source.chance(20) then return text, { 'above(parameter "least")', '~above(parameter "least")' } end
    return text, cut(points, source.pick { "below", "at_most" })
  end

  function columns.other() -- a cell that is not written out
    return "enterprise.sales", { "above(enterprise.assets)", "at_most(enterprise.assets)" }
  end

  function columns.share()
    local set, kind = make.set(scope, 0)
    local share = ("%s:share(%s)"):format(set, make.condition(generate_expressions.scope(kind, scope), 0))
    if source.chance(30) then return share, { 'above(parameter "enough")', 'at_most(parameter "enough")' } end
    return share, source.pick { { "above(percent(50))", "between(percent(0), percent(50))" }, { "percent(0)", "above(percent(0)) & below(percent(60))", "at_least(percent(60))" } }
  end

  function columns.count()
    local set = make.set(scope, 1)
    return set .. ":count()", source.pick { { "0", "1", "at_least(2)" }, { "0", "above(0)" }, { "at_most(1)", "between(2, 3)", "at_least(4)" } }
  end

  function columns.text()
    if scope.own ~= "enterprise" or source.chance(30) then
      local field = source.pick { "sector", "ownership" }
      local cells = source.pick { { 'is(codes "heavy")', '~is(codes "heavy")' }, { '"3110"', 'starts_with "31" & ~is "3110"', '~starts_with "31"' } }
      return "enterprise." .. field, texts.chance(50) and texts.pick(CELLS_OF_TEXTS[#cells]) or cells
    end
    return "enterprise.size", source.pick { { 'is("large", "medium")', 'is("small", "micro")' }, { '"large"', '"medium"', 'is("small", "micro")' }, { '"small"', '~is "small"' } }
  end

  function columns.date()
    local date = make.event(scope, 1) or "as_of"
    if source.chance(30) then return date, { 'before "2002-01-01"', 'during "2002/2003"', 'after "2003-12-31"' } end
    return date, cut(source.chance(50) and { '"2001-06-30"', '"2004-01-01"' } or { make.day() }, source.pick { "before", "by" })
  end

  function columns.condition() return make.condition(scope, 2), { "yes", "no" } end
  return columns
end

-- Columns that speak of one thing, with rows that leave no gap and do not overlap because of that. { headings, rows as texts of cells }.
local function linked_columns(source, make, scope, texts)
  local set = make.set(scope, 0)
  local less = make.set(scope, 0)
  local kept = ('%s:during "2001/2003"'):format(less)
  local linked = source.pick {
    { { set .. ":any()", set .. ":count()" }, { "yes, at_least(1)", "no, 0" } },
    { { set .. ":count()", set .. ":none()" }, { "0, yes", "between(1, 2), no", "at_least(3), no" } },
    { { less .. ":any()", kept .. ":any()" }, { "yes, yes", "yes, no", "no, no" } },
    { { kept .. ":count()", less .. ":none()" }, { "0, yes", "0, no", "above(0), no" } },
    { { "enterprise.employees", "enterprise.employees" }, { "at_least(100), any", "any, below(100)" } },
    { { "enterprise.employees", "enterprise.employees:at_most(300)" }, { "at_most(100), yes", "above(100), yes", "above(300), no" } },
    { { "enterprise.sales:above(enterprise.assets)", "enterprise.sales:at_most(enterprise.assets)" }, { "yes, no", "no, yes" } },
    { { "enterprise.sales:below(enterprise.assets)", "enterprise.assets:above(enterprise.sales)" }, { "yes, yes", "no, no" } },
  }
  return texts.chance(25) and LINKED_TEXTS[#linked[2]] or linked
end

-- Rows from a tree: each branch asks one of the columns left, or ends in a result. With "first", the last branch of each asks nothing more.
local function grow(source, cells, result, hit, kept, nothing)
  local rows, width = {}, #cells
  local function branch(chosen, left)
    if #left == 0 or #left < width and source.chance(25) then
      local row = {}
      for c = 1, width do row[c] = chosen[c] or "any" end
      rows[#rows + 1] = row
      return
    end
    local rest = copy(left)
    local c = table.remove(rest, source.up_to(#rest))
    for i, cell in ipairs(cells[c]) do
      local more = {}
      for other, text in pairs(chosen) do more[other] = text end
      more[c] = hit == "first" and i == #cells[c] and not kept and "any" or cell
      branch(more, rest)
    end
  end
  local all = {}
  for c = 1, width do all[c] = c end
  branch({}, all)
  local lines, valued = {}, false
  for r, row in ipairs(rows) do
    local given = source.chance(8) and (valued or r < #rows) and nothing or result()
    valued = valued or not given:find "^not_given"
    lines[r] = ("{ %s, %s }"):format(table.concat(row, ", "), given)
  end
  return lines
end

-- Rows of which several may hold together, each with cells of its own.
local function loose(source, cells, result, whole, nothing)
  local lines, valued = {}, false
  local count = source.up_to(4)
  for r = 1, count do
    local row = {}
    for c, own in ipairs(cells) do row[c] = source.chance(30) and "any" or source.pick(own) end
    local given = source.chance(12) and (valued or r < count) and nothing or result()
    valued = valued or not given:find "^not_given"
    lines[r] = ("{ %s, %s }"):format(table.concat(row, ", "), given)
  end
  if whole then lines[#lines + 1] = ("{ %s%s }"):format(("any, "):rep(#cells), source.chance(20) and nothing or result()) end
  return lines
end

-- { text =, uses = { how it may be asked as a condition, of any enterprise in hand } }; `name` is the term's, `per` nil or a period.
function generate_decisions.make(source, make, name, per)
  local scope = generate_expressions.scope "enterprise"
  scope.term, scope.unit = true, per
  local written, numeric -- a result that is written, and whether results are numbers
  local texts = random.source(source.seed * 31 + #name * 7 + name:byte(-1))
  local columns = column_makers(source, make, scope, texts)
  local full = "enterprise." .. name
  local several = source.chance(15) -- results: the second one is a number
  local asked, nothing = several and full .. ".one" or full, 'not_given "the law names none"'
  local results, uses
  source.weighted {
    { 4, function()
      results = function() return source.weighted { { 6, source.pick { '"a"', '"b"', '"c"' } }, { 1, "enterprise.size" } } end
      written = function() return source.pick { '"a"', '"b"', '"c"' } end
      uses = { asked .. ":known()", asked .. ":missing()" } -- and what the table can give, below
    end },
    { 2, function()
      results = function() return source.weighted { { 6, source.pick { "1", "1.4", "2" } }, { 1, "enterprise.employees" } } end
      written, numeric = function() return source.pick { "1", "1.4", "2" } end, true
      uses = { asked .. ":above(1.2)", asked .. ":at_most(1.4)", asked .. ":is(2)", ("(%s * 2):at_least(2.8)"):format(asked), asked .. ":missing()" }
    end },
    { 1, function()
      results = function() return source.pick { '"2001-01-01"', '"2003-06-30"' } end
      written = results
      uses = { asked .. ':by "2002-01-01"', asked .. ":known()", asked .. ":after(as_of)" }
    end },
    { 2, function()
      results = function() return source.weighted { { 3, "yes" }, { 3, "no" }, { 1, 'enterprise.size:is "large"' } } end
      written = function() return source.pick { "yes", "no" } end
      uses = { asked, "~" .. asked }
    end } }()
  if several then
    local function doubled(one) return function() return ("%s, %s"):format(one(), source.pick { "1", "1.4", "2" }) end end
    results, written, nothing = doubled(results), doubled(written), nothing .. ", " .. nothing
    for _, use in ipairs { "%s.two:above(1.2)", "%s.two:at_most(1.4)", "%s.two:missing()" } do uses[#uses + 1] = use:format(full) end
  end
  local function linked_version(tag, clause, rest)
    local linked, lines = linked_columns(source, make, scope, texts), {}
    for r, cells in ipairs(linked[2]) do lines[r] = ("{ %s, %s }"):format(cells, results()) end
    return ('decision "%s%s" { clause = "%s", %s%scolumns = { %s },\n  rows = { %s }%s }\n'):format(full, tag, clause,
      per and ("per = { enterprise, %s }, "):format(per) or "", source.pick { "", 'hit = "first", ' }, table.concat(linked[1], ", "), table.concat(lines, ", "), rest or "")
  end
  local function judged_version(tag, clause, rest) -- of records that are there and may not have been judged
    return ('decision "%s%s" { clause = "%s", %shit = "first", columns = { enterprise.measurements:where(measurement.limit_value:above "50 mg/L"):any() },\n'
      .. '  rows = { { yes, %s }, { no, %s } }, evidence = enterprise.measurements%s }\n'):format(full, tag, clause,
      per and ("per = { enterprise, %s }, "):format(per) or "", results(), results(), rest or "")
  end
  local function headed(tag, clause, hit)
    return ('decision "%s%s" { clause = "%s", %shit = "%s", '):format(full, tag, clause, per and ("per = { enterprise, %s }, "):format(per) or "", hit)
  end
  -- Rows that hold together and say the same, or may not: what a cell is held against is no written value, so that nothing proves it.
  local function agreeing_version(tag, clause, rest)
    local a, b = written(), written()
    local form = source.pick {
      { 'enterprise.size:is("large", "medium")', a, 'at_least "12.25 CNY"', a, a, "any", "yes", a },
      { 'enterprise.size:is("large", "medium")', b, "at_most(enterprise.assets)", a, a, "any", "no", a },
      { "enterprise.audits:any()", a, 'at_least "50 thousand CNY"', b, a, "at_most(enterprise.assets)", "yes", source.chance(50) and a or nothing } }
    form[#form + 1] = rest or ""
    return headed(tag, clause, "any") .. ([[
columns = { enterprise.sales, %s },
  rows = { { above(enterprise.assets), any, %s }, { %s, any, %s }, { below "50 thousand CNY", any, %s }, { %s, %s, %s } }%s }
]]):format(table.unpack(form))
  end
  local judged = false
  local function version(tag, clause, place)
    local rest = (place or "") .. (several and ', results = { "one", "two" }' or "")
    if source.chance(7) then
      judged = true
      return judged_version(tag, clause, rest)
    end
    if source.chance(15) then return linked_version(tag, clause, rest) end
    if source.chance(8) then return agreeing_version(tag, clause, rest) end
    local collects = numeric and source.chance(50) and source.pick { "sum of", "highest", "lowest", several and "highest" or "count of" }
    local hit, headings, cells, used = collects or source.pick { "unique", "first" }, {}, {}, {}
    for _ = 1, source.weighted { { 3, 1 }, { 3, 2 }, { 1, 3 } } do
      local form = source.weighted { { 4, "number" }, { 3, "text" }, { 2, "date" }, { 3, "condition" }, { 1, "share" }, { 2, "count" }, { 1, "other" } }
      local heading, own = columns[form]()
      if not used[heading] then
        used[heading], headings[#headings + 1], cells[#cells + 1] = true, heading, own
      end
    end
    if collects then
      local counted = source.pick { "1", '"x"' }
      local lines = loose(source, cells, hit == "count of" and function() return counted end or results, hit == "highest" or hit == "lowest", nothing)
      return headed(tag, clause, hit) .. ("columns = { %s },\n  rows = { %s }%s }\n"):format(table.concat(headings, ", "), table.concat(lines, ",\n    "), rest or "")
    end
    local evidence = source.chance(15) and (", evidence = %s"):format(make.set(scope, 1)) or ""
    return ('decision "%s%s" { clause = "%s", %s%scolumns = { %s },\n  rows = { %s }%s%s }\n'):format(full, tag, clause,
      per and ("per = { enterprise, %s }, "):format(per) or "", hit == "first" and 'hit = "first", ' or source.pick { "", 'hit = "unique", ' },
      table.concat(headings, ", "), table.concat(grow(source, cells, results, hit, source.chance(30), nothing), ",\n    "), evidence, rest or "")
  end
  local text
  if source.chance(40) then
    text = version("@old", "old/a") .. version("@new", "new/a")
    if source.chance(50) then text = text .. ('decision "%s@city" { like = "%s@old", clause = %s }\n'):format(full, full, source.pick { '"city/a"', '"province/a"' }) end
  else
    text = version("", source.pick { "law/a", "law/a", "old/a" }, source.chance(20) and ', place = "C1"' or "")
  end
  if source.chance(25) then -- what holds where no version is in force, as the pack's own
    text = text .. ('decision "%s@none" { reading = "the law names none", %scolumns = { enterprise.employees }, rows = { { any, %s } }%s }\n'):format(full,
      per and ("per = { enterprise, %s }, "):format(per) or "", nothing, several and ', results = { "one", "two" }' or "")
  end
  for _, word in ipairs { "a", "b", "c" } do
    if text:find((several and ', "%s", ' or ', "%s" }'):format(word), 1, true) then
      for _, use in ipairs { "%s:is %q", "%s:or_else(%q):is %q" } do uses[#uses + 1] = use:format(asked, word, word) end
    end
  end
  return { name = asked, text = text, uses = uses, placed = text:find "place" ~= nil or text:find "@city" ~= nil, per = per,
    judged = judged }
end

return generate_decisions
