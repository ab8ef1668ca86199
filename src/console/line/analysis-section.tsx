import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import {
  type AnalysisDataFragment,
  NewestAnalysisDocument,
  PartAnalysesDocument,
} from "../api/operations.generated.ts";
import { Button, Trouble } from "../parts/controls.tsx";
import type { LineNow } from "../state/lines.ts";
import { useAsk } from "../state/use-ask.ts";
import type { Draw } from "../lib/plot-data.ts";
import type { LineDetail } from "../pages/line.tsx";
import type { AnalysisViewProps } from "./analysis-view.tsx";

/** The analysis of the newest part, or of another one; what draws it is loaded only where there is one. */
export function AnalysisSection({ detail, now }: { readonly detail: LineDetail; readonly now: LineNow }) {
  const newest = detail.parts.length;
  const analysed = detail.parts.filter(({ status }) => (status?.timestamps.analyzed ?? null) !== null);
  const [chosen, setChosen] = useState<number | null>(null);
  const number = chosen ?? analysed.at(-1)?.number ?? newest;
  const part = detail.parts.find((each) => each.number === number);
  if (part === undefined || analysed.length === 0)
    return now.line.analysisLevel === "NONE" ? null : <Awaited now={now} />;
  return (
    <section>
      <div class="section-head">
        <h2>Analysis</h2>
        {analysed.length > 1 && (
          <select
            aria-label="Part"
            value={number}
            onChange={({ currentTarget }) => {
              setChosen(Number(currentTarget.value));
            }}
          >
            {analysed.map((each) => (
              <option key={each.number} value={each.number}>
                Part {each.number}
              </option>
            ))}
          </select>
        )}
      </div>
      {number === newest ? (
        <Newest id={detail.id} draw={drawOf(detail, part.size)} />
      ) : (
        <Earlier id={detail.id} number={number} draw={drawOf(detail, part.size)} />
      )}
    </section>
  );
}

function drawOf({ parts, status }: LineDetail, size: string): Draw {
  const issued = parts.reduce((sum, part) => sum + BigInt(part.size), 0n);
  return { size: BigInt(size), capacity: issued + BigInt(status?.available ?? 0) };
}

function Awaited({ now }: { readonly now: LineNow }) {
  if (!["REQUESTED", "STARTED", "ENDED", "FINISHED"].includes(now.status.status) || now.status.error !== null)
    return null;
  return (
    <section>
      <h2>Analysis</h2>
      <p class="quiet">It begins when the tokens are sealed, and appears here by itself.</p>
    </section>
  );
}

function Newest({ id, draw }: { readonly id: string; readonly draw: Draw }) {
  const { data, refused, again } = useAsk(NewestAnalysisDocument, { id });
  if (refused) return <Trouble refused={refused} onRetry={again} />;
  return <View analysis={data?.tokens?.analysis ?? null} draw={draw} />;
}

function Earlier({ id, number, draw }: { readonly id: string; readonly number: number; readonly draw: Draw }) {
  const { data, refused, again } = useAsk(PartAnalysesDocument, { id });
  if (refused) return <Trouble refused={refused} onRetry={again} />;
  return <View analysis={data?.tokens?.parts.find((part) => part.number === number)?.analysis ?? null} draw={draw} />;
}

function View({ analysis, draw }: { readonly analysis: AnalysisDataFragment | null; readonly draw: Draw }) {
  const [Loaded, setLoaded] = useState<ComponentType<AnalysisViewProps> | null>(null);
  const [isBroken, setBroken] = useState(false);
  const load = () => {
    setBroken(false);
    import("./analysis-view.tsx").then(
      ({ AnalysisView }) => {
        setLoaded(() => AnalysisView);
      },
      () => {
        setBroken(true);
      },
    );
  };
  useEffect(load, []);
  if (isBroken)
    return (
      <p>
        The plots could not be loaded. <Button onPress={load}>Try again</Button>
      </p>
    );
  return Loaded && analysis ? (
    <Loaded analysis={analysis} draw={draw} />
  ) : (
    <div class="plots loading" aria-busy="true" />
  );
}
