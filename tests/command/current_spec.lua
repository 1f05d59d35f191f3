-- Whether a snapshot is that of the registry as it is now, whoever wrote to it and by whatever means: what a check says with the snapshot that lies there is
-- what it says of a copy that has none.
local command = require "tests.support.command"
local random = require "tests.naive.random"

local function check(registry) return command.run("check", "city-n", registry, "--as-of", "2003-12-31") end

local function shell(text) return assert(os.execute(("cd '%s' && %s >.told 2>&1"):format(command.path "", text))) end

local function sql(registry, text)
  command.write(".sql", text)
  shell(("sqlite3 %s <.sql"):format(registry))
end

-- What is said of the registry, with its snapshot and of a copy without one: the same. The copy takes what lies in a log along.
local function same(what)
  shell "rm -f copy.db* && cp records.db copy.db && { [ ! -e records.db-wal ] || cp records.db-wal copy.db-wal; }"
  local told, truth = check "records.db", check "copy.db"
  assert(told.code == truth.code and told.out == (truth.out:gsub("copy%.db", "records.db")) and told.err == "",
    ("%s:\n%s%s\nwithout a snapshot:\n%s%s"):format(what, told.out, told.err, truth.out, truth.err))
  return told.out
end

local sizes = { "large", "medium", "small", "micro" }
local function resize(n) return ("UPDATE enterprise SET size = '%s' WHERE code = 'E%d'; "):format(sizes[n % 4 + 1], n // 4 % 4 + 1) end

describe("the snapshot of a registry", function()
  before_each(function()
    command.begin()
    command.fill()
    check "records.db"
  end)
  after_each(command.finish)

  it("put back from a backup and written to as often as before is made again", function()
    shell "cp records.db backup.db"
    sql("records.db", resize(1))
    local once = same "written by another program"
    shell "cp backup.db records.db"
    sql("records.db", resize(6))
    assert.is_truthy(same "put back and written to" ~= once)
  end)
  it("that another file takes the place of is made again, though as much was imported into both", function()
    shell "cp records.db other.db"
    command.write("one/enterprise.csv", "code,jurisdiction,size\nE1,N,micro\n")
    command.write("two/enterprise.csv", "code,jurisdiction,size\nE2,N,micro\nE3,N,micro\n")
    command.answer(0, "import", "records.db", "one/enterprise.csv")
    command.answer(0, "import", "other.db", "two/enterprise.csv")
    same "one"
    shell "mv other.db records.db"
    same "the other in its place"
  end)
  it("with a write-ahead log is kept while nobody writes, and made again when somebody does", function()
    sql("records.db", "PRAGMA journal_mode = WAL;")
    same "switched to a log"
    local kept = command.read "records.db.snapshot"
    same "read again"
    assert.is_true(command.read "records.db.snapshot" == kept)
    command.write(".open", ([[
      (cat .fifo) | sqlite3 records.db >/dev/null &
      exec 3>.fifo
      echo "PRAGMA wal_autocheckpoint = 0; %s" >&3
      sleep 0.3
      "$MANDATE" check city-n records.db --as-of 2003-12-31 >first
      echo "%s" >&3
      sleep 0.3
      "$MANDATE" check city-n records.db --as-of 2003-12-31 >second
      cp records.db copy.db; cp records.db-wal copy.db-wal
      "$MANDATE" check city-n copy.db --as-of 2003-12-31 >truth
      exec 3>&-
      wait
    ]]):format(resize(2), resize(7)))
    shell "mkfifo .fifo"
    command.shell(command.read ".open")
    assert.is_truthy(command.read "first" ~= command.read "second")
    assert.equal((command.read("truth"):gsub("copy%.db", "records.db")), command.read "second")
    same "after the log was taken in"
  end)
  it("whose last import went through a log does not take over what others wrote", function()
    sql("records.db", "PRAGMA journal_mode = WAL;")
    command.write("one/audit.csv", "code,enterprise,completed_on\nA4,E4,2002-01-01\n")
    command.answer(0, "import", "records.db", "one/audit.csv")
    same "an import through a log"
    sql("records.db", resize(1) .. "PRAGMA journal_mode = DELETE;")
    same "another's write, and no log any more"
  end)
  it("from before revisions were counted is kept, and made again when it is written to", function()
    sql("records.db", "DROP TABLE mandate_identity; DROP TABLE mandate_revision;")
    same "without revisions"
    local kept = command.read "records.db.snapshot"
    same "read again"
    assert.is_true(command.read "records.db.snapshot" == kept)
    sql("records.db", resize(5))
    same "written to"
    command.write("one/audit.csv", "code,enterprise,completed_on\nA4,E4,2002-01-01\n")
    command.answer(0, "import", "records.db", "one/audit.csv")
    same "imported into"
  end)
  it("is read where nothing may be written, with a log or without", function()
    if not os.execute "[ $(id -u) = 0 ] && command -v setpriv >/dev/null" then return end -- root alone can become somebody who may not write
    sql("records.db", "PRAGMA journal_mode = WAL;")
    command.write(".read_only", ([[
      mkdir plain logged
      (echo "PRAGMA wal_autocheckpoint = 0; %s"; sleep 0.5) | sqlite3 records.db >/dev/null &
      sleep 0.3
      cp records.db records.db-wal logged
      wait
      cp records.db plain
      "$MANDATE" check city-n records.db --as-of 2003-12-31 >truth
      chmod -R a+rX . && chmod a-w plain logged plain/* logged/*
      for folder in plain logged; do
        (cd $folder && setpriv --reuid=65534 --regid=65534 --clear-groups "$MANDATE" check ../city-n records.db --as-of 2003-12-31 >../$folder.told 2>&1)
      done
      chmod u+w plain logged
    ]]):format(resize(3)))
    command.shell(command.read ".read_only")
    assert.equal(command.read "truth", command.read "plain.told")
    assert.equal(command.read "truth", command.read "logged.told")
  end)

  it("is never stale, whatever happens to the file in whatever order", function()
    local source = random.source(tonumber(os.getenv "SEED" or "") or 1)
    local made = 0
    local acts = {
      function() -- an import of ours
        made = made + 1
        command.write("new/audit.csv", ("code,enterprise,completed_on\nN%d,E%d,200%d-03-01\n"):format(made, source.up_to(4), source.up_to(5)))
        command.answer(0, "import", "records.db", "new/audit.csv")
      end,
      function() sql("records.db", resize(source.up_to(16))) end,
      function() sql("records.db", "PRAGMA journal_mode = WAL; " .. resize(source.up_to(16))) end,
      function() sql("records.db", resize(source.up_to(16)) .. "PRAGMA journal_mode = DELETE;") end,
      function() shell "cp records.db backup.db" end,
      function() shell "[ ! -e backup.db ] || { rm -f records.db-wal records.db-shm; cp backup.db records.db; }" end,
      function() shell "[ ! -e backup.db ] || { rm -f records.db-wal records.db-shm; cp -p backup.db other.db; mv other.db records.db; }" end,
      function() shell "touch records.db" end,
      function() sql("records.db", "VACUUM;") end,
      function() shell "rm -f records.db.snapshot" end,
      function() sql("records.db", "DROP TABLE IF EXISTS mandate_identity; DROP TABLE IF EXISTS mandate_revision;") end,
      function() shell "[ ! -e copy.db.snapshot ] || cp copy.db.snapshot records.db.snapshot" end,
    }
    local done = {}
    for step = 1, tonumber(os.getenv "STEPS" or "") or 60 do
      for _ = 1, source.up_to(3) do
        local which = source.up_to(#acts)
        done[#done + 1] = which
        acts[which]()
      end
      same(("step %d, after %s"):format(step, table.concat(done, " ")))
    end
  end)
end)
