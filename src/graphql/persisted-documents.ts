import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { SentOperation } from "./prepare-operation.ts";

// A client of automatic persisted queries sends a document's hash, and the document itself only where its hash is not known. Apollo has the words for
// what is wrong with that; the documents are kept here, where whatever answers without Apollo finds them, too.

/** Characters of all documents that are kept: some thousand of a frontend's. */
const MAX_KEPT = 262_144;
/** What Apollo puts before a hash. */
const APOLLO_PREFIX = "apq:";

/** The parameters of a GraphQL request, of the shapes that GraphQL over HTTP gives them. */
export interface SentParameters extends Partial<SentOperation> {
  readonly extensions?: Readonly<Record<string, unknown>> | null;
}

/** Documents by the SHA-256 of their text, in hex: nobody can put another one in a document's place. */
export class PersistedDocuments {
  /** As Apollo takes it. */
  readonly cache = {
    get: (key: string): Promise<string | undefined> => Promise.resolve(this.texts.get(key.slice(APOLLO_PREFIX.length))),
    set: (key: string, text: string): Promise<void> => {
      this.texts.set(key.slice(APOLLO_PREFIX.length), text);
      return Promise.resolve();
    },
    delete: (key: string): Promise<boolean> => Promise.resolve(this.texts.delete(key.slice(APOLLO_PREFIX.length))),
  };
  private readonly texts = new LRUCache<string, string>({
    maxSize: MAX_KEPT,
    sizeCalculation: (text, sha256) => text.length + sha256.length,
  });

  /** What is asked for, its document being sent or known; null where Apollo has something to say about the hash. */
  find({ query, extensions, ...sent }: SentParameters): SentOperation | null {
    const persisted = extensions?.["persistedQuery"];
    if (persisted === undefined || persisted === null) return typeof query === "string" ? { ...sent, query } : null;
    const sha256 = hashIn(persisted);
    if (sha256 === null) return null;
    if (typeof query !== "string") {
      const known = this.texts.get(sha256);
      return known === undefined ? null : { ...sent, query: known };
    }
    if (hash("sha256", query) !== sha256) return null;
    this.texts.set(sha256, query);
    return { ...sent, query };
  }
}

/** Of the only version that there is. */
function hashIn(persisted: unknown): string | null {
  const { version, sha256Hash } = persisted as { readonly version?: unknown; readonly sha256Hash?: unknown };
  return version === 1 && typeof sha256Hash === "string" ? sha256Hash : null;
}
