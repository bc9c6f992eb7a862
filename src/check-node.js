// Plain JavaScript that old versions understand: it must speak before anything else fails.
// 24.5 is the first whose HTTP agent knows proxies.
const OLDEST = [24, 5];

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  process.stderr.write(
    `otel-asana-receiver needs Node ${OLDEST.join(".")} or newer, and this is Node ${process.versions.node}: install Node 24, or run npm ci with install scripts allowed, which brings it along.\n`,
  );
  process.exit(1);
}
