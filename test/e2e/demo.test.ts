import { expect, it } from "vitest";
import { startOtlpSink } from "../../src/simulator/otlp-sink.ts";
import { runCommand, startCommand } from "../support/receiver-process.ts";

it("the demo shows states, pages, records and a summary in which nothing is missing", async () => {
  const { code, stdout, stderr } = await runCommand(["demo", "--once", "--events", "250", "--rate", "0"]);
  expect(code, stderr).toBe(0);
  for (const state of ["Started", "Initialized", "Authenticated", "Collecting", "Stopped"]) {
    expect(stdout).toMatch(new RegExp(`^\\S.* ${state}$`, "m"));
  }
  expect(stdout).toMatch(/page 2: \d+ events, \d+ records acknowledged so far/);
  expect(stdout).toMatch(/^ {4}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}asana\.audit\.\w+ {2}.+ → .+$/m);
  expect(stdout).toMatch(/Asana held 500 events\n.*500 records of 500 events, 0 twice/);
});

it("the demo follows new events until it is told to stop, then drains", async () => {
  const { child, output, ended } = startCommand(["demo", "--events", "10", "--rate", "20"]);
  await new Promise<void>((resolve) => {
    child.stdout?.on("data", () => {
      if (/page [2-9]:/.test(output.stdout)) resolve();
    });
  });
  child.kill("SIGINT");
  expect(await ended, output.stderr).toBe(0);
  expect(output.stdout).toContain("Summary");
  expect(output.stdout).toMatch(/, 0 twice/);
});

it("the demo sends to another endpoint when one is named", async () => {
  const sink = await startOtlpSink({ keep: "gids" });
  const { code } = await runCommand([
    "demo",
    "--once",
    "--events",
    "20",
    "--rate",
    "0",
    "--endpoint",
    sink.url,
  ]);
  await sink.close();
  expect(code).toBe(0);
  expect(sink.counts.distinctGids).toBe(40);
});

it("the demo ends by itself when nobody reads it any more", async () => {
  const { child, ended } = startCommand(["demo", "--events", "10", "--rate", "20"]);
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  child.stdout?.destroy();
  expect(await ended).toBe(0);
});
