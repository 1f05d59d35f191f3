#!/usr/bin/env bash
# feelin 8.2.0 (a JavaScript evaluator of FEEL, DMN's expression language), seen 2026-11-29 with Node 20.
# A leap day plus one year is 28 February, but the years and months between the two are eleven months and thirty days: a duration of years and
# months, which in DMN 1.4 has no days, comes with days, and is less than one year. So who acts on the last day of a year is a day early.
# mandate: a span is added to a day, never measured between two; `date + years(1)` of a leap day is 28 February (meaning.md, 5).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . feelin@8.2.0 >npm.log 2>&1 || { cat npm.log >&2; exit 2; }
cat >program.mjs <<'PROGRAM'
import { evaluate } from 'feelin'
for (const text of ['date("2024-02-29") + duration("P1Y")',
  'years and months duration(date("2024-02-29"), date("2025-02-28"))',
  'years and months duration(date("2024-02-29"), date("2025-03-01"))'])
  console.log(`${text}: ${JSON.parse(JSON.stringify(evaluate(text, {}).value))}`)
PROGRAM
cat >seen <<'SEEN'
date("2024-02-29") + duration("P1Y"): 2025-02-28
years and months duration(date("2024-02-29"), date("2025-02-28")): P11M30D
years and months duration(date("2024-02-29"), date("2025-03-01")): P1Y1D
SEEN
node program.mjs | tee printed
diff seen printed || { echo 'The package does this no longer.' >&2; exit 1; }
