-- A rule that is kept by what is not known, because it is written so, says in its reason what that is.
local command = require "tests.support.command"
local answer, write = command.answer, command.write

local PACK = [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
kind "well" { lasting = true, fields = { { "code", text, key = true }, { "nitrate", number, sign = "nitrate_sign", unit = "mg/L" }, { "nitrate_sign", text, blank = "none" },
  { "most", number, blank = "none", unit = "mg/L" }, { "deep", yesno }, { "tested_on", event } } }
term "well.passes" { value = well.nitrate:missing() | well.nitrate:at_most "50 mg/L" }
decision "well.state" { reading = "r", hit = "first", columns = { well.nitrate:known(), well.nitrate }, rows = { { yes, above "50 mg/L", "bad" }, { any, any, "good" } } }
obligation "or" { clause = "act/a", per = well, require = well.passes }
obligation "not" { clause = "act/a", per = well, require = ~(well.nitrate:known() & well.nitrate:above "50 mg/L") }
obligation "table" { clause = "act/a", per = well, require = well.state:is "good" }
obligation "absent" { clause = "act/a", per = well, require = well.most:missing() | well.most:at_most "50 mg/L" }
obligation "told" { clause = "act/a", per = well, require = well.nitrate:known() | well.deep }
obligation "test" { clause = "act/a", per = well, applies = well.deep, due = "2003-12-31", done = well.tested_on }
obligation "post" { clause = "act/a", per = well, require = (verdict "test".done):missing() | (verdict "test".done):by "2003-12-31" }
]]

describe("the reason of a rule that is kept by what is not known", function()
  setup(function()
    command.begin()
    write("p/p.lua", PACK)
    write("well.csv", "code,nitrate,nitrate_sign,deep,tested_on\nw1,,,,2004-10-01\nw2,40,,no,\nw3,80,<,yes,2003-05-05\n")
    answer(0, "import", "p", "r.db", "well.csv")
  end)
  teardown(command.finish)

  local function reasons(...)
    command.run("check", "p", "r.db", "--as-of", "2010-12-31", "--verdicts", "v.csv", ...)
    local list = {}
    for line in command.read "v.csv":gmatch "[^\n]+" do
      local rule, subject, rest = line:match "^([^,]*),([^,]*),(.*)$"
      list[rule .. " " .. subject] = rest
    end
    return list
  end

  it("names it, as terms, tables and other rules' days do", function()
    local list = reasons()
    for _, rule in ipairs { "or", "not" } do assert.truthy(list[rule .. " w1"]:find("kept, although well.nitrate is not known [", 1, true), list[rule .. " w1"]) end
    assert.truthy(list["table w1"]:find("it is good, although well.nitrate is not known [", 1, true), list["table w1"])
    assert.truthy(list["post w1"]:find('although verdict ""test"".done is not known [', 1, true), list["post w1"])
    assert.truthy(list["or w3"]:find("although well.nitrate is not known [", 1, true), list["or w3"]) -- a range that lies on both sides
  end)

  it("names it in Chinese", function()
    assert.truthy(reasons("--lang", "zh")["or w1"]:find("尽管尚不知道 well.nitrate", 1, true))
  end)

  it("says nothing of what is known, of what there is none of, and of what did not keep it", function()
    local list = reasons()
    for _, name in ipairs { "or w2", "not w2", "table w2", "absent w1", "absent w2", "told w2", "post w2", "post w3" } do
      assert.truthy(list[name]:find("^met,"), name .. ": " .. list[name])
      assert.falsy(list[name]:find("not known", 1, true), name .. ": " .. list[name])
    end
    assert.falsy(list["told w1"]:find("although", 1, true))
  end)
end)
