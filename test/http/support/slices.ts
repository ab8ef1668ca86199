import { expect } from "vitest";
import type { Answer } from "../../support/exchange.ts";

/** What RFC 9110 and the limits of the documentation say about a request, found out byte by byte and sharing nothing with the service. */
export interface Expected {
  readonly status: 200 | 206 | 304 | 412 | 416;
  /** First and last byte of each part, in the order of the answer. */
  readonly parts: readonly (readonly [number, number])[];
}

export interface Asked {
  readonly method: "GET" | "HEAD";
  readonly range: string | undefined;
  readonly ifRange: Meant;
  readonly ifMatch: Meant;
  readonly ifNoneMatch: Meant;
}

/** A header of a condition, and whether it names the file in the strong and in the weak sense. */
export interface Meant {
  readonly header: string | undefined;
  readonly strong: boolean;
  readonly weak: boolean;
}

export function expectedAnswer(asked: Asked, size: number): Expected {
  const none = { parts: [] };
  if (asked.ifMatch.header !== undefined && !asked.ifMatch.strong) return { status: 412, ...none };
  if (asked.ifNoneMatch.header !== undefined && asked.ifNoneMatch.weak) return { status: 304, ...none };
  const specs =
    asked.method === "HEAD" || (asked.ifRange.header !== undefined && !asked.ifRange.strong)
      ? null
      : specsOf(asked.range);
  if (specs === null) return { status: 200, ...none };
  const times = new Uint16Array(size);
  const starts: number[] = [];
  for (const [first, last] of specs) {
    const start = first ?? Math.max(0, size - Number(last));
    const end = first === null || last === null ? size - 1 : Math.min(last, size - 1);
    if (start > end) continue;
    starts.push(start);
    for (let at = start; at <= end; at += 1) times[at] = (times[at] ?? 0) + 1;
  }
  const parts = [...new Set(starts.map((start) => runAround(times, start).join()))].map(
    (run) => run.split(",").map(Number) as [number, number],
  ); // as it was joined
  return starts.length === 0 || times.some((count) => count > 2) || parts.length > 50
    ? { status: 416, ...none }
    : { status: 206, parts };
}

/** The bytes without a gap that one byte stands among. */
function runAround(times: Uint16Array, at: number): [number, number] {
  let [first, last] = [at, at];
  while ((times[first - 1] ?? 0) > 0) first -= 1;
  while ((times[last + 1] ?? 0) > 0) last += 1;
  return [first, last];
}

/** First and last number of each element; null for a header that says nothing. */
function specsOf(header: string | undefined): [number | null, number | null][] | null {
  if (header?.slice(0, 6).toLowerCase() !== "bytes=") return null;
  const specs: [number | null, number | null][] = [];
  for (const element of header.slice(6).split(",")) {
    const spec = element.replace(/^[\t ]+/, "").replace(/[\t ]+$/, "");
    if (spec === "") continue;
    const numbers = spec.split("-");
    if (
      numbers.length !== 2 ||
      spec === "-" ||
      numbers.some((number) => [...number].some((digit) => !"0123456789".includes(digit)))
    )
      return null;
    const [first, last] = numbers.map((number) => (number === "" ? null : Number(number))) as [
      number | null,
      number | null,
    ]; // two, as was seen
    if (first !== null && last !== null && last < first) return null;
    specs.push([first, last]);
  }
  return specs.length === 0 ? null : specs;
}

/** Holds an answer to what was expected, down to each byte and each header of each part. */
export function expectAnswer(answer: Answer, { method }: Asked, { status, parts }: Expected, file: Buffer): void {
  const { headers, bytes } = answer;
  expect(answer.status).toBe(status);
  expect(headers.etag).toMatch(/^"[0-9a-f]{64}"$/);
  if (status === 304) expect([bytes.length, headers["content-length"]]).toEqual([0, undefined]);
  if (status === 416) expect(headers["content-range"]).toBe(`bytes */${file.length}`);
  if (status !== 200 && status !== 206) return;
  expect(headers["content-length"]).toBe(String(status === 206 || method === "GET" ? bytes.length : file.length));
  if (method === "HEAD") return;
  const [first] = parts;
  if (parts.length > 1) expectParts(answer, parts, file);
  else if (first === undefined) expect(bytes.equals(file)).toBe(true);
  else expectSlice(headers["content-range"], bytes, first, file);
}

function expectParts({ headers, bytes }: Answer, parts: Expected["parts"], file: Buffer): void {
  const boundary = /^multipart\/byteranges; boundary=([0-9a-f]+)$/.exec(headers["content-type"] ?? "")?.[1];
  expect(headers).not.toHaveProperty("content-range");
  const pieces = bytes.toString("latin1").split(`\r\n--${boundary ?? "none"}`);
  expect([pieces[0], pieces.at(-1), pieces.length]).toEqual(["", "--\r\n", parts.length + 2]);
  parts.forEach((part, place) => {
    const [, type, range, content] =
      /^\r\nContent-Type: (.*)\r\nContent-Range: (.*)\r\n\r\n([^]*)$/.exec(pieces[place + 1] ?? "") ?? [];
    expect(type).toBe("application/json; charset=utf-8");
    expectSlice(range, Buffer.from(content ?? "", "latin1"), part, file);
  });
}

function expectSlice(
  range: string | undefined,
  bytes: Buffer,
  [first, last]: readonly [number, number],
  file: Buffer,
): void {
  expect(range).toBe(`bytes ${first}-${last}/${file.length}`);
  expect(bytes.equals(file.subarray(first, last + 1))).toBe(true);
}
