-- The benchmark's own parts at a small scale: the generator, the plain loops and the pack. No time is asked for.
package.cpath = (os.getenv "MANDATE_MODULE" or "build/module") .. "/?.so;" .. package.cpath
package.loaded["mandate.installation"] = package.loaded["mandate.installation"] or { folder = ".", version = "test" }
local core = require "mandate.core"
local data = require "tests.bench.data"
local read = require "tests.support.text_of"

local AS_OF = "2005-06-30"
local folder = os.tmpname()

local function run(format, ...)
  local command = format:format(...)
  assert(os.execute(command), command)
end

local function generate(name, enterprises, unknown)
  run("%s/generate %s/%s %d %d", folder, folder, name, enterprises, unknown)
  run("%s/plain %s/%s %s/%s.txt >/dev/null", folder, folder, name, folder, name)
  return read(("%s/%s.txt"):format(folder, name))
end

local function open(name)
  local asking = require "tests.bench.asking"
  local registry, files = ("%s/%s.db"):format(folder, name), {}
  for i, kind in ipairs(data.kinds) do files[i] = { kind = kind, path = ("%s/%s/csv/%s.csv"):format(folder, name, kind) } end
  local imported = assert(core.import(registry, core.model(), files, {}))
  assert.is_true(imported.committed)
  local asked = asking.open("tests/bench/pack", registry, AS_OF)
  asked:lower()
  return asked
end

describe("the benchmark", function()
  setup(function()
    os.remove(folder)
    run("mkdir %s", folder)
    for _, program in ipairs { "generate", "plain" } do
      run("cc -std=c17 -O1 -D_POSIX_C_SOURCE=200809L tests/bench/%s.c -o %s/%s -pthread", program, folder, program)
    end
  end)
  teardown(function() run("rm -r %s", folder) end)

  it("generates the same bytes again from the same seed", function()
    generate("once", 500, 20)
    generate("again", 500, 20)
    run("cd %s && diff -r once again", folder)
  end)

  for _, unknown in ipairs { 0, 20, 100 } do
    it(("gets the answers of the plain loops from the pack, with %d%% of the values unknown, whatever the threads and blocks"):format(unknown), function()
      local name = "set-" .. unknown
      local plain = generate(name, 3000, unknown)
      local asked = open(name)
      for _, options in ipairs { { threads = 1 }, { threads = 2, block = 64 }, { threads = 3, block = 999 } } do
        assert.are.equal(plain, asked:answers(asked:run(options)))
      end
    end)
  end
end)
