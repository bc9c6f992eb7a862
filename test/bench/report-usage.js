// Preloaded into a measured process: writes what it used, the start of Node included, when it ends.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const file = process.env["USAGE_FILE"];
  if (file === undefined) return;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(
    file,
    JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakRssMb: maxRSS / 1024 }),
  );
});
