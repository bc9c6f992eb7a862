// The yardstick: GET each page, POST the same bytes, look at nothing but the offset.
import { request } from "undici";

const [asana, sink, workspace, token] = process.argv.slice(2);
const OFFSET = /"offset":"([^"]+)"/;

let offset = "";
for (;;) {
  const page = await request(`${asana}/workspaces/${workspace}/audit_log_events?limit=100${offset}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const bytes = Buffer.from(await page.body.arrayBuffer());
  if (bytes.subarray(0, 10).toString() === '{"data":[]') break;
  const posted = await request(`${sink}/v1/logs`, {
    method: "POST",
    body: bytes,
    headers: { "content-type": "application/json" },
  });
  await posted.body.dump();
  offset = `&offset=${encodeURIComponent(OFFSET.exec(bytes.subarray(-1000).toString())?.[1] ?? "")}`;
}
