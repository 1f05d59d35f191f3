--- Why a subject has its verdict: the same plan, run once more over one subject with every value kept. What is shown is read from the nodes
--- that made the verdict, so a reason cannot drift from it.
local asked_in_of = require("mandate.language.lower.judging").asked_in
local core = require "mandate.core"
local explained = require "mandate.check.explained"
local reach = require "mandate.check.reach"
local reason = require "mandate.check.reason"
local visible = require "mandate.check.shown"
local walk = require "mandate.language.walk"
local wording = require "mandate.check.wording"

local explain = {}

local MOST_ROWS = 8
local shown = explained.value

local Explanation = setmetatable({}, { __index = explained.class })
Explanation.__index = Explanation

-- Verdicts that a waiver changes, or has changed.
Explanation.told_waivers = { pending = true, overdue = true, breached = true, waived = true }

function Explanation:part(depth, name, expression, node, place)
  if not expression then return end
  local state, low = self:get(node, place)
  local type = expression.type or { k = "condition" }
  if expression.op == "not_given" then
    self:line(depth, name, self.words:say("value.not_given_why", { why = expression.why }))
    return
  end
  if expression.op == "literal" then
    self:line(depth, name, tostring(expression.value))
    return
  end
  if state == nil then
    self:line(depth, name, self.words:say "explain.not_asked")
    return
  end
  self:line(depth, name, shown(self, type.k == "span" and { k = "date" } or type, state, low))
  self:expression(depth + 1, expression, place)
end

-- Whether a version is in force on the subject's pivot, and the subject in its place: a word of the catalogue.
function Explanation:force(trace)
  local force = "value.holds"
  for _, node in ipairs { trace.force or false, trace.lies or trace.here or false } do
    if node and force ~= "value.fails" then
      local state, holds = self:get(node, { scope = trace.scope, record = self.record })
      if state == "unknown" then force = "value.unknown" elseif state and not holds then force = "value.fails" end
    end
  end
  return force
end

-- On which day the subject lay where.
function Explanation:lay_in(depth, kind, record, day)
  local places = day and self:places_on(kind, record, day)
  if places and #places > (kind == "jurisdiction" and 1 or 0) then self:line(depth, self.words:say("explain.lay_in", { day = day }), table.concat(places, ", ")) end
end

-- The exceptions to a rule, each with those to it below.
function Explanation:exceptions(depth, exceptions, place)
  for _, exception in ipairs(exceptions or {}) do
    local asked_at = exception.scope and { scope = exception.scope, record = place.record, row = place.row } or place
    local name = self.words:say("explain.exception", { name = exception.exception.name, clauses = reason.clauses(exception.exception, self.words) })
    self:part(depth, name, exception.expression, exception.node, asked_at)
    reach.tell(self, depth + 1, { exception.exception }, exception.reach, place)
    self:exceptions(depth + 1, exception.children, place)
  end
end

-- Where whether a rule applies hangs on the day of each row of what it forbids, and there are rows: then nobody asks it on the pivot.
function Explanation:asked_by_row(trace)
  if not (trace.forbidden and trace.forbidden.binds) then return false end
  local rows = self:rows_of(trace.forbidden, { scope = trace.scope, record = self.record })
  return rows ~= nil and #rows > 0
end

-- Whether the rule applied to the subject on the day of a row, and what the subject was then.
function Explanation:bound(depth, trace, row)
  local binds = trace.forbidden.binds
  local place = { scope = binds.scope, record = row.record, row = row.row }
  self:lay_in(depth, trace.scope.kind, self.record, self:day_of(place))
  if trace.rule.applies then self:part(depth, self.words:say "explain.applies", trace.rule.applies, binds.trace.applies, place) end
  self:exceptions(depth, binds.trace.exceptions, place)
end

-- Who keeps to the version before another, and whether the subject does.
function Explanation:kept(trace)
  local version = trace.rule.keeps and trace.rule.keeps.version or trace.rule.transition and trace.rule
  if not version or not trace.whom then return end
  self:part(1, reason.transition(version, self.words), trace.whom.expression, trace.whom.node, { scope = trace.whom.around, record = self.record })
end

-- That only what came later, and is on file, binds the subject.
function Explanation:on_file(trace)
  local filed = trace.on_file
  if not filed or not filed.node then return end
  local place = { scope = filed.scope, record = self.record }
  local _, otherwise = self:get(filed.otherwise, place)
  local _, binds = self:get(filed.node, place)
  if otherwise or not binds then return end
  if trace.rule.applies then self:part(1, self.words:say "explain.applies_on_file", trace.rule.applies, filed.applies, place) end
  self:exceptions(1, filed.exceptions, place)
end

-- Whom a version binds: its days and its place, what it arises from, its condition and its exceptions. Gives where the rest of it is asked.
function Explanation:binding(trace)
  local rule, scope = trace.rule, trace.scope
  self.looked_in[scope] = trace.looked_in
  for _, slot in ipairs { "whom", "applies", "applies_on", "arises", "due", "done", "used", "require", "forbid", "evidence" } do walk.uses(rule[slot], self.uses) end
  local place = { scope = scope, record = self.record }
  local _, pivot = self:get(trace.pivot or self.lowering.nodes:day(scope.space, nil), place)
  local words, force = self.words, self:force(trace)
  local from, to = reason.days_of(trace)
  local text = reason.force({ from = from, to = to }, words)
  if rule.place then text = words:say("explain.in_place", { force = text, place = rule.place }) end
  local by_row = self:asked_by_row(trace)
  if pivot and not by_row then text = words:say("explain.asked_on", { force = text, day = pivot }) end
  local arisen = not trace.given or self:get(trace.given, { scope = trace.today, record = self.record }) ~= "absent"
  if not arisen then self:line(1, text, words:say "explain.not_arisen") -- there is no day on which it could be in force
  else self:line(1, text, not by_row and words:say(force) or nil) end
  self:kept(trace)
  local asked_in = asked_in_of(self.lowering, rule, scope)
  local asked_at = { scope = asked_in, record = self.record }
  if not by_row then
    local day = pivot
    if rule.applies_on then _, day = self:get(asked_in.pivot.node, asked_at) end
    self:lay_in(1, scope.kind, self.record, day)
  end
  if trace.given then self:part(1, words:say "explain.arises", rule.arises, trace.given, { scope = trace.today, record = self.record }) end
  if rule.applies_on then self:part(1, words:say "explain.applies_on", rule.applies_on, asked_in.pivot.node, { scope = asked_in.today, record = self.record }) end
  if rule.applies and not by_row then self:part(1, words:say "explain.applies", rule.applies, trace.applies, asked_at) end
  self:begun(trace, place)
  if not by_row then self:exceptions(1, trace.exceptions, asked_at) end
  self:on_file(trace)
  return place
end

function Explanation:version(trace)
  local rule, scope, words = trace.rule, trace.scope, self.words
  local place = self:binding(trace)
  if trace.shape == "dated" then
    self:part(1, words:say "explain.due", rule.due, trace.due, { scope = trace.when_arisen, record = self.record })
    self:part(1, words:say "explain.done", rule.done, trace.done, place)
  elseif trace.shape == "permission" then
    self:part(1, words:say "explain.used", rule.used, trace.used, { scope = trace.used_in, record = self.record })
  elseif rule.require then
    self:part(1, words:say "explain.requires", rule.require, scope.memo[rule.require], place)
  elseif rule.forbid then
    self:line(1, words:say "explain.forbids", wording.of(rule.forbid, self.pack.kinds))
    self:forbidden(trace, place, self:get(trace.breach, place) == "unknown")
  end
  if trace.evidence and rule.evidence_written then -- else it is what is expected
    self:line(1, words:say "explain.evidence", wording.of(rule.evidence, self.pack.kinds))
    self:looked_sets(trace, #trace.looked_sets, place)
  end
  if rule.expects then self:expected(trace, place) end
  if self.told_waivers[self.status] then self:waivers(trace, place) end
end

-- Until when a waiver holds, { ends =, since =, row = }: as it is written on a day; of what a rule forbids, which is read on many, as each of its versions until then wrote it.
function Explanation:ends_of_waiver(record, day, forbids)
  local list, days = {}, forbids and self.snapshot:days_of_versions "waiver" or {}
  if forbids then table.insert(days, 1, "0001-01-01") end
  days[#days + 1] = day
  for _, written in ipairs(days) do
    local file, line = self.snapshot:source("waiver", record, written)
    local row, last = ("%s:%d"):format(file, line), list[#list]
    if written <= day then
      if not last or last.row ~= row then
        last = { since = written, row = row }
        list[#list + 1] = last
      end
      last.ends = self.snapshot:cell("waiver", record, "expires_on", written) -- nil on days before its first version
    end
  end
  return list
end

-- What a waiver of the rule on record says, and why it does not count where that does not hang on what it is to excuse.
---@param together boolean all that hold on a day of the period count together
function Explanation:waiver(trace, record, counts, day, together)
  local words, allowed = self.words, self.pack.waivable[trace.rule.base]
  local function cell(kind, row, field, on) return row and self.snapshot:cell(kind, row, field, on or self.as_of) end
  local granted, ends = cell("waiver", record, "granted_on"), cell("waiver", record, "expires_on", day)
  local agency = allowed.by and cell("waiver", record, "agency", granted) -- who it was that granted it, the day of granting tells
  local role = allowed.by and cell("agency", agency and self.snapshot:find("agency", agency), "role", granted)
  local why
  if allowed.by and not agency then why = "waiver_agency"
  elseif allowed.by and not role then why = "waiver_role_unknown"
  elseif allowed.by and role ~= allowed.by then why = "waiver_role"
  elseif counts then why = "waiver_counts"
  elseif together and granted and granted <= day and not (ends and ends < trace.scope.period.from) then why = "waiver_together"
  elseif trace.shape == "dated" or trace.rule.require then
    if ends and day and ends < day then why = "waiver_ended"
    elseif granted and day and granted > day then why = "waiver_later"
    elseif trace.scope.period and trace.rule.require and granted and granted > trace.scope.period.from then why = "waiver_part"
    elseif trace.waivers.together and not (allowed.at_most and not ends) then why = "waiver_gap"
    else why = "waiver_short" end
  else why = "waiver_days" end
  why = words:say("explain." .. why, { role = role and visible(role), by = allowed.by, day = day, from = trace.scope.period and trace.scope.period.from })
  for i, version in ipairs(self:ends_of_waiver(record, trace.forbidden and self.as_of or day, trace.forbidden)) do
    self:line(2, self:record_text("waiver", record), words:say(i == 1 and "explain.waiver" or "explain.waiver_since", { from = granted or "?",
      to = version.ends and visible(version.ends) or words:say "explain.waiver_open", why = why, since = version.since, row = version.row }))
  end
end

-- The waivers of the subject's enterprise that name the rule: those that count, and why the others do not.
function Explanation:waivers(trace, place)
  if not trace.waivers then return end
  local kind, enterprise = trace.scope.kind, self.record
  for _, field in ipairs(self.lowering:path_to(kind, "enterprise")) do
    local key = self.snapshot:cell(kind, enterprise, field, self.as_of)
    kind = self.lowering.fields[kind][field].kind
    enterprise = key and self.snapshot:find(kind, key)
    if not enterprise then return end
  end
  local key, counting = self.snapshot:key("enterprise", enterprise), {}
  local rows = not trace.forbidden and self:rows_of(trace.waivers.set, { scope = trace.waivers.scope, record = self.record }) or {}
  for _, row in ipairs(rows) do counting[row.record] = not row.perhaps or nil end
  local _, day = self:get(trace.pivot, place)
  if trace.shape == "dated" then day = self.as_of end
  local found, together = false, false
  if trace.waivers.together then -- in a period all of them together leave no day out, or none counts
    local state, held = self:get(trace.waivers.together, { scope = trace.waivers.scope, record = self.record })
    together = state == "known" and held or false
    if not together then counting = {} end
  end
  for record = 0, self.snapshot:records "waiver" - 1 do
    local rule = self.snapshot:cell("waiver", record, "rule", self.as_of)
    if (rule == trace.rule.base or rule == trace.rule.name) and self.snapshot:cell("waiver", record, "enterprise", self.as_of) == key then
      if not found then self:line(1, self.words:say "explain.waivers") end
      found = true
      self:waiver(trace, record, counting[record], day, together)
    end
  end
end

-- That a period ended before its subject began, or may have.
function Explanation:begun(trace, place)
  if not trace.begun then return end
  local state, begun = self:get(trace.begun, place)
  if state == "known" and begun then return end
  local left_state, left = nil, false
  if trace.left then left_state, left = self:get(trace.left, place) end
  local _, pivot = self:get(trace.pivot, place)
  local last = trace.scope.period and trace.scope.period.to or trace.rule.to -- a rule that is judged once has all days of its force for its period
  local day = left_state == "known" and left and pivot or last
  self:line(1, self.words:say("explain.begun", { day = day }), state and shown(self, { k = "condition" }, state, begun))
end

-- What is expected, and of which months it is missing: all of them, where the reason names the first.
function Explanation:expected(trace, place)
  local words, none, not_judged = self.words, {}, {}
  self:line(1, words:say "explain.expects", reason.expected(trace.rule, words, self.pack.kinds))
  for _, month in ipairs(trace.expected or {}) do
    local state, there = self:get(month.node, place)
    if state and (state == "unknown" or not there) then
      local of, any = self:get(month.rows, place)
      local list = of == "known" and not any and none or not_judged
      list[#list + 1] = month.label
    end
  end
  local kind = reason.kind(words, trace.rule.expects.kind)
  if #none > 0 then self:line(2, words:say("expected.none", { kind = kind, none = table.concat(none, words.separator) })) end
  if #not_judged > 0 then self:line(2, words:say("expected.not_judged", { kind = kind, not_judged = table.concat(not_judged, words.separator) })) end
end

-- What was looked at of what a rule forbids (1), or asks as evidence (the last); true where there is none.
function Explanation:looked_sets(trace, which, place, listed)
  local own = trace.looked_sets and trace.looked_sets[which]
  return own and self:looked_at_rows(2, own.set, own.rows, place, listed, own.dated)
end

function Explanation:forbidden(trace, place, open)
  local set = trace.forbidden
  local rows = self:rows_of(set, place)
  if not rows then return end
  local empty = not (open and #rows == 0) and self:looked_sets(trace, 1, place, #rows)
  if #rows == 0 and not open and not empty then self:line(2, self.words:say("explain.no_such", { kind = reason.kind(self.words, set.kind) })) end
  for i, row in ipairs(rows) do
    if i > MOST_ROWS then
      self:line(2, self.words:say("explain.more", { count = #rows - MOST_ROWS }))
      break
    end
    self:cite(set.kind, row.record, { scope = set.scope, record = row.record, row = row.row })
    self:line(2, self:record_text(set.kind, row.record), row.perhaps and self.words:say "value.perhaps" or nil)
    for _, filter in ipairs(set.filters) do
      if filter.step.op == "where" then self:expression(3, filter.step.condition, { scope = set.scope, record = row.record, row = row.row }) end
    end
    if set.excused then
      local state, held = self:get(set.excused, { record = row.record, row = row.row })
      if state then self:line(3, self.words:say "explain.row_waived", shown(self, { k = "condition" }, state, held)) end
    end
    if set.binds then self:bound(3, trace, row) end
  end
end

function Explanation:quota(trace)
  self:line(1, self.words:say("explain.goal", { place = trace.goal.place }), nil)
  local place = self:binding(trace)
  if self.status == "not_applicable" then return end -- it has no numbers (meaning.md, section 7)
  local function number(node)
    local state, low = self:get(node, place)
    return shown(self, { k = "number" }, state, low)
  end
  local words = self.words
  local function range(low, high)
    if low == high then return core.number_text(low) end
    return words:say("value.from_to", { low = core.number_text(low), high = core.number_text(high) })
  end
  self:line(1, words:say "explain.target", range(trace.target_low, trace.target_high))
  self:line(1, words:say "explain.due", trace.goal.due or words:say("value.not_given_why", { why = trace.goal.due_not_given }))
  self:line(1, words:say("explain.counted", { set = wording.of(trace.rule.counts, self.pack.kinds), day = wording.of(trace.rule.counted_on, self.pack.kinds) }),
    number(trace.actual))
  if trace.goal.due and trace.goal.due < self.as_of then self:line(1, words:say("explain.counted_by", { day = trace.goal.due }), number(trace.actual_by_due)) end
  self:line(1, words:say "explain.planned", #trace.plan.years > 0 and range(trace.plan.low, trace.plan.high) or words:say "value.no_plan")
end

-- What is not known, each with how many records it is not known of and the first of them by key.
function Explanation:wanting(node)
  local lines = {}
  for i, one in ipairs(self.run:wanting(node, self.record, self.words.texts.wanting)) do
    local first = one.first and visible(self.snapshot:key(one.kind, one.first))
    local case = not one.count and "elsewhere" or one.count == 1 and "one" or "many"
    local name = one.more and one[1] .. self.words:say "wanting.others" or one[1]
    lines[i] = self.words:say("wanting." .. case, { name = name, count = one.count, first = first })
    if one.day then lines[i] = lines[i] .. self.words:say("wanting.before", { key = first, day = one.day }) end
  end
  return lines
end

-- The subject in the version that was read: of a rule that forbids on the days of the rows that decided, otherwise on the pivot.
function Explanation:cite_subject(kind, trace)
  local place, rows = { scope = trace.scope, record = self.record }, nil
  if trace.forbidden then rows = self:rows_of(trace.forbidden, place) end
  for i = 1, math.min(rows and #rows or 0, MOST_ROWS) do
    self:cite(kind, self.record, { scope = trace.forbidden.scope, record = rows[i].record, row = rows[i].row })
  end
  if #(rows or {}) == 0 then self:cite(kind, self.record, place) end
end

-- The versions that judge if one that may be of another place, or not in force, does not: those behind it up to one that is certain to. Their days are not its
-- own, and where they differ check prints none.
function Explanation:may_judge_instead(part, judging)
  local others, behind, open = {}, false, self:force(judging) == "value.unknown"
  for _, trace in ipairs(part.versions) do
    if behind and open and trace.shape ~= "quota" then
      local force = self:force(trace)
      others[trace] = force ~= "value.fails"
      open = force ~= "value.holds"
    end
    behind = behind or trace == judging
  end
  return others
end

--- Explains one verdict in the words of a catalogue. part is the lowered rule (of one period), run a run with keep_all.
---@return table { verdict, judging = the version that judged, lines = { { depth, text, value } }, records = { { kind, key, file, line } }, rules = { rule… },
--- missing = { name… }, wanting = { text… }, what is not known with the records that it is not known of }
function explain.verdict(opened, words, run, part, record)
  local self = setmetatable({ words = words,
    lowering = opened.lowering, snapshot = opened.snapshot, pack = opened.pack, run = run, record = record, as_of = opened.as_of,
    lines = {}, records = {}, cited = {}, shown = {}, uses = {}, looked_in = {}, named = 0,
  }, Explanation)
  assert(run:focus(part.kind, record))
  local _, verdict = run:value(part.node, record)
  local rules, judging, agrees, perhaps = {}, nil, false, {}
  for _, trace in ipairs(part.versions) do -- the version that judged (of several, one that judged as the whole does), or else all of them
    local _, own = run:value(trace.node, record)
    if own and (not judging or (verdict and own.status == verdict.status and not agrees)) then
      judging, agrees = trace, verdict and own.status == verdict.status
    end
    -- before it stand those that may judge and have nothing to, which is a part of why nobody knows
    perhaps[trace] = not own and not judging and verdict and verdict.status == "unknown" and self:force(trace) == "value.unknown"
  end
  self.status = verdict and verdict.status
  self:cite_subject(part.kind, judging or part.versions[1])
  local others = judging and part.op == "CHOOSE" and verdict and verdict.status == "unknown" and self:may_judge_instead(part, judging) or {}
  -- where none agrees, nobody knows which of them judges
  for _, trace in ipairs(part.versions) do
    local is_told = not agrees or trace == judging or perhaps[trace] or others[trace]
    if is_told then
      if rules[#rules] ~= trace.rule then rules[#rules + 1] = trace.rule end -- a quota's goals are one rule
      if trace.shape ~= "quota" then self:version(trace)
      elseif self.lowering:named_record(part.kind, trace.goal.place) == record then self:quota(trace) end
    end
  end
  local missing, wanting = {}, {}
  if verdict and verdict.status == "unknown" then missing, wanting = run:missing_of(part.node, record, words.texts.wanting), self:wanting(part.node) end
  return { verdict = verdict, judging = judging or part.versions[1], lines = self.lines, records = self.records, rules = rules, missing = missing, wanting = wanting }
end

return explain
