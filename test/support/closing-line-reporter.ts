import type { Reporter, TestModule } from "vitest/node";

/** Prints `N passed, N failed` (and the skipped, if any) as the very last line, for whoever reads it by machine. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      let own = 0;
      for (const test of module.children.allTests()) {
        own += 1;
        const state = test.result().state;
        count[state === "pending" ? "skipped" : state] += 1;
      }
      // A file that cannot even be loaded has no tests to count, yet it failed.
      if (own === 0 && module.state() === "failed") count.failed += 1;
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
    process.on("exit", () =>
      process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`),
    );
  }
}
