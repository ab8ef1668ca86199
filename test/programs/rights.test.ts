import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { newDatabase } from "../support/databases.ts";
import { startService, variablesOf } from "../support/service.ts";

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** Rights bind everybody but root, who runs the commands as somebody else. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Not where the program lies in a folder that nobody else may enter. */
const canRun = spawnSync(process.execPath, [MAIN, "--version"], { cwd: "/", ...NOBODY }).status === 0;

describe.runIf(process.platform !== "win32" && canRun)("a data folder that lacks a right", () => {
  it("is told of in a sentence, by a start and by a check", async () => {
    await using place = await newDatabase("sqlite");
    const variables = variablesOf(place);
    await (await startService(variables)).end("SIGTERM");
    const folder = place.dataDir;
    const database = join(folder, "tokenworks.db");
    for (const path of [folder, ...readdirSync(folder).map((name) => join(folder, name))])
      if (NOBODY.uid !== undefined) chownSync(path, NOBODY.uid, NOBODY.gid);
    const run = async (name: string) => {
      const env = { PATH: process.env["PATH"] ?? "", ...variables };
      const child = spawn(process.execPath, [MAIN, name], {
        env,
        cwd: "/",
        stdio: ["ignore", "ignore", "pipe"],
        ...NOBODY,
      });
      let stderr = "";
      child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
      const [code] = (await once(child, "close")) as [number];
      return { code, stderr };
    };
    const foreign = {
      code: 2,
      stderr: `${database} must be a file that the service's own user may read and write: look whose it is, and at its rights.\n`,
    };
    for (const mode of [0o444, 0o000]) {
      chmodSync(database, mode);
      expect(await run("serve")).toEqual(foreign);
    }
    expect(await run("check")).toEqual({ code: 2, stderr: `${database} cannot be read.\n` });
    chmodSync(database, 0o600);
    chmodSync(folder, 0o555);
    expect(await run("check")).toEqual({
      code: 2,
      stderr: expect.stringMatching(/tokenworks\.db cannot be read: SQLite keeps .*on a copy\.\n$/) as string,
    });
    chmodSync(folder, 0o700);
  }, 60_000);
});
