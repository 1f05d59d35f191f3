-- Rows of the guide about days, as they stand there: the next working day where each place has holidays of its own, and the fifth Friday, which not each month has.
local command = require "tests.support.command"
local read = require "tests.support.text_of"

local guide = read "rules/README.md"

-- The pieces of code of the row that begins so.
local function code_of(row)
  local line = guide:match("\n| " .. row .. "[^|]*| ([^\n]*) |\n")
  assert(line, row)
  local list = {}
  for code in line:gmatch "`([^`]+)`" do list[#list + 1] = code end
  return list
end

local HEAD = [[
instrument "act" { title = "Act", issuer = "P", in_force = { from = "2020-01-01" }, clauses = { ["1"] = "…" } }
calendar "cn" { years = "2020/2026", holidays = { "2024-05-01" } }
calendar "north" { years = "2020/2026", holidays = { "2024-05-01", "2024-05-02" } }
kind "notice" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "made_on", event, starts = true }, { "done_on", event } } }
]]

local function examples(list) return "examples = {\n" .. table.concat(list, ",\n") .. " }" end

describe("The guide's row", function()
  before_each(command.begin)
  after_each(command.finish)

  local function holds(pack, count)
    command.write("law/law.lua", HEAD .. pack)
    assert.equal(("all %d examples hold\n"):format(count), command.answer(0, "test", "law"))
  end

  it("on the next working day by place is met by the days of each place", function()
    local code, list = code_of "the same where each place has holidays of its own", {}
    for _, case in ipairs { { "P", "2024-03-29", "2024-04-29" }, { "P", "2024-04-01", "2024-05-02" }, { "North", "2024-04-01", "2024-05-03" }, { "P", "2024-04-04", "2024-05-06" },
      { "North", "2024-04-03", "2024-05-03" } } do -- a working day, a holiday, one more of the place's own, a Saturday, and behind the holidays
      list[#list + 1] = ('{ at = "2024-12-31", jurisdictions = { { code = "P" }, { code = "North", parent = "P" } }, enterprise = { jurisdiction = "%s" }, '
        .. 'notice = { made_on = "%s" }, '
        .. 'status = "overdue", due = "%s" }'):format(table.unpack(case))
    end
    holds(code[1] .. '\nobligation "o" { clause = "act/1", per = notice, arises = notice.made_on, ' .. code[2] .. ", done = notice.done_on, " .. examples(list) .. " }", 5)
  end)

  it("on the fifth Friday binds in months that have one, and the last one is there in each", function()
    local code = code_of "on the fifth Friday, if the month has one"
    local function cases(of)
      local list = {}
      for i, case in ipairs(of) do
        list[i] = ('{ at = "2024-12-31", notice = { made_on = "%s" }, status = "%s"%s }'):format(case[1], case[2] and "overdue" or "not_applicable",
          case[2] and (', due = "%s"'):format(case[2]) or "")
      end
      return examples(list)
    end
    -- March 2024 has five Fridays, April four; May has five, the last of which is its 31st day.
    holds(code[1] .. '\nobligation "o" { clause = "act/1", per = notice, arises = notice.made_on, ' .. code[2] .. ", done = notice.done_on, "
      .. cases { { "2024-03-01", "2024-03-29" }, { "2024-03-31", "2024-03-29" }, { "2024-04-01", false }, { "2024-04-30", false }, { "2024-05-01", "2024-05-31" } } .. " }\n"
      .. 'obligation "last" { clause = "act/1", per = notice, arises = notice.made_on, due = ' .. code[3] .. ", done = notice.done_on, "
      .. cases { { "2024-03-01", "2024-03-29" }, { "2024-04-01", "2024-04-26" } } .. " }", 7)
  end)
end)
