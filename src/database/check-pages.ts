import Sqlite from "better-sqlite3";

/** Up to here every index is compared with its table, too. */
const SMALL_BYTES = 64 * 2 ** 20;
const CACHE_KIB = 2 ** 16;

export interface PagesFound {
  /** What is broken, in SQLite's words; null where nothing was found. */
  readonly problem: string | null;
  /** False when the time was over before every table was seen. */
  readonly isWhole: boolean;
}

export interface PageCheck {
  /** No further table is begun after so long; a small database is seen whole. */
  readonly budgetMs: number;
  readonly monotonicMs: () => number;
}

/** Looks for broken pages in a SQLite file and its log, without writing to either. */
export function checkPages(file: string, check: PageCheck): PagesFound {
  try {
    const database = new Sqlite(file, { readonly: true, fileMustExist: true });
    try {
      return pagesOf(database, check);
    } finally {
      database.close();
    }
  } catch (fault) {
    const problem = problemIn(fault);
    if (problem === null) throw fault;
    return { problem, isWhole: true };
  }
}

/** What is broken in a database, when a fault says so. */
export function problemIn(fault: unknown): string | null {
  const isDamage =
    fault instanceof Error && "code" in fault && /^SQLITE_(?:CORRUPT|NOTADB|IOERR)/.test(String(fault.code));
  return isDamage ? fault.message : null;
}

function pagesOf(database: Sqlite.Database, { budgetMs, monotonicMs }: PageCheck): PagesFound {
  database.pragma(`cache_size = -${CACHE_KIB}`);
  const bytes =
    Number(database.pragma("page_count", { simple: true })) * Number(database.pragma("page_size", { simple: true }));
  if (bytes <= SMALL_BYTES) return { problem: firstProblem(database, "integrity_check(1)"), isWhole: true };
  const startedMs = monotonicMs();
  for (const name of tableNames(database)) {
    if (monotonicMs() - startedMs > budgetMs) return { problem: null, isWhole: false };
    const problem = firstProblem(database, `quick_check("${name}")`);
    if (problem !== null) return { problem, isWhole: true };
  }
  return { problem: null, isWhole: true };
}

/** What one of SQLite's checks tells first, in a line; null where it finds nothing. */
export function firstProblem(database: Sqlite.Database, pragma: string): string | null {
  const [first] = database.pragma(pragma) as Record<string, string>[]; // one column, named as the pragma
  const said = Object.values(first ?? {})[0];
  return said === undefined || said === "ok" ? null : (said.split("\n").at(-1) ?? said); // below a headline that names the file
}

function tableNames(database: Sqlite.Database): string[] {
  return database
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name")
    .pluck()
    .all() as string[]; // the column is text
}
