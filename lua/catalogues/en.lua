--- The command's words in English. A translator copies this file, keeps every key and every {hole}, and edits nothing else.
return {
  separator = ", ", -- between what is listed
  status = {
    met = "met", late = "late", pending = "pending", overdue = "overdue", breached = "breached", waived = "waived", unknown = "unknown",
    not_applicable = "not applicable", on_track = "on track", behind = "behind", missed = "missed", open = "open", used = "used",
    not_available = "not available",
  },
  reason = {
    met = "{clauses}: done on {done}, due by {due}",
    met_undated = "{clauses}: done on {done}; the law gives no due date",
    met_standing = "{clauses}: kept",
    late = "{clauses}: done on {done}, after the due date {due}",
    pending = "{clauses}: not done yet, due by {due}",
    pending_undated = "{clauses}: not done yet; no due date is given",
    overdue = "{clauses}: not done by {as_of}, due by {due}",
    breached = "{clauses}: breached since {since}",
    breached_undated = "{clauses}: breached",
    waived = "{clauses}: waived",
    unknown = "{clauses}: cannot be decided without {missing}",
    unknown_evidence = "{clauses}: no record shows that it was kept",
    not_applicable = "{clauses}: does not apply",
    quota = "{clauses}: {actual} of {target}, due by {due}, planned to date {planned}",
    quota_undated = "{clauses}: {actual} of {target}, no due date given, planned to date {planned}",
    open = "{clauses}: may be used, and was not",
    used = "{clauses}: used on {done}",
    not_available = "{clauses}: may not be used",
    used_without = "{clauses}: used on {done}, when it might not be",
  },
  -- Kinds of records as headings; those of packs stand in their own name.
  kind = {
    jurisdiction = "Jurisdiction", agency = "Agency", enterprise = "Enterprise", listing = "Listing", audit = "Audit", measure = "Measure",
    measurement = "Measurement", action = "Action", disclosure = "Disclosure", citation = "Citation", waiver = "Waiver",
  },
  period = { year = "Year", quarter = "Quarter", month = "Month" },
  value = {
    unknown = "unknown", none = "none", not_yet = "not yet", not_given = "not given", not_given_why = "not given: {why}", yes = "yes", no = "no",
    holds = "true", fails = "false", at_most = "at most {number}", at_least = "at least {number}", from_to = "{low} to {high}", perhaps = "perhaps",
    span = "a span", without = "{span} without {holidays}",
  },
  check = {
    title = "{pack} on {registry}, as of {as_of}", rule = "Rule", judges = "Judges", per_period = "{kind} and period", quota = "Quota", place = "Place",
    target = "Target", actual = "Actual", gap = "Gap", due = "Due", planned = "Plan to date", projected = "Projected", status = "Status",
    projection = "Projected for {rule}, {place}: {formula} = {value}", formula = "{actual} / {so_far} days since {start} * {whole} days to {due}",
  },
  note = {
    note = "Note: {text}", dates = "the dates of {instrument} are unconfirmed: {why}", clause = "{clause} is unconfirmed: {why}",
    rule = "{rule} is unconfirmed: {why}", no_due = "{rule}, {place}: no due date: {why}", parameter = "parameter {name} from {from} is unconfirmed: {why}",
    codes = "codes {name} are unconfirmed: {why}", ahead = "the table is meant for {day}; it shows what was known on {as_of}",
  },
  explain = {
    verdict = "{rule} on {subject}, as of {as_of}: {status}", no_verdict = "{rule} on {subject}, as of {as_of}: no verdict",
    no_event = "the record has no event by that day", reading = "Read as: {text}", rule_unconfirmed = "Unconfirmed: {why}", unconfirmed = "unconfirmed: {why}",
    not_known = "Not known: {fields}", therefore = "Verdict: {status}. {reason}", next = "Next change: {day}", no_next = "none that the calendar alone brings",
    records = "Records", in_force = "in force from {from}", in_force_until = "in force from {from} to {to}", always = "in force always",
    in_place = "{force}, in {place}", asked_on = "{force}, asked on {day}", no_such = "no such {kind}", more = "and {count} more", all_of = "all of",
    one_of = "one of", it_is = "{value}, it is {seen}", it_is_unknown = "{value}, it is not known", not_asked = "not asked, it could change nothing",
    arises = "arises", applies = "applies", exception = "exception {name} ({clauses})", due = "due", done = "done", used = "used", requires = "requires",
    forbids = "forbids", evidence = "evidence", goal = "goal for {place}", target = "target", counted = "counted so far: {set}, on {day}",
    planned = "plan to date", share = "{value} ({part} of {all})", no_version = "no version of the decision is in force", no_row = "no row holds",
    row_holds = "holds", row = "row {index}: {cells} -> {result}", evidence_of = "evidence: {set}", there_is = "there is", there_is_none = "there is none",
    version = "{name}: {force}", version_perhaps = "{name}: {force}, perhaps",
  },
  report = {
    title = "{title} ({name}, as of {as_of})", total = "Total", measure = "Measure", part = "Part", value = "Value", rate = "{rate} ({part} of {all})",
    quotient = "{value} ({above} / {below})",
  },
  doc = {
    not_encoded = "not encoded, because {why}", encoded = "encoded by {names}", uncited = "no rule cites it", judges = "judges", holder = "holder",
    parameters = "Parameters", parameter = "Parameter", from = "From", clause = "Clause", unconfirmed = "Unconfirmed", rules = "Rules",
    decisions = "Decisions", missing = "Not encoded", first_row = "{name}{title}: the first row that holds counts", one_row = "{name}{title}: one row holds",
    reading = "reading: {text}",
  },
  document = {
    instruments = "Instruments", verdicts = "Verdicts", tables = "Tables", indicators = "Indicators", unknown = "What is unknown", warnings = "Warnings",
    unconfirmed = "What is unconfirmed", fields = "For want of (verdicts)", no_field = "no record shows it", nothing = "nothing", warning = "Warning",
    records = "Records", says = "What is wrong",
  },
  lint = {
    order = "{field} lies before {starts}, with which the record of kind {kind} begins", nothing = "nothing to look at again", found = "{count} to look at again",
    place = "the pack names the place {place}, and the registry has no jurisdiction of that code",
  },
}
