// Preloaded into the built service: tells the parent, when asked, what only the process itself can know.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.send) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let peakRss = 0;
  let cpuBefore = process.cpuUsage();
  setInterval(() => (peakRss = Math.max(peakRss, process.memoryUsage.rss())), 20).unref();
  process.on("message", (question) => {
    if (question !== "vitals") return;
    globalThis.gc?.(); // where it is exposed
    const { heapUsed, heapTotal, external, arrayBuffers, rss } = process.memoryUsage();
    const resources = process.getActiveResourcesInfo().length;
    const cpu = process.cpuUsage(cpuBefore);
    const since = { peakRss, delayMs: delay.percentile(99) / 1e6, cpuMs: (cpu.user + cpu.system) / 1e3 };
    peakRss = 0;
    cpuBefore = process.cpuUsage();
    delay.reset();
    process.send?.({
      heapUsed,
      heapTotal,
      external,
      arrayBuffers,
      resources,
      rss,
      held: heapUsed + external,
      ...since,
    });
  });
  process.channel?.unref();
}
