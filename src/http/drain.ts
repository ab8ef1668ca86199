import type { Server } from "node:http";
import { Server as NetServer } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Runtime } from "../lib/runtime.ts";
import { OpenConnections } from "./open-connections.ts";

export interface DrainOptions {
  readonly server: Server;
  /** How long answers that are under way may take once the service stops. */
  readonly graceMs: number;
  readonly runtime: Pick<Runtime, "timer" | "monotonicMs">;
}

/** Without a request for so long nobody sends any more. */
const QUIET_MS = 1_000;
/** Whoever watches the readiness asks for it at least twice within this time. */
const PROBE_MS = 30_000;
/** Connections that the system keeps ready, at most. */
const MAX_BACKLOG = 4_096;

const REFUSED_UPGRADE =
  "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n";

/**
 * Lets a server come to its end so that no request that has reached it is lost.
 *
 * What has been sent here goes on being answered while whoever sends it learns of the end: by `/readyz`, and by `Connection: close` on each
 * answer. Once it is quiet the server listens no more, and idle connections are ended; what is under way then has the rest of the time.
 */
export class Drain {
  private readonly connections: OpenConnections;
  private readonly quietMs: number;
  private requests = 0;
  private requestedMs = -Infinity;
  private askedMs = -Infinity;
  private askedBeforeMs = -Infinity;
  private isStopping = false;
  private isTold = false;
  private waitedMs = 0;
  private stopped: Promise<void> | undefined;

  constructor(private readonly options: DrainOptions) {
    const { server, graceMs, runtime } = options;
    this.quietMs = Math.min(QUIET_MS, graceMs / 10);
    this.connections = new OpenConnections(server);
    server.on("request", ({ url }) => {
      if (url === "/livez" || url === "/readyz") return;
      this.requests += 1;
      this.requestedMs = runtime.monotonicMs();
    });
  }

  /** Whether new requests may be sent here: for whoever asks, and is then known to have been told. */
  isAccepting(): boolean {
    this.isTold = this.isStopping;
    [this.askedBeforeMs, this.askedMs] = [this.askedMs, this.options.runtime.monotonicMs()];
    return !this.isStopping;
  }

  /** Resolves when the last connection is gone, after the time of grace at the latest. */
  stop(): Promise<void> {
    return (this.stopped ??= this.run());
  }

  private async run(): Promise<void> {
    const { server, graceMs } = this.options;
    const isWatched = this.isWithin(this.askedBeforeMs, PROBE_MS);
    this.isStopping = true;
    refuseUpgrades(server);
    this.connections.announceEnd();
    this.connections.endIdle();
    const isAtRest = this.connections.count === 0 && !isWatched && !this.isWithin(this.requestedMs, this.quietMs);
    if (graceMs > 0 && !isAtRest) await this.untilQuiet(isWatched);
    await closeListener(server);
    if (graceMs > 0) await this.untilIdle();
    this.connections.cut();
    await this.connections.gone();
    server.close(); // what else it holds
  }

  /** At most for half of the time. */
  private async untilQuiet(isWatched: boolean): Promise<void> {
    while (this.waitedMs < this.options.graceMs / 2) {
      const before = this.requests;
      await this.wait();
      if (this.requests === before && (this.isTold || !isWatched)) return;
    }
  }

  /** At most for what is left of the time. */
  private async untilIdle(): Promise<void> {
    this.connections.endIdle();
    while (this.connections.count > 0 && this.waitedMs < this.options.graceMs) {
      await this.wait(this.connections.gone());
      this.connections.endIdle();
    }
  }

  private async wait(orUntil?: Promise<void>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = this.options.runtime.timer(this.quietMs, () => {
      resolve(undefined);
    });
    this.waitedMs += this.quietMs;
    await (orUntil === undefined ? promise : Promise.race([promise, orUntil]));
    timer.stop();
  }

  private isWithin(sinceMs: number, ms: number): boolean {
    return this.options.runtime.monotonicMs() - sinceMs < ms;
  }
}

/** WebSockets are not begun any more: they would not end by themselves. */
function refuseUpgrades(server: Server): void {
  server.removeAllListeners("upgrade").on("upgrade", (_request, socket) => {
    socket.on("error", () => socket.destroy());
    socket.end(REFUSED_UPGRADE);
  });
}

/** Listens no more from a moment on at which no connection waits to be taken: the system would reset it. */
async function closeListener(server: Server): Promise<void> {
  let isArriving = true;
  const note = () => {
    isArriving = true;
  };
  server.on("connection", note);
  await nextTurn();
  for (let turns = 0; isArriving && turns < MAX_BACKLOG; turns += 1) {
    isArriving = false;
    await nextTurn();
  }
  server.off("connection", note);
  NetServer.prototype.close.call(server); // an HTTP server's own close would cut idle connections, too, with what is just arriving on them
}
