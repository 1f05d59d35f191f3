// The four questions asked of DuckDB, by hand-written SQL over tables with integer keys, which is its best case.
//   node duckdb.mjs build FOLDER FILE               loads the CSV files of FOLDER into DuckDB's own file
//   node duckdb.mjs warm FILE ANSWERS [REPEATS]     answers again and again with the tables in memory; prints "QUESTION MEDIAN_MS" and "all MEDIAN_MS"
//   node duckdb.mjs once FILE ANSWERS [unknowns]    opens the file, answers and ends: the whole process is timed from outside; whether there are
//                                                   unknown values is told, so that it costs no question
// The package @duckdb/node-api lies in the folder $BENCH_TOOLS.
import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { DuckDBInstance } = createRequire(process.env.BENCH_TOOLS + "/")("@duckdb/node-api");
const THREADS = process.env.BENCH_THREADS ?? "2";

const POLLUTANTS = ["COD", "NH3-N", "SO2"];
const AS_OF = "DATE '2005-06-30'";
const IN_2003 = "measured BETWEEN DATE '2003-01-01' AND DATE '2003-12-31'";

const TABLES = {
  enterprise: `substr(code, 2)::INTEGER AS id, jurisdiction::USMALLINT AS city, CASE size WHEN 'large' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END::UTINYINT AS size,
               sector::UTINYINT AS sector, opened_on::DATE AS opened`,
  audit: "substr(enterprise, 2)::INTEGER AS enterprise, started_on::DATE AS started, completed_on::DATE AS completed, reported_on::DATE AS reported",
  listing: "substr(enterprise, 2)::INTEGER AS enterprise, (list = 'mandatory-2003')::UTINYINT AS list, published_on::DATE AS published",
  measurement: `substr(enterprise, 2)::INTEGER AS enterprise, CASE pollutant WHEN 'COD' THEN 0 WHEN 'NH3-N' THEN 1 ELSE 2 END::UTINYINT AS pollutant,
                measured_on::DATE AS measured, value::DOUBLE AS value, limit_value::DOUBLE AS limit_value`,
};

// How a rule's subjects came out: judged, done by the due day, done later, not known.
const counts = (done, due, known = "true") => `
  count(*) FILTER (${known}), count(*) FILTER (${known} AND ${done} <= DATE '${due}'),
  count(*) FILTER (${known} AND ${done} > DATE '${due}' AND ${done} <= ${AS_OF}), count(*) FILTER (NOT ${known})`;

const first_on_list = (list) => `SELECT enterprise, min(published) AS first FROM listing WHERE list = ${list} AND published <= ${AS_OF} GROUP BY enterprise`;

// Grouping only the audits that are reported, and counting who is bound apart, is faster than one join from the enterprises.
const q1 = `
  WITH bound AS (SELECT id, city FROM enterprise WHERE size <= 1 AND opened <= DATE '2000-12-31'),
  answered AS (
    SELECT enterprise, any_value(city) AS city, min(reported) AS done FROM audit JOIN bound ON enterprise = id
    WHERE reported <= ${AS_OF} GROUP BY enterprise),
  cities AS (SELECT city, count(*) AS bound FROM bound GROUP BY city),
  kept AS (SELECT city, count(*) FILTER (done <= DATE '2000-12-31') AS met, count(*) FILTER (done > DATE '2000-12-31') AS late FROM answered GROUP BY city)
  SELECT city, bound, coalesce(met, 0), coalesce(late, 0), 0 FROM cities LEFT JOIN kept USING (city)`;

const q2 = `
  WITH above AS (
    SELECT enterprise, min(measured) AS first FROM measurement WHERE value > limit_value AND ${IN_2003} GROUP BY enterprise HAVING count(*) >= 2),
  listed AS (${first_on_list(1)}),
  bound AS (SELECT enterprise, coalesce(listed.first, above.first) AS since FROM above FULL JOIN listed USING (enterprise)),
  answered AS (
    SELECT bound.enterprise, min(started) AS started, min(reported) AS reported
    FROM bound LEFT JOIN audit ON audit.enterprise = bound.enterprise AND started >= since GROUP BY bound.enterprise)
  SELECT city, ${counts("started", "2004-06-30")}, ${counts("reported", "2004-12-31")} FROM answered JOIN enterprise ON id = enterprise GROUP BY city`;

// Where values are unknown an enterprise is bound, not bound, or that is not known; and the day its duty began may not be known.
const q2_with_unknowns = `
  WITH above AS (
    SELECT enterprise, count(*) FILTER (value > limit_value) >= 2 AS sure, min(measured) FILTER (value > limit_value) AS first,
           min(measured) FILTER (value IS NULL) AS perhaps
    FROM measurement WHERE (value > limit_value OR value IS NULL) AND ${IN_2003} GROUP BY enterprise HAVING count(*) >= 2),
  listed AS (${first_on_list(1)}),
  found AS (
    SELECT enterprise, listed.first IS NOT NULL OR sure AS sure, coalesce(listed.first, above.first) AS since,
           listed.first IS NULL AND sure AND coalesce(perhaps < above.first, false) AS open
    FROM above FULL JOIN listed USING (enterprise)),
  bound AS (SELECT enterprise, sure, open, CASE WHEN open THEN DATE '0001-01-01' WHEN sure THEN since END AS since FROM found),
  answered AS (
    SELECT bound.enterprise, any_value(sure) AS sure, any_value(open) AS open, min(started) AS started, min(reported) AS reported
    FROM bound LEFT JOIN audit ON audit.enterprise = bound.enterprise AND started >= since GROUP BY bound.enterprise),
  judged AS (
    SELECT *, sure AND NOT (open AND coalesce(started <= ${AS_OF}, false)) AS start_known,
           sure AND NOT (open AND coalesce(reported <= ${AS_OF}, false)) AS report_known FROM answered)
  SELECT city, ${counts("started", "2004-06-30", "start_known")}, ${counts("reported", "2004-12-31", "report_known")}
  FROM judged JOIN enterprise ON id = enterprise GROUP BY city`;

const q3 = `
  WITH answered AS (
    SELECT listed.enterprise, min(completed) AS completed
    FROM (${first_on_list(0)}) AS listed LEFT JOIN audit ON audit.enterprise = listed.enterprise GROUP BY listed.enterprise)
  SELECT city, ${counts("completed", "2003-12-31")} FROM answered JOIN enterprise ON id = enterprise GROUP BY city`;

const q4 = (unknowns) => `
  SELECT sector, pollutant, count(*), count(*) FILTER (value > limit_value), ${unknowns ? "count(*) - count(value)" : "0"}
  FROM measurement JOIN enterprise ON id = enterprise GROUP BY sector, pollutant`;

const questions = (unknowns) => [
  { name: "q1", sql: q1, rules: ["q1"] },
  { name: "q2", sql: unknowns ? q2_with_unknowns : q2, rules: ["q2-started", "q2-reported"] },
  { name: "q3", sql: q3, rules: ["q3"] },
  { name: "q4", sql: q4(unknowns) },
];

async function open(file, options = {}) {
  const instance = await DuckDBInstance.create(file, { threads: THREADS, ...options });
  return instance.connect();
}

async function rows_of(connection, sql) {
  return (await connection.runAndReadAll(sql)).getRows();
}

async function has_unknowns(connection) {
  return (await rows_of(connection, "SELECT count(*) > count(value) FROM measurement"))[0][0];
}

async function build(folder, file) {
  rmSync(file, { force: true });
  const connection = await open(file);
  for (const [name, columns] of Object.entries(TABLES)) {
    const order = name === "enterprise" ? "id" : name === "measurement" ? "enterprise, measured, pollutant" : "enterprise";
    const source = name === "enterprise" ? columns : columns.replace("enterprise, 2)::INTEGER AS enterprise", "f.enterprise, 2)::INTEGER AS enterprise");
    await connection.run(`CREATE TABLE ${name} AS SELECT * FROM (SELECT ${source} FROM read_csv('${folder}/csv/${name}.csv', all_varchar = true) f) ORDER BY ${order}`);
  }
  await connection.run("CHECKPOINT");
}

// The lines that the plain loops print.
function lines_of(question, rows) {
  const lines = [];
  for (const row of rows) {
    if (!question.rules) {
      const [sector, pollutant, measurements, exceedances, unknown] = row;
      lines.push(`q4,${String(sector).padStart(2, "0")},${POLLUTANTS[pollutant]},measurements ${measurements},exceedances ${exceedances},unknown ${unknown}\n`);
    }
    question.rules?.forEach((rule, i) => {
      const [bound, met, late, unknown] = row.slice(1 + 4 * i, 5 + 4 * i);
      lines.push(`${rule},${row[0]},bound ${bound},met ${met},late ${late},unknown ${unknown}\n`);
    });
  }
  const order = (line) => (question.rules ?? []).findIndex((rule) => line.startsWith(rule + ","));
  return lines.sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1)).join("");
}

function write(path, asked, rows) {
  writeFileSync(path, asked.map((question, i) => lines_of(question, rows[i])).join(""));
}

function median(times) {
  return times.sort((a, b) => a - b)[times.length >> 1].toFixed(3);
}

async function warm(file, answers, repeats) {
  const connection = await open(":memory:");
  await connection.run(`ATTACH '${file}' AS stored (READ_ONLY)`);
  for (const name of Object.keys(TABLES)) await connection.run(`CREATE TABLE ${name} AS FROM stored.${name}`);
  await connection.run("DETACH stored");
  const asked = questions(await has_unknowns(connection)), times = asked.map(() => []), all = [];
  let rows;
  for (let i = -1; i < repeats; i++) { // the first time warms up
    const start = performance.now();
    rows = [];
    for (let q = 0; q < asked.length; q++) {
      const from = performance.now();
      rows.push(await rows_of(connection, asked[q].sql));
      if (i >= 0) times[q].push(performance.now() - from);
    }
    if (i >= 0) all.push(performance.now() - start);
  }
  asked.forEach((question, q) => console.log(question.name, median(times[q])));
  console.log("all", median(all));
  write(answers, asked, rows);
}

async function once(file, answers, unknowns) {
  const connection = await open(file, { access_mode: "READ_ONLY" });
  const asked = questions(unknowns), rows = [];
  for (const question of asked) rows.push(await rows_of(connection, question.sql));
  write(answers, asked, rows);
}

const [verb, ...rest] = process.argv.slice(2);
if (verb === "build") await build(rest[0], rest[1]);
else if (verb === "warm") await warm(rest[0], rest[1], Number(rest[2] ?? 9));
else if (verb === "once") await once(rest[0], rest[1], rest[2] === "unknowns");
else throw new Error("build FOLDER FILE, warm FILE ANSWERS [REPEATS] or once FILE ANSWERS [unknowns]");
