import { MikroORM, type Options } from "@mikro-orm/core";
import { Migrator } from "@mikro-orm/migrations";
import { OperatorError } from "../errors.ts";
import type { Runtime } from "../lib/runtime.ts";
import { oneProcessAtATime } from "./one-process.ts";
import { UNHURRIED } from "./postgresql-config.ts";
import { type Location, profileOf } from "./profile.ts";

/**
 * Brings a database's tables up to date. Of many at the same time one does it, while the others wait.
 *
 * @param onNew told of an empty database before its tables are made; what it throws prevents that.
 * @returns whether it was empty.
 * @throws {OperatorError} when it was written by a newer version of the service.
 */
export function migrateDatabase(location: Location, timer: Runtime["timer"], onNew?: () => void): Promise<boolean> {
  return oneProcessAtATime(location, () => migrated(location, timer, onNew));
}

/** On a connection without time-outs. */
async function migrated(location: Location, timer: Runtime["timer"], onNew?: () => void): Promise<boolean> {
  const { options, migrations } = profileOf(location, { timer, patience: UNHURRIED });
  const orm = new MikroORM({
    ...options,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: { migrationsList: [...migrations], snapshot: false, silent: true },
  } as Options); // the dialects' option types differ in nothing that is set here
  try {
    await orm.connect();
    const executed = await orm.migrator.getExecuted();
    refuseNewer(
      executed.map(({ name }) => name),
      migrations.map(({ name }) => name),
    );
    if (executed.length === 0) onNew?.();
    await orm.migrator.up();
    return executed.length === 0;
  } finally {
    await orm.close(true);
  }
}

function refuseNewer(executed: readonly string[], known: readonly string[]): void {
  const unknown = executed.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new OperatorError(
    `The database was written by a newer version of Tokenworks (it knows "${unknown}"); start that version or a newer one.`,
  );
}
