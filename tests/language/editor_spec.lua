require "tests.support.core" -- which it asks
local editor = require "mandate.language.editor"
local packs = require "tests.support.packs"
local schema = require "mandate.language.schema"
local model = require "tests.support.model"

describe("The editor's types", function()
  local text = editor.meta(model.new():kinds())

  it("are Lua that only declares", function()
    assert.truthy(load(text, "=meta", "t", {}))
    assert.equal("---@meta", text:match "^[^\n]+")
  end)

  it("are the same each time", function() assert.equal(text, editor.meta(model.new():kinds())) end)

  it("hold every statement with its keys and every question", function()
    for _, statement in ipairs(schema.statements) do
      assert.truthy(text:find(("function %s(name) end"):format(statement.name), 1, true), statement.name)
      for _, key in ipairs(statement.keys) do assert.truthy(text:find("---@field " .. key[1], 1, true), key[1]) end
    end
    for _, method in ipairs(schema.methods) do assert.truthy(text:find((":%s("):format(method.name), 1, true), method.name) end
  end)

  it("hold every kind with its fields, its children and what its sets can be asked", function()
    assert.truthy(text:find("---@class enterprise: row_", 1, true))
    assert.truthy(text:find("---@field size text_ size; one of large, medium, small, micro", 1, true))
    assert.truthy(text:find("---@field audits audit_set all audits of it", 1, true))
    assert.truthy(text:find("---@return audit\nfunction audit_set:first() end", 1, true))
  end)
end)

-- The lines of the types that say of something only that it may be anything.
local function anything(text)
  local found = {}
  for line in text:gmatch "[^\n]+" do
    if line:find "^%-%-%-@type any" or line:find "^%-%-%-@return any" or line:find "^%-%-%-@param %S+ any" or line:find "^%-%-%-@field %S+ any " then found[#found + 1] = line end
  end
  return found
end

describe("The editor's types of what is asked by a name", function()
  local pack = packs.load([[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
parameter "fee" { clause = "n/a", { "5 CNY", from = "2001-01-01" } }
parameter "time" { clause = "n/a", { months(2), from = "2001-01-01" } }
term "enterprise.big" { value = enterprise.size:is "large", title = "Big ones" }
term "enterprise.first_audit" { value = enterprise.audits.started_on:first() }
decision "enterprise.levy" { clause = "n/a", results = { "rate", "form" }, columns = { enterprise.big }, rows = { { yes, 2, "long" }, { no, 1, "short" } } }
obligation "audit" { clause = "n/a", due = "2002-06-30", done = enterprise.first_audit }
obligation "keep" { clause = "n/a", require = enterprise.big }
power "close" { clause = "n/a", used = enterprise.closed_on }
]])
  local kinds = pack.model:kinds()
  local bare, text = editor.meta(kinds), editor.meta(kinds, pack)

  it("leave nothing open", function()
    assert.same({ "---@field [string] any terms of the pack" }, { table.unpack(anything(bare), 1, 1) })
    assert.same({}, anything(text))
  end)
  it("are Lua that only declares, and the same each time", function()
    assert.truthy(load(text, "=meta", "t", {}))
    assert.equal(text, editor.meta(kinds, pack))
  end)
  it("tell a verdict by what may be asked of it", function()
    for _, said in ipairs { "---@type date_\ndated_verdict_.due = nil", "---@type text_\nstanding_verdict_.status = nil", "---@type number_\nquota_verdict_.gap = nil",
      "---@type date_\npermission_verdict_.used = nil", "---@class verdict_: dated_verdict_, permission_verdict_, quota_verdict_, standing_verdict_",
      '---@overload fun(name: "audit"): dated_verdict_\n---@overload fun(name: "keep"): standing_verdict_\n---@overload fun(name: "close"): permission_verdict_',
      "---@return verdict_\nfunction verdict(value) end" } do
      assert.truthy(text:find(said, 1, true), said)
    end
    for _, shape in pairs(schema.verdicts) do
      for field in pairs(shape.fields) do assert.truthy(text:find("_verdict_." .. field .. " = nil", 1, true), field) end
    end
  end)
  it("tell a parameter by its value, and a term by its own", function()
    for _, said in ipairs { '---@overload fun(name: "fee"): number_parameter_', '---@overload fun(name: "time"): span_parameter_', "---@class number_parameter_: number_",
      "---@field big condition_ Big ones", "---@field first_audit date_ a term of the pack", "---@field big condition_column_ Big ones",
      "---@field levy enterprise_levy_results a term of the pack", "---@type number_\nenterprise_levy_results.rate = nil", "---@type text_\nenterprise_levy_results.form = nil" } do
      assert.truthy(text:find(said, 1, true), said)
    end
  end)
  it("declare every class that they name", function()
    for _, of in ipairs { bare, text } do
      local declared = { string = true, number = true, integer = true, boolean = true, table = true, ["function"] = true, any = true, ["nil"] = true }
      for name in of:gmatch "%-%-%-@class ([%w_]+)" do declared[name] = true end
      for line in of:gmatch "[^\n]+" do
        local class = line:match "^%-%-%-@type (%S+)" or line:match "^%-%-%-@return (%S+)$" or line:match "^%-%-%-@field %S+ ([%w_|]+) "
          or line:match "^%-%-%-@param %S+ ([%w_|]+)$"
        for name in (class or ""):gsub("fun%(.*", ""):gsub('["%S]*".-"', ""):gmatch "[%a_][%w_]*" do assert(declared[name], name .. ": " .. line) end
      end
    end
  end)
end)

describe("The schema", function()
  it("gives every key, question and function a line for the documentation", function()
    for _, statement in ipairs(schema.statements) do
      assert.truthy(statement.about, statement.name)
      for _, key in ipairs(statement.keys) do assert.truthy(key.about, statement.name .. "." .. key[1]) end
    end
    for _, list in ipairs { schema.methods, schema.functions } do
      for _, entry in ipairs(list) do assert.truthy(entry.about, entry.name) end
    end
  end)
end)
