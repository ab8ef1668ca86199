import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { chunk } from "../../src/generator/chunk.ts";
import { lineCapacity } from "../../src/generator/line/line.ts";
import { scoreChunk } from "../../src/generator/score-chunk.ts";
import { formatLineOf } from "./support/formats.ts";
import { charsOf, lineOf, tokensIn } from "./support/lines.ts";

/** Pinned for ever: other output is another version, with a file of its own. */
const VersionFile = z.object({
  tokens: z.array(
    z.object({
      chars: z.string(),
      digits: z.number(),
      first: z.string().transform(BigInt),
      tokens: z.array(z.string()),
    }),
  ),
  digests: z.array(
    z.object({
      ranges: z.array(z.tuple([z.number(), z.number()])),
      digits: z.number(),
      first: z.string().transform(BigInt),
      count: z.number(),
      sha256: z.string(),
    }),
  ),
});
const version1 = VersionFile.parse(
  JSON.parse(readFileSync(new URL("./vectors/version-1.json", import.meta.url), "utf8")),
);
const FormatFile = z.object({
  formats: z.array(
    z.object({
      name: z.string(),
      pattern: z.string(),
      without: z.object({
        words: z.array(z.string()).default([]),
        digitsForLetters: z.boolean().default(false),
        maxRun: z.number().nullable().default(null),
      }),
      capacity: z.string().transform(BigInt),
      ranges: z.array(
        z.object({ first: z.string().transform(BigInt), tokens: z.array(z.string()), scores: z.array(z.string()) }),
      ),
    }),
  ),
});
const version2 = FormatFile.parse(
  JSON.parse(readFileSync(new URL("./vectors/version-2.json", import.meta.url), "utf8")),
);
const KEY = Uint8Array.from({ length: 32 }, (_, at) => at);

describe("version 1", () => {
  it.each(version1.tokens)(
    "writes the known tokens of $chars in $digits digits",
    ({ chars, digits, first, tokens }) => {
      expect(tokensIn(chunk(lineOf(chars, digits, KEY), first, tokens.length).bytes)).toEqual(tokens);
    },
  );

  it.each(version1.digests)(
    "writes $count tokens of $digits digits with the known digest, case $#",
    ({ ranges, digits, first, count, sha256 }) => {
      const { bytes } = chunk(lineOf(charsOf(ranges), digits, KEY), first, count);
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
    },
  );
});

describe("version 2", () => {
  it.each(version2.formats)("writes the known tokens of $pattern, $name", ({ pattern, without, capacity, ranges }) => {
    const line = formatLineOf({ pattern, without }, KEY);
    expect(lineCapacity(line)).toBe(capacity);
    for (const { first, tokens, scores } of ranges) {
      expect(tokensIn(chunk(line, first, tokens.length).bytes)).toEqual(tokens);
      expect(tokensIn(scoreChunk(line, { first, count: scores.length }, "score").bytes)).toEqual(scores);
    }
  });
});
