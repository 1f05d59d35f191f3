// The rolling limits asked of DuckDB's window functions, over a table with integer keys in memory.
//   node windows.mjs FOLDER ANSWERS [REPEATS] [windows|ranks]    prints "RULE MEDIAN_MS" and "all MEDIAN_MS"; the answers are "RULE MET BREACHED UNKNOWN"
// The package @duckdb/node-api lies in the folder $BENCH_TOOLS.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { DuckDBInstance } = createRequire(process.env.BENCH_TOOLS + "/")("@duckdb/node-api");
const [folder, answers, repeats = "5", which = "windows"] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(":memory:", { threads: process.env.BENCH_THREADS ?? "2" })).connect();
await connection.run(`CREATE TABLE reading AS SELECT substr(site, 2)::INTEGER AS site, read_on::DATE AS read_on, value::DOUBLE AS value
  FROM read_csv('${folder}/reading.csv', all_varchar = true) ORDER BY site, read_on`);

const RULES = [["month", "avg", 29, "10.0333"], ["year", "avg", 364, "10.0333"], ["top", "max", 29, "19.95"]];
// What is unknown leaves a mean unknown, and the highest one unless it is above the limit already.
const question = ([, ask, days, limit]) => `
  SELECT count(*) FILTER (NOT coalesce(asked > ${limit}, false) AND present = everything), count(*) FILTER (asked > ${limit} AND ${ask === "max" ? "true" : "present = everything"}),
         count(*) FILTER (present < everything AND NOT ${ask === "max" ? `coalesce(asked > ${limit}, false)` : "false"})
  FROM (SELECT ${ask}(value) OVER days AS asked, count(value) OVER days AS present, count(*) OVER days AS everything FROM reading
        WINDOW days AS (PARTITION BY site ORDER BY read_on RANGE BETWEEN INTERVAL ${days} DAYS PRECEDING AND CURRENT ROW))`;
const without_unknown = ([, ask, days, limit]) => `
  SELECT count(*) FILTER (asked <= ${limit}), count(*) FILTER (asked > ${limit}), 0
  FROM (SELECT ${ask}(value) OVER (PARTITION BY site ORDER BY read_on RANGE BETWEEN INTERVAL ${days} DAYS PRECEDING AND CURRENT ROW) AS asked FROM reading)`;

// By rank: what is unknown lies below all others in the low end of what it can be, and above them in the high end.
const RANKS = [["percentile", (value) => `quantile_disc(${value}, 0.98) OVER days`, "19.55"], ["fourth", (value) => `(max(${value}, 4) OVER days)[4]`, "19.85"]];
const ranked = ([, ask, limit], ends) => `
  SELECT count(*) FILTER (high <= ${limit}), count(*) FILTER (low > ${limit} OR low IS NULL), count(*) FILTER (low <= ${limit} AND high > ${limit})
  FROM (SELECT ${ask(ends[0])} AS low, ${ends[0] === ends[1] ? "low" : ask(ends[1])} AS high FROM reading
        WINDOW days AS (PARTITION BY site ORDER BY read_on RANGE BETWEEN INTERVAL 364 DAYS PRECEDING AND CURRENT ROW))`;

const unknowns = (await (await connection.runAndReadAll("SELECT count(*) > count(value) FROM reading")).getRows())[0][0];
const ask = (rule) => {
  if (which === "ranks") return ranked(rule, unknowns ? ["coalesce(value, -1e9)", "coalesce(value, 1e9)"] : ["value", "value"]);
  return unknowns ? question(rule) : without_unknown(rule);
};
const lines = [];
let all = 0;
for (const rule of which === "ranks" ? RANKS : RULES) {
  const times = [];
  let row;
  for (let i = 0; i < Number(repeats); i++) {
    const start = performance.now();
    row = (await (await connection.runAndReadAll(ask(rule))).getRows())[0];
    times.push(performance.now() - start);
  }
  const median = times.sort((a, b) => a - b)[times.length >> 1];
  all += median;
  console.log(`${rule[0]} ${median.toFixed(3)}`);
  lines.push(`${rule[0]} ${row.join(" ")}\n`);
}
console.log(`all ${all.toFixed(3)}`);
writeFileSync(answers, lines.join(""));
