#!/usr/bin/env bash
# feelin 8.2.0 (a JavaScript evaluator of FEEL, DMN's expression language), seen 2026-11-29 with Node 20.
# An interval whose end is null holds every number, without a warning, while the comparison of the same number with null is null.
# DMN 1.4 defines `x in [a..b]` by x >= a and x <= b, which is null where b is. So a limit that nobody knows is kept by everybody.
# mandate: `between` with an unknown limit is unknown (meaning.md, 4).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . feelin@8.2.0 >npm.log 2>&1 || { cat npm.log >&2; exit 2; }
cat >program.mjs <<'PROGRAM'
import { evaluate } from 'feelin'
for (const text of ['5 in [1..null]', '5 in [1..limit]', '5 >= 1 and 5 <= null']) {
  const { value, warnings } = evaluate(text, { limit: null })
  console.log(`${text}: ${value}, warnings ${warnings.length}`)
}
PROGRAM
cat >seen <<'SEEN'
5 in [1..null]: true, warnings 0
5 in [1..limit]: true, warnings 0
5 >= 1 and 5 <= null: null, warnings 0
SEEN
node program.mjs | tee printed
diff seen printed || { echo 'The package does this no longer.' >&2; exit 1; }
