// Plain JavaScript that old versions understand: it must speak before anything else fails.
const OLDEST = 24;

if (Number.parseInt(process.versions.node, 10) < OLDEST) {
  process.stderr.write(
    `otel-asana-receiver needs Node ${OLDEST} or newer, and this is Node ${process.versions.node}: install Node ${OLDEST}, or run npm ci with install scripts allowed, which brings it along.\n`,
  );
  process.exit(1);
}
