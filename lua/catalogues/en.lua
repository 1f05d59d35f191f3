--- The command's words in English. Placeholders stand in braces; a translator edits nothing else.
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
}
