import type { StatusRowFragment } from "../api/operations.generated.ts";
import { shownDuration, shownMoment } from "../lib/times.ts";

type Timestamps = StatusRowFragment["timestamps"];

const STEPS = [
  ["requested", "Ordered"],
  ["started", "Started"],
  ["ended", "Tokens ready"],
  ["finished", "Sealed"],
  ["analyzed", "Analysed"],
] as const;
const ENDS = [
  ["failed", "Failed"],
  ["cancelled", "Cancelled"],
  ["deleted", "Deleted"],
] as const;

/** When a part came to each status, and how long it took from the one before; what is to come is there already, empty. */
export function TimeLine({
  timestamps,
  isAnalysed,
}: {
  readonly timestamps: Timestamps;
  readonly isAnalysed: boolean;
}) {
  const isOver = ENDS.some(([name]) => timestamps[name] !== null);
  const steps = [
    ...STEPS.filter(([name]) => timestamps[name] !== null || (!isOver && (name !== "analyzed" || isAnalysed))),
    ...ENDS.filter(([name]) => timestamps[name] !== null),
  ];
  return (
    <ol class="time-line">
      {steps.map(([name, label], at) => {
        const [moment, before] = [timestamps[name], timestamps[steps[at - 1]?.[0] ?? "requested"]];
        return (
          <li key={name} class={moment === null ? "to-come" : `reached ${name}`}>
            <span>{label}</span>
            {moment !== null && <time dateTime={moment}>{shownMoment(moment)}</time>}
            {moment !== null && at > 0 && before && (
              <small>after {shownDuration(Date.parse(moment) - Date.parse(before))}</small>
            )}
          </li>
        );
      })}
    </ol>
  );
}
