import type { Keyring } from "../../access/keyring.ts";
import type { Session } from "../../access/session.entity.ts";
import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import { standingForms } from "../../format/lenient/composed.ts";
import type { GeneratorPool } from "../../generator/pool/generator-pool.ts";
import type { TypedReading } from "../../generator/typed-tokens.ts";
import { lineNotFound, requireLine } from "../records/find-line.ts";
import { generatorLineOf } from "../records/generator-line.ts";
import type { ShownLine } from "../records/line.entity.ts";
import { widestTokenBytes } from "../records/token-form.ts";
import { Inquiry, tokensIn, type TokenVerification } from "./inquiry.ts";
import { readIssues } from "./issue.ts";

export const MAX_TOKENS = 1_000;

export interface TokenVerifierDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly pool: GeneratorPool;
}

/** Whether tokens are taken as they stand, or as people type them. */
export type Manner = "strict" | "lenient";

/** Tells which tokens a line has issued, by the inverse of its permutation: nothing is stored of a token, neither before nor now. */
export class TokenVerifier {
  constructor(private readonly deps: TokenVerifierDeps) {}

  /** @throws {ServiceError} `INPUT_INVALID` for more than 1,000 tokens, or `NOT_FOUND`. */
  async verify(
    session: Session,
    id: string,
    tokens: readonly string[],
    manner: Manner,
  ): Promise<TokenVerification<ShownLine>[]> {
    const { database, keyring, pool } = this.deps;
    refuseFurtherTokens(tokens);
    const line = await requireLine(database.em.fork(), session, id);
    const generator = generatorLineOf(line, keyring);
    if (generator === null) throw lineNotFound();
    const widestBytes = Number(widestTokenBytes(line));
    const typed = manner === "lenient" ? await pool.readTyped(generator, tokens) : null;
    const standing = tokens.map((token) => (typed === null ? formsOf(token, widestBytes) : []));
    const wanted = [...new Set([...standing.flat(), ...(typed ?? []).flatMap(tokensIn)])];
    const indexes = await pool.indexesOf(generator, wanted);
    const indexOf = new Map(wanted.map((token, at) => [token, indexes[at] ?? null]));
    const readings = typed ?? standing.map((forms) => asItStands(forms, indexOf));
    const issueOf = (await readIssues(database.em.fork(), [line.id]))(line.id);
    return tokens.map((text, at) => {
      const inquiry = new Inquiry<ShownLine>(text);
      const reading = readings[at] ?? NONE;
      const isToken = reading.kind !== "token" || typeof indexOf.get(reading.token) === "bigint";
      inquiry.read(isToken ? reading : NONE);
      inquiry.look(line, reading, (token) => {
        const index = indexOf.get(token) ?? null;
        return index === null ? null : issueOf(index);
      });
      return inquiry.answer();
    });
  }
}

/** @throws {ServiceError} `INPUT_INVALID` */
export function refuseFurtherTokens(tokens: readonly string[]): void {
  if (tokens.length > MAX_TOKENS)
    throw new ServiceError(
      "INPUT_INVALID",
      `At most ${MAX_TOKENS} tokens are verified at once, but got ${tokens.length}.`,
      "tokens",
    );
}

const NONE: TypedReading = { kind: "none" };

/** In composed form, four characters may be one. */
const MOST_PARTS = 4;

/** What to look a string up as; nothing for one that is longer than every token. */
function formsOf(text: string, widestBytes: number): readonly string[] {
  return text.length > MOST_PARTS * widestBytes ? [] : standingForms(text);
}

function asItStands(forms: readonly string[], indexOf: ReadonlyMap<string, bigint | null>): TypedReading {
  const token = forms.find((form) => typeof indexOf.get(form) === "bigint");
  return token === undefined ? NONE : { kind: "token", token };
}
