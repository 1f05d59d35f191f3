-- Every example that stands in a rule of rules/jiangsu: the engine and the naive evaluator give the verdict it says.
local engine = require "tests.support.engine"
local examples = require "mandate.check.examples"
local jiangsu = require "tests.jiangsu.pack"
local naive = require "tests.naive.naive"
local record_pack = require "tests.naive.record_pack"

local text = jiangsu.text()
local pack = record_pack.run(text)

-- The key that a verdict's subject has: the record's key fields, and the period of the example's day where the rule is judged by year.
local function subject_of(rule, record, at)
  local parts = {}
  for i, field in ipairs(pack.kinds[rule.kind].keys) do parts[i] = tostring(record[field.name]) end
  return table.concat(parts, "/") .. (rule.unit and "@" .. at:sub(1, 4) or "")
end

local function find(verdicts, rule, subject)
  for _, verdict in ipairs(verdicts) do
    if verdict.rule == rule.base and verdict.subject == subject then return verdict end
  end
  error(("%s does not judge %s"):format(rule.base, subject))
end

local function missing_fields(verdict)
  local names = {}
  for i, name in ipairs(verdict.missing or {}) do names[i] = name:match "[^.]+$" end
  return names
end

local function held_to(example, verdict)
  assert.are.equal(example.status, verdict.status)
  for _, name in ipairs { "due", "done" } do
    if example[name] then assert.are.equal(example[name], verdict[name]) end
  end
  for _, name in ipairs { "target", "actual", "gap", "planned" } do
    if example[name] then assert.are.same({ example[name], example[name] }, { verdict[name].low, verdict[name].high }) end
  end
  if example.missing then
    assert.are.same(type(example.missing) == "table" and example.missing or { example.missing }, missing_fields(verdict))
  end
end

describe("rules/jiangsu,", function()
  teardown(engine.close)
  for _, rule in ipairs(pack.rules) do
    local place = rule.place or rule.instruments[1].place
    for i, example in ipairs(rule.examples or {}) do
      it(("%s, example %d: %s as of %s"):format(rule.name, i, example.status, example.at), function()
        local records, subject = examples.records(pack.kinds, { kind = rule.kind, place = place }, example)
        local key = subject_of(rule, subject, example.at)
        held_to(example, find(engine.check(text, records, example.at), rule, key))
        held_to(example, find(naive.check(text, records, example.at), rule, key))
      end)
    end
  end
end)
