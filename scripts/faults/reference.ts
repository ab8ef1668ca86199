import { createHash } from "node:crypto";
import { chunk } from "../../src/generator/chunk.ts";
import { generatorLineOf } from "../../src/production/records/generator-line.ts";
import { type Storage, storageOf } from "../../test/support/storage.ts";
import type { TestDatabase } from "../../test/support/databases.ts";
import type { Problems } from "./row.ts";

/** What a client has downloaded of a line, a part at a time. */
export interface Downloaded {
  readonly line: string;
  readonly parts: readonly { readonly first: bigint; readonly size: number; readonly sha256: string }[];
}

/** Compares downloads with what the generator makes of the lines' keys. The service may be running or not. */
export async function differences(place: TestDatabase, downloads: readonly Downloaded[]): Promise<Problems> {
  await using storage = await storageOf(place);
  const problems: Problems = [];
  for (const { line, parts } of downloads) {
    for (const { first, size, sha256 } of parts) {
      if ((await referenceOf(storage, line, { first, size })) !== sha256)
        problems.push(`${line} from ${first} differs from the reference`);
    }
  }
  return problems;
}

async function referenceOf(
  storage: Storage,
  id: string,
  { first, size }: { readonly first: bigint; readonly size: number },
): Promise<string> {
  const line = generatorLineOf(await storage.line(id), storage.keyring());
  if (line === null) return "no key";
  return createHash("sha256")
    .update(chunk(line, first, size).bytes.subarray(0, -1))
    .digest("hex"); // no newline after the last token
}
