import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { ownNetwork } from "./namespaces.ts";
import { leftOut, type Row } from "./row.ts";

/** Of the row, here and in the process that makes it. */
export const POINT = "a network whose router drops one node's packets for 30 s, by namespaces";

/** Makes a cluster of three networks in a process of its own, so that nothing of this machine's own network is touched. */
export async function networkRow(): Promise<Row> {
  const [program, ...first] = ownNetwork() ?? [];
  if (program === undefined) return leftOut("cluster", POINT, "this machine allows no network of one's own");
  const script = fileURLToPath(new URL("in-network.ts", import.meta.url));
  const child = spawn(program, [...first, process.execPath, ...process.execArgv, script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [printed] = await Promise.all([text(child.stdout), once(child, "close")]);
  if (printed === "") throw new Error("The process in the network of its own has told nothing.");
  return JSON.parse(printed) as Row; // by in-network.ts
}
