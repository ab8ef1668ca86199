import type { Logger } from "pino";

/** The versions of other nodes that are not this one's, which a start refuses, but not one that comes at the same moment. */
export class OtherVersions {
  private found: readonly string[] = [];

  constructor(private readonly log: Logger | undefined) {}

  /** Told each time that is known; the log is told each change. */
  set(found: readonly string[]): void {
    const before = this.found;
    this.found = found;
    if (found.join() === before.join()) return;
    if (found.length === 0) this.log?.info("All nodes on this database are of one version again.");
    else this.log?.warn({ versions: found }, OTHERS);
  }

  /** In their order; none where all nodes are of one version. */
  all(): readonly string[] {
    return this.found;
  }
}

const OTHERS =
  "Nodes of other versions run on this database: stop all nodes of the one version, as what the one writes the other may not understand.";
