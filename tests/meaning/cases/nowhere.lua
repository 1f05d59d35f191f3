-- Cases decided by hand: who lies in no place (9, 16, 17, 19, 22).
local write = require "tests.meaning.write"
local judge = write.judge

write.section("9 who lies in no place")

-- Stall s1 stands in C1, s2 in C2, s0 in no place, and nobody knows where s3 stands. Cart k1 is the stall's s1, k0 nobody's. So a rule of C1 binds s1, not s0, and of s3 nobody
-- knows; a rule of the whole binds all.
local law = write.bare_law .. [[
kind "stall" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true, blank = "none" }, { "size", number },
  { "closed_on", event } } }
kind "visit" { fields = { { "code", text, key = true }, { "stall", stall, owner = true, blank = "none" }, { "on_day", event, starts = true } } }
kind "cart" { lasting = true, fields = { { "code", text, key = true }, { "stall", stall, owner = true, blank = "none" }, { "size", number } } }
]]
local stalls = { stall = "code,jurisdiction,size,closed_on\ns0,,5,2014-05-05\ns1,C1,5,2014-05-05\ns2,C2,5,2014-05-05\n", cart = "code,stall,size\nk0,,5\nk1,s1,5\n" }
local function of_stalls(rule, s0, s1, s2) return { { rule, "s0", s0 }, { rule, "s1", s1 }, { rule, "s2", s2 } } end
local function each(name, pack, s0, s1, s2, options) judge(name, "2015-12-31", law .. pack, stalls, of_stalls("r", s0, s1, s2), options) end

each("a rule of one place does not bind it", 'obligation "r" { clause = "law/a", per = stall, place = "C1", require = stall.size:at_most(3) }\n',
  "not_applicable", "breached", "not_applicable")
each("nor does a duty", 'obligation "r" { clause = "law/a", per = stall, place = "C1", due = "2014-12-31", done = stall.closed_on }\n', "not_applicable", "met", "not_applicable")
each("nor may a power be used", 'power "r" { clause = "law/a", per = stall, place = "P", used = stall.closed_on }\n', "not_available", "used", "used")
each("a rule without a place binds it", 'obligation "r" { clause = "law/a", per = stall, require = stall.size:at_most(3) }\n', "breached", "breached", "breached")
each("an exception of one place does not free it", 'obligation "r" { clause = "law/a", per = stall, require = stall.size:at_most(3) }\n'
  .. 'exception "x" { clause = "law/a", to = "r", place = "C1", applies = stall.size:above(1) }\n', "breached", "not_applicable", "breached")
each("nor does it say something else", 'obligation "r" { clause = "law/a", per = stall, require = stall.size:at_most(3) }\n'
  .. 'exception "x" { clause = "law/a", to = "r", place = "C1", applies = stall.size:above(1), instead = { require = stall.size:at_most(7) } }\n', "breached", "met", "breached")
each("nor of a parameter", 'parameter "most" { clause = "law/a", { 3, from = "1990-01-01" } }\n'
  .. 'obligation "r" { clause = "law/a", per = stall, require = stall.size:at_most(parameter "most") }\n'
  .. 'exception "x" { clause = "law/a", to = "most", place = "C1", applies = stall.size:above(1), instead = 7 }\n', "breached", "met", "breached")
each("an exception of one place to an exception does not set that aside", 'obligation "r" { clause = "law/a", per = stall, require = stall.size:at_most(3) }\n'
  .. 'exception "x" { clause = "law/a", to = "r", applies = stall.size:above(1) }\n'
  .. 'exception "y" { clause = "law/a", to = "x", place = "C1", applies = stall.size:above(1) }\n', "not_applicable", "breached", "not_applicable")
each("the version of the whole judges it, and not that of a place", 'obligation "r@p" { clause = "law/a", per = stall, require = stall.size:at_most(3) }\n'
  .. 'obligation "r@c1" { clause = "law/a", per = stall, place = "C1", require = stall.size:at_most(7) }\n', "breached", "met", "breached")
each("versions of places alone judge it not", 'obligation "r@c2" { clause = "law/a", per = stall, place = "C2", require = stall.size:at_most(3) }\n'
  .. 'obligation "r@c1" { clause = "law/a", per = stall, place = "C1", require = stall.size:at_most(7) }\n', "not_applicable", "met", "breached")
each("it reads the rows of a parameter that have no place", 'parameter "most" { clause = "law/a", { 3, from = "1990-01-01" }, { 7, from = "1990-01-01", place = "C1" } }\n'
  .. 'obligation "r" { clause = "law/a", per = stall, require = stall.size:at_most(parameter "most") }\n', "breached", "met", "breached")
each("and where there are none, there is no value", 'parameter "most" { clause = "law/a", { 3, from = "1990-01-01", place = "C2" }, { 7, from = "1990-01-01", place = "C1" } }\n'
  .. 'obligation "r" { clause = "law/a", per = stall, require = stall.size:at_most(parameter "most") }\n', "unknown", "met", "breached")
each("so with the versions of a table", 'decision "stall.class@p" { clause = "law/a", columns = { stall.size }, rows = { { any, "large" } } }\n'
  .. 'decision "stall.class@c1" { clause = "law/a", place = "C1", columns = { stall.size }, rows = { { any, "small" } } }\n'
  .. 'obligation "r" { clause = "law/a", per = stall, require = stall.class:is "small" }\n', "breached", "met", "breached")
each("and where all are of places, none is in force", 'decision "stall.class@c2" { clause = "law/a", place = "C2", columns = { stall.size }, rows = { { any, "large" } } }\n'
  .. 'decision "stall.class@c1" { clause = "law/a", place = "C1", columns = { stall.size }, rows = { { any, "small" } } }\n'
  .. 'obligation "r" { clause = "law/a", per = stall, require = stall.class:is "small" }\n', "unknown", "met", "breached")
local none = 'obligation "r" { clause = "law/a", per = stall, require = stall.visits:none() }\n'
each("a register of one place shows nothing of it", 'import "visit" { complete = { "each is told", place = "C1" } }\n' .. none, "unknown", "met", "unknown")
each("one of everywhere does", 'import "visit" { complete = { "each is told" } }\n' .. none, "met", "met", "met")
each("a forbid in one place binds it on no day", 'import "visit" { complete = { "each is told" } }\n'
  .. 'obligation "r" { clause = "law/a", per = stall, place = "C1", forbid = stall.visits }\n', "not_applicable", "met", "not_applicable")

-- Where the owner is not there, it lies in no place, and nothing is said of whom a register covers.
local carts = 'obligation "r" { clause = "law/a", per = cart, require = cart.stall.visits:none() }\n'
local function of_carts(name, pack, k0, k1) judge(name, "2015-12-31", law .. pack, stalls, { { "r", "k0", k0 }, { "r", "k1", k1 } }) end
of_carts("a register of one place shows nothing of an owner that is not there", 'import "visit" { complete = { "each is told", place = "C1" } }\n' .. carts, "unknown", "met")
of_carts("nor does one for some owners", 'import "visit" { complete = { "each is told", whom = ~stall.size:above(9) } }\n' .. carts, "unknown", "met")
of_carts("one of everybody and everywhere does", 'import "visit" { complete = { "each is told" } }\n' .. carts, "met", "met")
of_carts("who is nobody's lies in no place", 'obligation "r" { clause = "law/a", per = cart, place = "C1", require = cart.size:at_most(3) }\n', "not_applicable", "breached")

-- A way from day to day: s0 comes to C1 in 2016.
judge("on the day on which it comes to a place the law of the place binds it", "2015-12-31",
  law .. 'obligation "r" { clause = "law/a", per = stall, place = "C1", require = stall.size:at_most(3) }\n',
  { stall = "code,jurisdiction,size,effective_from\ns0,,5,\ns0,C1,5,2016-07-01\n" }, { { "r", "s0", "not_applicable", next_change = "2016-07-01" } })
judge("and on the day before nobody knows where a version that is not there yet left it", "2015-12-31",
  law .. 'obligation "r" { clause = "law/a", per = stall, place = "C1", require = stall.size:at_most(3) }\n',
  { stall = "code,jurisdiction,size,effective_from\ns0,C1,5,2016-07-01\n" }, { { "r", "s0", "unknown" } })

judge("so where places themselves come to lie elsewhere", "2015-12-31",
  law .. 'obligation "r" { clause = "law/a", per = stall, place = "P", require = stall.size:at_most(3) }\n',
  { jurisdiction = "code,level,parent,effective_from\nP,province,,\nQ,province,,\nC1,city,P,\nC1,city,Q,2012-01-01\nC2,city,P,\n", stall = stalls.stall },
  of_stalls("r", "not_applicable", "not_applicable", "breached"))

-- Without an owner a kind lies where its only reference to a jurisdiction says.
judge("a reference that is no owner leads to a place, too", "2015-12-31", write.bare_law .. [[
kind "shop" { lasting = true, fields = { { "code", text, key = true }, { "lies_in", jurisdiction, blank = "none" }, { "size", number } } }
obligation "r" { clause = "law/a", per = shop, place = "C1", require = shop.size:at_most(3) }
]], { shop = "code,lies_in,size\nh0,,5\nh1,C1,5\nh2,C2,5\n" }, { { "r", "h0", "not_applicable" }, { "r", "h1", "breached" }, { "r", "h2", "not_applicable" } })

-- Of a kind of which nothing says where its records lie, all law is of one place: they are taken to lie there.
judge("where nothing says in what place records lie, and all law of them is of one place, they lie in it", "2015-12-31", write.bare_law
  .. 'kind "kiosk" { lasting = true, fields = { { "code", text, key = true }, { "size", number }, { "closed_on", event } } }\n'
  .. 'decision "kiosk.most" { clause = "law/a", place = "C1", columns = { kiosk.size }, rows = { { above(4), 7 }, { at_most(4), 3 } } }\n'
  .. 'obligation "r" { clause = "law/a", per = kiosk, place = "C1", require = kiosk.size:at_most(kiosk.most) }\n'
  .. 'obligation "s" { clause = "law/a", per = kiosk, place = "C1", due = "2014-12-31", done = kiosk.closed_on }\n'
  .. 'exception "x" { clause = "law/a", to = "s", place = "C1", applies = kiosk.size:above(7) }\n',
  { kiosk = "code,size,closed_on\nk4,4,2014-05-05\nk5,5,\nk8,8,\n" }, {
  { "r", "k4", "breached" }, { "r", "k5", "met" }, { "r", "k8", "breached" }, { "s", "k4", "met" }, { "s", "k5", "overdue" }, { "s", "k8", "not_applicable" } })
