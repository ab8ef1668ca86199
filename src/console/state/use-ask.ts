import type { AnyVariables, DocumentInput } from "@urql/core";
import { useQuery } from "@urql/preact";
import { useEffect, useRef } from "preact/hooks";
import { leaveWhereRefused, type Refused, refusedBy } from "../api/client.ts";
import { connection } from "./live.ts";

export interface Asked<Data> {
  /** The newest answer; an older one stays while a new one is awaited. */
  readonly data: Data | null;
  readonly refused: Refused | null;
  readonly isLoading: boolean;
  readonly again: () => void;
}

/** Asks when it is shown, when its variables change, and again when a lost connection is back. */
export function useAsk<Data, Variables extends AnyVariables>(
  document: DocumentInput<Data, Variables>,
  variables: Variables,
  pause = false,
): Asked<Data> {
  const [{ data, error, fetching }, execute] = useQuery<Data>({
    query: document,
    variables,
    pause,
    requestPolicy: "cache-and-network",
  });
  const last = useRef<Data | null>(null);
  if (data !== undefined) last.current = data;
  const refused = error === undefined ? null : refusedBy(error);
  useEffect(() => {
    if (refused !== null) leaveWhereRefused(refused);
  }, [refused?.code]);
  const again = () => {
    execute({ requestPolicy: "network-only" });
  };
  const at = connection.value;
  useEffect(() => {
    if (at === "live" && refused?.code === "UNREACHABLE") again();
  }, [at]);
  return { data: last.current, refused: fetching ? null : refused, isLoading: fetching, again };
}
