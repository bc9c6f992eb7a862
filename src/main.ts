#!/usr/bin/env node
import "./check-node.js";
import { keepHeapSmall } from "./lib/small-heap.ts";

keepHeapSmall();

// A reader that goes away (`| head`) takes nothing from the work, nor from its exit code; a full disk does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.exit(1);
});
process.stderr.on("error", () => undefined);

// Imported only now: on an older Node the program's modules cannot even be linked.
const { runProgram } = await import("./cli/program.ts");

process.exit(await runProgram(process.argv.slice(2)));
