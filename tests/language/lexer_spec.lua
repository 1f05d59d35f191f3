local lexer = require "mandate.language.lexer"
local source = require "mandate.language.source"

local function texts(text)
  local list = {}
  for i, token in ipairs(lexer.tokens(text)) do list[i] = token.kind .. " " .. token.text end
  return list
end

describe("The lexer", function()
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
    local tokens = lexer.tokens 'a = "清洁" .. [[x\ny]]\n  b'
    assert.same({ 1, 10 }, { tokens[4].line, tokens[4].column })
    tokens = lexer.tokens "a = [[\nx]] b"
    assert.same({ 2, 5 }, { tokens[4].line, tokens[4].column })
  end)

  it("reads the value of a text without escapes", function()
    assert.equal("large", lexer.tokens "'large'"[1].value)
    assert.is_nil(lexer.tokens '"a\\n"'[1].value)
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
    assert.is_true(#lexer.tokens(all .. all:reverse()) > 0)
    assert.is_true(#lexer.tokens(("[=[" .. all):rep(3)) > 0)
  end)
end)

describe("A source", function()
  local function inside(text)
    local names = {}
    for _, token in ipairs(source.new("a.lua", text).tokens) do
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
    local blocks = source.new("a.lua", "t { a = 1, b = { a = 1 }, c = function() local a = 1, 2; a = 3 end, a = 2, ['x y'] = 1, [1] = 2 }").tables
    assert.equal(1, #blocks[1].doubled)
    assert.equal("a", blocks[1].doubled[1].token.text)
    assert.equal(0, #blocks[2].doubled)
    assert.same({ "a", "b", "c", "x y", 1 }, blocks[1].order)
  end)

  it("finds a statement's table by word, name and line", function()
    local file = source.new("a.lua", 'rule "a" {}\nrule("b")\n{ x = 1 } rule "c" { y = 1 }')
    assert.is_truthy(file:statement("rule", "a", 1))
    assert.is_truthy(file:statement("rule", "b", 2))
    assert.same({ "y" }, file:statement("rule", "c", 3).order)
    assert.is_nil(file:statement("rule", "d", 3))
  end)
end)
