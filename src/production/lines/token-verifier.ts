import type { Keyring } from "../../access/keyring.ts";
import type { Session } from "../../access/session.entity.ts";
import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import type { GeneratorPool } from "../../generator/pool/generator-pool.ts";
import { generatorLineOf } from "../records/generator-line.ts";
import { Part } from "../records/part.entity.ts";
import { lineNotFound, requireLine } from "../records/find-line.ts";

export const MAX_TOKENS = 1_000;

/** What a string is to a line: one of its tokens or not, and whether that has been issued. */
export type VerificationResult = "issued" | "not_issued" | "not_a_token";

/** What is known of a string that may be a line's token. */
export interface TokenVerification {
  readonly token: string;
  readonly issued: boolean;
  readonly result: VerificationResult;
  /** Where it stands in the line: 0 for the first token of all. Null where it is not issued: what is still to come is not told. */
  readonly index: bigint | null;
  /** Null where it is not issued, or was in a part that another database knows of. */
  readonly part: number | null;
  /** Where it stands in the part's data file: 0 for the first token. Null where `part` is. */
  readonly position: bigint | null;
}

export interface TokenVerifierDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly pool: GeneratorPool;
}

/** Tells which tokens a line has issued, by the inverse of its permutation: nothing is stored of a token, neither before nor now. */
export class TokenVerifier {
  constructor(private readonly deps: TokenVerifierDeps) {}

  /** @throws {ServiceError} `INPUT_INVALID` for more than 1,000 tokens, or `NOT_FOUND`. */
  async verify(session: Session, id: string, tokens: readonly string[]): Promise<TokenVerification[]> {
    const { database, keyring, pool } = this.deps;
    if (tokens.length > MAX_TOKENS)
      throw new ServiceError(
        "INPUT_INVALID",
        `At most ${MAX_TOKENS} tokens are verified at once, but got ${tokens.length}.`,
        "tokens",
      );
    const line = await requireLine(database.em.fork(), session, id);
    const generator = generatorLineOf(line, keyring);
    if (generator === null) throw lineNotFound();
    // Strings that no token is as long as stay here.
    const candidates = tokens.map((token) => (token.length > 2 * line.digits ? "" : token));
    const indexes = await pool.indexesOf(generator, candidates);
    const issue = issueOf(await database.em.fork().find(Part, { lineId: line.id }, { populate: ["register"] }));
    return tokens.map((token, at) => ({ token, ...issue(indexes[at] ?? null) }));
  }
}

type Issue = Omit<TokenVerification, "token">;

const NOWHERE = { index: null, part: null, position: null } as const;
const NOT_A_TOKEN: Issue = { issued: false, result: "not_a_token", ...NOWHERE };
const NOT_ISSUED: Issue = { issued: false, result: "not_issued", ...NOWHERE };

/**
 * A part shows its tokens from `ended` on, when it gets its register, whatever becomes of it then: failed and deleted parts have shown
 * theirs, too. One that left before has given its indexes back, for a later part to make.
 *
 * A part begins where the line stood. So what lies before any part is issued; where no part here holds it, the line was then made in
 * another database. What that has made since is known when the line goes on here.
 */
function issueOf(parts: readonly Part[]): (index: bigint | null) => Issue {
  const ended = parts.filter(({ register }) => register !== null);
  const marks = [
    ...parts.map(({ firstIndex }) => firstIndex),
    ...ended.map(({ firstIndex, size }) => firstIndex + size),
  ];
  const produced = marks.reduce((max, mark) => (mark > max ? mark : max), 0n);
  return (index) => {
    if (index === null) return NOT_A_TOKEN;
    if (index >= produced) return NOT_ISSUED;
    const part = ended.find(({ firstIndex, size }) => index >= firstIndex && index < firstIndex + size);
    const place =
      part === undefined ? { part: null, position: null } : { part: part.number, position: index - part.firstIndex };
    return { issued: true, result: "issued", index, ...place };
  };
}
