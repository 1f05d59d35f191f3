-- What is proved of tables whose cells ask what a text begins with, ends with or holds: held against all short texts, tried one by one.
local packs = require "tests.support.packs"
local problems = require "mandate.language.problems"
local random = require "tests.naive.random"

local HEAD = 'instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }\n'

local function decision(columns, rows, hit)
  return ('%sdecision "enterprise.class" { clause = "n/a", hit = "%s", columns = { %s },\n  rows = { %s } }\n'):format(HEAD, hit or "unique", columns, rows)
end

local function messages(text)
  local pack, errors = packs.check(text)
  local list = {}
  for i, found in ipairs(errors or pack.warnings) do list[i] = problems.text(found) end
  return table.concat(list, "\n"), errors ~= nil
end

local function refused(text, said)
  local told, wrong = messages(text)
  assert(wrong and told:find(said, 1, true), told)
end
local function warned(text, said)
  local told, wrong = messages(text)
  assert(not wrong and told:find(said, 1, true), told)
end
local function silent(text) assert.equal("", (messages(text))) end

local name = "enterprise.name"

describe("A table's cells of a text", function()
  it("ask what it ends with and what it holds, and leave no gap with their negations", function()
    silent(decision(name, '{ ends_with "-B", 1 }, { contains("Hg", "mercury") & ~ends_with "-B", 2 }, { ~(contains("Hg", "mercury") | ends_with "-B"), 3 }'))
  end)
  it("leave a gap where no row asks for a text, which is shown", function()
    refused(decision(name, '{ contains "Hg", 1 }, { contains "Pb" & ~contains "Hg", 2 }'), "no row holds for enterprise.name = any other text")
    refused(decision(name, '{ contains "Hg" & starts_with "A", 1 }, { ~contains "Hg", 2 }'), 'no row holds for enterprise.name = "…Hg…"')
  end)
  it("are not taken for independent: what holds one text may hold another, too", function()
    refused(decision(name, '{ contains "Hg", 1 }, { contains "Pb", 2 }, { ~(contains "Hg" | contains "Pb"), 3 }'), 'rows 1 and 2 both hold for enterprise.name = "…Hg…Pb…"')
    refused(decision(name, '{ ends_with "Hg", 1 }, { ~contains "Hg", 2 }, { contains "H" & ~ends_with "Hg", 3 }'), "rows 2 and 3 both hold")
  end)
  it("know that what ends with a text holds it, and that one that begins so begins with less", function()
    refused(decision(name, '{ contains "g", 1 }, { ends_with "Hg", 2 }, { any, 3 }', "first"), "row 2 never counts: row 1 before it holds")
    refused(decision(name, '{ starts_with "A", 1 }, { starts_with "AB", 2 }, { any, 3 }', "first"), "row 2 never counts: row 1 before it holds")
    refused(decision(name, '{ contains "gH" & ~contains "H", 1 }, { any, 2 }', "first"), "row 1 never holds")
  end)
  it("are held against what another column asks of the same text", function()
    silent(decision(name .. ", " .. name .. ':contains "Hg"', '{ contains "Hg", yes, 1 }, { ~contains "Hg", no, 2 }'))
    silent(decision(('%s:ends_with "Hg", %s:contains "g"'):format(name, name), "{ yes, yes, 1 }, { no, yes, 2 }, { no, no, 3 }"))
    warned(decision(('%s:lower(), %s'):format(name, name), '{ contains "hg", any, 1 }, { ~contains "hg", any, 2 }, { contains "x", contains "X", 3 }', "any"),
      "columns 1 and 2 depend on one another")
  end)
  it("ask of a list of codes and of a word of the row, too", function()
    silent(HEAD .. 'codes "metals" { "Hg", "Pb" }\n' .. decision(name, '{ contains(codes "metals"), 1 }, { ~contains(codes "metals"), 2 }'):gsub("^[^\n]*\n", ""))
    warned(decision(name, "{ contains(enterprise.code), 1 }, { ~contains(enterprise.code), 2 }"), "cells are not written out (row 1, column 1)")
  end)
  it("of more texts than can be gone through prove nothing, which is said", function()
    local rows = {}
    for i = 1, 14 do rows[i] = ('{ contains "m%02d", %d }'):format(i, i) end
    silent(decision(name, table.concat(rows, ", ") .. ", { any, 0 }", "first"))
    rows[#rows + 1] = '{ ~contains "m14", 0 }'
    warned(decision(name, table.concat(rows, ", "), "highest"), "row 13, column 1, asks a text for more than can be gone through")
  end)

  -- Every text of at most so many of three letters, of which the words have two.
  local function all_texts(most)
    local list, from = { "" }, 1
    for _ = 1, most do
      local last = #list
      for i = from, last do
        for _, letter in ipairs { "a", "b", "-" } do list[#list + 1] = list[i] .. letter end
      end
      from = last + 1
    end
    table.remove(list, 1)
    return list
  end

  it("are proved as trying all texts tells", function()
    local texts, source, told = all_texts(9), random.source(7), { gap = 0, overlap = 0, silent = 0 }
    local tests = { contains = function(x, y) return x:find(y, 1, true) ~= nil end, starts_with = function(x, y) return x:sub(1, #y) == y end,
      ends_with = function(x, y) return #x >= #y and x:sub(-#y) == y end, is = function(x, y) return x == y end }
    for _ = 1, 150 do
      local asked = {}
      for q = 1, 3 do asked[q] = { source.pick { "contains", "starts_with", "ends_with", "contains", "is" }, source.pick { "a", "b", "ab", "ba", "aa" } } end
      local function cell()
        local q, r = source.pick(asked), source.pick(asked)
        local a, b = source.chance(50), source.chance(50)
        local op = source.pick { "&", "|" }
        local text = ('%s%s "%s" %s %s%s "%s"'):format(a and "~" or "", q[1], q[2], op, b and "~" or "", r[1], r[2])
        return text, function(x)
          local m, n = tests[q[1]](x, q[2]) ~= a, tests[r[1]](x, r[2]) ~= b
          if op == "&" then return m and n end
          return m or n
        end
      end
      local one, holds_one = cell()
      local two, holds_two = cell()
      local gap, overlap, some_one, some_two
      for _, x in ipairs(texts) do
        local m, n = holds_one(x), holds_two(x)
        gap, overlap, some_one, some_two = gap or not m and not n, overlap or m and n, some_one or m, some_two or n
      end
      if some_one and some_two then
        local text, wrong = messages(decision(name, ("{ %s, 1 }, { %s, 2 }"):format(one, two)))
        local case = ("%s, %s: %s"):format(one, two, text)
        assert(wrong == (gap or overlap or false), case)
        assert((text:find("no row holds", 1, true) ~= nil) == (gap or false), case)
        if not gap then assert((text:find("both hold", 1, true) ~= nil) == (overlap or false), case) end
        told[gap and "gap" or overlap and "overlap" or "silent"] = told[gap and "gap" or overlap and "overlap" or "silent"] + 1
      end
    end
    assert(told.gap > 5 and told.overlap > 5 and told.silent > 2, ("%d %d %d"):format(told.gap, told.overlap, told.silent))
  end)
end)
