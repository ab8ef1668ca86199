import Sqlite from "better-sqlite3";
import pg from "pg";

/** The rows that an order writes, as the one of `lineId` has written them; each as the statement that copies it under new ids. */
interface OrderRows {
  readonly line: Row;
  readonly ledger_entry: Row;
  readonly part: Row;
  readonly status_record: Row;
}
type Row = Readonly<Record<string, unknown>>;

const WHERE = {
  line: "id = $1",
  ledger_entry: "line_id = $1",
  part: "line_id = $1",
  status_record: "sequence = 1 and part_id = (select id from part where line_id = $1)",
} as const;
const TABLES = Object.keys(WHERE) as (keyof OrderRows)[]; // the keys of the record

/** Orders a second of a bare better-sqlite3 loop: the same rows in a copy of the database, one commit each, with `synchronous=FULL`. */
export async function sqliteOrders(file: string, lineId: string, ms: number): Promise<number> {
  const copy = `${file}.limit`;
  await new Sqlite(file, { readonly: true }).backup(copy);
  const database = new Sqlite(copy);
  for (const pragma of ["journal_mode = wal", "synchronous = full", "foreign_keys = on"]) database.pragma(pragma);
  const inserts = TABLES.map((table) => {
    const row =
      database.prepare<unknown[], Row>(`select * from ${table} where ${WHERE[table].replace("$1", "?")}`).get(lineId) ??
      {};
    return { table, row, statement: database.prepare(insertOf(table, row, () => "?")) };
  });
  const order = database.transaction(() => {
    const ids = newIds();
    for (const { table, row, statement } of inserts) statement.run(Object.values(renamed(table, row, ids)));
  });
  const startedMs = performance.now();
  let count = 0;
  for (; performance.now() < startedMs + ms; count += 1) order();
  const perSecond = (count * 1000) / (performance.now() - startedMs);
  database.close();
  return perSecond;
}

/** The same by `pg` on PostgreSQL: so many clients at a time on ten connections. */
export async function postgresqlOrders(
  url: string,
  lineId: string,
  { clients, ms }: { clients: number; ms: number },
): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  try {
    const inserts = await Promise.all(
      TABLES.map(async (table) => {
        const { rows } = await pool.query<Row>(`select * from ${table} where ${WHERE[table]}`, [lineId]);
        const row = rows[0] ?? {};
        return { table, row, text: insertOf(`bench.${table}`, row, (at) => `$${at + 1}`) };
      }),
    );
    await pool.query("drop schema if exists bench cascade; create schema bench");
    for (const table of TABLES) await pool.query(`create table bench.${table} (like public.${table} including all)`);
    const startedMs = performance.now();
    let count = 0;
    const client = async () => {
      while (performance.now() < startedMs + ms) {
        const connection = await pool.connect();
        const ids = newIds();
        await connection.query("begin");
        for (const { table, row, text } of inserts)
          await connection.query({ name: table, text, values: Object.values(renamed(table, row, ids)) });
        await connection.query("commit");
        connection.release();
        count += 1;
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    return (count * 1000) / (performance.now() - startedMs);
  } finally {
    await pool.end();
  }
}

interface Ids {
  readonly lineId: string;
  readonly partId: string;
}

function newIds(): Ids {
  return { lineId: crypto.randomUUID(), partId: crypto.randomUUID() };
}

function renamed(table: keyof OrderRows, row: Row, { lineId, partId }: Ids): Row {
  if (table === "line") return { ...row, id: lineId };
  if (table === "part") return { ...row, id: partId, line_id: lineId };
  return table === "ledger_entry" ? { ...row, line_id: lineId } : { ...row, part_id: partId };
}

function insertOf(table: string, row: Row, place: (at: number) => string): string {
  const columns = Object.keys(row);
  return `insert into ${table} (${columns.map((column) => `"${column}"`).join(", ")}) values (${columns.map((_, at) => place(at)).join(", ")})`;
}
