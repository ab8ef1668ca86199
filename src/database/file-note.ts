import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { z } from "zod";
import { bootId } from "../lib/boot-id.ts";
import { type FileMark, markOf } from "./file-mark.ts";

/** One sector of any disk, always overwritten as a whole: a full disk does not stand in the way, and a kill leaves one note or the other. */
const NOTE_BYTES = 512;

const MarkSchema = z.object({ inode: z.string(), size: z.string(), writtenNs: z.string() });

const NoteSchema = z.object({
  /**
   * - `open`: the file is being written; how it will be is not known yet.
   * - `sealed`: this is how the service has left the file; what its log holds is still to come.
   * - `closed`: likewise, by a stop in good order.
   * - `restoring`: the file with this mark is being put in its place.
   */
  state: z.enum(["open", "sealed", "closed", "restoring"]),
  /** Of the machine's run in which this was written. */
  boot: z.string().nullable(),
  database: MarkSchema.nullable(),
  log: MarkSchema.nullable(),
  /** While restoring: the folder that keeps what was there before. */
  aside: z.string().nullable(),
  /** When everything in the file was moved to another database, which goes on with it; absent while the file is the one that counts. */
  movedAt: z.iso.datetime().optional(),
  /** The other database, while it is not known whether it has everything: a move was committed there, or not any more. */
  movingTo: z.string().optional(),
});

export type Note = Readonly<z.output<typeof NoteSchema>>;

/**
 * A small file beside a SQLite database that says how the service has left the database file.
 *
 * SQLite itself cannot tell whether a write-ahead log was written for the file that lies beside it: it plays the log into any copy that is put
 * there. Whoever writes the database file says so here before, and how it has become after; what is found changed was changed by somebody else.
 */
export class FileNote {
  private readonly path: string;
  private movedAt: string | null = null;
  /** Undefined for what the note says already. */
  private movingTo: string | null | undefined = undefined;

  constructor(private readonly file: string) {
    this.path = `${file}.note`;
  }

  /** Null where there is none that can be understood; nothing is known then. */
  read(): Note | null {
    try {
      return NoteSchema.parse(JSON.parse(readFileSync(this.path, "utf8")));
    } catch {
      return null; // missing, torn by a power cut, or somebody's own words
    }
  }

  /** Says that the file is about to be written. */
  open(): void {
    this.write({ state: "open", boot: bootId(), database: null, log: null, aside: null, ...this.moving() });
  }

  /** Says how the file is now, after everything that was written to it. */
  seal(state: "sealed" | "closed"): FileMark | null {
    const database = markOf(this.file);
    const log = markOf(`${this.file}-wal`);
    this.write({ state, boot: bootId(), database, log, aside: null, ...this.moving() });
    return database;
  }

  /** Says that the file with this mark is about to take the database's place. */
  announce(database: FileMark, aside: string): void {
    this.write({ state: "restoring", boot: bootId(), database, log: null, aside });
  }

  /** Says at once, and with everything that is said from now on, that another database may have everything by now; null for that it has not. */
  move(to: string | null): void {
    this.movingTo = to;
    this.open();
  }

  /** Says at once, and with everything that is said from now on, that the file was moved and must not be gone on with. */
  moved(at: Date): void {
    this.movedAt = at.toISOString();
    this.move(null);
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }

  private moving(): Pick<Note, "movedAt" | "movingTo"> {
    const movingTo = this.movingTo === undefined ? this.read()?.movingTo : this.movingTo;
    return {
      ...(this.movedAt !== null && { movedAt: this.movedAt }),
      ...(typeof movingTo === "string" && { movingTo }),
    };
  }

  /** On the disk before it returns. */
  private write(note: Note): void {
    const bytes = Buffer.alloc(NOTE_BYTES, " ");
    bytes.write(JSON.stringify(note));
    bytes.write("\n", NOTE_BYTES - 1);
    const descriptor = this.openForWriting();
    try {
      writeSync(descriptor, bytes, 0, NOTE_BYTES, 0);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  private openForWriting(): number {
    try {
      return openSync(this.path, "r+");
    } catch {
      return openSync(this.path, "wx", 0o600); // the first one
    }
  }
}
