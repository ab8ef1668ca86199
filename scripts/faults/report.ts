import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { format } from "prettier";
import { type Row, table } from "./row.ts";

const PAGE = new URL("../../docs/reliability.md", import.meta.url);
const [BEGIN, END] = ["<!-- faults: written by npm run faults -- --write -->", "<!-- faults: end -->"];

/** The table of a run: the kills counted together, everything else as it is. */
export function report(
  rows: readonly Row[],
  { seconds, every }: { readonly seconds: number; readonly every: number },
): { readonly summary: string; readonly write: () => Promise<void> } {
  const summary = `${count(rows, "held")} held, ${count(rows, "FAILED")} failed, ${count(rows, "left out")} left out, in ${seconds} s.`;
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown processor"}, Node ${process.versions.node}`;
  const sampled = every === 1 ? "every call" : `every ${every}th call`;
  const text = `${date}, ${machine}, kills at ${sampled}: ${summary}\n\n${table([...kills(rows), ...rows.filter(({ group }) => group !== "kill")])}`;
  const write = async () => {
    const page = readFileSync(PAGE, "utf8");
    const written = `${page.slice(0, page.indexOf(BEGIN))}${BEGIN}\n\n${text}\n\n${page.slice(page.indexOf(END))}`;
    writeFileSync(PAGE, await format(written, { parser: "markdown" }));
  };
  return { summary, write };
}

/** One row for each action and system call; what failed stands by itself. */
function kills(rows: readonly Row[]): Row[] {
  const groups = Map.groupBy(
    rows.filter(({ group }) => group === "kill"),
    ({ point, outcome }) => (outcome === "held" ? point.replace(/ \d+$/, "") : point),
  );
  return [...groups].map(([point, found]) => {
    const [first] = found;
    if (found.length === 1 && first !== undefined) return first;
    const [whole, absent] = ["it was whole", "it was not there"].map(
      (words) => found.filter(({ detail }) => detail.includes(words)).length,
    );
    return {
      group: "kill",
      point,
      outcome: "held",
      detail: `${found.length} points: ${String(absent)} × not there and made when sent again, ${String(whole)} × whole and finished by itself`,
    };
  });
}

function count(rows: readonly Row[], outcome: Row["outcome"]): number {
  return rows.filter((row) => row.outcome === outcome).length;
}
