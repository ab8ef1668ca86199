import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

/** A row that a program prints of one test. */
export interface Verdict {
  readonly test: string;
  readonly pValue: number;
  readonly assessment: "PASSED" | "WEAK" | "FAILED";
}

/** A stream of bits that ends when its reader has enough. */
export type Bits = AsyncIterator<Uint8Array, void> | Iterator<Uint8Array, void>;

/** Makes sure that both programs are there; as root on Debian it installs them. */
export function requirePrograms(): void {
  const isMissing = () => ["dieharder", "ent"].some((program) => spawnSync("sh", ["-c", `command -v ${program}`]).status !== 0);
  if (isMissing() && process.getuid?.() === 0) spawnSync("apt-get", ["install", "-qy", "dieharder", "ent"], { stdio: "ignore" });
  if (isMissing()) throw new Error("The programs dieharder and ent are needed: install Debian's packages of those names.");
}

/** Runs one of dieharder's tests on as many bits as it takes; with more of them where the first result is doubtful. */
export async function dieharder(test: number, bits: Bits): Promise<Verdict[]> {
  const output = await feed("dieharder", ["-d", String(test), "-g", "200", "-Y", "1"], bits, Infinity);
  const rows = [...output.matchAll(/^\s*(\w+)\|\s*(\d+)\|[^|]*\|[^|]*\|\s*([\d.]+)\s*\|\s*(PASSED|WEAK|FAILED)/gm)];
  if (rows.length === 0) throw new Error(`dieharder said nothing of test ${test}:\n${output}`);
  return rows.map(([, name = "", tuple = "", pValue = "", assessment]) => ({ test: `${name} ${tuple}`, pValue: Number(pValue), assessment: assessment as Verdict["assessment"] /* one of the pattern's */ }));
}

/** What ent prints of some bytes, as a table of its own. */
export async function ent(bits: Bits, bytes: number): Promise<Record<string, number>> {
  const [, row = ""] = (await feed("ent", ["-t"], bits, bytes)).split("\n").slice(0, 2);
  const [, , entropy, chiSquare, mean, pi, correlation] = row.split(",").map(Number);
  return { entropy: entropy ?? NaN, chiSquare: chiSquare ?? NaN, mean: mean ?? NaN, pi: pi ?? NaN, correlation: correlation ?? NaN };
}

/** Gives a program bits until it has enough, and answers what it prints. */
async function feed(program: string, parameters: readonly string[], bits: Bits, bytes: number): Promise<string> {
  const child = spawn(program, parameters, { stdio: ["pipe", "pipe", "inherit"] });
  const closed = once(child, "close");
  let output = "";
  const stdin = { isOpen: true };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const end = () => (stdin.isOpen = false);
  child.stdin.on("error", end).on("close", end);
  for (let sent = 0; stdin.isOpen && sent < bytes; ) {
    const { value } = await bits.next();
    if (!value) break;
    sent += value.length;
    if (!child.stdin.write(value)) await Promise.race([once(child.stdin, "drain").catch(end), closed]);
  }
  child.stdin.end();
  await closed;
  return output;
}
