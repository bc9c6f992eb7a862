// Preloaded into a measured process: tells its parent what it has used so far, whenever that asks.
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 2 ** 20 });
});
// The channel alone must not keep the process alive.
process.channel?.unref();
