import type pg from "pg";
import type { Message } from "./peers.ts";

const CHANNEL = "tokenworks";
/** PostgreSQL takes 7,999 bytes. */
const MAX_BYTES = 7_500;
/** Messages that wait while the connection is broken; beyond that nobody can tell what was missed. */
const MAX_WAITING = 10_000;
/** Told in the place of messages that were dropped. */
const GAP: Message = ["gap"];

const NOTIFY = "select pg_notify($1, letter) from unnest($2::text[]) as letter";

/** What nodes tell each other, by NOTIFY: after the commit and many at once, so that no commit waits for another's message. */
export class Mailbox {
  private readonly listeners = new Map<string, ((words: readonly string[]) => void)[]>();
  private readonly gapListeners: (() => void)[] = [];
  private waiting: Message[] = [];
  private sending: Promise<void> | null = null;

  constructor(
    private readonly id: string,
    private readonly client: () => pg.Client | null,
  ) {
    this.hear("gap", () => {
      this.noteGap();
    });
  }

  hear(kind: string, listener: (words: readonly string[]) => void): void {
    this.listeners.set(kind, [...(this.listeners.get(kind) ?? []), listener]);
  }

  onGap(listener: () => void): void {
    this.gapListeners.push(listener);
  }

  tell(message: Message): void {
    if (this.waiting.length >= MAX_WAITING) this.waiting = [GAP];
    this.waiting.push(message);
    this.sending ??= this.send();
  }

  /** Once all that was told has been sent, or cannot be. */
  async sent(): Promise<void> {
    await this.sending;
  }

  /** Hears by a connection; after the first one something may have been missed. */
  async open(client: pg.Client): Promise<void> {
    client.on("notification", ({ payload }) => {
      this.receive(payload ?? "");
    });
    await client.query(`listen ${CHANNEL}`);
    this.noteGap();
    this.sending ??= this.send();
  }

  private noteGap(): void {
    for (const listener of this.gapListeners) listener();
  }

  private async send(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve)); // with what else is told in this turn
    try {
      for (let client = this.client(); this.waiting.length > 0 && client !== null; client = this.client()) {
        const messages = this.waiting;
        this.waiting = [];
        try {
          await client.query({ name: "notify", text: NOTIFY, values: [CHANNEL, letters(this.id, messages)] });
        } catch {
          const waiting = [...messages, ...this.waiting];
          this.waiting = waiting.length > MAX_WAITING ? [GAP] : waiting; // the next connection sends them
          return;
        }
      }
    } finally {
      this.sending = null;
    }
  }

  private receive(letter: string): void {
    const [from, ...messages] = JSON.parse(letter) as [string, ...Message[]]; // by a node of this version
    if (from === this.id) return;
    for (const [kind, ...words] of messages) for (const listener of this.listeners.get(kind) ?? []) listener(words);
  }
}

/** As few letters as hold the messages. */
function letters(id: string, messages: readonly Message[]): string[] {
  const all: string[] = [];
  let text = "";
  for (const message of messages) {
    const next = JSON.stringify(message);
    if (text !== "" && text.length + next.length > MAX_BYTES) {
      all.push(text);
      text = "";
    }
    text += `,${next}`;
  }
  return [...all, text].filter((each) => each !== "").map((each) => `["${id}"${each}]`);
}
