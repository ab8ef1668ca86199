import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Environment } from "../../../src/config.ts";
import { DIALECTS } from "../../support/databases.ts";
import { newServer, type TestServer } from "../../support/server.ts";
import { setQuotas } from "../../support/set-quotas.ts";
import { type Client, newClient } from "../../support/rest-client.ts";

/** One rule of the REST contract: its section and number, what the service MUST do, and how to see it. */
export interface Audit {
  readonly id: string;
  readonly must: `MUST ${string}`;
  readonly check: (client: Client) => Promise<void>;
}

/** Holds one server of each dialect to the audits of some sections. Each audit has a session of its own; at the end no fault may have been logged. */
export function audit(environment: Environment, sections: Readonly<Record<string, readonly Audit[]>>): void {
  describe.each(DIALECTS)("on %s", (dialect) => {
    const stack = new AsyncDisposableStack();
    let server: TestServer;
    beforeAll(async () => {
      server = stack.use(await newServer(dialect, { environment }));
      await setQuotas(server, { requestsPerSecond: null, openSessions: 10_000 }); // the audits hold more than a customer may; what quotas do is tested by itself
    });
    afterAll(async () => {
      await stack.disposeAsync();
      expect(faultsOf(server)).toEqual([]);
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
