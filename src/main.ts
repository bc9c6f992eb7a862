#!/usr/bin/env node
import "./check-node.js";
import { keepHeapSmall } from "./lib/small-heap.ts";

keepHeapSmall();

process.stderr.on("error", () => undefined);

// Imported only now: on an older Node the program's modules cannot even be linked.
const { runProgram } = await import("./cli/program.ts");

process.exit(await runProgram(process.argv.slice(2)));
