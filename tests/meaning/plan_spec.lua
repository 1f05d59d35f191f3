-- What the lowering and the engine call a node's arguments is one table (core/engine/plan/operations.def): a name that is not in it is refused.
local engine = require "tests.support.engine"

describe("A node of a plan", function()
  local nodes, space

  setup(function()
    local lowering = engine.open('instrument "law" { title = "The law", issuer = "J", in_force = { from = "1990-01-01" }, clauses = { a = "…" } }\n' ..
      'obligation "o" { clause = "law/a", require = enterprise.size:is "large" }\n', { enterprise = "code,jurisdiction,size\n" }, "2003-12-31").lowering
    nodes, space = lowering.nodes, lowering:space "enterprise"
  end)
  teardown(engine.close)

  local function refused(...)
    local done, message = pcall(nodes.add, nodes, ...)
    assert.is_false(done)
    return message
  end

  it("takes its arguments by name or by place", function()
    local day, some = nodes:day(space, "2001-01-01"), nodes:truth(space, true)
    local by_name = nodes:add("PICK", space, { ["then"] = day, ["else"] = nodes:day(space, "2002-02-02"), ["if"] = some })
    assert.are.equal(by_name, nodes:add("PICK", space, { day, nodes:day(space, "2002-02-02"), some }))
    assert.is_number(nodes:add("DATED", space, { arises = day, due = day, done = day, waiver_expires = false }))
  end)

  it("has no arguments of other names, and no more than any operation has", function()
    assert.matches("DATED has no argument `dune`", refused("DATED", space, { dune = nodes:day(space, "2001-01-01") }), 1, true)
    assert.matches("AND has no argument `due`", refused("AND", space, { due = 0 }), 1, true)
    assert.matches("DATED takes its arguments by name", refused("DATED", space, { 0 }), 1, true)
    assert.matches("AND has no argument 99", refused("AND", space, { [99] = 0 }), 1, true)
  end)

  it("holds a number or a yes and no only under the name that its operation gives it", function()
    assert.is_number(nodes:add("DATE_NEXT", space, { nodes:day(space, "2001-01-01") }, { towards = 331 }))
    assert.is_number(nodes:add("DATE_CONSTANT", space, nil, { day = "2001-01-01", moves_on = true }))
    assert.matches("DATE_NEXT has no `integer`", refused("DATE_NEXT", space, { nodes:day(space, "2001-01-01") }, { integer = 331 }), 1, true)
    assert.matches("DATED has no `branch`", refused("DATED", space, {}, { branch = true }), 1, true)
    assert.matches("AND has no `sign`", refused("AND", space, {}, { sign = 1 }), 1, true)
  end)

  it("is refused without what it cannot do without", function()
    assert.matches("AND: argument 1 is missing", refused("AND", space, { nodes:truth(space, nil) }), 1, true)
  end)
end)
