import { createHash } from "node:crypto";
import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import { isPassingFault } from "../../lib/passing-fault.ts";
import { PartFile } from "../records/part-file.entity.ts";
import type { DataFormat } from "./data-format.ts";
import type { GeneratedFile } from "./generated-file.ts";

/** A file whose size is being found out, for as long as somebody waits for it. */
interface Sizing {
  readonly result: Promise<PartFile>;
  readonly controller: AbortController;
  waiting: number;
}

/** Sizes and hashes of data in other formats: found out at the first demand, by writing the file once, and kept. */
export class FormatSizes {
  private readonly running = new Map<string, Sizing>();

  constructor(private readonly deps: { readonly database: Database }) {}

  /** @param gone aborts when the caller does not wait any more; once nobody does, the pass ends. */
  async find(file: GeneratedFile, format: DataFormat, gone: AbortSignal): Promise<PartFile> {
    const { id: partId } = file.found.part;
    const em = this.deps.database.em.fork();
    const known = await em.findOne(PartFile, { partId, kind: format.kind }, { populate: ["checkpoints"] });
    // An older version kept the size alone.
    if (known !== null && (known.checkpoints !== null || !format.acceptsRanges)) return known;
    const id = `${partId} ${format.kind}`;
    const sizing = this.running.get(id) ?? this.start(id, file, format);
    sizing.waiting += 1;
    const leave = () => {
      sizing.waiting -= 1;
      if (sizing.waiting > 0) return;
      this.running.delete(id); // whoever asks from now on begins anew
      sizing.controller.abort(new ServiceError("NOT_READY", "Nobody waits for the file any more.", "id"));
    };
    gone.addEventListener("abort", leave, { once: true });
    if (gone.aborted) leave();
    try {
      return await sizing.result;
    } finally {
      gone.removeEventListener("abort", leave);
    }
  }

  private start(id: string, file: GeneratedFile, format: DataFormat): Sizing {
    const controller = new AbortController();
    const result = this.measure(file, format, controller.signal).finally(() => {
      if (this.running.get(id)?.controller === controller) this.running.delete(id);
    });
    const sizing = { result, controller, waiting: 0 };
    this.running.set(id, sizing);
    return sizing;
  }

  private async measure(file: GeneratedFile, format: DataFormat, gone: AbortSignal): Promise<PartFile> {
    const sha256 = createHash("sha256");
    let size = 0n;
    const pieces = file.measureAs(format, gone);
    let next = await pieces.next();
    for (; next.done !== true; next = await pieces.next()) {
      sha256.update(next.value);
      size += BigInt(next.value.length);
    }
    const { id: partId } = file.found.part;
    const values = {
      partId,
      kind: format.kind,
      since: "ended",
      size,
      sha256: sha256.digest("hex"),
      hash: null,
      merkleRoot: null,
      checkpoints: next.value,
    } as const;
    try {
      await this.deps.database.em.fork().upsert(PartFile, values, { onConflictMergeFields: ["checkpoints"] });
      return Object.assign(new PartFile(), values);
    } catch (fault) {
      if (!isPassingFault(fault)) throw fault;
      return Object.assign(new PartFile(), values); // whoever asks next finds it out anew: a full disk keeps nobody from reading
    }
  }
}
