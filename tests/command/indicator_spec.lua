-- Indicators as `mandate report` shows them.
local command = require "tests.support.command"

local pack = [[
local measures = jurisdiction.enterprises.measures
local done = measure.implemented_on:happened()
term "measure.early" { value = measure.implemented_on:before(measure.audit.started_on) }
indicator "token" { title = { en = "Token compliance", zh = "应付式合规" }, per = jurisdiction, applies = jurisdiction.level:is "city", parts = {
  { "begun before the audit", measures:share(measure.early) },
  { "done per audit",         measures:where(done):count() / jurisdiction.enterprises.audits:count() },
  { "verified",               measures:where(done):share(measure.verified) } } }
indicator "size" { per = jurisdiction, applies = jurisdiction.level:is "city",
  value = jurisdiction.enterprises:share(enterprise.size:is "large"), unconfirmed = "made up" }
]]

describe("indicators", function()
  before_each(function()
    command.begin()
    command.fill()
    command.write("indicators/pack.lua", pack)
    command.write("more/audit.csv", "code,enterprise,started_on,completed_on\nB1,E1,2003-03-01,\n")
    command.write("more/measure.csv", "code,enterprise,audit,identified_on,implemented_on,verified\n"
      .. "M1,E1,B1,2003-01-01,2003-02-01,yes\nM2,E1,B1,2003-04-01,2003-05-01,\nM3,E2,,2003-04-01,,\n")
    command.answer(0, "import", "records.db", "more/audit.csv", "more/measure.csv")
  end)
  after_each(command.finish)

  it("show each part with its numbers, unknown as a range, and never hide a division by nothing", function()
    local text = command.answer(0, "report", "indicators", "records.db", "token", "--as-of", "2004-01-01")
    assert.are.equal([[
Token compliance (token, as of 2004-01-01)
Jurisdiction  Part                                 Value
------------  ----------------------  ------------------
City N        begun before the audit        33% (1 of 3)
              done per audit                 0.5 (2 / 4)
              verified                50-100% (1-2 of 2)
City S        begun before the audit    unknown (0 of 0)
              done per audit             unknown (0 / 0)
              verified                  unknown (0 of 0)
begun before the audit = jurisdiction.enterprises.measures:share(measure.early)
done per audit = jurisdiction.enterprises.measures:where(measure.implemented_on:happened()):count() / jurisdiction.enterprises.audits:count()
verified = jurisdiction.enterprises.measures:where(measure.implemented_on:happened()):share(measure.verified)
measure.early = measure.implemented_on:before(measure.audit.started_on)
]], text)
  end)

  it("stand behind the reports where none is named, with what is unconfirmed", function()
    command.write("indicators/tables.lua", 'report "places" { title = "Places", per = jurisdiction, columns = { { "Enterprises", jurisdiction.enterprises:count() } } }\n')
    local text = command.answer(0, "report", "indicators", "records.db", "--as-of", "2004-01-01")
    local places, token, size = text:find "Places %(", text:find "Token compliance %(", text:find "size %(size"
    assert.is_true(places < token and token < size)
    assert.is_truthy(text:find("City S +0%% %(0%-1 of 2%)") or text:find "City S +0%-50%% %(0%-1 of 2%)", text)
    assert.is_truthy(text:find("Note: size is unconfirmed: made up", 1, true))
  end)

  it("refuse what is no number, two ways at once, and the name of a report", function()
    local function refused(extra, ...)
      command.write("indicators/more.lua", extra)
      return command.refused({ "report", "indicators", "records.db" }, { ... })
    end
    refused('indicator "a" { value = enterprise.audits }\n', "an indicator is a number or a rate, not a set of audits", "end it with :count()")
    refused('indicator "a" { value = enterprise.audits:any() }\n', "not a condition", "set:share(condition)")
    refused('indicator "a" { parts = { { "x", 3 } } }\n', 'part "x"', "not 3")
    refused('indicator "a" { value = enterprise.audits:count(), parts = { { "x", enterprise.audits:count() } } }\n', "`value`, or `parts`", "not both")
    refused('indicator "a" { per = jurisdiction }\n', "neither `value` nor `parts`")
    refused('indicator "a" { part = { { "x", enterprise.audits:count() } } }\n', "no key `part`", "Did you mean `parts`?")
    refused('report "token" { title = "T", per = jurisdiction, columns = { { "x", jurisdiction.enterprises:count() } } }\n', "a report has this name already")
    command.write("indicators/more.lua", "")
    command.refused({ "report", "indicators", "records.db", "tokens" }, { "no report or indicator called `tokens`", "Did you mean `token`?" })
  end)
end)
