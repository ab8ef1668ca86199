import type { SqlEntityManager } from "@mikro-orm/sql";
import { isPostgresql } from "../database/is-postgresql.ts";
import { type KeptStatement, keptStatement, type Parameters, runKept } from "../database/kept-statement.ts";
import type { Database } from "../database/start-database.ts";
import { ServiceError } from "../errors.ts";
import { oneAtATime } from "../lib/one-at-a-time.ts";

/** What a customer holds of one kind, and what is to be added to it. */
export interface Holding {
  /** In the customer's words, such as "open sessions". */
  readonly what: string;
  readonly held: number;
  readonly added: number;
  readonly quota: number;
  /** What makes room, as a whole sentence. */
  readonly remedy: string;
}

const HOLD_CUSTOMER = keptStatement(({ forUpdate }) => `select id from customer where id = ? ${forUpdate}`);

/** Holds the customer as well. The count begins anew long before it is too large for its column. */
const COUNT_OPENED = keptStatement(
  () =>
    "update customer set lines_opened = (lines_opened + ?) % 2000000000 where id = ? returning lines_opened as opened",
);

/** Adds to what customers hold, so that nothing is counted twice into the same room, however many requests come at once. */
export class Holdings {
  /** Those who wait for one customer wait here, and not with a connection that others need; where none is held, they share their commits. */
  private readonly inTurn = oneAtATime();

  constructor(private readonly database: Database) {}

  /**
   * Does work in a transaction that holds the customer: what the work counts is true until it has committed.
   *
   * The order of holding is customer, session, line: with one order for all, no two wait for each other.
   */
  add<Result>(customerId: string, work: (em: SqlEntityManager) => Promise<Result>): Promise<Result> {
    return this.holding(customerId, [HOLD_CUSTOMER, [customerId]], work);
  }

  /**
   * As `add()`, of lines that the work may open.
   *
   * @param work told how many lines the customer has ever opened, these included.
   */
  addLines<Result>(
    customerId: string,
    count: number,
    work: (em: SqlEntityManager, opened: number) => Promise<Result>,
  ): Promise<Result> {
    return this.holding(customerId, [COUNT_OPENED, [count, customerId]], (em, [row]) =>
      work(em, (row as { readonly opened: number } | undefined)?.opened ?? 0),
    );
  }

  private holding<Result>(
    customerId: string,
    [statement, parameters]: readonly [KeptStatement, Parameters],
    work: (em: SqlEntityManager, rows: readonly unknown[]) => Promise<Result>,
  ): Promise<Result> {
    const held = () =>
      this.database.em.fork().transactional(async (em) => work(em, await runKept(em, statement, parameters)));
    return isPostgresql(this.database.em) ? this.inTurn(customerId, held) : held();
  }
}

/**
 * Lets nobody hold more than the quota. No time to wait is told: only the customer can make room.
 *
 * @throws {ServiceError} `QUOTA_EXCEEDED`
 */
export function refuseAbove({ what, held, added, quota, remedy }: Holding): void {
  if (held + added <= quota) return;
  const more = added === 1 ? "" : `, and this would add ${added}`;
  throw new ServiceError(
    "QUOTA_EXCEEDED",
    `The customer has ${held} of at most ${quota} ${what}${more}. ${remedy}`,
    undefined,
    {
      maximum: BigInt(quota),
    },
  );
}
