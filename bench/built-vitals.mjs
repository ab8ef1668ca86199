// Preloaded into the built service by the soak: tells the parent, when asked, what only the process itself can know.
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.send) {
  process.on("message", (question) => {
    if (question !== "vitals") return;
    const { heapUsed, heapTotal, external, arrayBuffers } = process.memoryUsage();
    process.send?.({ heapUsed, heapTotal, external, arrayBuffers, resources: process.getActiveResourcesInfo().length });
  });
  process.channel?.unref();
}
