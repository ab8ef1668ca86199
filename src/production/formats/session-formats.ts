import type { Session } from "../../access/session.entity.ts";
import type { Alphabets } from "../../alphabet/alphabets.ts";
import { ServiceError } from "../../errors.ts";
import { type Format, type FormatInput, formatText, parseFormat } from "../../format/format.ts";
import { alphabetNames } from "../../format/pattern/parse-pattern.ts";
import { formatOf } from "../../generator/line/line-format.ts";
import type { CompiledFormat, FormatCompiler } from "./format-compiler.ts";
import type { NamedFormats } from "./named-formats.ts";

/** A format as a session has written it. */
export interface ReadFormat {
  readonly format: Format;
  /** Canonical. */
  readonly text: string;
}

export interface SessionFormatsDeps {
  readonly alphabets: Alphabets;
  readonly compiler: FormatCompiler;
  readonly named: NamedFormats;
}

/** Formats as a session writes them: with alphabets of its own in their patterns. */
export class SessionFormats {
  constructor(private readonly deps: SessionFormatsDeps) {}

  /** @throws {ServiceError} as `parseFormat()` does, its fields named from `format` on. */
  read(session: Session, input: FormatInput): Promise<ReadFormat> {
    return inFormat(async () => {
      const own = await this.deps.alphabets.allNamed(session, alphabetNames(input.pattern));
      const format = parseFormat(input, own);
      return { format, text: formatText(format) };
    });
  }

  /** The format of an order. */
  async ofShape(
    session: Session,
    shape: { readonly format: FormatInput } | { readonly formatName: string },
  ): Promise<ReadFormat> {
    if ("format" in shape) return this.read(session, shape.format);
    const { text } = await this.deps.named.require(session, shape.formatName);
    return { format: formatOf(text), text };
  }

  /** @throws {ServiceError} `FORMAT_TOO_LARGE` or `FORMAT_EMPTY`. */
  compile(session: Session, { text }: Pick<ReadFormat, "text">): Promise<CompiledFormat> {
    return inFormat(() => this.deps.compiler.compile(text, session.customerId));
  }
}

/** Names the field of what is refused as a member of an order's `format`. */
async function inFormat<T>(make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (thrown) {
    if (!(thrown instanceof ServiceError)) throw thrown;
    const { field } = thrown;
    throw thrown.with({ field: field === undefined || field === "format" ? "format" : `format.${field}` });
  }
}
