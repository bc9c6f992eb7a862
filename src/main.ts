#!/usr/bin/env node
import "./check-node.js";
import { leave } from "./lib/leave.ts";
import { keepHeapSmall } from "./lib/small-heap.ts";

keepHeapSmall();

// It asks a run to read its files again, and may do so while the program is still being loaded.
if (process.argv[2] === "run") process.on("SIGHUP", () => undefined);

process.stderr.on("error", () => undefined);

// Imported only now: on an older Node the program's modules cannot even be linked.
const { runProgram } = await import("./cli/program.ts");

await leave(await runProgram(process.argv.slice(2)));
