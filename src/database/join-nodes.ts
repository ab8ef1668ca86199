import pg from "pg";
import type { OperatorError } from "../errors.ts";
import { atMost } from "../lib/at-most.ts";
import type { Runtime } from "../lib/runtime.ts";
import { ALIVE } from "./examine-server.ts";
import { type Hold, holdDatabase } from "./hold-database.ts";
import { Mailbox } from "./mailbox.ts";
import { directUrlOf } from "./one-process.ts";
import type { Message, Peers } from "./peers.ts";
import type { ServerLocation } from "./profile.ts";

/** Whoever has just come is not counted by a reading that was begun before. */
const NEWCOMER_MS = 10_000;

/** How long the others are told goodbye by a database that may be away. */
const GOODBYE_MS = 1_000;
const HERE = "here";

export interface NodesDeps {
  readonly runtime: Runtime;
  readonly version: string;
  /** Told once another process has taken the database for itself. */
  readonly onLost: (why: OperatorError) => void;
  /** Told by how much this machine's clock differs from the database's, each time that is known. */
  readonly onClock: (offsetMs: number) => void;
  /** Told which other versions run on the database, each time that is known: none, unless nodes have started at the same time or come back. */
  readonly onVersions: (others: readonly string[]) => void;
}

const BEAT = `with beat as (
    insert into node (id, version, address, since, heartbeat) values ($1, $2, $3, clock_timestamp(), clock_timestamp())
    on conflict (id) do update set heartbeat = excluded.heartbeat, address = excluded.address
  ), gone as (delete from node where heartbeat < clock_timestamp() - interval '1 hour' and id <> $1)
  select (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs",
    1 + (select count(*) from node where ${ALIVE} and id <> $1)::int as live,
    array(select distinct version from node where ${ALIVE} and version <> $2 order by version) as others`;

/** This process among those that share a PostgreSQL database, on the one connection of its own that holds the database. */
export class Nodes implements Peers {
  readonly hear: Peers["hear"];
  readonly onGap: Peers["onGap"];
  readonly tell: Peers["tell"];
  /** A UUID: another one after each start. */
  readonly id: string;
  private readonly mailbox: Mailbox;
  private hold: Hold | null = null;
  private isJoined = false;
  private address: string | null = null;
  private live = 1;
  private crowdedUntilMs = -Infinity;

  private constructor(private readonly deps: NodesDeps) {
    this.id = deps.runtime.uuid();
    this.mailbox = new Mailbox(this.id, () => (this.isJoined ? (this.hold?.client() ?? null) : null));
    this.mailbox.hear(HERE, () => {
      this.crowdedUntilMs = deps.runtime.monotonicMs() + NEWCOMER_MS;
    });
    this.hear = (kind, listener) => {
      this.mailbox.hear(kind, listener);
    };
    this.onGap = (listener) => {
      this.mailbox.onGap(listener);
    };
    this.tell = (message: Message) => {
      if (this.count() > 1) this.mailbox.tell(message);
    };
  }

  /**
   * Holds the database together with others; `join()` must follow once its tables are there.
   *
   * @throws {OperatorError} when somebody has it for himself, or it cannot be reached.
   */
  static async hold(location: ServerLocation, deps: NodesDeps): Promise<Nodes> {
    const nodes = new Nodes(deps);
    nodes.hold = await holdDatabase(directUrlOf(location), {
      sharing: "shared",
      timer: deps.runtime.timer,
      onLost: deps.onLost,
      prepare: (client) => nodes.prepare(client),
      ask: (client) => nodes.beat(client),
    });
    return nodes;
  }

  /** Registers this node, and hears the others from now on. */
  async join(): Promise<void> {
    const client = this.hold?.client() ?? null;
    this.isJoined = true;
    if (client !== null) await this.prepare(client); // otherwise the next connection does it
    this.mailbox.tell([HERE]);
    await this.mailbox.sent();
  }

  count(): number {
    return this.deps.runtime.monotonicMs() < this.crowdedUntilMs ? Math.max(2, this.live) : this.live;
  }

  /** Whether what others tell comes here at the moment. */
  isHearing(): boolean {
    return this.isJoined && (this.hold?.client() ?? null) !== null;
  }

  /** Where this node listens, as others are told. */
  setAddress(address: string): void {
    this.address = address;
  }

  /** Says goodbye, and lets go of the database. */
  async stop(): Promise<void> {
    await atMost(GOODBYE_MS, this.deps.runtime.timer, this.leave()); // it is soon taken for gone
    await this.hold?.stop();
  }

  private async leave(): Promise<void> {
    const client = this.hold?.client() ?? null;
    await this.mailbox.sent();
    this.isJoined = false; // a heartbeat behind it would register it again
    await client?.query("delete from node where id = $1", [this.id]);
  }

  private async prepare(client: pg.Client): Promise<void> {
    if (!this.isJoined) return;
    await this.mailbox.open(client);
    await this.beat(client);
  }

  private async beat(client: pg.Client): Promise<void> {
    if (!this.isJoined) {
      await client.query("select 1");
      return;
    }
    const { onClock, onVersions, version } = this.deps;
    const askedMs = Date.now();
    try {
      const { rows } = await client.query<{ nowMs: number; live: number; others: string[] }>({
        name: "beat",
        text: BEAT,
        values: [this.id, version, this.address],
      });
      const [told] = rows;
      if (told === undefined) return;
      this.live = told.live;
      onVersions(told.others);
      onClock(told.nowMs - (askedMs + Date.now()) / 2);
    } catch (fault) {
      if (!(fault instanceof pg.DatabaseError) || fault.severity !== "ERROR") throw fault; // a disk that is full takes no heartbeat, and yet the connection is well
    }
  }
}
