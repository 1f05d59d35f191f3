-- The whole report on the example's registry, word for word, in both languages. Where a change of it is meant: MANDATE_WRITE=1 tests/run "whole report"
-- writes the files anew, and the difference is what to look at before it is kept.
local command = require "tests.support.command"
local lfs = require "lfs"

local TOP = lfs.currentdir() .. "/"
local pack

describe("The whole report of Jiangsu", function()
  setup(function()
    command.begin()
    pack = command.import_jiangsu "jiangsu.db"
  end)
  teardown(command.finish)

  for _, language in ipairs { "en", "zh" } do
    it("is, in " .. language .. ", what is kept", function()
      local path = ("%stests/jiangsu/report.%s.txt"):format(TOP, language)
      local text = command.answer(0, "report", pack, "jiangsu.db", "--as-of", "2003-12-31", "--lang", language)
      if os.getenv "MANDATE_WRITE" then
        local out = assert(io.open(path, "wb"))
        out:write(text)
        out:close()
      end
      local kept = assert(io.open(path, "rb"))
      assert.are.equal(kept:read "a", text)
      kept:close()
    end)
  end
end)
