#!/usr/bin/env node
import "./check-node.js";
import { keepHeapSmall } from "./lib/small-heap.ts";

keepHeapSmall();

// Who reads our results may go away (`| head`): then they are wanted no more. Who reads our log must not stop the work.
process.stdout.on("error", () => process.exit(0));
process.stderr.on("error", () => undefined);

// Imported only now: on an older Node the program's modules cannot even be linked.
const { runProgram } = await import("./cli/program.ts");

process.exit(await runProgram(process.argv.slice(2)));
