import { expect, it } from "vitest";
import type { Note } from "../../src/database/file-note.ts";
import { type Judgement, judgeFile } from "../../src/database/judge-file.ts";

const DATABASE = { inode: "1", size: "8192", writtenNs: "1000" };
const LOG = { inode: "2", size: "32", writtenNs: "900" };
const SEALED: Note = { state: "sealed", boot: "today", database: DATABASE, log: LOG, aside: null };
const GROWN = { ...LOG, size: "4152", writtenNs: "2000" };

const CASES: readonly (readonly [
  string,
  Note | null,
  { database?: object; log?: object | null; boot?: string | null },
  Judgement,
])[] = [
  ["after a kill, with the log gone on", SEALED, { log: GROWN }, "uncertain"],
  [
    "after a kill in the middle of a checkpoint",
    { ...SEALED, state: "open", database: null, log: null },
    { database: { writtenNs: "3000" } },
    "uncertain",
  ],
  ["after a kill with the log just emptied", SEALED, { log: null }, "uncertain"],
  ["a copy moved into its place", SEALED, { database: { inode: "7" } }, "foreign log"],
  ["a copy written over it", SEALED, { database: { writtenNs: "3000" } }, "foreign log"],
  ["a copy written over it that keeps its old time", SEALED, { database: { writtenNs: "500" } }, "foreign log"],
  ["a copy of another size", SEALED, { database: { size: "4096" } }, "foreign log"],
  [
    "the folder copied as a whole",
    SEALED,
    { database: { inode: "7", writtenNs: "3000" }, log: { inode: "8" } },
    "uncertain",
  ],
  [
    "a power cut that took the time of the last writing",
    SEALED,
    { database: { writtenNs: "500" }, boot: "tomorrow" },
    "uncertain",
  ],
  [
    "a copy written over it after a power cut",
    SEALED,
    { database: { writtenNs: "3000" }, boot: "tomorrow" },
    "foreign log",
  ],
  [
    "a copy moved into its place after a power cut",
    SEALED,
    { database: { inode: "7" }, boot: "tomorrow" },
    "foreign log",
  ],
  ["a machine that does not tell its runs apart", { ...SEALED, boot: null }, { boot: null }, "uncertain"],
  ["a stop in good order", { ...SEALED, state: "closed" }, { log: null }, "as left"],
  [
    "a stop in good order, and a copy put there since",
    { ...SEALED, state: "closed" },
    { log: null, database: { writtenNs: "3000" } },
    "uncertain",
  ],
  [
    "a stop in good order that another reader's log outlived",
    { ...SEALED, state: "closed" },
    { log: GROWN },
    "uncertain",
  ],
  [
    "the same, and a copy put there since",
    { ...SEALED, state: "closed" },
    { log: GROWN, database: { writtenNs: "3000" } },
    "foreign log",
  ],
  ["a replacement that was begun", { ...SEALED, state: "restoring" }, {}, "uncertain"],
  ["no note", null, {}, "uncertain"],
];

it.each(CASES)("judges %s", (_, note, { database, log, boot = "today" }, judgement) => {
  expect(
    judgeFile(note, { database: { ...DATABASE, ...database }, log: log === null ? null : { ...LOG, ...log }, boot }),
  ).toBe(judgement);
});
