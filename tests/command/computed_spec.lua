-- Numbers that Lua functions compute, as terms, columns, results and in calculations: shown, explained, and an error of one record costs its verdict only.
local command = require "tests.support.command"

local pack = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
term "enterprise.score" { value = computed(function(e) if e.code == "C" then error "no score" end return math.sqrt(e.employees) end) }
term "enterprise.fee" { value = computed(function(e) return e.code ~= "E" and e.employees ^ 2 or nil end, "CNY") }
decision "enterprise.dues" { reading = "ours", hit = "first", columns = { enterprise.employees },
  rows = { { at_least(10), "100 CNY" }, { any, computed(function(e) return e.employees * 3 end, "CNY") } } }
obligation "score" { clause = "n/a", require = ~enterprise.score:above(2) }
obligation "fee" { clause = "n/a", require = (enterprise.fee + "1 CNY"):at_most(enterprise.sales) }
obligation "dues" { clause = "n/a", require = enterprise.dues:at_most "15 CNY" }
report "all" { title = "All", per = enterprise, columns = { { "score", enterprise.score }, { "fee", enterprise.fee }, { "dues", enterprise.dues },
  { "direct", computed(function(e) return e.employees + 1 end) } } }
report "sums" { title = "Sums", per = jurisdiction, columns = { { "fees", jurisdiction.enterprises.fee:sum() }, { "best", jurisdiction.enterprises.score:max() } } }
]]

local function holds(text, ...)
  for _, said in ipairs { ... } do assert(text:find(said, 1, true), said .. " is not in\n" .. text) end
end

describe("a number that a function computes", function()
  local verdicts
  setup(function()
    command.begin()
    command.write("computed/pack.lua", pack)
    command.write("jurisdiction.csv", "code,level\nL,city\n")
    command.write("enterprise.csv", "code,jurisdiction,employees,sales\nA,L,3,37\nB,L,,9\nC,L,12,137\nD,L,10,100\nE,L,5,26\n")
    command.answer(0, "import", "computed", "computed.db", "jurisdiction.csv", "enterprise.csv")
    command.run("check", "computed", "computed.db", "--as-of", "2004-01-01", "--verdicts", command.path "out.csv")
    verdicts = command.read "out.csv"
  end)
  teardown(command.finish)

  it("is judged like any other, and its failure costs one verdict", function()
    holds(verdicts, "score,A,met,", "score,B,unknown,,,not worked out,enterprise.employees,", "score,C,error,", "no score (called for enterprise C)", "score,D,breached,",
      "score,E,breached,",
      "fee,A,met,", "fee,C,breached,", "fee,D,breached,", "fee,E,breached,", "dues,A,met,", "dues,C,breached,", "dues,D,breached,", "dues,E,met,", "9 CNY against 15 CNY")
  end)

  it("stands in columns, results and sums", function()
    local text = command.answer(2, "report", "computed", "computed.db", "all", "--as-of", "2004-01-01", "--format", "csv")
    holds(text, "1.73205080756888,9,9,4\n", "unknown,unknown,unknown,unknown\n", "unknown,144,100,13\n", "2.23606797749979,,15,6\n")
    text = command.answer(2, "report", "computed", "computed.db", "sums", "--as-of", "2004-01-01", "--format", "csv")
    holds(text, "at least 3.16227766016838")
  end)

  it("is explained with its line", function()
    holds(command.run("explain", "computed", "computed.db", "dues", "A", "--as-of", "2004-01-01").out, "function (pack.lua:5): 9 CNY", "Next change: not worked out")
  end)
end)
