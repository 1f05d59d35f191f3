local core = require "tests.support.core"
local lfs = require "lfs"
local plain_outline = require "tests.language.plain_outline"
local random = require "tests.naive.random"
local source = require "mandate.language.source"

local function texts(text)
  local list = {}
  for i, token in ipairs(core.outline(text)) do list[i] = token.kind .. " " .. token.text end
  return list
end

describe("The outline of a file", function()
  it("tells names, words, texts, numbers and operators apart", function()
    assert.same({ "word local", "name x", "operator =", "name a", "operator .", "name b", "operator :", "name is", 'text "c"', "operator ~=", "number 0x1F" },
      texts 'local x = a.b:is "c" ~= 0x1F')
  end)

  it("knows the operators of other languages as one token each", function()
    assert.same({ "name a", "operator &&", "name b", "operator ||", "name c", "operator !=", "operator !", "name d" }, texts "a && b || c != !d")
  end)

  it("leaves out comments, short and long", function()
    assert.same({ "name a", "name b", "name c" }, texts "a -- and or\nb --[[ or\n]] --[==[ ]] ]==] c")
  end)

  it("gives line and column in characters, also after full-width ones and long texts", function()
    local tokens = core.outline 'a = "清洁" .. [[x\ny]]\n  b'
    assert.same({ 1, 10 }, { tokens[4].line, tokens[4].column })
    tokens = core.outline "a = [[\nx]] b"
    assert.same({ 2, 5 }, { tokens[4].line, tokens[4].column })
  end)

  it("reads the value of a text without escapes", function()
    assert.equal("large", core.outline "'large'"[1].value)
    assert.is_nil(core.outline '"a\\n"'[1].value)
  end)

  it("ends a text without its quote at the end of the line", function()
    assert.same({ 'text "abc', "name b" }, texts '"abc\nb')
  end)

  it("gives characters that Lua has no use for as one token each", function()
    assert.same({ "name a", "stray ，", "name b" }, texts "a，b")
  end)

  it("comes to an end on any bytes", function()
    local bytes = {}
    for i = 0, 255 do bytes[#bytes + 1] = string.char(i) end
    local all = table.concat(bytes)
    assert.is_true(#core.outline(all .. all:reverse()) > 0)
    assert.is_true(#core.outline(("[=[" .. all):rep(3)) > 0)
  end)
end)

describe("A source", function()
  local function inside(text)
    local names = {}
    for _, token in ipairs(source.new(core, "a.lua", text).tokens) do
      if token.text:find "^[xyz]$" then names[#names + 1] = token.inside and token.inside.name or "-" end
    end
    return names
  end

  it("knows where a function ends, whatever stands in it", function()
    assert.same({ "f", "f", "f", "f", "-" }, inside [[
local function f(a)
  if x then y() elseif y then for i = 1, 2 do while true do break end end else repeat z() until true end
  do end
end
z()]])
  end)

  it("knows functions in functions and functions without names", function()
    assert.same({ "f", "g", "f", "-" }, inside "local f = function() x() local function g() y() end z() end x()")
    assert.same({ "-", "-" }, inside "t { function() x() end }, y")
  end)

  it("finds doubled keys in a table, and none in the tables and functions inside it", function()
    local outline = core.outline("t { a = 1, b = { a = 1 }, c = function() local a = 1, 2; a = 3 end, a = 2, ['x y'] = 1, [1] = 2 }")
    assert.equal(1, #outline:doubled())
    assert.same({ "a", 3 }, { outline:doubled()[1].token.text, outline:doubled()[1].first.column - 2 })
    assert.same({ "a", "b", "c", "x y", 1 }, outline:table_at(2).order)
  end)

  it("finds a statement's table by word, name and line", function()
    local file = source.new(core, "a.lua", 'rule "a" {}\nrule("b")\n{ x = 1 } rule "c" { y = 1 }')
    assert.is_truthy(file:statement { word = "rule", name = "a", at = { line = 1 } })
    assert.is_truthy(file:statement { word = "rule", name = "b", at = { line = 2 } })
    assert.same({ "y" }, file:statement({ word = "rule", name = "c", at = { line = 3 } }).order)
    assert.is_nil(file:statement { word = "rule", name = "d", at = { line = 3 } })
  end)
end)

-- What both must find, in one form without references.
local function told(from)
  local list = {}
  for i, token in ipairs(from.tokens) do
    local inside = token.inside
    list[i] = ("%s %s %s %d:%d %d-%d %s"):format(token.kind, token.text, tostring(token.value), token.line, token.column, token.from, token.to,
      inside and ("%s %d-%d %d-%d"):format(tostring(inside.name), inside.first, inside.last, inside.line, inside.last_line) or "-")
  end
  local function add(text, ...) list[#list + 1] = text:format(...) end
  for _, block in ipairs(from.functions) do
    add("function %s %d-%d in %s", tostring(block.name), block.first, block.last, block.outer and block.outer.first or "-")
  end
  for _, block in ipairs(from.tables) do
    add("table %d-%s %s", block.first, tostring(block.last), table.concat(block.order, "|"))
    for i, key in ipairs(block.order) do add("entry %d %s %d %d", i, key, block.entries[key].first, block.entries[key].key_at) end
  end
  for _, pair in ipairs(from.doubled) do add("doubled %s at %d, first at %d", pair.token.text, pair.token.from, pair.first.from) end
  add("suspects %s, unclosed %s", table.concat(from.suspects, " "), from.unclosed and from.unclosed.from or "-")
  return list
end

local function of_core(text)
  local outline = core.outline(text)
  local from = { tokens = outline, functions = outline:functions(), tables = {}, doubled = outline:doubled(), suspects = outline:suspects(), unclosed = outline:unclosed() }
  for i = 1, #outline do from.tables[#from.tables + 1] = outline:table_at(i) end
  return told(from)
end

local function of_plain(text)
  local plain = plain_outline(text)
  local index, doubled = {}, {}
  for i, token in ipairs(plain.tokens) do index[token] = i end
  for _, block in ipairs(plain.tables) do
    block.first = block.index
    for _, entry in pairs(block.entries) do entry.key_at = index[entry.key_token] end
    for _, pair in ipairs(block.doubled) do doubled[#doubled + 1] = pair end
  end
  plain.doubled, plain.suspects = doubled, plain.tokens.suspects
  return told(plain)
end

local function sorted_doubles(list)
  local rest, doubles = {}, {}
  for _, line in ipairs(list) do table.insert(line:find "^doubled" and doubles or rest, line) end
  table.sort(doubles)
  return table.move(doubles, 1, #doubles, #rest + 1, rest)
end

local function same_by_both(text) assert.same(sorted_doubles(of_plain(text)), sorted_doubles(of_core(text))) end

describe("The outline of a file and plain Lua's reading of it", function()
  it("are the same on every pack", function()
    for _, folder in ipairs { "rules/jiangsu", "rules/npdes" } do
      for name in lfs.dir(folder) do
        if name:find "%.lua$" then
          local file = assert(io.open(folder .. "/" .. name))
          same_by_both(file:read "a")
          file:close()
        end
      end
    end
  end)

  local PIECES = { "{", "}", "(", ")", "[", "]", ",", ";", "=", "==", "~=", "<", "..", "...", ".", ":", "&", "&&", "|", "!", "!=", "function ", "end ", "if ", "then ",
    "do ", "repeat ", "until ", "local ", "and ", "x ", "y ", "a = 1", "a = 2, ", "['a'] = ", "[1] = ", "[x] = ", "[1e2] = ", "[0x10] = ", "'", '"', "\\", "\n", "\r\n", " ",
    "--", "--[[", "]]", "[=[", "]=]", "[[", "1", "0x1F", "1.5e-3", "1e", ".5", "0x", "\u{6E05}", "\u{FF0C}", "\xE6", "\x80", "\t", "\1", "#", "$", "f(", "x = {", "'\\'" }

  it("are the same on random texts", function()
    for seed = 1, 3000 do
      local source_of = random.source(seed)
      local parts = {}
      for i = 1, source_of.up_to(40) do parts[i] = source_of.pick(PIECES) end
      same_by_both(table.concat(parts))
    end
  end)

  it("find the same tokens on a line, the n-th of several, and behind it", function()
    local outline = core.outline "a b a\n\nc 'a' d\n"
    assert.same({ 1, 1, 1 }, { outline:find("a", 1) })
    assert.same({ 3, 1, 5 }, { outline:find("a", 1, 2) })
    assert.same({ 1, 1, 1 }, { outline:find("a", 1, 3) })
    assert.same({ 5, 3, 3 }, { outline:find("a", 2, 7) })
    assert.same({ 5, 3, 3 }, { outline:find("'a'", 1) })
    assert.same({}, { outline:find("a", 4) })
    assert.same({}, { outline:find("z", 1) })
  end)
end)
