import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import type { Answer } from "../../support/exchange.ts";

/** One character of each class that no alphabet may have, as its code point, and the reason that is told. */
const REFUSED: readonly (readonly [string, RegExp])[] = [
  ["0020", /white space/],
  ["00A0", /white space/],
  ["000A", /white space/],
  ["2028", /white space/],
  ["0000", /control/],
  ["0007", /control/],
  ["007F", /control/],
  ["200B", /invisible/],
  ["202E", /invisible/],
  ["2066", /invisible/],
  ["FEFF", /invisible/],
  ["00AD", /invisible/],
  ["200D", /invisible/],
  ["2060", /invisible/],
  ["E000", /private/],
  ["F0000", /private/],
  ["0378", /not assigned/],
  ["FFFF", /not assigned/],
  ["10FFFF", /not assigned/],
  ["0301", /combines/],
  ["20DD", /combines/],
  ["FE0F", /combines|invisible/],
  ["1F1E6", /regional indicator/],
  ["1F3FD", /emoji modifier/],
  ["1100", /joins/],
  ["1161", /joins/],
  ["11A8", /joins/],
  ["3164", /invisible/],
  ["212B", /normal form C/],
  ["0958", /normal form C/],
  ["F900", /normal form C/],
];

export const ALPHABET_REFUSALS: readonly Audit[] = [
  {
    id: "R3.20",
    must: "MUST refuse a name of another form than A-Z, then up to 63 of A-Z, 0-9 and _, with 422",
    check: async (client) => {
      for (const id of ["", "a", "upper", "1A", "_A", "A-B", "A B", "\u00c4", "A".repeat(65), "A\n", "A\0"]) {
        refused(await client.addAlphabet(id, "abc"), 422, "ALPHABET_INVALID", "/data/id");
      }
      for (const id of ["A", "A_1", "Z".repeat(64)]) expect((await client.addAlphabet(id, "abc")).status).toBe(201);
    },
  },
  {
    id: "R3.21",
    must: "MUST refuse a preset's name and a name in use with 409, and leave what is there",
    check: async (client) => {
      refused(await client.addAlphabet("DICE", "abc"), 409, "ALPHABET_PRESET", "/data/id");
      await client.addAlphabet("BAT", "bat4");
      refused(await client.addAlphabet("BAT", "abc"), 409, "ALPHABET_EXISTS", "/data/id");
      expect((await client.get("/api/alphabets/BAT")).document.data.attributes["chars"]).toBe("bat4");
    },
  },
  {
    id: "R3.22",
    must: "MUST let one of several who add a name at once have it",
    check: async (client) => {
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, index) => client.addAlphabet("RACE", `ab${index}`)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    },
  },
  {
    id: "R3.23",
    must: "MUST refuse to delete a preset with 409 and an unknown one with 404",
    check: async (client) => {
      refused(await client.delete("/api/alphabets/DICE"), 409, "ALPHABET_PRESET", "");
      refused(await client.delete("/api/alphabets/NONE"), 404, "ALPHABET_UNKNOWN", "");
    },
  },
  {
    id: "R3.24",
    must: "MUST refuse each class of characters that cannot stand alone with 422, naming the code point and its place",
    check: async (client) => {
      for (const [point, reason] of REFUSED) {
        const answer = await client.addAlphabet("A", `ab${String.fromCodePoint(parseInt(point, 16))}c`);
        refused(answer, 422, "ALPHABET_INVALID", "/data/attributes/chars");
        const detail = answer.document.errors[0]?.detail ?? "";
        expect(detail).toMatch(new RegExp(`U\\+${point}\\b.* place 3 `));
        expect(detail, point).toMatch(reason);
      }
    },
  },
  {
    id: "R3.25",
    must: "MUST refuse half a surrogate pair and a character that stands there twice, naming it",
    check: async (client) => {
      const half = await client.post(
        "/api/alphabets",
        '{"data": {"type": "alphabet", "id": "A", "attributes": {"chars": "ab\\ud83d"}}}',
      );
      refused(half, 422, "ALPHABET_INVALID", "/data/attributes/chars");
      expect(half.document.errors[0]?.detail).toContain("U+D83D");
      const twice = await client.addAlphabet("A", "ab\u{1F600}ca");
      expect(twice.document.errors[0]?.detail).toMatch(/U\+0061 \(a\) at place 5 of chars stands there twice/);
    },
  },
  {
    id: "R3.26",
    must: "MUST take 2 to 65,536 characters",
    check: async (client) => {
      const many = (count: number) =>
        String.fromCodePoint(...Array.from({ length: count }, (_, index) => 0x20000 + index));
      for (const chars of ["", "a"])
        refused(await client.addAlphabet("A", chars), 422, "ALPHABET_INVALID", "/data/attributes/chars");
      expect((await client.addAlphabet("TWO", "ab")).status).toBe(201);
      expect((await client.addAlphabet("MANY", many(40_000))).document.data.attributes).toMatchObject({
        length: 40_000,
        bytes: 160_000,
      });
      refused(await client.addAlphabet("A", many(65_537)), 422, "ALPHABET_INVALID", "/data/attributes/chars");
    },
  },
  {
    id: "R3.27",
    must: "MUST refuse a body of the wrong shape with 422 and another type with 409, with the member's pointer",
    check: async (client) => {
      const body = (data: object) => ({ data: { type: "alphabet", id: "A", attributes: { chars: "abc" }, ...data } });
      refused(await client.post("/api/alphabets", body({ id: 7 })), 422, "BODY_INVALID", "/data/id");
      refused(await client.post("/api/alphabets", body({ id: undefined })), 422, "BODY_INVALID", "/data/id");
      refused(
        await client.post("/api/alphabets", body({ attributes: {} })),
        422,
        "BODY_INVALID",
        "/data/attributes/chars",
      );
      refused(
        await client.post("/api/alphabets", body({ attributes: { chars: ["a", "b"] } })),
        422,
        "BODY_INVALID",
        "/data/attributes/chars",
      );
      refused(
        await client.post("/api/alphabets", body({ attributes: undefined })),
        422,
        "BODY_INVALID",
        "/data/attributes",
      );
      refused(await client.post("/api/alphabets", body({ type: "alphabets" })), 409, "TYPE_CONFLICT", "/data/type");
    },
  },
];

function refused({ status, document }: Answer, expected: number, code: string, pointer: string): void {
  const [error] = document.errors;
  expect({ status, code: error?.code, pointer: error?.source?.pointer }).toEqual({ status: expected, code, pointer });
}
