import { readClientConfig } from "../../config.ts";
import { OperatorError } from "../../errors.ts";
import { parseUuid } from "../../lib/uuid.ts";

/** Options of every command that asks a running service. */
export interface RemoteWords {
  readonly url?: string;
  readonly sessionKeyFile?: string;
}

/** Where a running service is, and who asks. */
export interface RemoteAccess {
  readonly url: string;
  /** The credential. */
  readonly headers: Readonly<Record<"Session-Key", string>>;
}

/**
 * Takes the address and the Session-Key from the options, and from the environment where they say nothing. The key itself is no option: what stands
 * on the command line, every user of the machine can read.
 *
 * @throws {OperatorError} for an address that is none, and without a key.
 */
export function readAccess({ url, sessionKeyFile }: RemoteWords): RemoteAccess {
  const { BASE, SESSION_KEY } = readClientConfig({
    ...(url !== undefined && { BASE: url }),
    ...(sessionKeyFile !== undefined && { SESSION_KEY: undefined, SESSION_KEY_FILE: sessionKeyFile }),
  });
  if (!URL.canParse(BASE) || !/^https?:/.test(BASE))
    throw new OperatorError("--url, or BASE, is the service's address, such as http://127.0.0.1:4000.");
  const sessionKey = parseUuid(SESSION_KEY?.trim() ?? "");
  if (sessionKey === null)
    throw new OperatorError(
      "Give the Session-Key, a UUID, in the variable SESSION_KEY, or in a file that --session-key-file names.",
    );
  return { url: BASE.replace(/\/+$/, ""), headers: { "Session-Key": sessionKey } };
}
