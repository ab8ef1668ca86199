import { createHash } from "node:crypto";
import { KEY_BYTES } from "../generator/line/line.ts";
import { checkLineState, type LineState } from "./line-state.ts";
import { paddedBytes, type SnapshotVersion } from "./snapshot-format.ts";

const UUID_BYTES = 16;
const SHA256_BYTES = 32;

/** In which version a state is written: the second one is for lines that are written by a format. */
export function versionOf({ format }: LineState): SnapshotVersion {
  return format === undefined ? 1 : 2;
}

/**
 * Writes a line's state as docs/snapshot-format.md lays it out, padded by zeros.
 *
 * @throws {RangeError} or {ServiceError} for a state that no line can have.
 */
export function writePayload(state: LineState): Buffer {
  checkLineState(state);
  const payload = Buffer.concat([
    uuidBytes(state.lineId),
    uuidBytes(state.customerId),
    numberBytes(state.generatorVersion, 2),
    state.key,
    numberBytes(state.partNumber, 4),
    numberBytes(state.digits, 2),
    ...(state.format === undefined ? alphabetFields(state.alphabet) : formatFields(state.format)),
    ...withLength(naturalBytes(state.nextIndex), 2),
    ...Array.from(state.register, (group) => numberBytes(group, 4)),
  ]);
  return Buffer.concat([payload], paddedBytes(payload.length));
}

function alphabetFields({ id, chars }: LineState["alphabet"]): Buffer[] {
  return [...withLength(Buffer.from(id), 1), ...withLength(Buffer.from(chars), 4)];
}

function formatFields({ text, capacity }: NonNullable<LineState["format"]>): Buffer[] {
  const bytes = Buffer.from(text);
  return [
    ...withLength(bytes, 4),
    createHash("sha256").update(bytes).digest(),
    ...withLength(naturalBytes(capacity), 2),
  ];
}

/**
 * Reads a line's state from bytes that {@link writePayload} has written, in the version that its snapshot names.
 *
 * @throws {RangeError}, {TypeError} or {ServiceError} for any others.
 */
export function readPayload(padded: Buffer, version: SnapshotVersion): LineState {
  const state = readFields(new Fields(padded), version);
  // There is one way to write a state. So this refuses what no line can have, and padding of any other length or of anything but zeros.
  if (!writePayload(state).equals(padded)) throw new RangeError("The state is written in another way.");
  return state;
}

function readFields(fields: Fields, version: SnapshotVersion): LineState {
  const lineId = toUuid(fields.take(UUID_BYTES));
  const customerId = toUuid(fields.take(UUID_BYTES));
  const generatorVersion = fields.number(2);
  // A copy: whoever clones it to a worker must not take the whole payload along.
  const key = Uint8Array.from(fields.take(KEY_BYTES));
  const partNumber = fields.number(4);
  const digits = fields.number(2);
  const written = version === 1 ? { alphabet: readAlphabet(fields) } : { alphabet: NONE, format: readFormat(fields) };
  const nextIndex = toNatural(fields.take(fields.number(2)));
  const register = Uint32Array.from({ length: digits }, () => fields.number(4));
  return {
    lineId,
    customerId,
    generatorVersion,
    key,
    ...written,
    digits,
    nextIndex,
    register,
    partNumber,
  };
}

/** Of a line that is written by a format. */
const NONE: LineState["alphabet"] = { id: "", chars: "" };

function readAlphabet(fields: Fields): LineState["alphabet"] {
  const id = toText(fields.take(fields.number(1)));
  return { id, chars: toText(fields.take(fields.number(4))) };
}

/** The digest in between is compared when the state is written again. */
function readFormat(fields: Fields): NonNullable<LineState["format"]> {
  const text = toText(fields.take(fields.number(4)));
  fields.take(SHA256_BYTES);
  return { text, capacity: toNatural(fields.take(fields.number(2))) };
}

/** Takes fields off the front of some bytes, and never more than there are. */
class Fields {
  private rest: Buffer;

  constructor(bytes: Buffer) {
    this.rest = bytes;
  }

  /** @throws {RangeError} */
  take(count: number): Buffer {
    if (count > this.rest.length) throw new RangeError(`A field of ${count} bytes is cut after ${this.rest.length}.`);
    const field = this.rest.subarray(0, count);
    this.rest = this.rest.subarray(count);
    return field;
  }

  /** @throws {RangeError} */
  number(bytes: 1 | 2 | 4): number {
    return this.take(bytes).readUIntBE(0, bytes);
  }
}

function numberBytes(value: number, bytes: 1 | 2 | 4): Buffer {
  const field = Buffer.alloc(bytes);
  field.writeUIntBE(value, 0, bytes);
  return field;
}

function withLength(field: Buffer, lengthBytes: 1 | 2 | 4): [Buffer, Buffer] {
  return [numberBytes(field.length, lengthBytes), field];
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

function toUuid(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** As few bytes as it takes, so none for 0. */
function naturalBytes(value: bigint): Buffer {
  if (value === 0n) return Buffer.alloc(0);
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
}

function toNatural(bytes: Buffer): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString("hex")}`);
}

/** @throws {TypeError} for anything but well-formed UTF-8. */
function toText(bytes: Buffer): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}
