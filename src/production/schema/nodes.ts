import type { Access, OpenSession } from "../../access/access.ts";
import type { Customer } from "../../access/customer.entity.ts";
import { CustomerType } from "../../access/customer.type.ts";
import { SessionType } from "../../access/session.type.ts";
import type { Database } from "../../database/start-database.ts";
import type { NodeType } from "../../graphql/node.type.ts";
import { parseUuid } from "../../lib/uuid.ts";
import { Payment } from "../../payment/payment.entity.ts";
import { PaymentIntentType } from "../../payment/payment-intent.type.ts";
import { PaymentType } from "../../payment/payment.type.ts";
import type { Payments } from "../../payment/payments.ts";
import { Line } from "../records/line.entity.ts";
import { Part } from "../records/part.entity.ts";
import { PartType } from "./part.type.ts";
import { TokensType } from "./tokens.type.ts";

/** Whose nodes are looked for: of a session, of a customer, or of both. */
export interface NodeOwner {
  readonly open: OpenSession | null;
  readonly customer: Customer | null;
}

export interface NodesDeps {
  readonly access: Access;
  readonly payments: Payments;
  readonly database: Database;
}

/** Whatever has an id, found by its id alone, in a fixed number of statements however many ids there are. */
export class Nodes {
  constructor(private readonly deps: NodesDeps) {}

  /** In the order of the ids; null for every id that is not the owner's. */
  async find({ open, customer }: NodeOwner, ids: readonly string[]): Promise<(NodeType | null)[]> {
    const uuids = [...new Set(ids.map(parseUuid).filter((id) => id !== null))];
    const found = [
      ...(open === null ? [] : await this.ofSession(open, uuids)),
      ...(customer === null ? [] : await this.ofCustomer(customer, uuids)),
    ];
    const byId = new Map(found.map((node) => [node.id, node]));
    return ids.map((id) => byId.get(parseUuid(id) ?? "") ?? null);
  }

  private async ofCustomer(customer: Customer, ids: readonly string[]): Promise<NodeType[]> {
    const sessions = await this.deps.access.sessionsNamed(customer, { ids });
    return [
      ...(ids.includes(customer.id) ? [new CustomerType(customer)] : []),
      ...sessions.map((session) => new SessionType(session)),
    ];
  }

  private async ofSession(open: OpenSession, ids: readonly string[]): Promise<NodeType[]> {
    const { session } = open;
    const intents = await this.deps.payments.findAll(session.customerId, ids);
    return [
      ...(ids.includes(session.id) ? [new SessionType(open)] : []),
      ...intents.map((intent) => new PaymentIntentType(intent)),
      ...(await this.ofLines(session.id, ids)),
    ];
  }

  /** The session's lines, their parts, and what has paid for these. */
  private async ofLines(sessionId: string, ids: readonly string[]): Promise<NodeType[]> {
    const em = this.deps.database.em.fork();
    const parts = await em.find(Part, { $or: [{ id: { $in: [...ids] } }, { paymentId: { $in: [...ids] } }] });
    const lineIds = [...ids, ...parts.map(({ lineId }) => lineId)];
    const lines = await em.find(Line, { id: { $in: lineIds }, sessionId, deletedAt: null });
    const own = new Set(lines.map(({ id }) => id));
    const ownParts = parts.filter(({ lineId }) => own.has(lineId));
    const paymentIds = ownParts.map(({ paymentId }) => paymentId).filter((id) => id !== null && ids.includes(id));
    const payments = await em.find(Payment, { id: { $in: paymentIds } });
    return [
      ...lines.map((line) => new TokensType(line)),
      ...ownParts.map((part) => new PartType(part)),
      ...payments.map((payment) => new PaymentType(payment)),
    ];
  }
}
