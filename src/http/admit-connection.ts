import { ServiceError } from "../errors.ts";
import type { Caller, Credentials, RequestContext } from "../graphql/request-context.ts";
import type { SocketAdmission, SocketRegistry } from "./socket-registry.ts";

/** How long the streams of a revoked session may go on telling their end. */
export const LAST_WORDS_MS = 2_000;

export interface AdmissionDeps {
  readonly contextOf: (caller: Caller) => RequestContext;
  /** Whose the credentials are that a caller has shown; null for none, and where one of them is refused. */
  readonly admit: (context: RequestContext) => Promise<SocketAdmission | null>;
}

export interface Arrival {
  readonly context: RequestContext;
  /** Told how the place is given up that the connection takes. */
  readonly onPlace: (leave: () => void) => void;
  /** Called when the session ends. */
  readonly onRevoked: () => void;
}

/**
 * Lets a connection in that stays, a WebSocket or a stream.
 *
 * @returns null where its credentials are refused.
 * @throws {ServiceError} `QUOTA_EXCEEDED` where its customer has as many as it may.
 */
export async function admitConnection(
  { admit, contextOf }: AdmissionDeps,
  registry: SocketRegistry,
  { context, onPlace, onRevoked }: Arrival,
): Promise<SocketAdmission | null> {
  const admission = await admit(context);
  if (admission === null) return null;
  const leave = registry.admit(admission, onRevoked);
  if (leave === null)
    throw new ServiceError("QUOTA_EXCEEDED", `Too many connections: at most ${admission.quotas.sockets}.`);
  onPlace(leave);
  // A session that was closed meanwhile has told so already.
  return (await admit(contextOf(context.caller))) === null ? null : admission;
}

/** Why a connection is not let in, or ends: of one with both credentials it is the Api-Key that was replaced, since the end of a session ends it. */
export function credentialRefused({ apiKey }: Partial<Pick<Credentials, "apiKey">>): ServiceError {
  return apiKey === undefined
    ? new ServiceError("SESSION_REFUSED", "Send the Session-Key of an open session.")
    : new ServiceError("API_KEY_REFUSED", "Unknown Api-Key.");
}
