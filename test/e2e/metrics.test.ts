import { expect, it } from "vitest";
import { startLine } from "../support/line.ts";
import { startCommand } from "../support/receiver-process.ts";
import { parseScrape, sampleOf } from "../support/scrape.ts";

it("x", async () => {
  const { args, asana } = await startLine({ events: 250 });
  const { output } = startCommand(["run", ...args, "--trace-http"]);
  let url: string | undefined;
  while (url === undefined || !output.stderr.includes("Collecting")) {
    await new Promise((r) => setTimeout(r, 100));
    url = /"url":"(http:[^"]+)","collectorId"/.exec(output.stderr)?.[1];
  }
  await new Promise((r) => setTimeout(r, 1000));
  const answer = await fetch(`${url}/metrics`);
  const text = await answer.text();
  console.log(answer.headers.get("content-type"), text);
  console.log(output.stderr);
  for (const p of ["livez", "readyz", "healthz"]) { const a = await fetch(`${url}/${p}`); console.log(p, a.status, await a.text()); }
  console.log(JSON.stringify([...parseScrape(text)], null, 1).slice(0, 3000));
});
