import type { EntityManager } from "@mikro-orm/core";
import type { Keyring } from "../../access/keyring.ts";
import { changeKept, keptStatement } from "../../database/kept-statement.ts";
import { insertAllKept } from "../../database/kept-write.ts";
import type { Database } from "../../database/start-database.ts";
import { mixRegister } from "../../generator/line/checksum.ts";
import { chunkSize } from "../../generator/line/chunk-size.ts";
import type { GeneratorLine } from "../../generator/line/line.ts";
import type { GeneratorPool } from "../../generator/pool/generator-pool.ts";
import { SHUFFLE_LIMIT } from "../../generator/shuffle/shuffle.ts";
import { type Gathered, Gathering } from "../../lib/gathering.ts";
import type { Runtime } from "../../lib/runtime.ts";
import type { ProductionEvents } from "../events/production-events.ts";
import { Checkpoints } from "../files/checkpoints.ts";
import { type Course, takeCourses } from "../records/change-status.ts";
import { requireGeneratorLine } from "../records/generator-line.ts";
import { PartFile } from "../records/part-file.entity.ts";
import type { Part } from "../records/part.entity.ts";
import type { PartRecord } from "../records/part-record.ts";
import { registerBefore, registerToBytes } from "../records/register.ts";
import { seedOf } from "../records/seed.ts";
import { capacityOf, fixedTokenBytes, shapeOfForm, type TokenForm } from "../records/token-form.ts";
import { outstandingWork } from "../records/unfinished.ts";
import type { DatabaseTurns } from "./database-turns.ts";
import { agreementOf, endedStatus } from "./end-part.ts";
import { goesOn, snapshotFile } from "./finish-part.ts";
import type { PassResult } from "./hash-chunks.ts";
import type { ClaimedPart } from "./jobs.ts";
import type { MadeTokens } from "./made-tokens.ts";
import { holdRequested, readRequested, type RequestedPart } from "./requested-parts.ts";
import { generatedFile } from "./stored-files.ts";

// A part of some thousand tokens is made within a millisecond, but its three changes of status took three transactions, some thirty statements and
// two trips to a thread. Those of a customer that wait at the same time are made by one task, and take all their steps in one transaction.
// Whatever is in the way, it is left to the ordinary way, which goes on from where the part stands: so nothing is handled here.

/** Of a part's text: 2,500 tokens of 12 letters. A group of them is no more than a chunk. */
const SMALL_BYTES = 2 ** 15;
const MOST = 32;
/** Of one customer: one is made while another is written. */
const PLACES = 2;
/** Tables of shuffled lines that are built within a millisecond. */
const SMALL_TABLE = 2 ** 13;
/** Parts that are read by one statement. */
const MOST_READ = 64;

export interface SmallPartsDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly runtime: Runtime;
  readonly pool: Pick<GeneratorPool, "hashed">;
  readonly events: ProductionEvents;
  readonly turns: DatabaseTurns;
  readonly made: MadeTokens;
}

interface Wanted extends RequestedPart {
  readonly claim: ClaimedPart;
  readonly signal: AbortSignal;
}

interface Small extends Wanted {
  readonly generator: GeneratorLine;
}

interface Made extends Small {
  readonly result: PassResult;
  /** As they are stored. */
  readonly files: readonly PartFile[];
  readonly endedAt: Date;
  readonly finishedAt: Date;
}

type Group<Task> = readonly Gathered<Task, boolean>[];

/** Makes small parts, many at a time. */
export class SmallParts {
  private readonly reading = new Gathering<string, RequestedPart | null>({
    most: MOST_READ,
    places: 1,
    together: async (_, group) => {
      const ids = group.map(({ task }) => task);
      const rows = await readRequested(this.deps.database.em, ids);
      for (const { task, resolve } of group) resolve(rows.get(task) ?? null);
    },
  });
  private readonly making = new Gathering<Wanted, boolean>({
    most: MOST,
    places: PLACES,
    together: (customerId, group) => this.makeAll(customerId, group),
  });

  constructor(private readonly deps: SmallPartsDeps) {}

  /**
   * Brings a part from `requested` to `finished`, if it is small.
   *
   * @returns whether nothing is left to do. What is left is for the ordinary way, and whatever was in the way for it to say.
   */
  async finish(claim: ClaimedPart, signal: AbortSignal): Promise<boolean> {
    const { partId, customerId } = claim;
    try {
      const requested = await this.reading.add("", partId);
      if (!requested?.line.keyWrapped || !isSmall(requested.line, requested.part)) return false;
      claim.epoch ??= requested.part.epoch; // of one that nobody else could claim
      return await this.making.add(customerId, { ...requested, claim, signal });
    } catch {
      return false; // the ordinary way meets the same fault, and knows what to do about it
    }
  }

  private async makeAll(customerId: string, group: Group<Wanted>): Promise<void> {
    const { database, runtime, turns } = this.deps;
    const startedAt = runtime.now();
    const startedMs = runtime.monotonicMs();
    const made = await this.make(
      customerId,
      group.map(({ task }) => task),
    );
    const begun = { startedAt, elapsedMs: runtime.monotonicMs() - startedMs };
    const changed = await turns.take(customerId, () =>
      database.em.fork().transactional((em) => this.write(em, made, begun)),
    );
    for (const [at, records] of changed) this.publish(made[at], records);
    for (const { task, resolve } of group) resolve(outstandingWork(task.part) === "nothing");
  }

  private async make(customerId: string, wanted: readonly Wanted[]): Promise<Made[]> {
    const { keyring, pool } = this.deps;
    const small = wanted.map((each): Small => ({ ...each, generator: requireGeneratorLine(each.line, keyring) }));
    const ranges = small.map(({ part, generator, signal }) => ({
      range: { line: generator, first: part.firstIndex, count: Number(part.size), seed: seedOf(part, keyring) },
      signal,
    }));
    const hashed = await pool.hashed(customerId, ranges);
    const endedAt = this.deps.runtime.now();
    return small.flatMap((each, at) => {
      const found = hashed[at];
      if (!found) return [];
      const { line, part, generator } = each;
      this.deps.made.note(Number(part.size), found.bytes);
      const register = mixRegister(registerBefore(line, part.registerBefore), found.register);
      const chunkTokens = BigInt(chunkSize(generator));
      const checkpoints = fixedTokenBytes(line) === null ? new Checkpoints(chunkTokens).toBytes() : null;
      const result = { ...found, bytes: BigInt(found.bytes), register, checkpoints };
      const files = this.filesOf({ ...each, result });
      return [{ ...each, result, files, endedAt, finishedAt: this.deps.runtime.now() }];
    });
  }

  /** Takes all steps of the parts that still stand as requested. @returns their records, by their place among all. */
  private async write(
    em: EntityManager,
    made: readonly Made[],
    { startedAt, elapsedMs }: { readonly startedAt: Date; readonly elapsedMs: number },
  ): Promise<Map<number, readonly PartRecord[]>> {
    const wanted = made.filter(({ signal }) => !signal.aborted);
    const held = await holdRequested(
      em,
      wanted.map(({ part }) => part.id),
    );
    const parts = wanted.filter(({ part, claim }) => held.get(part.id) === claim.epoch);
    const [first] = parts;
    if (first === undefined) return new Map();
    const agreement = await agreementOf(em, first.line);
    const registers = parts.map(({ part, result }) => [
      part.id,
      Buffer.from(registerToBytes(result.register)).toString("hex"),
    ]);
    await changeKept(em, END_ALL, [JSON.stringify(registers)]);
    await insertAllKept(
      em,
      PartFile,
      parts.flatMap(({ files }) => files),
    );
    const courses = parts.map(({ line, part, result, endedAt, finishedAt }): Course => ({
      part,
      steps: [
        { to: "started", at: startedAt },
        endedStatus({ line, part, result, at: endedAt, agreement, elapsedMs }),
        { to: "finished", at: finishedAt },
      ],
    }));
    const records = await takeCourses(em, courses);
    return new Map(parts.map((each, at) => [made.indexOf(each), records[at] ?? []]));
  }

  private filesOf({ line, part, generator, result }: Omit<Made, "files" | "endedAt" | "finishedAt">): PartFile[] {
    const { keyring, runtime } = this.deps;
    const data = generatedFile({ partId: part.id, kind: "data", since: "ended" }, result);
    const finished = { line, part, keyring, runtime };
    if (!goesOn(finished)) return [data];
    return [data, snapshotFile(finished, { generator, register: result.register })];
  }

  private publish(made: Made | undefined, records: readonly PartRecord[]): void {
    if (made === undefined || made.signal.aborted) return; // then somebody else tells of the part
    const { line, part } = made;
    for (const status of records) this.deps.events.publish({ line, part, status });
  }
}

const END_ALL = keptStatement(
  ({ bytes, entries, uuid }) =>
    `update part set progress = 100, register = ${bytes("entry.value ->> 1")} from ${entries} where part.id = ${uuid("entry.value ->> 0")}`,
);

function isSmall(line: TokenForm, part: Pick<Part, "size">): boolean {
  if (part.size > chunkSize(shapeOfForm(line), "data", SMALL_BYTES)) return false;
  const capacity = capacityOf(line);
  return capacity > SHUFFLE_LIMIT || capacity <= SMALL_TABLE;
}
