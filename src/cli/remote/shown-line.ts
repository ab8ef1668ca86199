/** A line as the commands ask for it: of all that GraphQL tells, what fits one row. */
export const LINE_FIELDS = `id digits alphabet { name } format { pattern }
  status { status size progress rate error { message } timestamps { requested ended finished failed cancelled deleted } }`;

export interface RemoteLine {
  readonly id: string;
  readonly digits: number;
  readonly alphabet: { readonly name: string } | null;
  readonly format: { readonly pattern: string } | null;
  readonly status: RemoteStatus | null;
}

export interface RemoteStatus {
  readonly status: string;
  readonly size: string;
  readonly progress: number;
  /** Digits a second, once the tokens are made. */
  readonly rate: number | null;
  readonly error: { readonly message: string } | null;
  readonly timestamps: Readonly<Record<string, string | null>>;
}

const BAR = 20;
const MAX_PATTERN = 32;
/** Of the statuses, the width of the longest. */
const STATUS = 9;
const SIZE = 17;

/** What the columns of {@link rowOf} are. */
export const HEAD = `${"id".padEnd(36)}  ${"status".padEnd(STATUS)}  ${"".padEnd(BAR)}  ${"".padStart(5)}  ${"tokens".padStart(SIZE)}  written by`;

/** A line in one row of a table. */
export function rowOf(line: RemoteLine): string {
  const { status = "", progress = 0, size = "0" } = line.status ?? {};
  const done = Math.round((progress / 100) * BAR);
  const bar = `${"█".repeat(done)}${"░".repeat(BAR - done)}`;
  const count = BigInt(size).toLocaleString("en");
  return `${line.id}  ${status.toLowerCase().padEnd(STATUS)}  ${bar}  ${`${progress} %`.padStart(5)}  ${count.padStart(SIZE)}  ${writtenBy(line)}`;
}

/** The same where nothing is drawn, for a log or a pipe. */
export function plainRowOf(line: RemoteLine): string {
  const { status = "", progress = 0, size = "0" } = line.status ?? {};
  return [line.id, status.toLowerCase(), `${progress} %`, size, writtenBy(line)].join("\t");
}

function writtenBy({ alphabet, format, digits }: RemoteLine): string {
  if (format === null) return `${alphabet?.name ?? ""}, ${digits} digits`;
  const { pattern } = format;
  return pattern.length <= MAX_PATTERN ? pattern : `${pattern.slice(0, MAX_PATTERN - 1)}…`;
}
