import { lineName } from "../lib/line-name.ts";
import type { Status } from "../api/operations.generated.ts";
import { shownCompact } from "../lib/numbers.ts";
import { shownDuration } from "../lib/times.ts";
import { ending } from "../state/ending.ts";
import type { LineNow } from "../state/lines.ts";

const WORDS: Readonly<Record<Status, string>> = {
  REQUESTED: "Waiting",
  STARTED: "Running",
  ENDED: "Sealing",
  FINISHED: "Finished",
  ANALYZED: "Analysed",
  FAILED: "Failed",
  CANCELLED: "Cancelled",
  DELETED: "Deleted",
};

/** A line's status in a word, as it looks to whoever waits for it. */
export function statusWord({ line, status: { status, error } }: LineNow): string {
  if (ending.value.has(line.id)) return "Cancelling";
  if (status === "FINISHED" && line.analysisLevel !== "NONE" && error === null) return "Analysing";
  return WORDS[status];
}

export function StatusMark({ now }: { readonly now: LineNow }) {
  const { status } = now.status;
  const word = statusWord(now);
  const look = word === "Analysing" ? "running" : status.toLowerCase();
  return <span class={`status ${look}`}>{word}</span>;
}

/** The bar of a part that is being made, with how fast it goes and how long it will take. */
export function Progress({ now }: { readonly now: LineNow }) {
  const { status } = now;
  if (status.status !== "STARTED" && status.status !== "REQUESTED") return null;
  return (
    <div class="progress">
      <progress max={100} value={status.progress} aria-label={`Progress of ${lineName(now.line)}`} />
      <span class="pace">
        {status.progress} %{paceWords(now)}
      </span>
    </div>
  );
}

function paceWords({ pace }: LineNow): string {
  const { tokensPerSecond = null, leftMs = null } = pace ?? {};
  if (tokensPerSecond === null || leftMs === null) return "";
  return ` · ${shownCompact(Math.round(tokensPerSecond))}/s · ${shownDuration(leftMs)} left`;
}
