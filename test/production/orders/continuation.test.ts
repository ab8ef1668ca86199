import { describe, expect, it } from "vitest";
import { continueSealed, continueStored } from "../../../src/production/orders/continuation.ts";
import type { Line } from "../../../src/production/records/line.entity.ts";
import type { Part } from "../../../src/production/records/part.entity.ts";
import type { Status } from "../../../src/production/records/status.ts";
import type { LineState } from "../../../src/snapshot/line-state.ts";

const BEFORE = Uint8Array.of(1, 0, 0, 0);
const AFTER = Uint8Array.of(2, 0, 0, 0);
const ME = "me";

/** Only what tells where a line continues. */
const form = { alphabetId: "DICE", alphabetChars: "123456", digits: 1, format: null, capacity: null };
const line = { id: "line", ...form } as Line;
const generator = { version: 1, key: new Uint8Array(32), chars: "123456", digits: 1 };
const state = {
  lineId: "line",
  customerId: ME,
  alphabet: { id: "DICE", chars: "123456" },
  digits: 1,
  key: generator.key,
  generatorVersion: 1,
  nextIndex: 300n,
  register: Uint32Array.of(7),
  partNumber: 2,
} satisfies LineState;

/** The line's third part, of the tokens 200 to 299. */
function third(status: Status = "finished"): Part {
  return {
    number: 3,
    firstIndex: 200n,
    size: 100n,
    status,
    analysis: "metrics",
    registerBefore: BEFORE,
    register: AFTER,
  } as Part;
}

describe("a line that is stored continues", () => {
  it("behind its newest part, with that part's register", () => {
    expect(continueStored({ line, newest: third(), generator, ledger: { nextIndex: 300n } })).toEqual({
      id: "line",
      line,
      form,
      generator,
      next: { number: 4, firstIndex: 300n, registerBefore: AFTER },
    });
  });

  it("where its newest part began, if that has given its tokens back", () => {
    const { next } = continueStored({ line, newest: third("cancelled"), generator, ledger: { nextIndex: 200n } });
    expect(next).toEqual({ number: 4, firstIndex: 200n, registerBefore: BEFORE });
  });

  it.each(["requested", "started", "ended"] as const)("not while its newest part is %s", (status) => {
    const stored = { line, newest: third(status), generator, ledger: { nextIndex: 300n } };
    expect(() => continueStored(stored)).toThrow(
      expect.objectContaining({ code: "STATUS_CONFLICT", message: expect.stringContaining(status) as string }),
    );
  });

  it("not from here, if it has gone on elsewhere", () => {
    const stored = { line, newest: third(), generator, ledger: { nextIndex: 450n } };
    expect(() => continueStored(stored)).toThrow(
      expect.objectContaining({ code: "STATUS_CONFLICT", message: expect.stringContaining("elsewhere") as string }),
    );
  });
});

describe("a line that is sealed continues", () => {
  const ledger = { nextIndex: 300n, customerId: null };

  it("where its snapshot says, behind the newest part that is stored", () => {
    const continuation = continueSealed(state, { stored: { line, newest: third() }, ledger }, ME);
    expect(continuation).toMatchObject({ id: "line", line, form, generator });
    expect(continuation.next).toMatchObject({ number: 4, firstIndex: 300n });
    expect([...(continuation.next.registerBefore ?? [])]).toEqual([7, 0, 0, 0]);
  });

  it("behind the part that its snapshot tells of, if it was adopted", () => {
    expect(continueSealed(state, { stored: "adopted", ledger }, ME)).toMatchObject({
      line: "adopted",
      next: { number: 3, firstIndex: 300n },
    });
  });

  it("for nobody but its customer: the one who adopted it, or else the one it was sealed for", () => {
    const known = { stored: "adopted", ledger: { nextIndex: 300n, customerId: "adopter" } } as const;
    expect(continueSealed(state, known, "adopter").id).toBe("line");
    for (const [each, customer] of [
      [known, ME],
      [{ stored: "adopted", ledger }, "adopter"],
    ] as const)
      expect(() => continueSealed(state, each, customer)).toThrow(
        expect.objectContaining({ code: "SNAPSHOT_REFUSED" }),
      );
  });

  it("not from a snapshot that it has left behind, and not while a part is in production", () => {
    const moved = { stored: { line, newest: third("started") }, ledger: { nextIndex: 400n, customerId: null } };
    expect(() => continueSealed(state, moved, ME)).toThrow(expect.objectContaining({ code: "SNAPSHOT_STALE" }));
    expect(() => continueSealed(state, { stored: { line, newest: third("ended") }, ledger }, ME)).toThrow(
      expect.objectContaining({ code: "STATUS_CONFLICT" }),
    );
  });
});
