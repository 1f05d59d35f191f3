-- Fines under the Cleaner Production Promotion Law of China: what was done under the text of 2002 is judged by that text, or by a later one if that is milder. The ceilings
-- are paraphrased from summaries of both texts as read on public pages (lawinfochina.com; the texts of 2002 and 2012); what those do not give is marked.
-- luacheck: read globals enterprise fine

kind "fine" { fields = {
  { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "imposed_on", event, starts = true }, { "done_on", date },
  { "amount", number, unit = "CNY" } } }

instrument "cppl-2002" { title = "Cleaner Production Promotion Law (2002)", issuer = "Standing Committee of the National People's Congress", in_force = { from = "2003-01-01",
  to = "2012-06-30" },
  clauses = { ["40"] = { "Who does not carry out the audit of Article 28(3), or does not report its result, and refuses to correct it, may be fined at most 100,000 yuan",
    unconfirmed = "the text of the article was cut off where it was read; the amount is from memory" } } }
instrument "cppl-2012" { title = "Cleaner Production Promotion Law (as amended in 2012)", issuer = "Standing Committee of the National People's Congress",
  in_force = { from = "2012-07-01" },
  clauses = { ["39"] = "Who does not carry out a compulsory audit, falsifies it or does not report its result, and refuses to correct it, is fined 50,000 to 500,000 yuan" } }
instrument "old-and-milder" { title = "What was done before a law is judged by the old law, or by a later one that is milder", issuer = "General principle",
  in_force = { from = "2003-01-01", unconfirmed = "it is older; here it begins with the first fine that it is asked of" }, clauses = { a = "The old law, or the milder one" } }

-- Of fines the higher one is the stricter.
parameter "cppl.most" { law_of = "milder", stricter = "higher",
  { "100000 CNY", from = "2003-01-01", clause = { "cppl-2002/40", "old-and-milder/a" } }, { "500000 CNY", from = "2012-07-01", clause = { "cppl-2012/39", "old-and-milder/a" } } }

obligation "ceiling" { title = "No fine above the ceiling of the law of its day, or of the milder one", clause = "old-and-milder/a", per = fine,
  require = fine.amount:at_most(parameter "cppl.most":on(fine.done_on)),
  examples = {
    -- Done under the old text, judged under the new one: 100,000, because the later ceiling is harsher.
    { at = "2013-05-01", fine = { done_on = "2012-06-30", imposed_on = "2013-04-01", amount = 100000 }, status = "met" },
    { at = "2013-05-01", fine = { done_on = "2012-06-30", imposed_on = "2013-04-01", amount = 100001 }, status = "breached" },
    { at = "2013-05-01", fine = { done_on = "2012-07-01", imposed_on = "2013-04-01", amount = 500000 }, status = "met" },
    { at = "2013-05-01", fine = { done_on = "2012-07-01", imposed_on = "2013-04-01", amount = 500001 }, status = "breached" },
    { at = "2013-05-01", fine = { imposed_on = "2013-04-01", amount = 100000 }, status = "unknown", missing = "done_on" },
  } }
