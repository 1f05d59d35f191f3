require "tests.support.core" -- which it asks
local editor = require "mandate.language.editor"
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
