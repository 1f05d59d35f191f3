#!/usr/bin/env bash
# date-fns 4.4.0, seen 2026-11-29 with Node 20.
# From a leap day to the next 28 February it counts twelve whole months and no whole year, though a year added to the leap day is that very day.
# mandate: a span is added to a day, never measured between two; years(1) and months(12) end on one day (meaning.md, 5).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . date-fns@4.4.0 >npm.log 2>&1 || { cat npm.log >&2; exit 2; }
cat >program.mjs <<'PROGRAM'
import { addYears, differenceInMonths, differenceInYears, format, isEqual } from 'date-fns'
const leap = new Date(2024, 1, 29), end = new Date(2025, 1, 28)
console.log(`whole months: ${differenceInMonths(end, leap)}`)
console.log(`whole years: ${differenceInYears(end, leap)}`)
console.log(`a year later: ${format(addYears(leap, 1), 'yyyy-MM-dd')}`)
console.log(`a year more is reached: ${isEqual(addYears(leap, 1), end)}`)
PROGRAM
cat >seen <<'SEEN'
whole months: 12
whole years: 0
a year later: 2025-02-28
a year more is reached: true
SEEN
node program.mjs | tee printed
diff seen printed || { echo 'The package does this no longer.' >&2; exit 1; }
