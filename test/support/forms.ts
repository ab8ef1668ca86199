/** A part of a form, as a test wants it to look. In text a character is a byte. */
export interface Part {
  readonly headers: readonly string[];
  readonly bytes: Uint8Array | string;
}

export const BOUNDARY = "3278434f6975485e98592e8dd1edfaa3";

/** A part with a field name and the same file name, as most clients send it. */
export function part(name: string, bytes: Uint8Array | string, ...headers: string[]): Part {
  return named(`name="${name}"; filename="${name}"`, bytes, ...headers);
}

/** A part with just these parameters of its disposition. */
export function named(parameters: string, bytes: Uint8Array | string, ...headers: string[]): Part {
  return { headers: [`Content-Disposition: form-data; ${parameters}`, ...headers], bytes };
}

/** The bytes of a form. */
export function form(parts: readonly Part[], boundary = BOUNDARY): Buffer {
  const blocks = parts.flatMap(({ headers, bytes }) => [
    toBytes(`--${boundary}\r\n${headers.map((line) => `${line}\r\n`).join("")}\r\n`),
    toBytes(bytes),
    toBytes("\r\n"),
  ]);
  return Buffer.concat([...blocks, toBytes(`--${boundary}--\r\n`)]);
}

export function formType(boundary = BOUNDARY): string {
  return `multipart/form-data; boundary=${boundary}`;
}

export function toBytes(bytes: Uint8Array | string): Uint8Array {
  return typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes;
}
