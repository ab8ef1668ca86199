import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { DIALECTS, newDatabase } from "../support/databases.ts";
import { variablesOf } from "../support/service.ts";

const STOPPING = fileURLToPath(new URL("./support/stop-and-look.mjs", import.meta.url));

interface Left {
  readonly workers: number;
  readonly resources: readonly string[];
  readonly listeners: number;
  readonly isAnswering: boolean;
}

describe.each(DIALECTS)("a service that has stopped, on %s", (dialect) => {
  it("leaves no thread, socket, timer or listener behind, though it stopped in mid-pass with clients connected: its process ends by itself", async () => {
    await using place = await newDatabase(dialect);
    const child = fork(STOPPING, {
      env: { PATH: process.env["PATH"] ?? "", ...variablesOf(place) },
      execArgv: [],
      timeout: 25_000,
      killSignal: "SIGKILL",
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const [left] = (await once(child, "message")) as [Left]; // as the script sends it
    const [code] = (await once(child, "exit")) as [number | null];
    expect(left).toEqual({ workers: 0, resources: [], listeners: 0, isAnswering: false });
    expect(code).toBe(0);
  });
});
