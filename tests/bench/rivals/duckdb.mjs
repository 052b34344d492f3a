// duckdb.mjs FOLDER SQL [THREADS]: runs the statements in the DuckDB of the npm package in FOLDER and prints the last result.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(process.argv[2] + "/");
const { DuckDBInstance } = require("@duckdb/node-api");
const instance = await DuckDBInstance.create(":memory:", process.argv[4] ? { threads: process.argv[4] } : {});
const connection = await instance.connect();
if (process.argv[3] === "--version") {
  const found = await connection.runAndReadAll("SELECT version()");
  console.log(found.getRows()[0][0]);
} else {
  const statements = readFileSync(process.argv[3], "utf8").split(";\n").filter((text) => text.trim());
  let result;
  for (const statement of statements) result = await connection.runAndReadAll(statement);
  for (const row of result.getRows()) console.log(row[0]);
}
