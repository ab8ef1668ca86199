import { beforeAll, describe, it } from "vitest";
import type { Environment } from "../../../src/config.ts";
import { DIALECTS } from "../../support/databases.ts";
import type { TestServer } from "../../support/server.ts";
import { sharedServer } from "../../support/shared.ts";
import { setQuotas } from "../../support/set-quotas.ts";
import { type Client, newClient } from "../../support/rest-client.ts";

/** One rule of the REST contract: its section and number, what the service MUST do, and how to see it. */
export interface Audit {
  readonly id: string;
  readonly must: `MUST ${string}`;
  readonly check: (client: Client) => Promise<void>;
}

/** Holds one server of each dialect to the audits of some sections. Each audit has a session of its own. */
export function audit(environment: Environment, sections: Readonly<Record<string, readonly Audit[]>>): void {
  describe.each(DIALECTS)("on %s", (dialect) => {
    const server = sharedServer(dialect, { environment });
    beforeAll(async () => {
      await setQuotas(server, { requestsPerSecond: null, openSessions: 10_000 }); // the audits hold more than a customer may; what quotas do is tested by itself
    });

    describe.each(Object.entries(sections))("%s", (_section, audits) => {
      it.each(audits)("$id $must", async ({ check }) => {
        await check(await newClient(server));
      });
    });
  });
}

/** What was logged as an error or worse. */
export function faultsOf({ logged }: TestServer): readonly Record<string, unknown>[] {
  return logged.filter(({ level }) => Number(level) >= 50);
}
