import { signal } from "@preact/signals";
import {
  type AnyVariables,
  cacheExchange,
  Client,
  type CombinedError,
  type DocumentInput,
  fetchExchange,
} from "@urql/core";
import { forgetKeys, keys } from "../state/keys.ts";
import { tell } from "../state/notices.ts";

const URL_OF_GRAPHQL = new URL("graphql", document.baseURI).href;

/** A refusal or a fault, in words for the reader. */
export interface Refused {
  readonly code: string;
  readonly message: string;
  /** The member of the input that is at fault. */
  readonly field: string | null;
}

export type Answer<Data> =
  { readonly data: Data; readonly refused: null } | { readonly data: null; readonly refused: Refused };

/** A client under some keys; what it has cached goes with it. */
export function newClient(headers: () => Record<string, string>): Client {
  return new Client({
    url: URL_OF_GRAPHQL,
    preferGetMethod: false,
    exchanges: [cacheExchange, fetchExchange],
    fetchOptions: () => ({ headers: headers() }),
  });
}

/** The reader's client. It is made anew when the keys change: what was read under others is forgotten. */
export const client = signal(newClient(headersNow));

export function renewClient(): void {
  client.value = newClient(headersNow);
}

/** Asks past the cache. */
export async function ask<Data, Variables extends AnyVariables>(
  document: DocumentInput<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  const { data, error } = await client
    .peek()
    .query<Data, Variables>(document, variables, { requestPolicy: "network-only" });
  return answered(data, error);
}

/** A change that was not refused has a result. */
type Changed<Data> = { [Name in keyof Data]: NonNullable<Data[Name]> };

export async function change<Data, Variables extends AnyVariables>(
  document: DocumentInput<Data, Variables>,
  variables: Variables,
): Promise<Answer<Changed<Data>>> {
  const { data, error } = await client.peek().mutation<Data, Variables>(document, variables);
  return answered(data as Changed<Data> | undefined, error); // what is null has an error beside it
}

export function answered<Data>(data: Data | undefined, error: CombinedError | undefined): Answer<Data> {
  if (error === undefined && data !== undefined) return { data, refused: null };
  const refused = refusedBy(error);
  leaveWhereRefused(refused);
  return { data: null, refused };
}

/** A session that was closed elsewhere is left here, too. */
export function leaveWhereRefused({ code }: Refused): void {
  if (code !== "SESSION_REFUSED" || keys.peek().sessionKey === null) return;
  forgetKeys();
  tell("The session was closed. Sign in again.", true);
}

export function refusedBy(error: CombinedError | undefined): Refused {
  const [first] = error?.graphQLErrors ?? [];
  if (first !== undefined) {
    const { code, field } = first.extensions;
    return { code: String(code), message: first.message, field: typeof field === "string" ? field : null };
  }
  return {
    code: "UNREACHABLE",
    message: "The service cannot be reached. It is tried again as soon as the connection is back.",
    field: null,
  };
}

/** What a request carries of the keys. */
export function headersNow(): Record<string, string> {
  const { apiKey, sessionKey } = keys.value;
  return {
    ...(apiKey !== null && { "Api-Key": apiKey }),
    ...(sessionKey !== null && { "Session-Key": sessionKey }),
  };
}
