import type { z } from "zod";
import type { Operation } from "../graphql/execute-operation.ts";
import type { Document } from "./document.ts";
import type { Pointers } from "./refusal.ts";

/** A REST request as an action sees it: of good form, and able to run operations as the one who sent it. */
export interface RestRequest {
  readonly path: string;
  /** Path and query as they were sent, brackets shown as brackets. */
  readonly pathAndQuery: string;
  /** A part of the path by its name in the route, decoded. */
  parameter(name: string): string;
  /** The query's parameters, each at most once and each one that the route knows. */
  readonly query: ReadonlyMap<string, string>;
  /** Parsed JSON where the route has a body and one was sent, else undefined. */
  readonly body: unknown;
  /** What came beside the JSON in a form; null where there was no form. */
  readonly snapshot: Buffer | null;
  readonly now: () => Date;
  run<Data, Variables extends Record<string, unknown>>(
    operation: Operation<Data, Variables>,
    variables: Variables,
  ): Promise<Data>;
}

/** A header that holds a credential. */
export type Key = "Session-Key" | "Api-Key";

/** What REST does at an address: how a request becomes operations, and their answer a document. */
export interface RestAction {
  /** What it does, as a sentence. */
  readonly summary: string;
  /** The shape of its answer. */
  readonly shape: z.ZodType;
  /** The shape of its body. */
  readonly bodyShape?: z.ZodType;
  /** Whether it must have that body; it must unless told. */
  readonly needsBody?: boolean;
  /** Whose keys it takes; the session's unless told. */
  readonly keys?: readonly Key[];
  /** The errors' title. */
  readonly failure: string;
  /** Names of the query parameters it knows. */
  readonly query?: readonly string[];
  /** Whether its body may be a form of `info.json` and `snapshot.blob`, too. */
  readonly takesForm?: boolean;
  /** Where the schema's input members stand in its body. */
  readonly pointers?: Pointers;
  answer(request: RestRequest): Promise<Document>;
}

/** One row of the REST contract: an action at its address. */
export interface Route extends RestAction {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  /** What clients that are generated call it. */
  readonly name: string;
}
