import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { newDatabase } from "../support/databases.ts";
import { API_KEY } from "../support/server.ts";
import { variablesOf } from "../support/service.ts";

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** A device that is always full, as Linux has it. */
const FULL = "/dev/full";

describe.runIf(existsSync(FULL))("output to a full disk", () => {
  it("ends a command with a sentence and the code of what could not be done", async () => {
    for (const words of ["alphabets", "alphabets --json", "completion bash", "--help", "help serve", "--version", ""])
      await expect(
        promisify(execFile)("bash", ["-c", `"${process.execPath}" "${MAIN}" ${words} > ${FULL}`]),
        words,
      ).rejects.toMatchObject({ code: 2, stderr: "Standard output cannot be written: the disk is full.\n" });
  }, 60_000);

  it("of its log keeps no service from answering, nor from its end", async () => {
    await using place = await newDatabase("sqlite");
    const env = { PATH: process.env["PATH"] ?? "", ...variablesOf(place), LOG_LEVEL: "debug" };
    const child = spawn(process.execPath, [MAIN, "serve"], { env, stdio: ["ignore", "pipe", openSync(FULL, "w")] });
    let told = "";
    const url = await new Promise<string>((resolve) => {
      child.stdout?.on("data", (text: Buffer) => {
        told += text.toString();
        const found = /(http:\/\/\S+)\/api$/m.exec(told)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    const open = () => fetch(`${url}/api/sessions`, { method: "POST", headers: { "Api-Key": API_KEY } });
    for (let times = 0; times < 3; times++) expect((await open()).status).toBe(201);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  }, 60_000);
});
