import { z } from "zod";
import { OperatorError } from "../errors.ts";
import { LEAF_BYTES, Leaves, leavesOf } from "../lib/merkle-tree.ts";
import { auditPath, type LeafRange, type NextLeaf, rootAlong } from "./audit-path.ts";
import type { Certificate } from "./certificate.ts";
import type { Check } from "./checks.ts";
import { parseJson } from "./envelope.ts";

const leaf = z
  .string()
  .regex(/^(0|[1-9]\d{0,39})$/)
  .transform(BigInt);
const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((hex) => Buffer.from(hex, "hex"));
/** A path of a range has two hashes on each level of its tree at most. */
const MOST_HASHES = 256;

const ProofSchema = z.object({
  version: z.literal(1),
  merkleRoot: z.string(),
  firstLeaf: leaf,
  lastLeaf: leaf,
  auditPath: z.array(hash).max(MOST_HASHES),
});

/** Bytes of a file, counted from 0: `start … end − 1`. */
export interface Bytes {
  readonly start: bigint;
  readonly end: bigint;
}

/** A file's size and the root over its leaves, both as its certificate tells them. */
export interface RootedFile {
  readonly size: bigint;
  readonly merkleRoot: string;
}

/** What leads from whole leaves of a file to the root that its certificate tells. */
export interface RangeProof {
  readonly merkleRoot: string;
  readonly leaves: LeafRange;
  readonly path: readonly Buffer[];
}

/** @throws {OperatorError} for a certificate that tells no root. */
export function rootedFile({ data: { size, merkleRoot } }: Certificate): RootedFile {
  if (merkleRoot === undefined)
    throw new OperatorError(
      "The certificate has no merkleRoot: its part ended before there was one, so that only the whole file can be checked.",
    );
  return { size, merkleRoot };
}

/** The leaves that bytes are in. */
export function leavesAround({ start, end }: Bytes, size: bigint): LeafRange {
  return { count: leavesOf(size), first: start / BigInt(LEAF_BYTES), end: leavesOf(end) };
}

/** The bytes of leaves: all of each, and of the last as many as the file has. */
export function bytesOf({ first, end }: LeafRange, size: bigint): Bytes {
  const stop = end * BigInt(LEAF_BYTES);
  return { start: first * BigInt(LEAF_BYTES), end: stop < size ? stop : size };
}

/**
 * Proves that leaves are those of a file.
 *
 * @param text the whole file.
 * @returns null where the file is not the one whose root this is.
 */
export async function proveRange(
  text: AsyncIterable<Uint8Array>,
  file: RootedFile,
  leaves: LeafRange,
): Promise<RangeProof | null> {
  const next = leafHashes(text);
  const found = await auditPath(next, leaves);
  const isWhole = found?.root.toString("hex") === file.merkleRoot && (await next()) === null;
  return isWhole ? { merkleRoot: file.merkleRoot, leaves, path: found.path } : null;
}

/** A proof as the text of a file. */
export function proofText({ merkleRoot, leaves, path }: RangeProof): string {
  const proof: z.input<typeof ProofSchema> = {
    version: 1,
    merkleRoot,
    firstLeaf: String(leaves.first),
    lastLeaf: String(leaves.end - 1n),
    auditPath: path.map((each) => each.toString("hex")),
  };
  return `${JSON.stringify(proof, null, 2)}\n`;
}

/** @throws {OperatorError} for a text that is no proof, or one of leaves that the file does not have. */
export function parseProof(text: string, { size }: RootedFile): RangeProof {
  const parsed = ProofSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const [problem] = parsed.error.issues;
    const field = problem?.path.join(".") ?? "";
    throw new OperatorError(
      `The proof is not one: ${field === "" ? "it" : `its ${field}`} is not as tokenworks prove writes it.`,
    );
  }
  const { merkleRoot, firstLeaf, lastLeaf, auditPath: path } = parsed.data;
  const count = leavesOf(size);
  if (lastLeaf < firstLeaf || lastLeaf >= count)
    throw new OperatorError(
      `The proof is not one of this file: firstLeaf and lastLeaf must be from 0 to ${count - 1n}, but are ${firstLeaf} and ${lastLeaf}.`,
    );
  return { merkleRoot, leaves: { count, first: firstLeaf, end: lastLeaf + 1n }, path };
}

/**
 * Whether bytes are those of a file at the place that a proof names.
 *
 * @param text the bytes of the proof's leaves.
 */
export async function rangeChecks(
  text: AsyncIterable<Uint8Array>,
  file: RootedFile,
  { merkleRoot, leaves, path }: RangeProof,
): Promise<Check[]> {
  const { start, end } = bytesOf(leaves, file.size);
  const counted = { bytes: 0n };
  const next = leafHashes(counting(text, counted));
  const root = await rootAlong(next, leaves, path);
  for (let more = await next(); more !== null; more = await next()); // all of them are counted
  const found = counted.bytes;
  const isPlace = found === end - start;
  return [
    {
      name: "bytes",
      holds: isPlace,
      detail: isPlace
        ? `${shown(start)} to ${shown(end - 1n)} of ${shown(file.size)}, counted from 0`
        : `${shown(found)}, but the leaves of the proof have ${shown(end - start)}`,
    },
    merkleCheck(root?.toString("hex") ?? null, { merkleRoot, file }),
  ];
}

function merkleCheck(
  found: string | null,
  { merkleRoot, file }: { readonly merkleRoot: string; readonly file: RootedFile },
): Check {
  if (merkleRoot !== file.merkleRoot)
    return {
      name: "merkle",
      holds: false,
      detail: "the proof is of another file: its merkleRoot is not the certificate's",
    };
  const holds = found === file.merkleRoot;
  return {
    name: "merkle",
    holds,
    detail: holds
      ? `the bytes lead to the root ${found}`
      : "the bytes and the proof do not lead to the certificate's root: one of them was changed",
  };
}

async function* counting(
  text: AsyncIterable<Uint8Array>,
  counted: { bytes: bigint },
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of text) {
    counted.bytes += BigInt(piece.length);
    yield piece;
  }
}

/** The hashes of a text's leaves, one after the other; the text is read as far as they are asked for. */
function leafHashes(text: AsyncIterable<Uint8Array>): NextLeaf {
  const hashes = hashesOf(text);
  return async () => {
    const next = await hashes.next();
    return next.done === true ? null : next.value;
  };
}

async function* hashesOf(text: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  let found: Buffer[] = [];
  const leaves = new Leaves((each) => found.push(each));
  for await (const piece of text) {
    leaves.update(piece);
    yield* found;
    found = [];
  }
  leaves.end();
  yield* found;
}

function shown(count: bigint): string {
  return count.toLocaleString("en");
}
