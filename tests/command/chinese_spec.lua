-- With --lang zh nothing in an answer is English but what the analyst wrote himself: his texts, names, code, keys and files. The pack asks for as many sorts of
-- answers as there are, in Chinese words.
local _ = require "tests.support.core" -- where the module lies
local core = require "mandate.core"
local language = require "mandate.language.load"
local command = require "tests.support.command"
local lfs = require "lfs"
local words_left = require "tests.support.words_left"

local PACK = [[
instrument "法" { title = "条例", issuer = "省", in_force = { from = "2000-01-01", unconfirmed = "凭记忆" }, clauses = { ["一"] = "第一条", ["二"] = { "第二条", unconfirmed = "未见" },
  ["三"] = { "第三条", not_encoded = "无数额" }, ["四"] = "第四条" } }
instrument "旧法" { title = "旧条例", issuer = "省", place = "P", in_force = { from = "1990-01-01", to = "1999-12-31" }, clauses = { ["一"] = "旧第一条" } }
kind "xplant" { lasting = true, fields = { { "code", text, key = true },
  { "jurisdiction", jurisdiction, owner = true, blank = "unknown" }, { "xopen", event, starts = true },
  { "xshut", event, blank = "not_yet" }, { "xsize", text }, { "xmany", number, blank = "none" } } }
kind "xsample" { fields = { { "code", text, key = true }, { "xplant", xplant, owner = true, blank = "unknown" }, { "xtaken", event, starts = true },
  { "xread", event },
  { "xlead", number, unit = "mg/L", sign = "xsign", known_from = "xread", min = 0 }, { "xsign", text, blank = "none" }, { "xown", number, unit = "xunit" }, { "xunit", text } } }
kind "xlog" { complete = { "抄自台账", from = "2000-01-01", to = "2003-12-31" }, fields = { { "code", text, key = true },
  { "xplant", xplant, owner = true }, { "xtaken", event, starts = true } } }
parameter "xplant.xlimit" { clause = "法/一", { "5 mg/L", from = "2000-01-01", to = "2002-12-31" }, { none = "未定", from = "2003-01-01", to = "2003-06-30" },
  { "4 mg/L", from = "2003-09-01", place = "N", unconfirmed = "凭记忆" } }
codes "xcodes" { clause = "法/一", unconfirmed = "凭记忆", "甲", "乙" }
decision "xplant.xclass" { clause = "法/二", hit = "first", columns = { xplant.xmany, xplant.xsize },
  rows = { { at_least(10), any, "大" }, { any, "甲", "中" }, { any, any, not_given "无规定" } } }
decision "xplant.xseen" { reading = "为测试而设", evidence = xplant.xsamples, columns = { xplant.xsamples:count() }, rows = { { at_least(1), yes }, { 0, no } } }
obligation "xdue" { title = "报送", clause = "法/一", per = xplant, applies = xplant.xsize:is("甲", "乙"), due = "2002-06-30", done = xplant.xsamples.xtaken:first(),
  examples = { { at = "2003-01-01", xplant = { xsize = "甲" }, status = "met" }, { at = "2003-01-01", xplant = { xsize = "丙" }, status = "met", due = "2002-06-30" } } }
obligation "xundated" { clause = "法/一", per = xplant, due = not_given "未写明日期", done = xplant.xshut, unconfirmed = "凭记忆", reading = "关闭即完成" }
obligation "xspan" { clause = "法/二", per = xsample, arises = xsample.xtaken, due = working_days(5), done = xsample.xread }
obligation "xstand" { clause = { "法/一", "法/二" }, per = xsample, require = xsample.xlead:at_most(parameter "xplant.xlimit"), non_detects = "half" }
obligation "xevery" { clause = "法/一", per = { xplant, year }, require = xplant.xsamples:during(period):every(xsample.xlead:below "3 mg/L") }
obligation "xexpects" { clause = "法/一", per = { xplant, year }, require = xplant.xsamples:during(period):where(xsample.xlead:above "3 mg/L"):none(),
  expects = { xplant.xsamples, each = month, to = xplant.xshut } }
obligation "xforbid" { clause = "法/一", per = xplant, forbid = xplant.xsamples:where(xsample.xlead:above "5 mg/L"), evidence = xplant.xsamples }
obligation "xbare" { clause = "法/一", per = xplant, forbid = xplant.xsamples:where(xsample.xlead:above "500 mg/L") }
obligation "xunits" { clause = "法/一", per = xplant, require = xplant.xsamples.xown:sum():at_most "5 kg" }
obligation "xlogged" { clause = "法/一", per = { xplant, year }, require = xplant.xlogs:during(period):count():at_most(3) }
obligation "xlocal" { clause = "旧法/一", per = xplant, due = "1995-01-01", done = xplant.xshut }
obligation "xclass" { clause = "法/二", per = xplant, applies = xplant.xclass:is("大", "中"), require = xplant.xseen }
obligation "xfunction" { clause = "法/二", per = xplant, require = function(row) return row.xmany / 0 > 1 end }
obligation "xcalls" { clause = "法/二", per = xplant, require = xplant.xsamples:count():below(function(row) return row.xmany * 1e300 * 1e300 end) }
exception "xbut" { to = "xforbid", clause = "法/二", applies = xplant.xsize:is "丙" }
obligation "xaudit" { clause = "法/一", applies = enterprise.size:is("large", "medium"), due = "2002-06-30", done = enterprise.audits.reported_on:first() }
waivable "xaudit" { clause = "法/二", by = "environment", at_most = years(1) }
power "xpower" { clause = "法/二", per = xplant, applies = xplant.xsamples:any(), used = xplant.xshut }
incentive "xgift" { clause = "法/二", per = xplant, applies = xplant.xsamples:none(), offers = "补助", used = xplant.xshut }
quota "xquota" { clause = "法/一", per = jurisdiction, counts = jurisdiction.xplants.xsamples, counted_on = xsample.xtaken,
  goals = { { "N", target = 5, due = "2004-12-31", yearly = { [2001] = 1, [2003] = 4 } }, { "S", target = 2, due = not_given "未写明日期" } } }
report "xtable" { title = "各厂", per = xplant, note = "按记录", columns = {
  { "规模", xplant.xclass }, { "铅", xplant.xsamples.xlead:max() }, { "比例", xplant.xsamples:share(xsample.xread:happened()) },
  { "判定", verdict "xdue".status }, { "期限", verdict "xundated".due } } }
report "xyears" { title = "逐年", per = { xplant, year }, columns = { { "铅", xplant.xsamples:during(period).xlead:mean() }, { "限值", parameter "xplant.xlimit" } } }
indicator "xrate" { title = "比率", per = jurisdiction, parts = { { "已读", jurisdiction.xplants.xsamples:share(xsample.xread:happened()) },
  { "每厂", jurisdiction.xplants.xsamples:count() / jurisdiction.xplants:count() }, { "大厂", jurisdiction.xplants:share(xplant.xclass:is "大") } } }
group "xseries" { of = xsample, by = { xsample.xplant, xsample.xunit } }
report "xgroups" { title = "分组", per = xseries, columns = { { "数", xseries.xsamples:count() } } }
warning "xagain" { per = xsample, when = xsample:earlier():any(), says = "再次", clause = "法/四" }
]]

local FILES = {
  jurisdiction = "code,name,level,parent\nP,省,province,\nN,甲市,city,P\nS,乙市,city,P\n",
  agency = "code,jurisdiction,role\nA,P,environment\n",
  xplant = "code,jurisdiction,xopen,xshut,xsize,xmany\nx1,N,2000-05-01,,甲,12\nx2,N,2001-03-01,2002-01-31,,3\nx3,S,2002-02-02,,丙,\nx4,,,,乙,0\nx5,S,2003-12-30,,丁,1\n",
  xsample = "code,xplant,xtaken,xread,xlead,xsign,xown,xunit\nx11,x1,2001-02-01,2001-02-05,7,,1,kg\nx12,x1,2001-05-01,,,,2,g\nx13,x1,2003-07-01,2003-07-02,3,<,,kg\n"
    .. "x21,x2,2001-05-01,2001-06-30,2,>,1,kg\nx22,x2,2001-06-01,2001-05-30,,,,\nx31,x3,2003-10-01,2003-10-09,9,,,\nx91,,2003-11-01,,,?,,\n",
  xlog = "code,xplant,xtaken\nx51,x1,2001-02-01\n",
  enterprise = "code,jurisdiction,size\nx6,N,large\nx7,S,\n",
  audit = "code,enterprise,started_on,reported_on\nx71,x6,2003-01-01,2003-02-01\n",
  waiver = "agency,rule,enterprise,granted_on,expires_on\nA,xaudit,x6,2002-01-01,2002-12-31\n"
    .. "A,xaudti,x6,2002-01-01,2002-12-31\nA,xdue,x6,2002-01-01,\nA,xaudit,x7,2002-01-01,2001-12-31\n",
}
local FIXES = { "P", "N", "S", "A" }

-- What is told of a line of the pack stays English: most of what lint says of it, and what of it failed.
-- Of Jiangsu, the names of records that were reconstructed are left out, too.
local function answer_of(text)
  return (text:gsub("[^%s，：]*%.lua:%d+: [^\n]*", ""):gsub("mandate: ", ""):gsub("%(reconstructed%) [^、\n]*", ""):gsub("reconstructed%-[%w-]+", ""))
end

describe("with --lang zh", function()
  local own

  -- What is English in both streams of an answer.
  local function english(...)
    local result = command.run(...)
    local left = words_left.of(answer_of(result.out .. result.err), own)
    assert(#left == 0, table.concat(left, " ") .. "\n" .. table.concat({ ... }, " ") .. "\n" .. result.out .. result.err)
    return result
  end

  describe("of a pack in Chinese", function()
    setup(function()
      command.begin()
      command.write("规则/规则.lua", PACK)
      local names, others = {}, { "规则", "db", "csv", "lua", "v", table.unpack(FIXES) }
      for kind, text in pairs(FILES) do
        command.write(kind .. ".csv", text)
        names[#names + 1] = kind .. ".csv"
      end
      table.sort(names)
      command.answer(0, "import", "规则", "库.db", table.unpack(names))
      local pack = assert(language.load(core, command.path "规则"))
      own = words_left.own({ PACK }, pack, others)
      for _, word in ipairs { "xaudti", "xseries", "xserieses", "kg", "xdu", "xtabel" } do table.insert(own.texts, word) end
      for i = 1, 99 do table.insert(own.texts, "x" .. i) end
    end)
    teardown(command.finish)

    it("tables, verdicts and the whole report hold no English", function()
      for _, day in ipairs { "1995-01-01", "2001-12-31", "2003-08-31", "2003-12-31" } do
        english("check", "规则", "库.db", "--as-of", day, "--lang", "zh", "--verdicts", "v.csv")
        local reasons = command.read("v.csv"):gsub("\n[^,]*,[^,]*,[^,]*,", "\n"):gsub("^[^\n]*", ""):gsub("not worked out", "")
        local left = words_left.of(answer_of(reasons), own)
        assert(#left == 0, table.concat(left, " ") .. "\n" .. reasons)
        english("report", "规则", "库.db", "--as-of", day, "--lang", "zh")
        english("report", "规则", "库.db", "--as-of", day, "--lang", "zh", "--format", "md")
      end
      for _, name in ipairs { "xtable", "xyears", "xrate", "xgroups" } do english("report", "规则", "库.db", name, "--as-of", "2003-12-31", "--lang", "zh") end
    end)

    it("no explanation of a verdict holds English", function()
      for _, day in ipairs { "1995-01-01", "2003-08-31", "2003-12-31" } do
        command.run("check", "规则", "库.db", "--as-of", day, "--verdicts", "v.csv")
        local explained = {} -- one of each rule and status
        for rule, subject, status in command.read("v.csv"):gmatch "\n([^,\n]*),([^,\n]*),([^,\n]*)," do
          if not explained[rule .. status] then english("explain", "规则", "库.db", rule, subject, "--as-of", day, "--lang", "zh") end
          explained[rule .. status] = true
        end
      end
    end)

    it("what a pack holds, what to look at again and the examples hold no English", function()
      english("doc", "规则", "--lang", "zh")
      english("doc", "规则", "--model", "--lang", "zh")
      english("lint", "规则", "库.db", "--as-of", "2003-12-31", "--lang", "zh")
      for _, word in ipairs { "status", "due", "overdue", "example" } do table.insert(own.texts, word) end -- as the examples have them
      assert.equal(1, english("test", "规则", "--lang", "zh").code)
    end)

    it("what was asked for and is not there is told without English", function()
      local function refused(...) assert.equal(2, english(...).code) end
      refused("explain", "规则", "库.db", "xdu", "x1", "--lang", "zh")
      refused("explain", "规则", "库.db", "xdue", "x", "--lang", "zh")
      refused("explain", "规则", "库.db", "xdue", "甲", "--lang", "zh")
      refused("explain", "规则", "库.db", "xevery", "x1", "--as-of", "2003-12-31", "--lang", "zh")
      refused("explain", "规则", "库.db", "xevery", "x1@2030", "--as-of", "2003-12-31", "--lang", "zh")
      refused("explain", "规则", "库.db", "xevery", "x1@2030", "--as-of", "1980-12-31", "--lang", "zh")
      refused("report", "规则", "库.db", "xtabel", "--lang", "zh")
      refused("report", "规则", "库.db", "甲", "--lang", "zh")
      refused("check", "规则", "库.db", "--no-reasons", "--lang", "zh")
    end)
  end)

  -- Jiangsu's titles, clauses and remarks stand in both languages; what its sources are called, and the names in its records, in English only.
  it("the answers on Jiangsu hold no English but the pack's and the records'", function()
    local root = lfs.currentdir()
    local pack, records, sources, cells, seen = root .. "/rules/jiangsu", root .. "/examples/jiangsu/records", {}, { "jiangsu", "db", "csv", "records", "examples" }, {}
    local function read(path)
      local file = assert(io.open(path))
      local text = file:read "a"
      file:close()
      return text
    end
    for name in lfs.dir(pack) do
      if name:find "%.lua$" then sources[#sources + 1] = read(pack .. "/" .. name) end
    end
    local files = {}
    for name in lfs.dir(records) do
      if name:find "%.csv$" then
        files[#files + 1] = records .. "/" .. name
        for _, form in ipairs { '[^,"\n]+', '"([^"\n]+)"' } do
          for cell in read(files[#files]):gmatch(form) do
            if not seen[cell] and not cell:find "^%(?reconstructed[-)]" then seen[cell], cells[#cells + 1] = true, cell end
          end
        end
      end
    end
    command.begin()
    command.answer(0, "import", pack, "jiangsu.db", table.unpack(files))
    local loaded = assert(language.load(core, pack))
    for name in pairs(loaded.kinds) do table.insert(cells, name) end
    own = words_left.own(sources, loaded, cells)
    table.insert(own.texts, 1, root)
    table.insert(own.texts, "reconstructed")
    english("check", pack, "jiangsu.db", "--as-of", "2003-12-31", "--lang", "zh", "--verdicts", "v.csv")
    english("report", pack, "jiangsu.db", "--as-of", "2003-12-31", "--lang", "zh")
    english("doc", pack, "--lang", "zh")
    english("lint", pack, "jiangsu.db", "--as-of", "2003-12-31", "--lang", "zh")
    english("test", pack, "--lang", "zh")
    local explained = {}
    for rule, subject, status in command.read("v.csv"):gmatch "\n([^,\n]*),([^,\n]*),([^,\n]*)," do
      if not explained[rule .. status] then english("explain", pack, "jiangsu.db", rule, subject, "--as-of", "2003-12-31", "--lang", "zh") end
      explained[rule .. status] = true
    end
    command.finish()
  end)
end)
