import { monitorEventLoopDelay } from "node:perf_hooks";
import { pino } from "pino";
import { readConfig } from "../src/config.ts";
import { systemRuntime } from "../src/lib/runtime.ts";
import { startServer } from "../src/server.ts";

/** The service in a process of its own, which tells its parent what only it can know. Configured by the environment. */
export interface Vitals {
  /** Resident bytes, the most since the last question. */
  readonly peakRss: number;
  /** Resident bytes, what nobody holds being gone. */
  readonly rss: number;
  /** Bytes that are in use by the main thread, what nobody holds being gone: its heap, and what lies outside of it. */
  readonly held: number;
  /** Milliseconds that the event loop came late, 99 of 100 times at most, since the last question. */
  readonly delayMs: number;
  /** Milliseconds of processor time that all its threads took since the last question. */
  readonly cpuMs: number;
}

const delay = monitorEventLoopDelay({ resolution: 1 });
const server = await startServer({
  config: readConfig(),
  runtime: systemRuntime,
  log: pino({ level: "warn" }, pino.destination(2)),
});
let peakRss = 0;
let cpuBefore = process.cpuUsage();
setInterval(() => (peakRss = Math.max(peakRss, process.memoryUsage.rss())), 20).unref();
delay.enable();
process.on("message", () => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const cpu = process.cpuUsage(cpuBefore);
  const vitals: Vitals = {
    peakRss,
    rss: process.memoryUsage.rss(),
    held: heapUsed + external,
    delayMs: delay.percentile(99) / 1e6,
    cpuMs: (cpu.user + cpu.system) / 1e3,
  };
  peakRss = 0;
  cpuBefore = process.cpuUsage();
  delay.reset();
  process.send?.(vitals);
});
process.on("disconnect", () => void server.stop().then(() => process.exit(0)));
process.send?.(server.url);
