/** A message from node to node: its kind, and words that the kind gives a meaning. */
export type Message = readonly [kind: string, ...words: string[]];

/** The other nodes on the same database, as this one hears of them. */
export interface Peers {
  /** Nodes that are alive, this one included. */
  readonly count: () => number;
  /** Tells all others, soon and in order; nobody hears it who is not connected at the moment. */
  readonly tell: (message: Message) => void;
  /** Hears what others tell. */
  readonly hear: (kind: string, listener: (words: readonly string[]) => void) => void;
  /** Called once others may have told what was not heard. */
  readonly onGap: (listener: () => void) => void;
}

/** A SQLite file has but one process. */
export const NO_PEERS: Peers = {
  count: () => 1,
  tell: () => undefined,
  hear: () => undefined,
  onGap: () => undefined,
};
