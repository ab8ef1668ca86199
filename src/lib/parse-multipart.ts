import busboy from "busboy";
import { ServiceError } from "../errors.ts";

/** A part of a form, its bytes as they were sent. */
export interface FormPart {
  readonly name: string | undefined;
  /** Without a path. */
  readonly filename: string | undefined;
  readonly bytes: Buffer;
}

export interface MultipartText {
  readonly bytes: Buffer;
  /** Without the leading dashes. */
  readonly boundary: string;
  /** Parts beyond are not looked into. */
  readonly maxParts: number;
}

/** The first Content-Type of a part is the one that counts: under this one busboy leaves its bytes alone, where it would decode a form's fields as text. */
const LABEL = "Content-Type: application/octet-stream\r\n";

const TRANSFER_ENCODINGS = new Set(["7bit", "8bit", "binary"]);

/**
 * Takes a multipart/form-data body apart, as RFC 7578 and RFC 2046 section 5.1 have it. A preamble and an epilogue are left out.
 *
 * The delimiters are found here, for busboy would pass over a part that it cannot use, join headers that a delimiter cuts in two,
 * and end a part where a line only begins as a delimiter does.
 *
 * @throws {ServiceError} `BODY_UNREADABLE` for what is truncated or broken at any place, holds a form in a form, or encodes a part.
 */
export async function parseMultipart({ bytes, boundary, maxParts }: MultipartText): Promise<FormPart[]> {
  const delimiter = `\r\n--${boundary}`;
  const [, ...segments] = `\r\n${bytes.toString("latin1")}`.split(delimiter); // latin1: a character is a byte
  const count = segments.findIndex((segment) => /^--[ \t]*(\r\n|$)/.test(segment));
  if (count === -1) throw unreadable("it ends before its closing boundary");
  const blocks = segments.slice(0, count).map(parseBlock).slice(0, maxParts);
  const labelled = `${blocks.map((block) => `${delimiter}\r\n${LABEL}${block}`).join("")}${delimiter}--`;
  const parts = await collect(Buffer.from(labelled, "latin1"), boundary);
  if (parts.length !== blocks.length)
    throw unreadable("a part has no end of its headers, or no Content-Disposition of form-data");
  return parts;
}

/** A part after its delimiter line: headers, an empty line, bytes. */
function parseBlock(segment: string): string {
  const line = /^[ \t]*\r\n(?![ \t])/.exec(segment);
  if (line === null) throw unreadable("a boundary is not followed by a line end and headers");
  const block = segment.slice(line[0].length);
  if (/^content-type:[ \t]*multipart\//im.test(block.slice(0, block.indexOf("\r\n\r\n"))))
    throw unreadable("a part has parts of its own");
  return block;
}

function collect(bytes: Buffer, boundary: string): Promise<FormPart[]> {
  return new Promise((resolve, reject) => {
    const parts: FormPart[] = [];
    const refuse = () => {
      reject(unreadable("the headers of a part are broken or too long"));
    };
    const parser = busboy({
      headers: { "content-type": `multipart/form-data; boundary="${boundary}"` },
      defParamCharset: "utf8",
    });
    parser.on("file", (name, stream, { filename, encoding }) => {
      const chunks: Buffer[] = [];
      if (!TRANSFER_ENCODINGS.has(encoding)) reject(unreadable("a part has a transfer encoding"));
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("error", refuse);
      stream.on("end", () => parts.push({ name, filename, bytes: Buffer.concat(chunks) }));
    });
    parser.on("error", refuse);
    parser.on("close", () => {
      resolve(parts);
    });
    parser.end(bytes);
  });
}

function unreadable(reason: string): ServiceError {
  return new ServiceError("BODY_UNREADABLE", `The body is not multipart/form-data: ${reason}.`);
}
