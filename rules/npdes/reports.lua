-- Our verdicts beside EPA's, and what a permit's quarters come to.
-- luacheck: read globals permit outfall limited_parameter dmr epa_finding

local rows = permit.outfalls.limited_parameters.dmrs
local function undecided(code) return verdict(code).status:is "unknown" end
local function breached(code) return ~undecided(code) & verdict(code).status:is "breached" end -- what is undecided is no violation that we found

local function agreement(code, found)
  local ours, theirs = breached(code), dmr.epa_findings:where(found):any()
  return { code .. " both", rows:where(ours & theirs):count() }, { code .. " only EPA", rows:where(~ours & theirs):count() },
    { code .. " only we", rows:where(ours & ~theirs):count() }, { code .. " neither", rows:where(~ours & ~theirs):count() }
end

report "agreement" { title = "Agreement with EPA's own verdicts", per = permit,
  note = "Rows on which both find a violation, only EPA, only these rules, and neither; and how many of these the rules leave undecided.",
  columns = {
    { agreement("E90", epa_finding.violation:is "E90") },
    { agreement("D90", epa_finding.violation:is "D90") },
    { agreement("D80", epa_finding.violation:is "D80") },
    { agreement("T", epa_finding.detection:is "T") },
    { agreement("C", epa_finding.detection:is "C") },
    { "E90 undecided", rows:where(undecided "E90"):count() }, { "D90 undecided", rows:where(undecided "D90"):count() },
    { "D80 undecided", rows:where(undecided "D80"):count() }, { "T undecided", rows:where(undecided "T"):count() },
    { "C undecided", rows:where(undecided "C"):count() },
  },
}

local function differ(code, found)
  local ours, theirs = breached(code), dmr.epa_findings:where(found):any()
  return ours & ~theirs | ~ours & theirs
end

report "disagreements" { title = "Rows on which EPA's own verdicts are others", per = dmr,
  where = differ("E90", epa_finding.violation:is "E90") | differ("D90", epa_finding.violation:is "D90") | differ("D80", epa_finding.violation:is "D80")
    | differ("T", epa_finding.detection:is "T") | differ("C", epa_finding.detection:is "C"),
  columns = {
    { "Permit", dmr.limited_parameter.outfall.permit.code }, { "Outfall", dmr.limited_parameter.outfall.number }, { "Parameter", dmr.parameter_name },
    { "Period end", dmr.period_end }, { "E90", verdict "E90".status }, { "D90", verdict "D90".status }, { "D80", verdict "D80".status },
    { "T", verdict "T".status }, { "C", verdict "C".status }, { "EPA's findings", dmr.epa_findings:count() },
  },
}

report "quarters" { title = "Status of each permit by quarter", per = { permit, quarter }, across = quarter,
  note = "E: reportable effluent violations; D: missing reports; N: other violations; none; empty where no value belongs to the quarter",
  columns = { { "Status", permit.quarter_status } } }

report "violations" { title = "Numeric violations", per = dmr, where = verdict "E90".status:is "breached",
  columns = {
    { "Permit", dmr.limited_parameter.outfall.permit.code }, { "Outfall", dmr.limited_parameter.outfall.number }, { "Parameter", dmr.parameter_name },
    { "Period end", dmr.period_end }, { "Statistic", dmr.statistic_name }, { "Verdict", verdict "E90".status },
    { "Limit", dmr.limit_value }, { "Sign", dmr.value_sign }, { "Value", dmr.value },
    { "Over by %", dmr.exceedance }, { "EPA: over by %", dmr.epa_findings.exceedance:max() },
  },
}
