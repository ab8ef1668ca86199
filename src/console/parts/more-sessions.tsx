import { tell } from "../state/notices.ts";
import type { AskedSessions } from "../state/use-sessions.ts";
import { Button } from "./controls.tsx";

/** Leads on to older sessions, where there are any. */
export function MoreSessions({ asked: { hasMore, isLoadingMore, showMore } }: { readonly asked: AskedSessions }) {
  const more = async () => {
    const refused = await showMore();
    if (refused !== null) tell(refused.message, true);
  };
  if (!hasMore) return null;
  return (
    <Button disabled={isLoadingMore} onPress={() => void more()}>
      Show more
    </Button>
  );
}
