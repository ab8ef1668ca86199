import { EXIT } from "../exit-codes.ts";

const UP = (rows: number) => (rows > 0 ? `\u001B[${rows}A` : "");
const CLEAR_BELOW = "\u001B[J";
const HIDE_CURSOR = "\u001B[?25l";
const SHOW_CURSOR = "\u001B[?25h";
/** How often a terminal is drawn at most. */
const DRAW_MS = 100;

/** Rows that stay in their place on a terminal and change there. Elsewhere there is nothing to draw on. */
export class LiveRows {
  private drawn = 0;
  private waiting: NodeJS.Timeout | null = null;
  private rows: readonly string[] = [];

  /** A terminal gets its cursor back, also by Ctrl-C. */
  private readonly interrupted = () => {
    this.end();
    process.exit(EXIT.interrupted);
  };

  constructor(private readonly terminal: NodeJS.WriteStream = process.stdout) {
    terminal.write(HIDE_CURSOR);
    process.once("SIGINT", this.interrupted);
  }

  /** Shows these in the place of the former ones, as many as the terminal has room for. */
  show(rows: readonly string[]): void {
    this.rows = rows;
    this.waiting ??= setTimeout(() => {
      this.draw();
    }, DRAW_MS);
  }

  /** Draws what was shown last, and leaves it there. */
  end(): void {
    process.off("SIGINT", this.interrupted);
    this.draw();
    this.terminal.write(SHOW_CURSOR);
  }

  private draw(): void {
    if (this.waiting !== null) clearTimeout(this.waiting);
    this.waiting = null;
    const { rows, columns } = this.terminal; // 0 where a terminal does not tell
    const shown = this.rows.slice(0, rows > 1 ? rows - 1 : undefined).map((row) => row.slice(0, columns || undefined));
    this.terminal.write(`${UP(this.drawn)}\r${CLEAR_BELOW}${shown.map((row) => `${row}\n`).join("")}`);
    this.drawn = shown.length;
  }
}
