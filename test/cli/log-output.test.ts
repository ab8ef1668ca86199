import { expect, it } from "vitest";
import { logOutput } from "../../src/cli/log-output.ts";

/** A place that takes so many bytes, and says then why it takes no more. */
class Place {
  text = "";
  tries = 0;
  constructor(
    public room: number,
    public code = "ENOSPC",
  ) {}

  readonly write = (bytes: Uint8Array): number => {
    this.tries += 1;
    const taken = bytes.subarray(0, this.room);
    if (taken.length === 0) throw Object.assign(new Error(this.code), { code: this.code });
    this.room -= taken.length;
    this.text += Buffer.from(taken).toString();
    return taken.length;
  };
}

const AT = new Date("2026-01-01T00:00:00Z");
const GAP = (lines: number) =>
  `{"level":40,"time":${AT.getTime()},"msg":"Log lines that could not be written: ${lines}."}\n`;

it("leaves out what cannot be written, and goes on on a line of its own, saying how much is missing", () => {
  const place = new Place(9);
  const output = logOutput(place.write, () => AT);
  for (const text of ["one\n", "two two\n", "three\n"]) output.write(text);
  expect(place.text).toBe("one\ntwo t");
  place.room = Infinity;
  for (const text of ["four\n", "five\n"]) output.write(text);
  expect(place.text).toBe(`one\ntwo t\n${GAP(2)}four\nfive\n`);
});

it("waits for a reader that is busy, but not for long", () => {
  const place = new Place(4, "EAGAIN");
  const output = logOutput(place.write, () => AT);
  output.write("one\n");
  output.write("two\n");
  expect(place.text).toBe("one\n");
  expect(place.tries).toBe(1 + 11);
  place.room = Infinity;
  output.write("three\n");
  expect(place.text).toBe(`one\n${GAP(1)}three\n`);
});
