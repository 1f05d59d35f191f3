local lfs = require "lfs"
local core = require "tests.support.core"
local language = require "mandate.language.load"

local notice = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
obligation "x" { clause = "n/a", due = "2000-12-31", done = enterprise.audits.reported_on:first() }
]]

describe("A pack's folder", function()
  local top
  local function write(path, text)
    local file = assert(io.open(top .. "/" .. path, "wb"))
    file:write(text)
    file:close()
  end

  before_each(function()
    top = os.tmpname()
    os.remove(top)
    assert(lfs.mkdir(top))
    assert(lfs.mkdir(top .. "/jiangsu"))
  end)
  after_each(function()
    for _, folder in ipairs { top .. "/jiangsu/inner", top .. "/jiangsu", top } do
      if lfs.attributes(folder, "mode") == "directory" then
        for entry in lfs.dir(folder) do os.remove(folder .. "/" .. entry) end
        lfs.rmdir(folder)
      end
    end
  end)

  local function message(folder)
    local pack, errors = language.load(core, folder)
    assert.is_nil(pack)
    assert.equal(1, #errors)
    return errors[1].message
  end

  it("is loaded from its .lua files in the order of their names, without specs and inner folders", function()
    write("jiangsu/b.lua", 'term "enterprise.t" { value = enterprise.size:known() }')
    write("jiangsu/a.lua", "\xEF\xBB\xBF" .. notice)
    write("jiangsu/a_spec.lua", "this is not Lua")
    write("jiangsu/notes.txt", "nor is this")
    assert(lfs.mkdir(top .. "/jiangsu/inner"))
    write("jiangsu/inner/c.lua", "nor this")
    local pack, errors = language.load(core, top .. "/jiangsu/")
    assert.is_nil(errors)
    assert.equal("jiangsu", pack.name)
    assert.same({ "a.lua", "b.lua" }, { pack.files[1].name, pack.files[2].name })
    assert.equal(1, #pack.rules)
  end)

  it("that is not there is told with the nearest that is", function()
    assert.equal(("there is no folder `%s/jiansu`. Did you mean `%s/jiangsu`?"):format(top, top), message(top .. "/jiansu"))
    assert.equal(("there is no folder `%s/somewhere`."):format(top), message(top .. "/somewhere"))
  end)

  it("without .lua files is told, with the inner folder that has some", function()
    write("jiangsu/a_spec.lua", "")
    assert.truthy(message(top .. "/jiangsu"):find("holds no .lua file", 1, true))
    write("jiangsu/a.lua", notice)
    assert.truthy(message(top):find(("Did you mean `%s/jiangsu`?"):format(top), 1, true))
  end)

  it("may not be a file", function()
    write("jiangsu/a.lua", notice)
    assert.truthy(message(top .. "/jiangsu/a.lua"):find(("such as `%s/jiangsu`"):format(top), 1, true))
  end)

  it("holds text, not compiled Lua", function()
    write("jiangsu/a.lua", string.dump(function() end))
    assert.truthy(message(top .. "/jiangsu"):find("is compiled Lua", 1, true))
  end)

  it("with a file that cannot be opened is told by the file's name", function()
    assert(lfs.link("nowhere.lua", top .. "/jiangsu/a.lua", true))
    assert.truthy(message(top .. "/jiangsu"):find("jiangsu/a.lua` cannot be read", 1, true))
  end)
end)

describe("The project's own packs", function()
  it("load without an error or a warning", function()
    for entry in lfs.dir "rules" do
      if not entry:find "^%." and lfs.attributes("rules/" .. entry, "mode") == "directory" then
        local pack, errors = language.load(core, "rules/" .. entry)
        assert.same({ {}, {} }, { errors or {}, pack and pack.warnings or {} })
      end
    end
  end)
end)
