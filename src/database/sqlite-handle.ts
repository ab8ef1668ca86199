import Sqlite from "better-sqlite3";
import type { QueryResult } from "kysely";
import type { Statement } from "./statement.ts";

/** On every connection: a WAL database that is opened again would fall back to `synchronous=NORMAL`, and a power cut could lose a commit. What is deleted is overwritten. The log is brought into the file by `FileWatch` alone, which says so beside the file. */
const PRAGMAS = [
  "journal_mode = wal",
  "synchronous = full",
  "foreign_keys = on",
  "secure_delete = on",
  "wal_autocheckpoint = 0",
];

/** For another process that is just opening the file, too. */
const OPENING_MS = 1_000;

/** After these a connection may no longer be what it seems: the disk failed, or the file is another one. */
const DOUBTFUL = /^SQLITE_(?:IOERR|CANTOPEN|NOTADB|READONLY)/;

/** One connection to a SQLite file. After a fault of the disk it is closed, and opened anew by whoever needs it next. */
export class SqliteHandle {
  private database: Sqlite.Database | null;
  /** Whether a fault of the disk has come up. */
  isDoubtful = false;
  private readonly statements = new Map<string, Sqlite.Statement>();

  /** Opens the file, and makes it where there is none. */
  constructor(private readonly file: string) {
    this.database = opened(file, { fileMustExist: false });
  }

  /** Whether a transaction is under way; some faults end it. */
  get isInTransaction(): boolean {
    return this.database?.inTransaction ?? false;
  }

  run({ sql, parameters = [] }: Statement): QueryResult<unknown> {
    try {
      // A file that has gone is not made anew: an empty one in its place would be taken for the database.
      this.database ??= opened(this.file, { fileMustExist: true });
      return resultOf(parameters.length > 0 ? this.kept(this.database, sql) : this.database.prepare(sql), parameters);
    } catch (fault) {
      this.isDoubtful ||= fault instanceof Error && "code" in fault && DOUBTFUL.test(String(fault.code));
      throw fault;
    }
  }

  /** MikroORM writes values into its texts, which therefore come once; one with parameters comes again, and there are only so many. */
  private kept(database: Sqlite.Database, sql: string): Sqlite.Statement {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const prepared = database.prepare(sql);
    this.statements.set(sql, prepared);
    return prepared;
  }

  /** Makes sure that nothing is under way any more; a connection that cannot be trusted goes. */
  settle(): void {
    if (this.isInTransaction) this.rollBack();
    if (this.isInTransaction || this.isDoubtful) this.close();
  }

  close(): void {
    const { database } = this;
    this.database = null;
    this.isDoubtful = false;
    this.statements.clear();
    database?.close();
  }

  private rollBack(): void {
    try {
      this.run({ sql: "rollback" });
    } catch {
      // Then the connection is closed, which rolls back as well.
    }
  }
}

function opened(file: string, options: { readonly fileMustExist: boolean }): Sqlite.Database {
  const database = new Sqlite(file, { ...options, timeout: OPENING_MS });
  try {
    for (const pragma of PRAGMAS) database.pragma(pragma);
    database.pragma("busy_timeout = 0"); // who waits for a lock from now on, waits without holding up the process
    return database;
  } catch (fault) {
    database.close();
    throw fault;
  }
}

function resultOf(statement: Sqlite.Statement, parameters: readonly unknown[]): QueryResult<unknown> {
  if (statement.reader) return { rows: statement.all(parameters) };
  const { changes, lastInsertRowid } = statement.run(parameters);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}
