-- Trihalomethanes and haloacetic acids in drinking water: the running average of four quarters at each place of sampling (US, Stage 2). The clauses are paraphrased
-- from 40 CFR 141.133 and 141.623 and from title 30 of the Texas Administrative Code, 290.115, as read on public pages in November 2026; section numbers that
-- those do not give are from memory.
-- luacheck: read globals location sample

kind "location" { lasting = true, about = "a place in a distribution system where a water supplier samples", fields = {
  { "code", text, key = true }, { "sampled_from", date, about = "the first day of quarterly monitoring there" } } }

kind "sample" { fields = {
  { "location", location, owner = true, key = true }, { "taken_on", event, starts = true, key = true },
  { "tthm", number, unit = "mg/L", min = 0 }, { "haa5", number, unit = "mg/L", min = 0 } } }

instrument "stage-2" { title = "Stage 2 disinfection byproducts", issuer = "US EPA", citation = "40 CFR 141, subpart V",
  in_force = { from = "2012-04-01", unconfirmed = "the first day of the largest systems, from memory; smaller ones came later" },
  clauses = {
    mcl     = "At no location may the running average of four quarters exceed 0.080 mg/L of total trihalomethanes or 0.060 mg/L of five haloacetic acids",
    average = "Of each quarter the mean of all samples that were taken, of four quarters the mean of the quarters",
    early   = "Where fewer than four quarters are there, and the average will exceed the limit whatever the others bring, the limit is exceeded at the end of that quarter",
    quarterly = "Samples are taken in each quarter",
    evaluation = { "Where the two quarters before and twice this one, divided by four, exceed a limit, operation is to be evaluated",
      not_encoded = "no record tells of an evaluation" },
  } }

-- The mean of the quarter that lies so many quarters back.
local function mean_of(column, back)
  return location.samples:during(months(3):from(period.from - months(3 * back)))[column]:mean()
end

-- What is not there yet counts as the least that it can be, 0: so an average that will be exceeded whatever comes is told at once. That quarters are wanting, the
-- rule's `expects` says.
local function running(column)
  local sum = mean_of(column, 0):or_else "0 mg/L"
  for back = 1, 3 do sum = sum + mean_of(column, back):or_else "0 mg/L" end
  return sum / 4
end

parameter "stage-2.tthm" { clause = "stage-2/mcl", { "0.080 mg/L", from = "2012-04-01" } }
parameter "stage-2.haa5" { clause = "stage-2/mcl", { "0.060 mg/L", from = "2012-04-01" } }

obligation "tthm" { title = "Trihalomethanes, average of four quarters", clause = { "stage-2/mcl", "stage-2/average", "stage-2/early" },
  per = { location, quarter }, require = ~running "tthm":above(parameter "stage-2.tthm"),
  expects = { location.samples, each = quarter, from = location.sampled_from, during = months(12):to(period.to) },
  examples = {
    -- Four quarters at the limit, and a hair above it: (0.080 + 0.080 + 0.080 + 0.081) / 4 = 0.08025.
    { at = "2014-12-31", period = "2014-Q4", location = { sampled_from = "2014-01-01" }, status = "met",
      samples = { { taken_on = "2014-02-10", tthm = 0.080 }, { taken_on = "2014-05-10", tthm = 0.080 },
                  { taken_on = "2014-08-10", tthm = 0.080 }, { taken_on = "2014-11-10", tthm = 0.080 } } },
    { at = "2014-12-31", period = "2014-Q4", location = { sampled_from = "2014-01-01" }, status = "breached",
      samples = { { taken_on = "2014-02-10", tthm = 0.080 }, { taken_on = "2014-05-10", tthm = 0.080 },
                  { taken_on = "2014-08-10", tthm = 0.080 }, { taken_on = "2014-11-10", tthm = 0.081 } } },
    -- Two samples of one quarter are that quarter's mean, and weigh no more than the one of another: (0.100 + 0.060 + 0.060 + (0.120 + 0.080) / 2) / 4 is 0.08.
    { at = "2014-12-31", period = "2014-Q4", location = { sampled_from = "2014-01-01" }, status = "met",
      samples = { { taken_on = "2014-02-10", tthm = 0.100 }, { taken_on = "2014-05-10", tthm = 0.060 }, { taken_on = "2014-08-10", tthm = 0.060 },
                  { taken_on = "2014-10-10", tthm = 0.120 }, { taken_on = "2014-11-10", tthm = 0.080 } } },
    -- The last day of March belongs to the first quarter, seen from the second, too.
    { at = "2015-06-30", period = "2015-Q2", location = { sampled_from = "2014-07-01" }, status = "breached",
      samples = { { taken_on = "2014-08-10", tthm = 0.080 }, { taken_on = "2014-12-31", tthm = 0.080 },
                  { taken_on = "2015-03-31", tthm = 0.081 }, { taken_on = "2015-04-01", tthm = 0.080 } } },
    -- A quarter is wanting: nobody knows; but where the others alone exceed it, it is exceeded, also in the first year.
    { at = "2014-12-31", period = "2014-Q4", location = { sampled_from = "2014-01-01" }, status = "unknown",
      samples = { { taken_on = "2014-02-10", tthm = 0.080 }, { taken_on = "2014-08-10", tthm = 0.080 }, { taken_on = "2014-11-10", tthm = 0.080 } } },
    { at = "2014-06-30", period = "2014-Q2", location = { sampled_from = "2014-01-01" }, status = "breached",
      samples = { { taken_on = "2014-02-10", tthm = 0.170 }, { taken_on = "2014-05-10", tthm = 0.160 } } },
    -- Two quarters, and the next ones decide: nobody knows yet.
    { at = "2014-06-30", period = "2014-Q2", location = { sampled_from = "2014-01-01" }, status = "unknown",
      samples = { { taken_on = "2014-02-10", tthm = 0.160 }, { taken_on = "2014-05-10", tthm = 0.160 } } },
    -- A sample whose value was never received is none.
    { at = "2014-12-31", period = "2014-Q4", location = { sampled_from = "2014-01-01" }, status = "unknown", missing = "tthm",
      samples = { { taken_on = "2014-02-10", tthm = 0.010 }, { taken_on = "2014-05-10" }, { taken_on = "2014-08-10", tthm = 0.010 },
                  { taken_on = "2014-11-10", tthm = 0.010 } } },
  } }
obligation "haa5" { like = "tthm", title = "Haloacetic acids, average of four quarters", require = ~running "haa5":above(parameter "stage-2.haa5") }
