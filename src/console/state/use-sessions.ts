import { signal } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import { ask, type Refused } from "../api/client.ts";
import { type SessionRowFragment, SessionsDocument, type SessionsQuery } from "../api/operations.generated.ts";
import { type Asked, useAsk } from "./use-ask.ts";

/** A session as the Api-Key sees it, its key with it. */
export type OwnSession = SessionRowFragment & { readonly key: string };

export const SESSIONS_PAGE = 200;

/** When sessions were closed by this page: older pages of the list are not read again for it. */
export const closedSessions = signal<ReadonlyMap<string, string | null>>(new Map());

export interface AskedSessions extends Asked<readonly OwnSession[]> {
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly showMore: () => Promise<Refused | null>;
}

type PageEnd = NonNullable<SessionsQuery["customer"]>["sessions"]["pageInfo"];

/** The sessions of the Api-Key, newest first: the newest page, kept current, and as many more as were asked for. */
export function useSessions(): AskedSessions {
  const asked = useAsk(SessionsDocument, { first: SESSIONS_PAGE, after: null });
  /** All that were read: what a new session pushes off the newest page stays. */
  const seen = useRef(new Map<string, OwnSession>());
  const [older, setOlder] = useState<PageEnd | null>(null);
  const [isLoadingMore, setLoadingMore] = useState(false);
  const [page, newest] = pageOf(asked.data);
  for (const session of page) seen.current.set(session.key, session);
  const end = older ?? newest;
  const showMore = async () => {
    setLoadingMore(true);
    const { data, refused } = await ask(SessionsDocument, { first: SESSIONS_PAGE, after: end?.endCursor ?? null });
    setLoadingMore(false);
    const [more, moreEnd] = pageOf(data);
    for (const session of more) seen.current.set(session.key, session);
    if (moreEnd !== null) setOlder(moreEnd);
    return refused;
  };
  const data = asked.data && [...seen.current.values()].map(asClosed).sort(newestFirst);
  return { ...asked, data, hasMore: end?.hasNextPage ?? false, isLoadingMore, showMore };
}

export function pageOf(data: SessionsQuery | null): readonly [readonly OwnSession[], PageEnd | null] {
  const { edges = [], pageInfo = null } = data?.customer?.sessions ?? {};
  return [edges.flatMap(({ node: { key, ...session } }) => (key === null ? [] : [{ ...session, key }])), pageInfo];
}

function asClosed(session: OwnSession): OwnSession {
  const revoked = closedSessions.value.get(session.key) ?? session.timestamps.revoked;
  return { ...session, timestamps: { ...session.timestamps, revoked } };
}

function newestFirst(one: OwnSession, other: OwnSession): number {
  return other.timestamps.granted.localeCompare(one.timestamps.granted);
}
