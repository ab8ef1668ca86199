import { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import type { Access } from "./access.ts";
import type { Quotas } from "./agreement.ts";
import { agreementOf } from "./agreement-of.ts";

/** Whose a connection is that stays, and what it may hold. */
export interface SocketOwner {
  readonly customerId: string;
  /** Null for a customer without a session. */
  readonly sessionId: string | null;
  readonly quotas: Quotas;
}

/** Null where a caller has shown no credential, or one that is malformed, unknown or revoked. */
export function admitSockets(access: Access): (context: RequestContext) => Promise<SocketOwner | null> {
  return async (context) => {
    const { apiKey, sessionKey } = context.caller.credentials;
    try {
      const customer = apiKey === undefined ? null : await access.customer(context);
      if (sessionKey !== undefined) {
        const { session, agreement } = await access.session(context);
        return { customerId: session.customerId, sessionId: session.id, quotas: agreement.quotas };
      }
      return customer && { customerId: customer.id, sessionId: null, quotas: agreementOf(customer).quotas };
    } catch (refusal) {
      if (refusal instanceof ServiceError && (refusal.code === "API_KEY_REFUSED" || refusal.code === "SESSION_REFUSED"))
        return null;
      throw refusal;
    }
  };
}
