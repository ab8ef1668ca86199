import fc from "fast-check";
import { expect, it } from "vitest";
import { withoutLastNewline } from "../../src/cli/last-newline.ts";

it("leaves out one newline at the end and nothing else, wherever the text is cut, as often as it is read", async () => {
  const pieces = fc.array(
    fc.array(fc.constantFrom("A", "\n", "ab\n"), { maxLength: 4 }).map((list) => list.join("")),
    { maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(pieces, async (list) => {
      const text = withoutLastNewline(async function* () {
        for (const piece of list) yield await Promise.resolve(Buffer.from(piece));
      });
      const whole = list.join("");
      for (const _ of [1, 2]) {
        const read = Buffer.concat(await Array.fromAsync(text.open())).toString();
        expect([read, text.endsWithNewline()]).toEqual([whole.replace(/\n$/, ""), whole.endsWith("\n")]);
      }
    }),
    { numRuns: 200 },
  );
});
