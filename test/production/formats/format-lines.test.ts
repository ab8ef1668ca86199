import { ISO7064_37_36 } from "@konfirm/iso7064";
import { describe, expect, it } from "vitest";
import { DIALECTS } from "../../support/databases.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";
import { TICKET_WORDS } from "../../support/ticket-words.ts";

const TICKET = {
  pattern: "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}",
  without: { words: TICKET_WORDS },
};

describe.each(DIALECTS)("a line that is written by a format on %s", (dialect) => {
  const server = sharedServer(dialect);
  const client = sharedClient(server);

  async function ordered(format: object, size: number): Promise<string> {
    const { requestTokens } = await client.ask<{ requestTokens: { id: string } }>(
      "mutation ($input: RequestTokensInput!) { requestTokens(input: $input) { id } }",
      { input: { format, size } },
    );
    await client.reached(requestTokens.id, "finished");
    return requestTokens.id;
  }

  async function tokensOf(id: string, part = 1): Promise<string[]> {
    const answer = await fetch(`${server.url}/api/tokens/${id}/data?part=${part}`, { headers: client.headers });
    expect(answer.status).toBe(200);
    return (await answer.text()).split("\n");
  }

  it("has 50,000 tickets, all different, none with a word, each with the check that another library computes", async () => {
    const id = await ordered(TICKET, 50_000);
    const tokens = await tokensOf(id);
    expect(new Set(tokens).size).toBe(50_000);
    const words = new RegExp(TICKET_WORDS.join("|"));
    for (const token of tokens) {
      expect(token).toMatch(/^TCK-[2-9B-Y]{4}-[2-9B-Y]{4}-[0-9A-Z]$/);
      const digits = token.slice(3).replaceAll("-", "");
      if (words.test(digits)) expect.fail(`${token} has a word.`);
      if (ISO7064_37_36.checksum(digits.slice(0, -1)) !== digits.at(-1)) expect.fail(`${token} has a wrong check.`);
    }
  });
});
