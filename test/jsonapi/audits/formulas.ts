import { createHmac } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import type { Client, Order } from "../../support/rest-client.ts";

const SEED = "0f0e0d0c-0b0a-4908-8706-050403020100";
const MIXED = "a\u00df\u2680\u{1F600}";

export const FIGURES: readonly Audit[] = [
  {
    id: "R6.1",
    must: "MUST join tokens by line breaks, with none at the end: the documented sizes in bytes",
    check: async (client) => {
      const figures = [
        ["DICE", 5, 7_776, 124_415],
        ["LOWER_LATIN", 3, 8_788, 35_151],
        ["UPPER_EPCG30", 20, 50_000, 1_049_999],
      ] as const;
      for (const [alphabet, digits, size, bytes] of figures) {
        const { document } = await client.produce({ alphabet, digits, size });
        const data = await client.data(document.data.id);
        expect(data.length).toBe(bytes);
        expect(document.data.attributes["filesizes"]).toMatchObject({ data: bytes });
        expect(data.at(-1)).not.toBe(0x0a);
        expect(data.toString().split("\n").length).toBe(size);
      }
    },
  },
  {
    id: "R6.2",
    must: "MUST write the checksum of five dice in 70 bits and of three letters in 21, all zeros when the line is complete",
    check: async (client) => {
      const complete = await client.produce({ alphabet: "DICE", digits: 5, size: 7_776 });
      expect(complete.document.data.attributes["checksum"]).toBe("0".repeat(70));
      const letters = await client.produce({ alphabet: "LOWER_LATIN", digits: 3, size: 17_576 });
      expect(letters.document.data.attributes["checksum"]).toBe("0".repeat(21));
    },
  },
];

export const FORMULAS: readonly Audit[] = [
  {
    id: "R6.10",
    must: "MUST produce distinct tokens of the alphabet's characters and the ordered number of digits",
    check: async (client) => {
      await client.addAlphabet("MIXED", MIXED);
      for (const order of [
        { alphabet: "MIXED", digits: 6, size: 4_096 },
        { alphabet: "BASE62", digits: 40, size: 3_000 },
        { alphabet: "BINARY", digits: 1, size: 2 },
      ]) {
        const { tokens, chars } = await madeBy(client, order);
        expect(new Set(tokens).size).toBe(order.size);
        for (const token of tokens) expect(Array.from(token).length).toBe(order.digits);
        expect(new Set(tokens.join(""))).toEqual(new Set(chars));
      }
    },
  },
  {
    id: "R6.11",
    must: "MUST XOR every token into the checksum, group by group, from the parity that the number of tokens asks for",
    check: async (client) => {
      for (const [id, chars] of [
        ["MIXED", MIXED],
        ["BAS", "bas"],
        ["UPPER_VOWELS", "AEIOU"],
        ["WIDE", "a\u{1F600}\u00df"],
      ])
        await client.addAlphabet(id, chars);
      const orders: readonly Order[] = [
        { alphabet: "BAS", digits: 1, size: 2 },
        { alphabet: "BAS", digits: 1, size: 3 },
        { alphabet: "BAS", digits: 3, size: 26 },
        { alphabet: "BAS", digits: 3, size: 27 },
        { alphabet: "DNA", digits: 1, size: 3 },
        { alphabet: "DNA", digits: 1, size: 4 },
        { alphabet: "DNA", digits: 2, size: 7 },
        { alphabet: "MIXED", digits: 5, size: 777 },
        { alphabet: "WIDE", digits: 4, size: 81 },
        { alphabet: "WIDE", digits: 4, size: 1 },
        { alphabet: "UPPER_VOWELS", digits: 100, size: 1_000 },
      ];
      for (const order of orders) {
        const { tokens, chars, attributes } = await madeBy(client, order);
        expect(attributes["checksum"], JSON.stringify(order)).toBe(checksumOf(chars, Number(order.digits), tokens));
        if (attributes["available"] === "0") expect(attributes["checksum"]).toMatch(/^0+$/);
      }
    },
  },
  {
    id: "R6.12",
    must: "MUST hash the data file by HMAC-SHA-256 with the seed's 36 characters as the key",
    check: async (client) => {
      const { attributes, data } = await madeBy(client, { alphabet: "BASE62", digits: 30, size: 100_000, seed: SEED });
      expect(attributes["filehashes"]).toMatchObject({ data: createHmac("sha256", SEED).update(data).digest("hex") });
      expect(attributes["filesizes"]).toMatchObject({ data: data.length });
    },
  },
  {
    id: "R6.13",
    must: "MUST compress the same bytes for format=gz",
    check: async (client) => {
      const { id, data } = await madeBy(client, { alphabet: "BASE62", digits: 30, size: 100_000 });
      const gz = await client.data(id, "?format=gz");
      expect(gunzipSync(gz).equals(data)).toBe(true);
      expect(gz.length).toBeLessThan(data.length);
      expect((await client.data(id, "?format=gz")).equals(gz)).toBe(true);
    },
  },
  {
    id: "R6.14",
    must: "MUST produce other tokens for each line",
    check: async (client) => {
      const order = { alphabet: "BASE62", digits: 20, size: 1_000 };
      const [first, second] = [await madeBy(client, order), await madeBy(client, order)];
      expect(new Set([...first.tokens, ...second.tokens]).size).toBe(2_000);
    },
  },
];

async function madeBy(client: Client, order: Order) {
  const { id, attributes } = (await client.produce(order)).document.data;
  const data = await client.data(id);
  const alphabet = await client.get(`/api/alphabets/${String(order.alphabet)}`);
  return {
    id,
    attributes,
    data,
    tokens: data.toString().split("\n"),
    chars: String(alphabet.document.data.attributes["chars"]),
  };
}

/** Section 6 in its own words, with none of the service's code. */
function checksumOf(chars: string, digits: number, tokens: readonly string[]): string {
  const points = Array.from(chars, pointOf);
  const width = Math.max(...points).toString(2).length;
  const isOdd = BigInt(points.length) ** BigInt(digits - 1) % 2n === 1n;
  const groups = Array.from({ length: digits }, () => (isOdd ? points.reduce((xor, point) => xor ^ point, 0) : 0));
  for (const token of tokens)
    for (const [digit, symbol] of Array.from(token).entries()) groups[digit] = (groups[digit] ?? 0) ^ pointOf(symbol);
  return groups.map((group) => group.toString(2).padStart(width, "0")).join("");
}

function pointOf(symbol: string): number {
  return symbol.codePointAt(0) ?? 0;
}
