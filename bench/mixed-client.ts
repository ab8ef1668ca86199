const SEED = "11111111-2222-4333-8444-555555555555";
const SIZE = 20_000;

/** An enciphered line, and one that is shuffled as a whole, of which threads keep tables. */
const ALPHABETS = [
  { alphabet: "UPPER_EPCG30", digits: 12 },
  { alphabet: "UPPER_LATIN", digits: 4 },
] as const;

/** One customer's day, again and again: orders with analyses, downloads, verifications, continuations, deletions, closed sessions. */
export class MixedClient {
  /** Rounds that are done. */
  rounds = 0;

  constructor(
    private readonly url: string,
    private readonly apiKey: string,
  ) {}

  /** Goes on until the signal aborts, and to the end of the round that is then under way. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.round();
      this.rounds += 1;
    }
  }

  private async round(): Promise<void> {
    const { openSession } = await this.ask<{ openSession: { key: string } }>(
      { "Api-Key": this.apiKey },
      'mutation { openSession(note: "soak") { key } }',
    );
    const headers = { "Api-Key": this.apiKey, "Session-Key": openSession.key };
    const { alphabet, digits } = ALPHABETS[this.rounds % 2] ?? ALPHABETS[0];
    const order = `alphabet: "${alphabet}", digits: ${digits}, size: ${SIZE}, seed: "${SEED}"`;
    const { requestTokens: line } = await this.ask<{ requestTokens: { id: string } }>(
      headers,
      `mutation { requestTokens(input: {${order}, analysis: METRICS}) { id } }`,
    );
    await this.reached(headers, line.id, "analyzed");
    const data = await this.file(headers, `${line.id}/data`);
    if (data.length !== SIZE * (digits + 1) - 1) throw new Error(`The data has ${data.length} bytes.`);
    await this.file(headers, `${line.id}/data?format=gz`);
    const tokens = data.toString("utf8").split("\n").slice(0, 100);
    const { verifyTokens: found } = await this.ask<{ verifyTokens: { issued: boolean }[] }>(
      headers,
      `{ verifyTokens(id: "${line.id}", tokens: ${JSON.stringify(tokens)}) { issued } }`,
    );
    if (!found.every(({ issued }) => issued)) throw new Error("A token was not found again.");
    await this.ask(headers, `mutation { continueTokens(input: {id: "${line.id}", size: ${SIZE}}) { id } }`);
    await this.reached(headers, line.id, "finished");
    await this.ask(headers, `mutation { deleteTokens(id: "${line.id}") { id } }`);
    await this.ask(headers, `mutation { closeSession(key: "${openSession.key}") { id } }`);
  }

  private async reached(headers: Headers, id: string, status: string): Promise<void> {
    for (;;) {
      const { tokens } = await this.ask<{
        tokens: { status: { timestamps: Record<string, string | null>; error: unknown } };
      }>(headers, `{ tokens(id: "${id}") { status { timestamps { ${status} } error { code } } } }`);
      if (tokens.status.error !== null)
        throw new Error(`The production failed: ${JSON.stringify(tokens.status.error)}`);
      if (tokens.status.timestamps[status] !== null) return;
      await new Promise((resolve) => setTimeout(resolve, 20)); // asking all the time would be most of the use
    }
  }

  private async ask<T>(headers: Headers, query: string): Promise<T> {
    const response = await fetch(`${this.url}/graphql`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data: T; errors?: { message: string }[] }; // as GraphQL has it
    if (errors?.[0]) throw new Error(errors[0].message);
    return data;
  }

  private async file(headers: Headers, path: string): Promise<Buffer> {
    const response = await fetch(`${this.url}/api/tokens/${path}`, { headers });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }
}

type Headers = Readonly<Record<string, string>>;
