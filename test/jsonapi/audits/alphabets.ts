import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import type { Client } from "../../support/rest-client.ts";
import type { Resource } from "../../support/exchange.ts";

const EPCG30 = "0123456789ABCDEFGHKMNPRSTVWXYZ";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";

/** The table of presets: chars, length, bytes, ascii. */
const PRESETS: Readonly<Record<string, readonly [string, number, number, boolean]>> = {
  DICE: ["\u2680\u2681\u2682\u2683\u2684\u2685", 6, 18, false],
  BASE16: [`${DIGITS}abcdef`, 16, 16, true],
  LOWER_HEX: [`${DIGITS}abcdef`, 16, 16, true],
  UPPER_HEX: [`${DIGITS}ABCDEF`, 16, 16, true],
  LOWER_LATIN: [LOWER, 26, 26, true],
  UPPER_LATIN: [UPPER, 26, 26, true],
  UPPER_EPCG30: [EPCG30, 30, 30, true],
  BASE60: [`23456789${UPPER}${LOWER}`, 60, 60, true],
  BASE62: [`${DIGITS}${UPPER}${LOWER}`, 62, 62, true],
};

/** Custom examples: chars and parity. */
const CUSTOM = [
  ["BAT", "bat4", 0],
  ["BAS", "bas", 112],
  ["BAR", "bar", 113],
  ["UPPER_VOWELS", "AEIOU", 87],
] as const;

export const ALPHABETS: readonly Audit[] = [
  {
    id: "R3.1",
    must: "MUST show every documented preset with its figures",
    check: async (client) => {
      for (const [id, [chars, length, bytes, ascii]] of Object.entries(PRESETS)) {
        const { status, document } = await client.get(`/api/alphabets/${id}`);
        expect(status).toBe(200);
        expect(document).toEqual({
          links: { self: `/api/alphabets/${id}` },
          data: { type: "alphabet", id, attributes: { ascii, length, bytes, parity: 0, chars } },
        });
      }
    },
  },
  {
    id: "R3.2",
    must: "MUST tell the documented available and reachable figures under the basic agreement",
    check: async (client) => {
      await client.addAlphabet("UPPER_VOWELS", "AEIOU");
      const figures = [
        ["DICE/5", "7776", "7776"],
        ["LOWER_LATIN/3", "17576", "17576"],
        ["UPPER_EPCG30/20", "348678440100000000000000000000", "52428"],
        ["UPPER_VOWELS/100", "7888609052210118054117285652827862296732064351090230047702789306640625", "10485"],
        ["DICE/20", "3656158440062976", "17476"],
        ["DICE/1", "6", "6"],
        ["BASE62/3", "238328", "100000"],
      ] as const;
      for (const [path, available, reachable] of figures) {
        const { document } = await client.get(`/api/alphabets/${path}`);
        expect(document.links).toEqual({ self: `/api/alphabets/${path}` });
        expect(document.data.attributes).toMatchObject({ digits: path.split("/")[1], available, reachable });
        expect(Object.keys(document.data.attributes).sort()).toEqual([
          "ascii",
          "available",
          "bytes",
          "chars",
          "digits",
          "length",
          "parity",
          "reachable",
        ]);
      }
    },
  },
  {
    id: "R3.3",
    must: "MUST count characters of mixed width at the widest, and compute 1,000 digits exactly",
    check: async (client) => {
      await client.addAlphabet("MIXED", "a\u00df\u2680\u{1F600}");
      expect((await client.get("/api/alphabets/MIXED")).document.data.attributes).toMatchObject({
        ascii: false,
        length: 4,
        bytes: 10,
        parity: 0,
      });
      expect((await client.get("/api/alphabets/MIXED/100")).document.data.attributes["reachable"]).toBe("2621");
      expect((await client.get("/api/alphabets/MIXED/1000")).document.data.attributes["available"]).toBe(
        String(4n ** 1000n),
      );
    },
  },
  {
    id: "R3.4",
    must: "MUST refuse digits other than 1 to 1,000 with 422, and an unknown alphabet with 404",
    check: async (client) => {
      for (const digits of [
        "0",
        "1001",
        "abc",
        "1e3",
        "-1",
        "1.5",
        "%207",
        "99999999999999999999",
        "0x10",
        "\u0665",
      ].map(encodeURI)) {
        const { status, document } = await client.get(`/api/alphabets/DICE/${digits}`);
        expect({ status, code: document.errors[0]?.code }, digits).toEqual({ status: 422, code: "DIGITS_INVALID" });
      }
      for (const path of ["NONE", "NONE/5", "dice", "dice/5"])
        expect((await client.get(`/api/alphabets/${path}`)).status).toBe(404);
    },
  },
  {
    id: "R3.5",
    must: "MUST list presets by id, then custom ones by time of creation",
    check: async (client) => {
      for (const id of ["ZZZ", "AAA", "MMM"]) await client.addAlphabet(id, "xyz");
      const all = await list(client, "");
      const presets = all.slice(0, -3).map(({ id }) => id);
      expect(presets).toEqual([...presets].sort());
      expect(presets).toEqual(expect.arrayContaining(Object.keys(PRESETS)));
      expect(all.slice(-3).map(({ id }) => id)).toEqual(["ZZZ", "AAA", "MMM"]);
      expect(all.map(({ attributes }) => Object.keys(attributes).sort().join())).toEqual(
        all.map(() => "ascii,bytes,chars,length,parity"),
      );
    },
  },
  {
    id: "R3.6",
    must: "MUST filter by length, characters and style, and combine them; without a style presets only",
    check: async (client) => {
      await client.addAlphabet("UPPER_VOWELS", "AEIOU");
      await client.addAlphabet("BAT", "bat4");
      const ids = async (query: string) => (await list(client, query)).map(({ id }) => id);
      expect(await ids("?filter[length]=16")).toEqual(["BASE16", "LOWER_HEX", "UPPER_HEX"]);
      expect(await ids("?filter[length]=5")).toEqual([]);
      expect(await ids("?filter[chars]=AEIOU")).toEqual(["BASE60", "BASE62", "UPPER_LATIN"]);
      expect(await ids("?filter[chars]=%E2%9A%85%E2%9A%80")).toEqual(["DICE"]);
      expect(await ids("?filter[style]=custom")).toEqual(["UPPER_VOWELS", "BAT"]);
      expect(await ids("?filter[style]=preset")).toEqual(await ids("?filter[chars]="));
      expect(await ids("?filter[style]=custom&filter[chars]=EI")).toEqual(["UPPER_VOWELS"]);
      expect(await ids("?filter[length]=4&filter[style]=custom&filter[chars]=tab")).toEqual(["BAT"]);
      expect(await ids("?filter[length]=16&filter[chars]=F")).toEqual(["UPPER_HEX"]);
      expect(await ids("?filter[length]=99999999999999999999")).toEqual([]);
    },
  },
  {
    id: "R3.7",
    must: "MUST refuse a filter that means nothing with 400",
    check: async (client) => {
      for (const [name, value] of [
        ["filter[length]", ""],
        ["filter[length]", "x"],
        ["filter[length]", "-1"],
        ["filter[length]", "1e1"],
        ["filter[style]", ""],
        ["filter[style]", "Custom"],
      ]) {
        const { status, document } = await client.get(`/api/alphabets?${String(name)}=${String(value)}`);
        expect({ status, source: document.errors[0]?.source }).toEqual({
          status: 400,
          source: { parameter: name, pointer: "" },
        });
      }
    },
  },
  {
    id: "R3.8",
    must: "MUST add custom alphabets with their parity, keep the order of their characters, and answer with the object",
    check: async (client) => {
      for (const [id, chars, parity] of CUSTOM) {
        const { status, document } = await client.addAlphabet(id, chars);
        expect(status).toBe(201);
        const data = {
          type: "alphabet",
          id,
          attributes: { ascii: true, length: chars.length, bytes: chars.length, parity, chars },
        };
        expect(document).toEqual({ links: { self: "/api/alphabets" }, data });
        expect((await client.get(`/api/alphabets/${id}`)).document.data).toEqual(data);
      }
    },
  },
  {
    id: "R3.9",
    must: "MUST answer the deletion of one with the object, and of all with the deleted as a list, empty when none",
    check: async (client) => {
      for (const [id, chars] of CUSTOM) await client.addAlphabet(id, chars);
      const one = await client.delete("/api/alphabets/UPPER_VOWELS");
      expect(one.document).toEqual({
        links: { self: "/api/alphabets/UPPER_VOWELS" },
        data: {
          type: "alphabet",
          id: "UPPER_VOWELS",
          attributes: { ascii: true, length: 5, bytes: 5, parity: 87, chars: "AEIOU" },
        },
      });
      expect((await client.delete("/api/alphabets/UPPER_VOWELS")).status).toBe(404);
      const rest = await client.delete("/api/alphabets");
      expect(rest.document.links).toEqual({ self: "/api/alphabets" });
      expect(rest.document.data.map(({ id, attributes }) => [id, attributes["parity"]])).toEqual([
        ["BAT", 0],
        ["BAS", 112],
        ["BAR", 113],
      ]);
      expect((await client.delete("/api/alphabets")).document).toEqual({ links: { self: "/api/alphabets" }, data: [] });
      expect((await client.addAlphabet("UPPER_VOWELS", "UOIEA")).document.data.attributes["chars"]).toBe("UOIEA");
    },
  },
];

async function list(client: Client, query: string): Promise<readonly Resource[]> {
  const { status, document } = await client.get(`/api/alphabets${query}`);
  expect(status).toBe(200);
  expect(document.links).toEqual({ self: `/api/alphabets${query}` });
  return document.data;
}
