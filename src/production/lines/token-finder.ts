import type { Session } from "../../access/session.entity.ts";
import { standingForms } from "../../format/lenient/composed.ts";
import { type TypedLength, typedLength, type TypedReading } from "../../generator/typed-tokens.ts";
import { ahead } from "../../lib/ahead.ts";
import { generatorLineOf } from "../records/generator-line.ts";
import { isPlain } from "../records/line-shape.ts";
import {
  linesOfShape,
  readForm,
  type SessionShape,
  sessionShapes,
  type ShapedLine,
} from "../records/session-shapes.ts";
import { shapeOfForm, type TokenForm } from "../records/token-form.ts";
import { FindingWork, pageLines } from "./finding-work.ts";
import { Inquiry, tokensIn, type TokenVerification } from "./inquiry.ts";
import { readIssues } from "./issue.ts";
import { type Manner, refuseFurtherTokens, type TokenVerifierDeps } from "./token-verifier.ts";

/** What texts to read, and how. */
interface Typed {
  readonly texts: readonly string[];
  readonly lengths: readonly TypedLength[];
  readonly manner: Manner;
}

/** Lines of a session that write their tokens alike, and how texts are read as such. */
interface Search {
  readonly shape: SessionShape;
  readonly form: TokenForm;
  /** By the places of the texts that may be such tokens. */
  readonly readings: ReadonlyMap<number, TypedReading>;
  /** What to look for in each line. */
  readonly tokens: readonly string[];
}

/** A line that was looked in: the index of each token, or null where it is none of the line's. */
interface LookedIn extends ShapedLine {
  readonly indexes: ReadonlyMap<string, bigint | null>;
}

/** Finds tokens among all lines of a session, and looks only into those that write such tokens. */
export class TokenFinder {
  constructor(private readonly deps: TokenVerifierDeps) {}

  /**
   * @returns an answer for each token, in their order, with the id of the line that has issued it.
   * @throws {ServiceError} `INPUT_INVALID` for more than 1,000 tokens, or where too many lines could have written them.
   */
  async find(session: Session, texts: readonly string[], manner: Manner): Promise<TokenVerification<string>[]> {
    refuseFurtherTokens(texts);
    const inquiries = texts.map((text) => new Inquiry<string>(text));
    for (const search of await this.searches(session, { texts, lengths: texts.map(typedLength), manner })) {
      for (const [at, reading] of search.readings) inquiries[at]?.read(reading);
      if (search.tokens.length > 0) await this.look(session, search, inquiries);
    }
    return inquiries.map((inquiry) => inquiry.answer());
  }

  /** Reads the texts in each way in which the session's lines write tokens, before any line is looked in. */
  private async searches(session: Session, typed: Typed): Promise<Search[]> {
    const em = this.deps.database.em.fork();
    const work = new FindingWork();
    const maxDigits = typed.lengths.reduce((max, { most }) => Math.max(max, most), 0);
    const searches: Search[] = [];
    for (const shape of await sessionShapes(em, session, maxDigits)) {
      const fitting = [...typed.texts.keys()].filter((at) => fits(shape, typed.lengths[at]));
      if (fitting.length === 0) continue;
      const form = await readForm(em, session, shape);
      if (form === null) continue;
      work.addReadings(form, fitting.length);
      const search = await this.readAs({ shape, form }, session, typed, fitting);
      if (search === null) continue;
      work.addLines(form, shape.lines, search.tokens.length);
      searches.push(search);
    }
    return searches;
  }

  /** Null where none of the texts is such a token. */
  private async readAs(
    { shape, form }: Pick<Search, "shape" | "form">,
    { customerId: owner }: Session,
    { texts, manner }: Typed,
    fitting: readonly number[],
  ): Promise<Search | null> {
    const read = await this.deps.pool.readTyped(
      { owner, ...shapeOfForm(form) },
      fitting.map((at) => texts[at] ?? ""),
    );
    const readings = new Map<number, TypedReading>();
    for (const [place, at] of fitting.entries()) {
      const reading = read[place];
      if (reading !== undefined && isMeant(reading, texts[at], manner)) readings.set(at, reading);
    }
    if (readings.size === 0) return null;
    return { shape, form, readings, tokens: [...new Set([...readings.values()].flatMap(tokensIn))] };
  }

  /** Looks for the tokens in every line of the shape, some lines at a time, on as many threads as there are. */
  private async look(session: Session, search: Search, inquiries: readonly Inquiry<string>[]): Promise<void> {
    const { shape, form, readings } = search;
    const em = this.deps.database.em.fork();
    const pages = linesOfShape(em, session, { ...shape, pageLines: pageLines(form) });
    for await (const lookedIn of ahead(pages, 2 * this.deps.pool.workers, (lines) => this.lookInto(lines, search))) {
      const taken = lookedIn.filter(hasTaken);
      if (taken.length === 0) continue;
      const issuesOf = await readIssues(
        em,
        taken.map(({ id }) => id),
      );
      for (const { id, indexes } of taken) {
        const issueOf = issuesOf(id);
        for (const [at, reading] of readings)
          inquiries[at]?.look(id, reading, (token) => {
            const index = indexes.get(token) ?? null;
            return index === null ? null : issueOf(index);
          });
      }
    }
  }

  /** Lines that were deleted meanwhile are left out. */
  private async lookInto(lines: readonly ShapedLine[], { form, tokens }: Search): Promise<LookedIn[]> {
    const { keyring, pool } = this.deps;
    const open = lines.flatMap((line) => {
      const generator = generatorLineOf({ ...line, ...form }, keyring);
      return generator === null ? [] : [{ line, generator }];
    });
    const found = await pool.indexesIn(
      open.map(({ generator }) => generator),
      tokens,
    );
    return open.map(({ line }, at) => ({
      ...line,
      indexes: new Map(tokens.map((token, place) => [token, found[at]?.[place] ?? null])),
    }));
  }
}

/** Whether a text of that length may be a token of the shape; a format may have any number of literals. */
function fits({ digits, shape }: SessionShape, length: TypedLength | undefined): boolean {
  return length !== undefined && digits <= length.most && (length.least <= digits || !isPlain(shape));
}

/** Strictly, a text is only what it is as it stands. */
function isMeant(reading: TypedReading, text = "", manner: Manner): boolean {
  if (reading.kind === "none") return false;
  return manner === "lenient" || (reading.kind === "token" && standingForms(text).includes(reading.token));
}

/** Whether one of the tokens was taken by a part: all others are not issued. */
function hasTaken({ indexes, nextIndex }: LookedIn): boolean {
  return [...indexes.values()].some((index) => index !== null && index < nextIndex);
}
