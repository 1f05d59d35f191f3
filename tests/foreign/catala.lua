--- Date arithmetic as Catala's tests write it, as a pack: scopes whose definitions are made of written dates, durations, `+`, `-`, comparisons and other definitions, with the
-- results that stand beside them. A scope becomes a kind `probe` of one record, which holds the written dates, and a term of it for each definition that is a day, a
-- number of days, or true or false; a duration that has a name is written where the name stands.
local catala = {}

local Reader = {}
Reader.__index = Reader

local WAYS <const> = { increasing = "up", decreasing = "down", none = "refused" }
local SIGNS <const> = { ["<="] = true, ["<"] = true, [">="] = true, [">"] = true, ["="] = true }
local OF_DATES <const> = { ["<="] = "%s:by(%s)", ["<"] = "%s:before(%s)", [">="] = "%s:on_or_after(%s)", [">"] = "%s:after(%s)", ["="] = "%s:between(%s, %s)" }
local OF_DAYS <const> = { ["<="] = "%s:at_most(%s)", ["<"] = "%s:below(%s)", [">="] = "%s:at_least(%s)", [">"] = "%s:above(%s)", ["="] = "%s:is(%s)" }

local function split(text)
  local tokens, at = {}, 1
  while true do
    at = text:match("^%s*()", at)
    if at > #text then return tokens end
    local token = text:match("^|%d+%-%d+%-%d+|", at) or text:match("^[<>]=?", at) or text:match("^[%w_]+", at) or text:match("^[=+%-()]", at)
    if not token then error(("`%s` is no date arithmetic"):format(text:sub(at)), 0) end
    tokens[#tokens + 1], at = token, at + #token
  end
end

function Reader:fail(why) error(("not converted: %s in `%s`"):format(why, self.text), 0) end

function Reader:next()
  self.at = self.at + 1
  return self.tokens[self.at - 1]
end

function Reader:is(token) return self.tokens[self.at] == token and self:next() ~= nil end

-- What Catala's functions of a date are here.
local PARTS <const> = { get_day = { "number", ":day()" }, get_month = { "number", ":month()" }, get_year = { "number", ":year()" },
  first_day_of_month = { "date", ":start_of(month)" }, last_day_of_month = { "date", ":end_of(month)" } }

local UNITS <const> = { day = "days", month = "months", year = "years" }

function Reader:primary()
  local token = self:next() or self:fail "an end"
  if token == "(" then
    local inner = self:any()
    if not self:is ")" then self:fail "an open bracket" end
    return inner
  elseif token:sub(1, 1) == "|" then
    local scope = self.scope
    scope.dates[#scope.dates + 1] = token:sub(2, -2)
    return { type = "date", text = ("probe.day_%d"):format(#scope.dates) }
  elseif token == "true" or token == "false" then
    self:fail "a written truth"
  elseif token:find "^%d+$" then
    local unit = UNITS[self.tokens[self.at] or ""]
    if not unit then return { type = "number", text = token } end
    self:next()
    return { type = "duration", unit = unit, count = math.tointeger(token) }
  elseif PARTS[token] and self:is "of" then
    local of = self:primary()
    if of.type ~= "date" then self:fail(("the %s of a %s"):format(token, of.type)) end
    return { type = PARTS[token][1], text = of.text .. PARTS[token][2] }
  end
  local named = self.scope.named[token]
  if not named then self:fail(("`%s`"):format(token)) end
  return named.type == "duration" and named or { type = named.type, text = "probe.is_" .. token }
end

-- A duration, or a number of days, as what is added to a date.
function Reader:span(duration)
  if duration.type == "days" then return duration.text end
  if duration.unit == "days" then return ("days(%d)"):format(duration.count) end
  return ("%s(%d, %q)"):format(duration.unit, duration.count, WAYS[self.scope.rounding])
end

function Reader:sum()
  local left = self:primary()
  while self.tokens[self.at] == "+" or self.tokens[self.at] == "-" do
    local sign, right = self:next(), self:primary()
    if left.type == "date" and right.type == "date" and sign == "-" then left = { type = "days", text = ("(%s - %s)"):format(left.text, right.text) }
    elseif left.type == "date" and right.type ~= "date" then left = { type = "date", text = ("(%s %s %s)"):format(left.text, sign, self:span(right)) }
    elseif left.type == "duration" and right.type == "duration" and left.unit == right.unit then
      left = { type = "duration", unit = left.unit, count = left.count + (sign == "+" and right.count or -right.count) }
    else self:fail(("a %s %s a %s"):format(left.type, sign, right.type)) end
  end
  return left
end

function Reader:any()
  local left = self:sum()
  local sign = self.tokens[self.at]
  if not SIGNS[sign or ""] then return left end
  self:next()
  local right = self:sum()
  if left.type == "date" and right.type == "date" then return { type = "truth", text = OF_DATES[sign]:format(left.text, right.text, right.text) } end
  if right.type == "duration" and right.unit == "days" then right = { type = "days", text = ("%q"):format(right.count .. " days") } end
  if not (left.type == right.type and (left.type == "days" or left.type == "number")) then self:fail(("a %s %s a %s"):format(left.type, sign, right.type)) end
  return { type = "truth", text = OF_DAYS[sign]:format(left.text, right.text) }
end

-- The lines of the blocks of a sort, ```catala … ```, together.
local function blocks(source, sort)
  local found = {}
  for name, text in source:gmatch "```([%w%-]+)\n(.-)\n```" do
    if name:find(sort) then found[#found + 1] = text end
  end
  return table.concat(found, "\n") .. "\n"
end

-- The results that are printed for each scope: { scope -> { name -> text }, or "error" }.
local function printed(source)
  local found, own = {}, nil
  for line in blocks(source, "^catala%-test"):gmatch "([^\n]*)\n" do
    local scope = line:match "test%-scope%s+([%w_]+)" or line:match "%-s%s+([%w_]+)"
    if scope then
      own = {}
      found[scope] = own
    elseif line:find "ERROR" and own then
      own.error = true
    elseif own then
      local name, value = line:match "([%w_]+) = (.-)%s*$"
      if name then own[name] = value:match "^%[(%-?%d+) days%]$" or value end
    end
  end
  return found
end

-- The scopes as they are written: { name, rounding, definitions = { { name, text } … } }.
local function written(source)
  local list, scope, last = {}, nil, nil
  for line in blocks(source, "^catala$"):gmatch "([^\n]*)\n" do
    local name, definition, text = line:match "^scope ([%w_]+):", line:match "^%s*definition ([%w_]+) equals(.*)$"
    local way = line:match "^%s*date round (%a+)"
    if line:find "declaration" then scope, last = nil, nil
    elseif name then
      scope, last = { name = name, rounding = "none", definitions = {} }, nil
      list[#list + 1] = scope
    elseif scope and way then scope.rounding, last = way, nil
    elseif scope and definition then
      last = { name = definition, text = text }
      table.insert(scope.definitions, last)
    elseif line:find "^%s*assertion" then last = nil
    elseif last then last.text = last.text .. " " .. line end
  end
  return list
end

--- The scopes of a text, in their order: { name, dates = { "2024-01-31", … }, terms = { { name, type, text } … }, expected = { name -> text, or error = true } }.
---@param source string
function catala.scopes(source)
  local list, expected = written(source), printed(source)
  for _, scope in ipairs(list) do
    scope.dates, scope.terms, scope.named, scope.expected = {}, {}, {}, expected[scope.name] or {}
    for _, definition in ipairs(scope.definitions) do
      local reader = setmetatable({ scope = scope, text = definition.text, tokens = split(definition.text), at = 1 }, Reader)
      local value = reader:any()
      if reader.at <= #reader.tokens then reader:fail "more than one value" end
      scope.named[definition.name] = value
      if value.type ~= "duration" then scope.terms[#scope.terms + 1] = { name = definition.name, type = value.type, text = value.text } end
    end
  end
  return list
end

--- The pack of a scope, and its one record as CSV.
function catala.pack(scope)
  local fields, heads, cells, columns, lines = {}, { "test" }, { scope.name }, {}, {}
  for i, day in ipairs(scope.dates) do
    fields[i], heads[i + 1], cells[i + 1] = (', { "day_%d", date }'):format(i), "day_" .. i, day
  end
  for i, term in ipairs(scope.terms) do
    lines[i] = ("term \"probe.is_%s\" { value = %s }\n"):format(term.name, term.text)
    columns[i] = ("{ %q, probe.is_%s }"):format(term.name, term.name)
  end
  return ('kind "probe" { lasting = true, fields = { { "test", text, key = true }%s } }\n%sreport "results" { title = "Results", per = probe, columns = { %s } }\n'):format(
    table.concat(fields), table.concat(lines), table.concat(columns, ", ")), table.concat(heads, ",") .. "\n" .. table.concat(cells, ",") .. "\n"
end

return catala
