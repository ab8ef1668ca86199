import { standingForms } from "../../format/lenient/composed.ts";
import type { TypedReading } from "../../generator/typed-tokens.ts";
import type { Issue } from "./issue.ts";

/** What a string is to one line, or to all lines of a session. */
export type VerificationResult = "issued" | "not_issued" | "not_a_token" | "check_failed" | "ambiguous";

/** What is known of a string that may be a token. */
export interface TokenVerification<Line> {
  readonly token: string;
  readonly issued: boolean;
  readonly result: VerificationResult;
  /** The token as its line writes it; null where the string is none, or may be several. */
  readonly canonical: string | null;
  /** The line that has issued it; null, as the next three, where none has: what is still to come is not told. */
  readonly line: Line | null;
  readonly index: bigint | null;
  /** Null, too, where it was in a part that another database knows of. */
  readonly part: number | null;
  readonly position: bigint | null;
  /** Which characters are probably wrong, or swapped, counted from 0; null where a wrong check does not tell. */
  readonly suspect: readonly number[] | null;
}

/** A token that a line has issued. */
interface Hit<Line> {
  readonly line: Line;
  readonly token: string;
  readonly issue: Issue;
}

/** Where one of a line's tokens was issued; null where it was not, or is none. */
export type IssueOfToken = (token: string) => Issue | null;

const NOWHERE = { line: null, index: null, part: null, position: null } as const;

/** The tokens whose indexes must be known to answer for a text that is read so. */
export function tokensIn(reading: TypedReading): readonly string[] {
  if (reading.kind === "token") return [reading.token];
  if (reading.kind === "ambiguous") return reading.tokens ?? [];
  return reading.kind === "check-failed" ? reading.corrections.map(({ token }) => token) : [];
}

/**
 * Asks what one string is to some lines, and answers so that no two issued tokens are taken for one another.
 *
 * A string that an issued token is written like is that token, unless two lines have issued it. Any other is one only where it can be no
 * second one that is issued.
 */
export class Inquiry<Line> {
  private readonly hits: Hit<Line>[] = [];
  private readonly unissued = new Set<string>();
  /** Characters that one correction each would change: of issued tokens, and of others. */
  private readonly suspects: { readonly issued: (readonly number[])[]; readonly others: (readonly number[])[] } = {
    issued: [],
    others: [],
  };
  private isAmbiguous = false;
  private mayBeIssued = false;
  private hasFailed = false;

  constructor(private readonly text: string) {}

  /** Notes how the text is read as a token of certain lines, each of which is then to be looked in. */
  read(reading: TypedReading): void {
    if (reading.kind === "token") this.unissued.add(reading.token);
    if (reading.kind === "ambiguous") {
      this.isAmbiguous = true;
      this.mayBeIssued ||= reading.tokens === null;
    }
    if (reading.kind === "check-failed") {
      this.hasFailed = true;
      this.suspects.others.push(...reading.corrections.map(({ at }) => at));
    }
  }

  /** Notes what a line has issued of it. */
  look(line: Line, reading: TypedReading, issueOf: IssueOfToken): void {
    if (reading.kind === "token") {
      const { token } = reading;
      const issue = issueOf(token);
      if (issue !== null) this.hits.push({ line, token, issue });
    }
    if (reading.kind === "ambiguous")
      this.mayBeIssued ||= reading.tokens?.some((token) => issueOf(token) !== null) === true;
    if (reading.kind === "check-failed")
      for (const { token, at } of reading.corrections) if (issueOf(token) !== null) this.suspects.issued.push(at);
  }

  answer(): TokenVerification<Line> {
    const standing = standingForms(this.text);
    const exact = this.hits.filter(({ token }) => standing.includes(token));
    const hits = exact.length > 0 ? exact : this.hits;
    const [hit] = hits;
    const others = exact.length === 0 && this.mayBeIssued;
    if (hits.length > 1 || others) return this.notIssued("ambiguous");
    if (hit === undefined) return this.without();
    const { line, token, issue } = hit;
    return { token: this.text, issued: true, result: "issued", canonical: token, line, suspect: null, ...issue };
  }

  /** What it is where no line has issued it. A wrong check says more of it than that some line could write it. */
  private without(): TokenVerification<Line> {
    if (this.hasFailed) return { ...this.notIssued("check_failed"), suspect: this.suspect() };
    const [canonical = null] = this.unissued.size === 1 ? this.unissued : [];
    if (this.unissued.size > 0) return { ...this.notIssued("not_issued"), canonical };
    return this.notIssued(this.isAmbiguous ? "ambiguous" : "not_a_token");
  }

  private notIssued(result: Exclude<VerificationResult, "issued">): TokenVerification<Line> {
    return { token: this.text, issued: false, result, canonical: null, suspect: null, ...NOWHERE };
  }

  /** The characters that all corrections agree on: by those that lead to issued tokens, if there are any. */
  private suspect(): readonly number[] | null {
    const { issued, others } = this.suspects;
    const places = new Map((issued.length > 0 ? issued : others).map((at) => [at.join(), at]));
    const [only = null] = places.size === 1 ? places.values() : [];
    return only;
  }
}
