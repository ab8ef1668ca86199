import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Keyring } from "../../src/access/keyring.ts";
import { certificateText } from "../../src/certificate/certificate.ts";
import { keySet } from "../../src/certificate/key-set.ts";
import { rootOf } from "../support/eight-leaves.ts";

const PAGE = readFileSync(new URL("../../docs/certificate.md", import.meta.url), "utf8");
const [, COMMANDS = ""] = /## By hand[\s\S]*?```sh\n([\s\S]*?)```/.exec(PAGE) ?? [];
const TOOLS = ["jq", "openssl", "base64", "sha256sum"];
const HAS_TOOLS = TOOLS.every((tool) => spawnSync("sh", ["-c", `command -v ${tool}`]).status === 0);

const RING = new Keyring([new Uint8Array(32).fill(2), new Uint8Array(32).fill(1)]);
const TOKENS = "ABBA\nBABA\nBBBB";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenworks-by-hand-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Follows the page's commands; answers what they print. */
function follow(tokens: string, change: (certificate: string) => string): string {
  const part = {
    line: { id: "6a945173-ca1e-4fbf-a905-b54ce44ab219", alphabetId: "AB", chars: "AB", digits: 4 },
    part: 1,
    firstIndex: 0n,
    size: 3n,
    registerBefore: new Uint32Array(4),
    checksum: "0".repeat(28),
    data: {
      sha256: createHash("sha256").update(TOKENS).digest("hex"),
      size: 14n,
      merkleRoot: rootOf(Buffer.from(TOKENS)),
    },
    endedAt: new Date("2026-01-02T03:04:05.678Z"),
  };
  writeFileSync(join(folder, "certificate.json"), change(certificateText(part, (bytes) => RING.sign(bytes))));
  writeFileSync(join(folder, "tokenworks.json"), JSON.stringify(keySet(RING.publicKeys)));
  writeFileSync(join(folder, "tokens.txt"), tokens);
  return spawnSync("sh", ["-c", COMMANDS], { cwd: folder, encoding: "utf8" }).stdout;
}

describe.skipIf(!HAS_TOOLS)("a certificate, verified by the commands that the page shows", () => {
  it("is good, and so is the file", () => {
    expect(
      follow(TOKENS, (certificate) => certificate)
        .split("\n")
        .map((line) => line.trim()),
    ).toEqual(["Signature Verified Successfully", "tokens.txt: OK", "0", "leaf.bin: OK", ""]);
  });

  it("is not once it says something else, and neither is a file with a token twice", () => {
    const printed = follow("ABBA\nABBA\nBBBB", (certificate) =>
      certificate.replace("certificate+json", "certificatf+json"),
    );
    expect(printed.split("\n").map((line) => line.trim())).toEqual([
      "Signature Verification Failure",
      "tokens.txt: FAILED",
      "1",
      "leaf.bin: FAILED",
      "",
    ]);
  });
});
