-- Records a pack's text: runs it with an environment whose statements and expressions only write down what is said. Nothing is
-- checked and nothing evaluated here; the nodes are what expressions/ walks.
local amendments = require "tests.naive.amendments"
local dates = require "tests.naive.dates"
local model = require "tests.naive.model"
local pack_files = require "tests.support.pack_files"

local record_pack = {}

local NODE <const> = {} -- under which a handle holds what is written down of it: no name of a pack is this table
local expression = {}

-- What is written down of an expression; nil for anything else.
local function node_of(x) return getmetatable(x) == expression and x[NODE] or nil end
record_pack.node = node_of

--- The tables that say a rule's pauses: none, one, or a list of them.
function record_pack.sorts_of_pauses(rule)
  local said = rule.paused
  if said == nil then return {} end
  return type(said[1]) == "table" and node_of(said[1]) == nil and said or { said }
end

local function write(node) return setmetatable({ [NODE] = node }, expression) end

local chained = {} -- what is asked of a name of a name: the results of decisions are among them

function expression.__index(from, name)
  if node_of(from) and node_of(from).op == "named periods" then return write { op = "column of periods", of = node_of(from).of, name = name } end
  local handle = write { op = "index", from = from, name = name }
  if node_of(from) and node_of(from).op == "index" then chained[#chained + 1] = handle end
  return handle
end

function expression.__call(handle, first, ...)
  local node = node_of(handle)
  if node.define then return node.define(first) end -- parameter "x" { … }
  assert(node.op == "index" and rawequal(node.from, first), "a comma or a colon is missing before (…) or {…}")
  return write { op = "call", from = node.from, name = node.name, arguments = table.pack(...) }
end

local function binary(op)
  return function(a, b) return write { op = op, a = a, b = b } end
end
expression.__band, expression.__bor = binary "&", binary "|"
expression.__add, expression.__sub, expression.__mul, expression.__div = binary "+", binary "-", binary "*", binary "/"
expression.__concat = binary ".."
function expression.__unm(a) return write { op = "-", a = 0, b = a } end
function expression.__bnot(a) return write { op = "~", a = a } end

-- A version of a decision as one of its several results has it.
local function of_result(version, k)
  local own, width = {}, #version.columns
  for key, value in pairs(version) do own[key] = value end
  own.rows, own.of = {}, version
  for r, row in ipairs(version.rows) do
    own.rows[r] = table.move(row, 1, width, 1, {})
    own.rows[r][width + 1] = row[width + k]
  end
  return own
end

local function list(x) return type(x) == "table" and not node_of(x) and x or { x } end

-- The unit of a period: a word, a fiscal year, or a table of periods, { name, rows = { { name, from, to, cells }, … } }.
local function unit_of(given)
  local year = node_of(given)
  if year and year.op == "named periods" then return year.of end
  return year and year.op == "fiscal_year" and "fiscal " .. year.begins or given
end
record_pack.unit_of = unit_of

local function base_of(name) return name:match "^(.-)@" or name end

-- The first and the last day of what cites clauses, and a copy of it for each further stretch of days. others: all of its versions.
local function with_days(law, one, others)
  local cited = {}
  local function place(of) return of.place or of.instruments[1] and of.instruments[1].place end
  for _, other in ipairs(others) do
    for _, citation in ipairs(other ~= one and place(other) == place(one) and list(other.clause) or {}) do cited[#cited + 1] = citation end
  end
  local copies = {}
  for _, stretch in ipairs(amendments.days(law, list(one.clause), cited)) do
    local copy = #copies == 0 and one or {}
    for key, value in pairs(copy ~= one and one or {}) do copy[key] = value end
    copy.first_day, copy.last_day = stretch.from, stretch.to
    if copy ~= one then copy.transition = nil end
    copies[#copies + 1] = copy
  end
  if #copies == 0 then -- no day at all
    one.first_day, one.last_day, one.transition = dates.parse "0001-01-02", dates.parse "0001-01-01", nil
    copies[1] = one
  end
  return copies
end

-- Who keeps to the version before another, until when: the version before goes on to that day, for them.
local function keep_before(pack)
  for _, rule in ipairs(pack.rules) do
    for _, other in ipairs(rule.transition and pack.rules or {}) do
      local place, other_place = rule.place or rule.instruments[1].place, other.place or other.instruments[1].place
      if other.base == rule.base and other ~= rule and place == other_place and other.last_day == rule.first_day - 1 then
        rule.kept_until = math.min(rule.transition.to and dates.parse(rule.transition.to) or math.huge, rule.last_day)
        other.for_all_until, other.kept_by = other.last_day, rule
        other.goes_on_until = rule.kept_until
        table.insert(pack.days_of_law, rule.first_day)
        if rule.kept_until < math.huge then table.insert(pack.days_of_law, rule.kept_until + 1) end
      end
    end
  end
  for _, rule in ipairs(pack.rules) do rule.last_day = rule.goes_on_until or rule.last_day end
end

-- The days on which rules, tables and exceptions are in force, for which all texts must be known.
local function put_in_force(pack, law)
  pack.days_of_law = amendments.boundaries(law)
  local function split(all, same)
    local split_up = {}
    for _, one in ipairs(all) do
      local others = {}
      for _, other in ipairs(all) do
        if same(one, other) then others[#others + 1] = other end
      end
      local copies = one.clause == nil and { one } or with_days(law, one, others)
      table.move(copies, 1, #copies, #split_up + 1, split_up)
    end
    table.move(split_up, 1, #split_up, 1, all)
  end
  local rules = table.move(pack.rules, 1, #pack.rules, 1, {})
  split(rules, function(a, b) return a.base == b.base end)
  table.move(rules, 1, #rules, 1, pack.rules)
  keep_before(pack)
  split(pack.exceptions, function(a, b) return base_of(a.name) == base_of(b.name) end)
  for _, kind in pairs(pack.kinds) do
    for _, term in pairs(type(kind) == "table" and kind.terms or {}) do
      if term.versions then split(term.versions, function() return true end) end
    end
  end
end

-- Lets exceptions say something in place of a rule's own words (expressions/instead.lua): all that those to it ask and say stands in the arguments.
local function replace_words(pack)
  function pack.bears_on(exception, called)
    for _, name in ipairs(exception.to) do
      if name == called then return true end
      for _, other in ipairs(pack.exceptions) do
        if base_of(other.name) == name and pack.bears_on(other, called) then return true end
      end
    end
    return false
  end
  for _, rule in ipairs(pack.rules) do
    for slot, wanted in pairs { due = "date", require = "condition" } do
      local parts, said = { n = 0 }, false
      for _, exception in ipairs(rule[slot] ~= nil and pack.exceptions or {}) do
        local own = type(exception.instead) == "table" and not node_of(exception.instead) and exception.instead[slot]
        for _, raw in ipairs(pack.bears_on(exception, rule.base) and { exception.applies, own or nil } or {}) do parts.n, parts[parts.n + 1] = parts.n + 1, raw end
        said = said or own and pack.bears_on(exception, rule.base)
      end
      if said then rule[slot] = write { op = "instead", from = rule[slot], slot = slot, wanted = wanted, target = rule.base, arguments = parts } end
    end
  end
end

-- The rows of a table of periods (section 29), and its columns as parameters are written: a list of rows, of which one whose law sets none has no value.
local function read_periods(own, body)
  for index, row in ipairs(body) do
    own.rows[index] = { name = row[1], from = dates.parse(row.from), to = row.to and dates.parse(row.to), unit = own }
    for key, cell in pairs(row) do
      if type(key) == "string" and key ~= "from" and key ~= "to" and key ~= "clause" and key ~= "unconfirmed" then
        own.columns[key] = own.columns[key] or {}
        local none = node_of(cell) and node_of(cell).op == "not_given"
        own.columns[key][index] = none and {} or { cell }
      end
    end
  end
  for index, row in ipairs(own.rows) do row.to = row.to or own.rows[index + 1] and own.rows[index + 1].from - 1 or dates.parse "9999-12-31" end
end

-- The units of a file that are named, and those by which they are said: section 28.
local function take_units(units, text, wanted)
  local said = {}
  assert(load(text, "=units", "t", { unit = function(name) return function(body) said[name] = body end end }))()
  local function take(name)
    if not said[name] or units[name] then return end
    units[name] = said[name]
    local of = said[name][1]
    for _, row in ipairs(type(of) == "table" and said[name] or { said[name] }) do take(row[1]:match "(%S+)%s*$") end
  end
  for _, name in ipairs(wanted) do take(name) end
end

-- Runs the text; gives { kinds, instruments, codes, calendars, parameters, terms, rules, exceptions, waivable, reports }.
function record_pack.run(text)
  chained = {}
  local kinds = model.create()
  local pack = { kinds = kinds, instruments = {}, codes = {}, calendars = {}, parameters = {}, terms = {}, decisions = {}, results = {}, rules = {}, exceptions = {}, waivable = {},
    units = {}, reports = {}, complete = {}, code_registers = {}, coded = {} }
  local environment = { ipairs = ipairs, pairs = pairs, tostring = tostring, table = table, string = string, math = math }

  local function statement(word, define)
    environment[word] = function(name) return function(body) define(name, body) end end
  end
  local function reference(word, define)
    environment[word] = function(name)
      return write { op = word, name = name, define = define and function(body) define(name, body) end }
    end
  end

  local bodies, order = {}, {}
  statement("instrument", function(name, body)
    pack.instruments[name] = { name = name, place = body.place, from = body.in_force.from, to = body.in_force.to }
    bodies[name], order[#order + 1] = body, name
  end)
  local function say_complete(kind, said)
    pack.complete[kind] = pack.complete[kind] or {}
    for _, one in ipairs(type(said) == "table" and type(said[1]) == "table" and said or { said }) do
      if type(one) == "string" then one = { one } end
      table.insert(pack.complete[kind], { from = one.from and dates.parse(one.from) or -math.huge,
        to = one.to and dates.parse(one.to) or math.huge, place = one.place, whom = one.whom })
    end
  end
  statement("kind", function(name, body)
    for _, field in ipairs(body.fields) do
      local reference_to = node_of(field[2])
      if reference_to then field[2] = reference_to.name end
    end
    model.declare(kinds, name, body)
    say_complete(name, body.complete)
  end)
  statement("code_register", function(name, body) pack.code_registers[name] = body end)
  statement("import", function(name, body)
    if body.complete == nil then pack.coded[name] = { kind = node_of(body.kind).name, columns = body } end -- of a file of its own (codes.lua)
    say_complete(body.kind and node_of(body.kind) and node_of(body.kind).name or body.kind or name, body.complete)
  end)
  statement("group", function(name, body)
    local fields, keys = {}, {}
    local function target(handle) -- the kind or the field that a path of names leads to
      local node = node_of(handle)
      if node.op == "root" then return { kind = node.name, type = node.name } end
      return kinds[target(node.from).kind].by_name[node.name]
    end
    for index, given in ipairs(node_of(body.by) and { body.by } or body.by) do
      local handle = node_of(given) and given or given[2]
      local field = target(handle)
      keys[index] = { name = node_of(given) and node_of(given).name or given[1], expression = handle }
      fields[index] = { keys[index].name, field.type, blank = field.blank }
    end
    model.declare_group(kinds, { name = name, plural = name .. "s", fields = fields, lasting = true,
      group = { of = node_of(body.of).name, keys = keys, where = body.where } })
  end)
  reference("calendar", function(name, body) pack.calendars[name] = dates.calendar(name, body) end)
  statement("unit", function(name, body) pack.units[name] = body end)
  statement("units_from", function(name, wanted) take_units(pack.units, assert(pack_files.further(text)[name], "no file is called " .. name), wanted) end)
  local tables_of_periods = {}
  for name in text:gmatch 'periods "([%w_]+)"' do tables_of_periods[name] = { name = name, rows = {}, columns = {} } end
  statement("periods", function(name, body) read_periods(tables_of_periods[name], body) end)
  reference("codes", function(name, body) pack.codes[name] = body end)
  reference("parameter", function(name, body) pack.parameters[name] = body end)
  reference "verdict"
  statement("term", function(name, body)
    local kind, term = name:match "^([%w_]+)%.([%w_]+)$"
    kinds[kind].terms[term] = body
  end)
  statement("state", function(name, body)
    local kind, term = name:match "^([%w_]+)%.([%w_]+)$"
    kinds[kind].terms[term] = { value = write { op = "state", name = name, a = body.begins, b = body.ends, from = body.before, unit = unit_of(body.per[2]), since = body.from,
      succeeds = body.succeeds } }
  end)
  statement("decision", function(name, body)
    local kind, term = base_of(name):match "^([%w_]+)%.([%w_]+)$"
    local version = { name = name }
    for key, value in pairs(body) do version[key] = value end
    if body.like then
      for key, value in pairs(assert(pack.decisions[body.like], "like names no decision: " .. tostring(body.like))) do
        if version[key] == nil then version[key] = value end
      end
    end
    pack.decisions[name] = version
    local function field_of(node) -- the field that a path of names ends with
      local function kind_of(at)
        if at.op == "root" then return kinds[at.name] end
        local from = at.op == "index" and kind_of(node_of(at.from))
        local field = from and from.by_name[at.name]
        return field and kinds[field.kind]
      end
      local from = kind_of(node_of(node.from))
      return from and from.by_name[node.name]
    end
    local function counts_rows(node) -- whether a path of names ends with a decision that counts its rows
      local root = node.op == "index" and node_of(node.from)
      local named = root and root.op == "root" and kinds[root.name] and kinds[root.name].terms[node.name]
      if not named or not named.versions then return false end
      for _, other in ipairs(named.versions) do
        if other.hit ~= "count of" then return false end
      end
      return true
    end
    for k, result in ipairs(version.results or { false }) do
      local own = result and term .. "." .. result or term
      if result then
        pack.results[term] = pack.results[term] or {}
        pack.results[term][result] = true
      end
      kinds[kind].terms[own] = kinds[kind].terms[own] or { versions = { name = kind .. "." .. own, field_of = field_of, counts_rows = counts_rows } }
      table.insert(kinds[kind].terms[own].versions, result and of_result(version, k) or version)
    end
  end)
  for _, word in ipairs { "obligation", "quota", "power", "incentive" } do
    statement(word, function(name, body)
      local rule = { word = word }
      for key, value in pairs(body) do rule[key] = value end
      if body.like then -- what is not said again is copied
        local copied = assert(pack.rules[body.like], "like names no rule: " .. tostring(body.like))
        for key, value in pairs(copied) do
          if rule[key] == nil and key ~= "transition" then rule[key] = value end
        end
      end
      rule.name, rule.base = name, base_of(name)
      pack.rules[name] = rule
      pack.rules[#pack.rules + 1] = rule
    end)
  end
  statement("exception", function(name, body)
    pack.exceptions[#pack.exceptions + 1] = { name = name, to = list(body.to), clause = body.clause, applies = body.applies, place = body.place, instead = body.instead }
  end)
  statement("waivable", function(name, body) pack.waivable[base_of(name)] = body end)
  statement("report", function(name, body) pack.reports[name] = body end)
  statement("indicator", function(name, body)
    pack.reports[name] = { per = body.per or write { op = "root", name = "enterprise" }, during = body.during, law = body.law, as_of = body.as_of,
      where = body.applies, non_detects = body.non_detects,
      columns = body.parts or { { name, body.value } }, indicator = true }
  end)
  statement("warning", function() end) -- gives no verdict

  for _, unit in ipairs { "days", "months", "years", "working_days", "clear_days" } do
    environment[unit] = function(count, more) return write { op = "span", unit = unit, count = count, more = more } end -- more: a calendar, or how it is rounded
  end
  function environment.fiscal_year(begins) return write { op = "fiscal_year", begins = begins } end
  function environment.computed(body, unit) return write { op = "computed", body = body, unit = unit } end
  function environment.scale(bands) return write { op = "scale", bands = bands } end
  function environment.percent(count) return write { op = "percent", count = count } end
  for _, word in ipairs { "greater_of", "lesser_of" } do
    environment[word] = function(...) return write { op = word, arguments = table.pack(...) } end
  end
  function environment.not_given(why) return write { op = "not_given", why = why } end
  for _, name in ipairs { "any", "yes", "no" } do environment[name] = write { op = "cell", name = name } end
  for _, name in ipairs { "is", "starts_with", "ends_with", "contains", "above", "at_least", "below", "at_most", "between", "before", "by", "after", "on_or_after", "during" } do
    environment[name] = function(...) return write { op = "question", name = name, arguments = table.pack(...) } end
  end
  for _, name in ipairs { "text", "number", "event", "date", "yesno", "year", "quarter", "month", "week" } do environment[name] = name end

  local declared = {} -- a kind may name itself among its fields
  for name in text:gmatch 'kind "([%w_]+)"' do declared[name] = true end
  setmetatable(environment, { __index = function(_, name)
    if tables_of_periods[name] then return write { op = "named periods", of = tables_of_periods[name] } end
    if kinds[name] or declared[name] or name == "subject" or name == "period" or name == "as_of" then return write { op = "root", name = name } end
    error("nothing is called " .. tostring(name), 2)
  end })
  assert(load(text, "=pack", "t", environment))()

  for _, rule in ipairs(pack.rules) do
    local per = rule.per
    if node_of(per) then per = { per } end
    rule.kind = per and node_of(per[1]).name or rule.word == "quota" and "jurisdiction" or "enterprise"
    rule.unit = per and unit_of(per[2])
    if rule.expects then rule.expects.each = unit_of(rule.expects.each) end
    rule.instruments = {}
    for _, clause in ipairs(list(rule.clause)) do rule.instruments[#rule.instruments + 1] = pack.instruments[clause:match "^(.-)/"] end
    rule.evident = rule.evidence ~= nil -- evidence is written
    if rule.expects and rule.evidence == nil then -- one of what is expected must be there
      rule.evidence = rule.expects[1]:during(rule.expects.during or write { op = "root", name = "period" })
    end
  end
  for _, version in pairs(pack.decisions) do
    version.instruments = {}
    for _, clause in ipairs(version.clause and list(version.clause) or {}) do version.instruments[#version.instruments + 1] = pack.instruments[clause:match "^(.-)/"] end
  end
  for _, kind in pairs(kinds) do
    for _, term in pairs(type(kind) == "table" and kind.terms or {}) do
      for _, version in ipairs(term.versions or {}) do version.instruments = version.instruments or version.of.instruments end
    end
  end
  for _, handle in ipairs(chained) do
    local node, inner = node_of(handle), node_of(node_of(handle).from)
    if inner.op == "index" and pack.results[inner.name] and pack.results[inner.name][node.name] then node.from, node.name = inner.from, inner.name .. "." .. node.name end
  end
  for _, exception in ipairs(pack.exceptions) do
    exception.instruments = {}
    for _, clause in ipairs(list(exception.clause)) do
      exception.instruments[#exception.instruments + 1] = pack.instruments[clause:match "^(.-)/"]
    end
  end
  replace_words(pack)
  put_in_force(pack, amendments.read(bodies, order))
  return pack
end

return record_pack
