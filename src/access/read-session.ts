import type { SqlEntityManager } from "@mikro-orm/sql";
import { keptLookup } from "../database/kept-lookup.ts";
import type { Agreement, AgreementName, OwnPrice, Quotas } from "./agreement.ts";
import { agreementOf } from "./agreement-of.ts";
import type { Session } from "./session.entity.ts";

/** An open session, and what its customer may order. */
export interface SessionRead {
  readonly session: Session;
  readonly agreement: Agreement;
}

type Row = Omit<Session, "grantedAt" | "revokedAt"> & {
  readonly grantedMs: number;
  readonly agreement: AgreementName;
  readonly price: string | Partial<OwnPrice> | null;
  readonly quotas: string | Partial<Quotas> | null;
};

/** Every request asks for it. */
const byDigest = keptLookup<Row>({
  select: ({ ms }, condition) =>
    `select session.id, session.customer_id as "customerId", session.key_digest as "keyDigest",
        session.key_wrapped as "keyWrapped", session.note, session.client, session.agent, ${ms("session.granted_at")} as "grantedMs",
        customer.agreement, customer.price, customer.quotas
      from session join customer on customer.id = session.customer_id
      where ${condition} and session.revoked_at is null`,
  column: "session.key_digest",
  type: "text",
  keyOf: ({ keyDigest }) => keyDigest,
  isFirst: true,
});

/** Reads the open session whose key has one of the digests; null where there is none. */
export async function readSession(em: SqlEntityManager, digests: readonly string[]): Promise<SessionRead | null> {
  const rows = await Promise.all(digests.map((digest) => byDigest(em, digest))); // several where the ring has several master keys
  const row = rows.find((each) => each !== undefined);
  if (row === undefined) return null;
  const { grantedMs, agreement, price, quotas, ...session } = row;
  return {
    session: { ...session, grantedAt: new Date(grantedMs), revokedAt: null },
    agreement: agreementOf({ agreement, price: fromJson(price), quotas: fromJson(quotas) }),
  };
}

/** SQLite has JSON as text. */
function fromJson<Value extends object>(json: string | Value | null): Value | null {
  return typeof json === "string" ? (JSON.parse(json) as Value) : json;
}
