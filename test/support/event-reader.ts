/** What has come of a stream: an event, or a comment. */
export interface ReadEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: string;
}

export const COMMENT = "(comment)";

/** A stream of server-sent events, read as it comes. */
export class EventReader {
  private readonly text: AsyncGenerator<ReadEvent, void, undefined>;

  constructor(
    readonly response: Response,
    private readonly controller: AbortController,
  ) {
    this.text = blocksOf(response);
  }

  static async open(url: string, headers: Record<string, string>, init: RequestInit = {}): Promise<EventReader> {
    const controller = new AbortController();
    const sent = { ...init, headers: { Accept: "text/event-stream", ...headers }, signal: controller.signal };
    return new EventReader(await fetch(url, sent), controller);
  }

  /** Null at the end of the stream. */
  async next(): Promise<ReadEvent | null> {
    const { value } = await this.text.next();
    return value ?? null;
  }

  /** All that still comes. */
  async rest(): Promise<ReadEvent[]> {
    const events: ReadEvent[] = [];
    for await (const event of this.text) events.push(event);
    return events;
  }

  /** Goes away without a word. */
  leave(): void {
    this.controller.abort();
  }
}

async function* blocksOf({ body }: Response): AsyncGenerator<ReadEvent, void, undefined> {
  let text = "";
  for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
    text += Buffer.from(piece).toString(); // ASCII alone
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) yield parse(block);
  }
}

function parse(block: string): ReadEvent {
  if (block === ":") return { event: COMMENT, id: undefined, data: "" };
  const fields = Object.fromEntries(
    block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );
  return { event: fields["event"] ?? "message", id: fields["id"], data: fields["data"] ?? "" };
}
