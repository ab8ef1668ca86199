import { RecentMap } from "../../lib/recent-map.ts";

// To count a customer's lines takes longer than to write an order's rows, once there are some thousand. But lines are opened in turn, and each raises a
// count: whoever has counted them once knows that by now there are at most as many more as were opened since.

/** Customers whose lines were counted, some fifty bytes each; those of others are counted anew. */
const MAX_CUSTOMERS = 10_000;

/** How long a count is good: rows that a failover has brought back are seen after that. */
const GOOD_MS = 60_000;

interface Counted {
  readonly atMost: number;
  /** How many were ever opened by then. */
  readonly opened: number;
  /** When they were really counted. */
  readonly atMs: number;
}

export interface FurtherLines {
  readonly customerId: string;
  readonly added: number;
  readonly quota: number;
  /** How many the customer has ever opened, these included. */
  readonly opened: number;
  /** Counts the open ones. */
  readonly count: () => Promise<number>;
}

/** Tells how many open lines customers have, counting them only where there may be no room for more. */
export class LineRoom {
  private readonly counted = new RecentMap<Counted>(MAX_CUSTOMERS);

  constructor(private readonly monotonicMs: () => number) {}

  /**
   * How many open lines the customer has before these are added, inside the transaction that holds the customer: exactly, unless there is room for
   * all of them, and then at most so many.
   */
  async held({ customerId, added, quota, opened, count }: FurtherLines): Promise<number> {
    const known = this.counted.get(customerId);
    const nowMs = this.monotonicMs();
    const isGood = known !== undefined && opened > known.opened && nowMs < known.atMs + GOOD_MS;
    const atMost = isGood ? known.atMost + opened - added - known.opened : Infinity;
    const hasRoom = atMost + added <= quota;
    const held = hasRoom ? atMost : await count();
    this.counted.set(customerId, { atMost: held + added, opened, atMs: hasRoom && isGood ? known.atMs : nowMs });
    return held;
  }
}
