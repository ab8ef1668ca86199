import { join } from "node:path";
import Sqlite from "better-sqlite3";
import type { Problems } from "./row.ts";

interface PartRow {
  readonly line: string;
  readonly number: number;
  readonly first: string;
  readonly size: string;
  readonly payment: string | null;
  readonly status: string;
}

/** What a database is read with: SQL of either dialect. */
export type Read = (sql: string) => Promise<readonly Record<string, unknown>[]>;

/** A look beside the service into its SQLite file. */
export function sqliteReader(dataDir: string): Read {
  return (sql) => {
    const file = new Sqlite(join(dataDir, "tokenworks.db"), { readonly: true });
    try {
      return Promise.resolve(file.prepare(sql).all() as Record<string, unknown>[]); // rows of named columns
    } finally {
      file.close();
    }
  };
}

/** Whether every page of a SQLite file is as it must be. */
export async function brokenPages(read: Read): Promise<Problems> {
  const found = await read("pragma integrity_check");
  return found.map((row) => String(row["integrity_check"])).filter((line) => line !== "ok");
}

/** Compares payments, parts and ledger: no index twice, none left out, each payment one part and each paid part its payment. */
export async function ledgerProblems(read: Read): Promise<Problems> {
  const parts = (await read(
    `select line_id as line, number, first_index as "first", size, payment_id as payment, status from part order by line_id, number`,
  )) as unknown as PartRow[];
  const ledger = new Map(
    (await read(`select line_id as line, next_index as next from ledger_entry`)).map(({ line, next }) => [
      String(line),
      BigInt(String(next)),
    ]),
  );
  const spent = new Set((await read("select id from payment where spent")).map(({ id }) => String(id)));
  const counted = parts.filter(({ status }) => status !== "failed" && status !== "cancelled");
  const problems: Problems = [];
  const next = new Map<string, bigint>();
  for (const { line, number, first, size, payment } of counted) {
    if (BigInt(first) !== (next.get(line) ?? 0n))
      problems.push(`part ${number} of ${line} begins at ${first}, not at ${String(next.get(line) ?? 0n)}`);
    if (payment !== null && !spent.delete(payment))
      problems.push(`part ${number} of ${line} has no payment of its own`);
    next.set(line, BigInt(first) + BigInt(size));
  }
  for (const [line, end] of next)
    if (ledger.get(line) !== end)
      problems.push(`the ledger of ${line} says ${String(ledger.get(line))}, its parts ${end}`);
  for (const { status, line } of parts) if (status === "failed") problems.push(`a part of ${line} has failed`);
  return [...problems, ...[...spent].map((id) => `the payment ${id} is spent on nothing`)];
}
