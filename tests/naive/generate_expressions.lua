-- Random expressions of the rule language, well typed by construction: each maker gives the text of an expression of one type.
-- A scope is { hand = { kinds in hand, innermost first }, own = the innermost row's kind, subject = kind, unit = period or nil,
-- term = inside a term, placeless = asked by a group, verdicts = { { rule, kind, unit, statuses }, … }, decisions = { { uses, per, placed }, … } or nil }.
local random = require "tests.naive.random"
local ranks = require "tests.naive.ranks"

local generate_expressions = {}

local large = { "large", "medium", "small" }
local fields = {
  text = { jurisdiction = { level = { "city", "county" } }, agency = { role = { "environment", "economic" } },
    enterprise = { size = large, sector = { "3110", "22" } }, listing = { list = { "watch", "mandatory" }, reason = { "over", "toxic" } },
    audit = { basis = { "voluntary", "compulsory" }, mode = { "fresh", "existing_plan" } }, measure = { cost_class = { "none_low", "medium_high" } },
    measurement = { source = { "self", "authority" }, pollutant = { "cod", "nh3" } }, action = { type = { "order", "penalty" }, rule = { "a1", "a2" } },
    load = { pollutant = { "cod", "so2" } }, permit = {}, work = { stage = { "first", "second" } } },
  number = { jurisdiction = { population = "" }, agency = {}, enterprise = { employees = "", sales = "CNY" }, listing = {}, audit = { round = "" },
    measure = { cost = "CNY", annual_saving = "CNY" }, measurement = { value = "mg/L", limit_value = "mg/L" }, action = { amount = "CNY" },
    load = { amount = "t", quota = "t" }, permit = {}, work = {} },
  event = { jurisdiction = {}, agency = {}, enterprise = { "opened_on", "closed_on" }, listing = { "published_on", "delisted_on" },
    audit = { "started_on", "completed_on", "reported_on", "accepted_on" }, measure = { "identified_on", "implemented_on" }, measurement = { "measured_on" },
    action = { "taken_on" }, load = { "year_end" }, permit = { "granted_on", "asked_on" }, work = { "begun_on", "told_on" } },
  children = { jurisdiction = { { "enterprises", "enterprise" } }, agency = { { "actions", "action" } }, enterprise = { { "audits", "audit" },
    { "listings", "listing" }, { "measures", "measure" }, { "measurements", "measurement" }, { "actions", "action" }, { "loads", "load" }, { "audits", "audit" },
    { "works", "work" }, { "permits", "permit" } },
    permit = {}, listing = {}, audit = { { "measures", "measure" } }, measure = {}, measurement = {}, action = {}, load = {}, work = {} },
  row = { measure = { { "audit", "audit" } }, listing = { { "agency", "agency" } }, action = { { "agency", "agency" }, { "follows", "action" } } },
}
local owner = { agency = "jurisdiction", enterprise = "jurisdiction", listing = "enterprise", audit = "enterprise", measure = "enterprise",
  measurement = "enterprise", action = "enterprise", load = "enterprise", work = "enterprise", permit = "enterprise" }
local amounts = { [""] = { "0", "1", "2", "100", "300" }, CNY = { '"0 CNY"', '"12.25 CNY"', '"100000000000000 CNY"', '"0.5 CNY"', '"50 thousand CNY"', '"30 million CNY"' },
  ["mg/L"] = { '"30 mg/L"', '"50 mg/L"', '"65 mg/L"' }, t = { '"5 t"', '"12 t"' }, days = { '"0 days"', '"90 days"', '"400 days"' } }

-- A scope with a row of a kind in hand, inside another or alone.
function generate_expressions.scope(kind, outer)
  local scope = { own = kind, hand = {}, subject = kind, verdicts = {} }
  for key, value in pairs(outer or {}) do
    if key ~= "hand" and key ~= "own" then scope[key] = value end
  end
  local seen, walked = {}, kind
  while walked do
    scope.hand[#scope.hand + 1], seen[walked] = walked, true
    walked = owner[walked]
  end
  for _, other in ipairs(outer and outer.hand or {}) do
    if not seen[other] then scope.hand[#scope.hand + 1] = other end
  end
  return scope
end

local function sorted_keys(list)
  local keys = {}
  for key in pairs(list) do keys[#keys + 1] = key end
  table.sort(keys)
  return keys
end

function generate_expressions.makers(source)
  local make = {}
  local finishing = random.source(source.seed + 19000013) -- a source of its own: what else a seed gives stays as it was
  local counting = random.source(source.seed + 21000043) -- a source of its own: the rest of a case stays what it was

  local function quoted_day() return ('"%d-%02d-%02d"'):format(source.between(1999, 2007), source.up_to(12), source.up_to(28)) end
  local function in_hand(scope, kind)
    for _, held in ipairs(scope.hand) do
      if held == kind then return true end
    end
    return false
  end

  -- A row: by its name, mostly; else through a reference or as the first of a set, and then it may be absent or unknown.
  function make.row(scope, depth, accept)
    local rows = {}
    for index, kind in ipairs(scope.hand) do
      if accept(kind) then rows[#rows + 1] = { index == 1 and 8 or 4, { kind, kind } } end
      for _, reference in ipairs(fields.row[kind] or {}) do
        if accept(reference[2]) then rows[#rows + 1] = { 2, { kind .. "." .. reference[1], reference[2] } } end
      end
    end
    if depth > 0 and source.chance(15) or #rows == 0 then
      local wanted = {}
      for _, kind in ipairs { "audit", "listing", "measure", "measurement", "action", "load", "work", "permit" } do
        if accept(kind) then wanted[#wanted + 1] = kind end
      end
      if #wanted > 0 then
        local set, kind = make.set(scope, depth - 1, source.pick(wanted))
        if set then return ("%s:%s()"):format(set, source.pick { "first", "last" }), kind end
      end
    end
    if #rows == 0 then return nil end
    local row = source.weighted(rows)
    return row[1], row[2]
  end

  local function has(of_type)
    return function(kind) return fields[of_type][kind] and next(fields[of_type][kind]) ~= nil end
  end

  -- Spans that are counted by a calendar, rounded otherwise, or told by a number: of the day that is asked about, too.
  local function other_span()
    return counting.weighted { { 4, ('working_days(%d, calendar "rest")'):format(counting.up_to(20)) }, { 1, ("clear_days(%d)"):format(counting.up_to(20)) },
      { 1, ('clear_days(%d, calendar "rest")'):format(counting.up_to(20)) }, { 2, ('months(%d, %q)'):format(counting.up_to(14), counting.pick { "up", "down", "refused" }) },
      { 1, ('years(%d, %q)'):format(counting.up_to(2), counting.pick { "up", "refused" }) }, { 1, counting.pick { "days(as_of:day())", "months(as_of:month() - 3)",
        "days(as_of:month() / 2)", 'working_days(as_of:quarter(), calendar "rest")', "clear_days(as_of:day() - 5)" } } }
  end

  function make.span() return source.weighted { { 4, ("months(%d)"):format(source.up_to(14)) }, { 2, ("days(%d)"):format(source.up_to(200)) },
    { 2, ("years(%d)"):format(source.up_to(2)) }, { 1, ("working_days(%d)"):format(source.up_to(20)) }, { 1, (source.up_to(20) and other_span()) } }
  end

  function make.period(scope, depth)
    local choices = { { 3, ('"%d"'):format(source.between(1999, 2007)) }, { 1, ('"%d-Q%d"'):format(source.between(1999, 2007), source.up_to(4)) },
      { 1, ('"%d-%02d"'):format(source.between(1999, 2007), source.up_to(12)) }, { 2, '"2000/2003"' },
      { 2, ("%s:to(as_of)"):format(make.span()) } }
    if scope.unit then choices[#choices + 1] = { 8, "period" } end
    if depth > 0 then choices[#choices + 1] = { 2, ("%s:%s(%s)"):format(make.span(), source.pick { "to", "from" }, make.date(scope, depth - 1)) } end
    return source.weighted(choices)
  end

  -- A set of rows of a kind (any kind, if none is wanted), starting at a row in hand.
  function make.set(scope, depth, wanted)
    local starts = {}
    for index, kind in ipairs(scope.hand) do
      for _, child in ipairs(fields.children[kind]) do
        local weight = kind == "jurisdiction" and 1 or index == 1 and 5 or 4
        if not wanted or child[2] == wanted then starts[#starts + 1] = { weight, { kind .. "." .. child[1], child[2] } } end
        if child[2] == "enterprise" then
          for _, grandchild in ipairs(fields.children.enterprise) do
            if not wanted or grandchild[2] == wanted then starts[#starts + 1] = { 1, { ("%s.enterprises.%s"):format(kind, grandchild[1]), grandchild[2] } } end
          end
        end
      end
      if index == 1 and not scope.term and kind ~= "jurisdiction" and kind ~= "enterprise" and kind ~= "agency" and (not wanted or wanted == kind) then
        starts[#starts + 1] = { 3, { ("%s:%s()"):format(kind, source.pick { "later", "earlier" }), kind } }
      end
    end
    if #starts == 0 then return nil end
    local chosen = source.weighted(starts)
    local text, kind = chosen[1], chosen[2]
    if kind == "audit" and depth > 0 and wanted == nil and source.chance(10) then
      text, kind = ("%s:where(%s).measures"):format(text, make.condition(generate_expressions.scope("audit", scope), depth - 1)), "measure"
    end
    if depth > 0 and source.chance(70) then text = ("%s:where(%s)"):format(text, make.inner_condition(scope, kind, depth - 1)) end
    if source.chance(25) then text = ("%s:during(%s)"):format(text, make.period(scope, source.chance(50) and 1 or 0)) end
    return text, kind
  end

  local row_functions = {
    audit = { 'function(a) return a.basis == "voluntary" end', "function(a) return a.completed_on ~= nil end",
      "function(a) return a:known \"round\" and a.round > 1 end", 'function(a) return a.basis == "voluntary" or a.round + 1 end' },
    measure = { "function(m) return m.annual_saving == nil or m.annual_saving < 100 end", 'function(m) return not m:known "verified" or m.verified end' },
    jurisdiction = { "function(j) return #j.enterprises < 4 end" },
    measurement = { "function(m) return m.limit_value ~= nil and m.value > m.limit_value end",
      'measurement.value:above(function(m) return m.value / (m.limit_value and 1 or 0) end)' },
    enterprise = { 'function(e) return e.size == "large" end', 'function(e) return e.closed_on == nil or e.size ~= "small" end',
      'function(e) return e:known "employees" and e.employees > 300 end', 'function(e) return e.jurisdiction.code ~= "C2" and e.employees > 99 end',
      -- these go through records, of which there may be none, and read what may not have been received
      "function(e) return #e.audits < 3 end", "function(e) for _, m in ipairs(e.measurements) do if m.value > 50 then return false end end return true end",
      "function(e) for _, m in ipairs(e.measures) do if m.verified == false then return false end end return true end",
      "function(e) return #e.waivers == 0 or e.size == \"large\" end",
      'function(e) local a = e.audits[1] return not a or not a:known "mode" or a.mode == "fresh" end',
      -- these fail for some records: an error, a wrong type, an infinity, no number
      'function(e) if e.size == "medium" then error "odd" end return e.size == "large" end', 'function(e) return e.closed_on == nil or e.closed_on end',
      'enterprise.employees:at_most(function(e) return 300 / (e.size == "large" and 0 or 1) end)',
      'enterprise.employees:above(function(e) return (e.size == "small" and 0 or 99) / (e.closed_on and 1 or 0) end)' },
  }

  -- What a where, every or share asks of its row: often of the row and the one outside together.
  function make.inner_condition(scope, kind, depth)
    local inner = generate_expressions.scope(kind, scope)
    if row_functions[kind] and source.chance(4) then return source.pick(row_functions[kind]) end
    if source.chance(35) and #fields.event[kind] > 0 then
      local outside = make.date(scope, 0)
      -- the outer row's name means another row in here, where the inner kind or its owners have it too
      local clash = outside:find("%f[%a]" .. kind .. "%f[%A]")
      if not clash then
        return ("%s.%s:%s(%s)"):format(kind, source.pick(fields.event[kind]), source.pick { "before", "by", "after", "on_or_after" }, outside)
      end
      if scope.subject == kind and not scope.term then
        return ("%s.%s:%s(subject.%s)"):format(kind, source.pick(fields.event[kind]), source.pick { "before", "by", "after", "on_or_after" },
          source.pick(fields.event[kind]))
      end
    end
    if kind == "action" and scope.subject == "action" and not scope.term and source.chance(60) then return "action.follows:is(subject)" end
    if kind == "measure" and scope.subject == "audit" and not scope.term and source.chance(40) then return "measure.audit:is(subject)" end
    return make.condition(inner, depth)
  end

  -- Dates --------------------------------------------------------------------------------------------------------------------

  function make.event(scope, depth) -- what can have happened: an event, or an event of a set
    if depth > 0 and source.chance(60) then
      local set, kind = make.set(scope, depth - 1)
      if set and #fields.event[kind] > 0 then
        return ("%s.%s:%s()"):format(set, source.pick(fields.event[kind]), source.weighted { { 5, "first" }, { 3, "last" }, { 2, "when_all" } })
      end
    end
    local row, kind = make.row(scope, depth, has "event")
    if row then return row .. "." .. source.pick(fields.event[kind]) end
    return nil
  end

  function make.date(scope, depth)
    local text = make.event(scope, depth) or "as_of"
    if text == "as_of" or depth <= 0 then return text end
    return source.weighted { { 9, function() return text end },
      { 2, function() return ("(%s %s %s)"):format(text, source.pick { "+", "-" }, make.span()) end },
      { 2, function() return ("(%s & %s)"):format(text, make.date(scope, depth - 1)) end },
      { 2, function() return ("(%s | %s)"):format(text, make.date(scope, depth - 1)) end },
      { 1, function()
        local next_day = ("%s:next %q"):format(text, source.pick { "12-31", "03-31", "02-29" })
        return counting.weighted { { 4, next_day }, { 2, text .. ':next_working_day(calendar "rest")' }, { 2, text .. ':previous_working_day(calendar "rest")' },
          { 2, ("%s:%s %q"):format(text, counting.pick { "next", "preceding" }, counting.pick { "monday", "friday", "sunday", "12-31", "02-29" }) },
          { 4, ("%s:%s(%s)"):format(text, counting.pick { "start_of", "end_of" },
            counting.pick { "month", "quarter", "week", "year", 'fiscal_year "04-06"', 'fiscal_year "10-01"' }) },
          { 2, in_hand(scope, "enterprise") and ("(%s + days(enterprise.employees))"):format(text) or next_day }, { 1, ("(%s - (as_of - %s))"):format(text, text) } }
      end },
      { 1, function() return ("%s:or_else(%s)"):format(text, source.pick { "as_of", quoted_day() }) end },
      { 1, function() return in_hand(scope, "action") and "action.due_on" or text end },
      { 1, function() return in_hand(scope, "listing") and not scope.term and "listing.answer.started_on" or text end },
      { 1, function() return in_hand(scope, "audit") and not scope.term and "audit.settled" or text end } }()
  end

  -- A field of a row, as it was on another day; of a row that a set gives only as it is.
  local function on_a_day(scope, text)
    if text:find ":" or not finishing.chance(9) then return text end
    return ("%s:on(%s)"):format(text, finishing.weighted { { 2, function() return quoted_day() end }, { 3, function() return make.date(scope, 0) end } }())
  end

  -- Numbers --------------------------------------------------------------------------------------------------------------------

  -- Values with signs, blanks and units of their own, of rows of which some are only perhaps in the set: what makes ranges.
  function make.open_column()
    local asked = source.weighted { { 6, source.pick { "sum()", "min()", "max()", "mean()", "sum()", "mean()" } }, { 3, ranks.question(source) } }
    if source.chance(7) then return "enterprise.loads.levy:sum()", "t" end -- by the law of each row's day
    if source.chance(60) then
      local filter = source.weighted { { 3, "" }, { 1, ':where(load.amount:above("5 t"))' }, { 1, ':where(load.amount:at_most("12.5 t"))' },
        { 1, ':where(load.amount:at_least("5 t") | load.quota:above("5 t"))' } }
      return ("enterprise.loads%s.%s:%s"):format(filter, source.weighted { { 4, "amount" }, { 1, "quota" } }, asked), "t"
    end
    local filter = source.weighted { { 2, "" }, { 2, ':where(measurement.source:is "self")' }, { 1, ':where(measurement.unit:is("mg/L", "ug/L"))' } }
    return ("enterprise.measurements%s.%s:%s"):format(filter, source.weighted { { 3, "value" }, { 1, "limit_value" } }, asked), "mg/L"
  end

  local function rounded(text)
    local way = finishing.weighted { { 3, "" }, { 4, (", %q"):format(finishing.pick { "half up", "half down", "half even", "GB/T 8170", "up", "down", "floor", "ceiling" }) } }
    return ("%s:rounded(%d%s)"):format(text, finishing.pick { 0, 0, 0, 1, 1, 2, -1, -2, 5 }, way)
  end

  -- A number and its unit; "" is none.
  function make.number(scope, depth)
    local text, unit = make.plain_number(scope, depth)
    if depth > 0 and (unit == "" or unit == "CNY") and not scope.placeless and finishing.chance(10) then
      local on = finishing.chance(30) and (":on(%s)"):format(finishing.pick { "as_of", '"2003-02-01"', '"2000-06-30"' }) or ""
      local name, question = finishing.pick { unit == "" and "bands" or "levy", "bands" }, finishing.pick { "of", "of", "base_of" }
      if name == "bands" then question = unit == "" and "of" or "base_of" end
      text, unit = ("parameter %q%s:%s(%s)"):format(name, on, question, text), name == "levy" and "CNY" or unit == "" and "CNY" or ""
    end
    if depth > 0 and finishing.chance(6) then
      local other = finishing.pick { finishing.pick(amounts[unit]), ("(%s / 2)"):format(text), text }
      text = ("%s(%s, %s%s)"):format(finishing.pick { "greater_of", "lesser_of" }, text, other, finishing.chance(20) and ", " .. finishing.pick(amounts[unit]) or "")
    end
    if depth > 0 and finishing.chance(8) then text = rounded(finishing.chance(50) and text or ("(%s / %s)"):format(text, finishing.pick { "2", "4", "8", "-20" })) end
    return text, unit
  end

  function make.plain_number(scope, depth)
    local function field()
      local row, kind = make.row(scope, depth, has "number")
      if not row then return "1", "" end
      local name = source.pick(sorted_keys(fields.number[kind]))
      local unit = fields.number[kind][name]
      return unit == "mg/L" and row .. "." .. name or on_a_day(scope, row .. "." .. name), unit -- a measurement's has its unit in a field of its own
    end
    local function column()
      if in_hand(scope, "enterprise") and scope.own ~= "load" and scope.own ~= "measurement" and not scope.term and source.chance(35) then return make.open_column() end
      local set, kind = make.set(scope, depth - 1)
      if not set then return field() end
      if not has "number"(kind) then return set .. ":count()", "" end
      local name = source.pick(sorted_keys(fields.number[kind]))
      local asked = source.chance(25) and ranks.question(source) or source.pick { "sum()", "min()", "max()", "mean()" }
      return ("%s.%s:%s"):format(set, name, asked), fields.number[kind][name]
    end
    local function counted()
      local set, kind = make.set(scope, depth - 1)
      if not set then return field() end
      if source.chance(30) and has "text"(kind) then
        return ("%s.%s:distinct():count()"):format(set, source.pick(sorted_keys(fields.text[kind]))), ""
      end
      if kind == "measure" and source.chance(30) then return set .. ".audit:distinct():count()", "" end
      if has "number"(kind) and source.chance(15) then return ("%s.%s:distinct():count()"):format(set, source.pick(sorted_keys(fields.number[kind]))), "" end
      if #fields.event[kind] > 0 and source.chance(25) then
        return ("%s.%s:most_in(%s, %s)"):format(set, source.pick(fields.event[kind]), source.pick { "months(2)", "months(6)", "years(1)", "months(1)" },
          make.date(scope, depth - 1)), ""
      end
      return set .. ":count()", ""
    end
    local function sum_or_so()
      local text, unit = make.number(scope, depth - 1)
      if unit == "days" then return text, unit end
      local other = source.pick(amounts[unit])
      local op = source.pick { "+", "-", "*", "/", "ratio", "or_else" }
      if op == "*" then return ("(%s * %s)"):format(text, source.pick { "2", "1.5", "0", "0.5", "0.5", "277.777777777778", "-1.23456789012345" }), unit end
      if op == "/" then return ("(%s / %s)"):format(text, source.pick { "3", "0.5", "7", "2", "2", "0.7", "20", "-8", "333333333333333", "8587", "7.722" }), unit end
      if op == "ratio" then
        local below, below_unit = make.number(scope, depth - 1)
        if below_unit == unit then return ("(%s / %s)"):format(text, below), "" end
        return ("(%s * 2)"):format(text), unit
      end
      if op == "or_else" then return ("%s:or_else(%s)"):format(text, other), unit end
      return ("(%s %s %s)"):format(text, op, other), unit
    end
    if depth <= 0 then return field() end
    return source.weighted { { 4, field }, { 6, column }, { 4, counted }, { 3, sum_or_so },
      { 1, function() return ("(%s - %s)"):format(make.date(scope, 0), make.date(scope, 0)), "days" end } }()
  end

  -- Conditions -------------------------------------------------------------------------------------------------------------------

  -- A text made of another, and what it is for one of the words.
  local function made_text(scope, text, word)
    local from = finishing.between(1, 3)
    local function cut(to) return to and word:sub(from, to) or word:sub(from) end
    return table.unpack(finishing.weighted {
      { 3, { ("%s:part(%d, %d)"):format(text, from, from + 2), cut(from + 2) } }, { 2, { ("%s:part(%d)"):format(text, from), cut() } },
      { 3, { text .. ":upper()", word:upper() } }, { 1, { text .. ":lower()", word } }, { 2, { ('(%s .. "-")'):format(text), word .. "-" } },
      { 2, { ("(%s .. %s:part(%d))"):format(text, text, from), word .. cut() } }, { 2, { ('(%s .. %s)'):format(text, text), word .. word } },
      { in_hand(scope, "enterprise") and 3 or 0, { ("(%s .. enterprise.code:upper())"):format(text), word .. "E1" } } })
  end

  local function made_text_question(scope, text, words)
    local word = finishing.pick(words)
    local made, says = made_text(scope, text, word)
    if finishing.chance(30) then
      local upper = made .. ":upper()"
      made, says = upper, says:upper()
    end
    local function some(part) return part ~= "" and part or word end -- an empty text is asked about by none
    return finishing.weighted {
      { 4, ("%s:is %q"):format(made, says) }, { 2, ("%s:contains(%q, %q)"):format(made, some(says:sub(2, 4)), words[1]) },
      { 2, ("%s:ends_with %q"):format(made, some(says:sub(-1))) }, { 2, ("%s:starts_with(%q)"):format(made, some(says:sub(1, 1))) },
      { 2, ("%s:length():%s(%d)"):format(made, finishing.pick { "above", "at_most", "is" }, #says) },
      { 1, ("%s:%s()"):format(made, finishing.pick { "known", "given", "missing" }) },
      { 2, ("%s:%s(%s:part(%d))"):format(made, finishing.pick { "contains", "ends_with", "starts_with", "is" }, text, finishing.up_to(3)) },
      { 1, ("%s:%s(%q)"):format(text, finishing.pick { "contains", "ends_with" }, word:sub(-3)) } }
  end

  local function text_question(scope, depth)
    local row, kind = make.row(scope, depth, has "text")
    local name = source.pick(sorted_keys(fields.text[kind]))
    local words, text = fields.text[kind][name], on_a_day(scope, row .. "." .. name)
    if finishing.chance(12) then return made_text_question(scope, text, words) end
    return source.weighted {
      { 6, function() return ("%s:is %q"):format(text, source.pick(words)) end },
      { 2, function() return ("%s:is(%q, %q)"):format(text, words[1], words[2]) end },
      { 1, function() return ("%s:%s()"):format(text, source.pick { "known", "missing", "given" }) end },
      { 1, function() return ("%s:or_else(%q):is %q"):format(text, words[1], words[1]) end },
      { 1, function() return name == "sector" and text .. ':starts_with("31", "13")' or ("%s:is %q"):format(text, words[2]) end },
      { 1, function() return name == "sector" and text .. ':is(codes "heavy")' or ("%s:is %q"):format(text, words[1]) end } }()
  end

  local function number_question(scope, depth)
    local text, unit = make.number(scope, depth)
    local op = source.pick { "above", "at_least", "below", "at_most", "is", "between", "known", "parameter", "field", "quotient" }
    if op == "quotient" and unit ~= "mg/L" and unit ~= "days" then -- the same quotient, written in tenths or doubled, or one beside it
      local by, other = table.unpack(source.pick { { "7", "0.7" }, { "3", "0.3" }, { "0.7", "7" }, { "2", "0.2" }, { "8587", "858.7" }, { "7.722", "77.22" } })
      local tenth = source.pick { "10", "10", "9.99999999999999" }
      local ask, op_back = source.pick { "is", "at_most", "at_least", "above" }, tonumber(by) > tonumber(other) and "/" or "*"
      return ("(%s / %s):%s((%s / %s) %s %s)"):format(text, by, ask, text, other, op_back, tenth)
    end
    if op == "known" then return ("%s:%s()"):format(text, source.pick { "known", "missing", "given" }) end
    if op == "between" then return ("%s:between(%s, %s)"):format(text, amounts[unit][1], amounts[unit][#amounts[unit]]) end
    if op == "parameter" and unit == "" and not scope.placeless then
      local on = source.chance(40) and (":on(%s)"):format(make.date(scope, 0)) or ""
      return ('%s:%s(parameter "least"%s)'):format(text, source.pick { "at_least", "below" }, on)
    end
    if op == "field" then
      local other, other_unit = make.number(scope, 0)
      if other_unit == unit and unit ~= "" then return ("%s:%s(%s)"):format(text, source.pick { "above", "at_most" }, other) end
    end
    if op == "parameter" or op == "field" or op == "quotient" then op = "above" end
    return ("%s:%s(%s)"):format(text, op, source.pick(amounts[unit]))
  end

  local function part_question(date, other)
    return counting.weighted { { 2, ("(%s):year():%s(%d)"):format(date, counting.pick { "is", "at_least", "below" }, counting.between(2000, 2006)) },
      { 2, ("(%s):month():%s(%d)"):format(date, counting.pick { "is", "above" }, counting.up_to(12)) }, { 1, ("(%s):quarter():at_most(2)"):format(date) },
      { 1, ("(%s):day():is(1)"):format(date) }, { 2, ("(%s):weekday():is(%q, %q)"):format(date, counting.pick { "monday", "sunday" }, counting.pick { "friday", "saturday" }) },
      { 3, ('(%s):whole_months_to(%s):%s "%d months"'):format(date, other, counting.pick { "is", "at_least", "below" }, counting.between(-2, 30)) },
      { 2, ('(%s):whole_years_to(%s):%s "%d years"'):format(date, other, counting.pick { "is", "at_least", "below" }, counting.between(-1, 4)) } }
  end

  local function date_question(scope, depth)
    if counting.chance(12) then return part_question(make.date(scope, depth), make.date(scope, 0)) end
    if source.chance(25) then
      local event = make.event(scope, depth)
      if event then return event .. source.weighted { { 4, ":happened()" }, { 1, ":given()" } } end
    end
    local date = make.date(scope, depth)
    return source.weighted {
      { 5, function() return ("%s:%s(%s)"):format(date, source.pick { "before", "by", "after", "on_or_after" }, quoted_day()) end },
      { 4, function() return ("%s:%s(%s)"):format(date, source.pick { "before", "by", "after", "on_or_after" }, make.date(scope, 0)) end },
      { 2, function() return ("%s:during(%s)"):format(date, make.period(scope, 0)) end },
      { 1, function() return ("%s:between(%s, %s)"):format(date, '"1999-01-01"', quoted_day()) end } }()
  end

  local function set_question(scope, depth)
    local set, kind = make.set(scope, depth - 1)
    if not set then return text_question(scope, 0) end
    return source.weighted {
      { 5, function() return set .. ":any()" end }, { 2, function() return set .. ":none()" end },
      { 3, function() return ("%s:every(%s)"):format(set, make.inner_condition(scope, kind, depth - 1)) end },
      { 3, function() return ("%s:count():%s(%d)"):format(set, source.pick { "at_least", "above", "at_most", "is" }, source.between(0, 2)) end },
      { 3, function() return ("%s:share(%s):%s(%s)"):format(set, make.inner_condition(scope, kind, depth - 1), source.pick { "at_least", "above", "below" },
        source.weighted { { 3, ("percent(%d)"):format(source.pick { 20, 50, 60 }) }, { 1, scope.placeless and "percent(40)" or 'parameter "enough"' } }) end } }()
  end

  local function term_question(scope)
    if scope.term then return text_question(scope, 0) end
    local choices = {}
    if in_hand(scope, "enterprise") then choices[1] = { 2, source.pick { "enterprise.watched", "enterprise.watched", "enterprise.twice" } } end
    if in_hand(scope, "measurement") then choices[#choices + 1] = { 3, "measurement.over" } end
    if in_hand(scope, "enterprise") and not scope.placeless then choices[#choices + 1] = { 1, ("enterprise.big:on(%s)"):format(make.date(scope, 0)) } end
    if in_hand(scope, "enterprise") then choices[#choices + 1] = { 1, 'enterprise.saved:above "10 CNY"' } end
    if in_hand(scope, "jurisdiction") then choices[#choices + 1] = { 1, "jurisdiction.enterprises:where(enterprise.watched):any()" } end
    if in_hand(scope, "enterprise") then choices[#choices + 1] = { 1, 'enterprise.measures.saved_twice:sum():at_least "20 CNY"' } end
    for _, decided in ipairs(scope.decisions or {}) do
      if (not decided.per or decided.per == scope.unit) and not (scope.placeless and decided.placed) then
        if in_hand(scope, "enterprise") then choices[#choices + 1] = { 6, source.pick(decided.uses) } end
        if in_hand(scope, "jurisdiction") then
          choices[#choices + 1] = { 1, ("jurisdiction.enterprises:where(%s):%s"):format(source.pick(decided.uses), source.pick { "any()", "count():at_least(2)" }) }
        end
      end
    end
    if #choices == 0 then return text_question(scope, 0) end
    return source.weighted(choices)
  end

  local function verdict_question(scope)
    local usable = {}
    for _, verdict in ipairs(scope.verdicts) do
      if in_hand(scope, verdict.kind) and (not verdict.unit or verdict.unit == scope.unit) then usable[#usable + 1] = verdict end
    end
    if #usable == 0 then return nil end
    local verdict = source.pick(usable)
    if verdict.days and source.chance(30) then -- the days of a rule that may not apply
      local day = ("verdict %q.%s"):format(verdict.rule, source.pick { "due", "done", "arises" })
      return source.pick { day .. ":given()", ("%s:%s(%s)"):format(day, source.pick { "by", "after" }, quoted_day()), ("(%s + months(1)):by(as_of)"):format(day) }
    end
    if source.chance(20) then return ("verdict %q.status:is(%q, \"unknown\")"):format(verdict.rule, source.pick(verdict.statuses)) end
    return ("verdict %q.status:is(%q, %q)"):format(verdict.rule, source.pick(verdict.statuses), source.pick(verdict.statuses))
  end

  -- Numbers that are ranges, calculated and compared with a limit or with each other.
  local function range_question()
    local text, unit = make.open_column()
    local other, other_unit = make.open_column()
    local op = source.pick { "above", "at_least", "below", "at_most", "is" }
    local limit = source.pick { '"0 t"', '"5 t"', '"12.5 t"', '"25 t"', '"32.5 t"' }
    if unit == "mg/L" then limit = source.pick { '"30 mg/L"', '"50 mg/L"', '"120 mg/L"', '"40 ug/L"' } end
    return source.weighted {
      { 5, function() return ("%s:%s(%s)"):format(text, op, limit) end },
      { 2, function() return ("(%s %s %s):%s(%s)"):format(text, source.pick { "+", "-" }, unit == "t" and limit or '"5 mg/L"', op, unit == "t" and limit or '"50 mg/L"') end },
      { 1, function() return ("(%s %s %s):%s(%s)"):format(text, source.pick { "*", "/" }, source.pick { "3", "7", "0.5", "-2" }, op, limit) end },
      { 3, function()
        if other_unit ~= unit then return ("%s:%s(%s)"):format(text, op, limit) end
        return source.pick { ("(%s / %s):%s(1)"):format(text, other, op), ("%s:%s(%s)"):format(text, op, other),
          ("(%s - %s):%s(%s)"):format(text, other, op, unit == "t" and limit or '"5 mg/L"') }
      end } }()
  end

  function make.condition(scope, depth)
    local choices = { { 6, text_question }, { 4, number_question }, { 4, date_question } }
    if scope.own == "measure" then
      choices[#choices + 1] = { 3, function() return source.pick { "measure.verified", "measure.verified", "measure.verified:given()", "measure.verified:known()" } end }
    end
    if in_hand(scope, "action") then
      choices[#choices + 1] = { 2, function() return source.pick { "action.due_on:known()", "action.due_on:before(as_of)", "action.follows:known()",
        "action.due_on:given()", "action.follows:given()" } end }
    end
    if depth > 0 and not scope.term and in_hand(scope, "enterprise") and scope.own ~= "load" and scope.own ~= "measurement" then choices[#choices + 1] = { 6, range_question } end
    if depth > 0 then
      choices[#choices + 1] = { 8, set_question }
      choices[#choices + 1] = { 3, term_question }
      choices[#choices + 1] = { 3, function() return ("(%s & %s)"):format(make.condition(scope, depth - 1), make.condition(scope, depth - 1)) end }
      choices[#choices + 1] = { 3, function() return ("(%s | %s)"):format(make.condition(scope, depth - 1), make.condition(scope, depth - 1)) end }
      choices[#choices + 1] = { 2, function() return ("~(%s)"):format(make.condition(scope, depth - 1)) end }
      if #scope.verdicts > 0 then
        choices[#choices + 1] = { 4, function() return verdict_question(scope) or text_question(scope, depth) end }
      end
    end
    return source.weighted(choices)(scope, depth)
  end

  function make.function_of(kind)
    return row_functions[kind] and source.pick(row_functions[kind])
  end
  make.day = quoted_day
  return make
end

return generate_expressions
