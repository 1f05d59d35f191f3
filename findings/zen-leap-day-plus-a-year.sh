#!/usr/bin/env bash
# @gorules/zen-engine 0.54.0 (a rule engine), seen 2026-11-29 with Node 20.
# A month added to 31 January ends with February, but a year added to a leap day is no date. What is compared with it is false, both ways and without
# an error, so a duty of that day is neither due nor overdue.
# mandate: 28 February (meaning.md, 5).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @gorules/zen-engine@0.54.0 >npm.log 2>&1 || { cat npm.log >&2; exit 2; }
cat >program.mjs <<'PROGRAM'
import { evaluateExpression } from '@gorules/zen-engine'
for (const text of ['d("2024-01-31").add(1, "month").format("%Y-%m-%d")', 'd("2024-02-29").add(12, "month").format("%Y-%m-%d")',
  'd("2024-02-29").add(1, "year").isValid()', 'd("2030-01-01").isAfter(d("2024-02-29").add(1, "year"))',
  'd("2030-01-01").isBefore(d("2024-02-29").add(1, "year"))'])
  console.log(`${text}: ${await evaluateExpression(text, {})}`)
PROGRAM
cat >seen <<'SEEN'
d("2024-01-31").add(1, "month").format("%Y-%m-%d"): 2024-02-29
d("2024-02-29").add(12, "month").format("%Y-%m-%d"): 2025-02-28
d("2024-02-29").add(1, "year").isValid(): false
d("2030-01-01").isAfter(d("2024-02-29").add(1, "year")): false
d("2030-01-01").isBefore(d("2024-02-29").add(1, "year")): false
SEEN
node program.mjs | tee printed
diff seen printed || { echo 'The package does this no longer.' >&2; exit 1; }
