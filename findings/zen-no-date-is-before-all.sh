#!/usr/bin/env bash
# @gorules/zen-engine 0.54.0 (a rule engine), seen 2026-11-29 with Node 20.
# A date that is null is earlier than every day by `<`, and not earlier by isBefore; a number that is null is an error. So "done by the day" holds for who
# has not done it, if it is written with the sign.
# mandate: a comparison of an absent date is false, of an unknown one unknown, however it is written (meaning.md, 4).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @gorules/zen-engine@0.54.0 >npm.log 2>&1 || { cat npm.log >&2; exit 2; }
cat >program.mjs <<'PROGRAM'
import { evaluateExpression } from '@gorules/zen-engine'
for (const text of ['d(done) < d("2000-12-31")', 'd(done).isBefore(d("2000-12-31"))', 'done < 5'])
  console.log(`${text}: ${await evaluateExpression(text, { done: null }).catch(() => 'refused')}`)
PROGRAM
cat >seen <<'SEEN'
d(done) < d("2000-12-31"): true
d(done).isBefore(d("2000-12-31")): false
done < 5: refused
SEEN
node program.mjs | tee printed
diff seen printed || { echo 'The package does this no longer.' >&2; exit 1; }
