-- mandate doc says of every rule the day whose law, class and place it reads.
local command = require "tests.support.command"

local HEAD = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "closed_on", event }, { "size", text } } }
kind "spill" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "on_day", event, starts = true }, { "noticed_on", event }, { "told_on", event } } }
]]

describe("The day whose law, class and place are read", function()
  before_each(command.begin)
  after_each(command.finish)

  for _, case in ipairs {
    { 'obligation "r" { clause = "n/a", per = spill, arises = spill.noticed_on, due = days(5), done = spill.told_on }', "the day on which it arises" },
    { 'obligation "r" { clause = "n/a", per = spill, due = spill.on_day + days(5), done = spill.told_on }', "the due day, or the day asked about if that is earlier" },
    { 'obligation "r" { clause = "n/a", per = { plant, year }, due = period.to, done = plant.spills:during(period).told_on:first() }',
      "the due day, or the day asked about if that is earlier; what `due` reads itself, of the last day of each year" },
    { 'obligation "r" { clause = "n/a", per = plant, due = not_given "no day", done = plant.spills.told_on:first() }', "the day asked about" },
    { 'obligation "r" { clause = "n/a", per = { plant, month }, forbid = plant.spills:during(period) }', "the day of each record that is forbidden" },
    { 'obligation "r" { clause = "n/a", per = { plant, quarter }, require = plant.spills:during(period):count():at_most(1) }',
      "the last day of each quarter, or the last one on which the rule bound; while it runs, of the day asked about" },
    { 'obligation "r" { clause = "n/a", per = spill, require = spill.told_on:by(spill.on_day + days(1)) }', "the day of the record itself, spill.on_day" },
    { 'obligation "r" { clause = "n/a", per = plant, require = plant.size:is "small" }', "the day asked about" },
    { 'obligation "r" { clause = "n/a", per = spill, arises = spill.noticed_on, require = spill.told_on:happened() }', "the day on which it arises" },
    { 'power "r" { clause = "n/a", per = plant, used = plant.spills.told_on:first() }', "the day of use, or the day asked about as long as there is none" },
    { 'quota "r" { clause = "n/a", per = jurisdiction, counts = jurisdiction.enterprises, counted_on = enterprise.opened_on, goals = { { "A", target = 3, due = "2003-12-31" } } }',
      "the due day, or the day asked about if that is earlier; each record counts where its owner lay on the day by which it is counted" },
  } do
    it("is " .. case[2] .. ": " .. case[1], function()
      command.write("p/p.lua", HEAD .. case[1])
      local text = command.answer(0, "doc", "p")
      assert.equal(case[2], text:match "law, class and place of: ([^\n]+)", text)
    end)
  end
end)
