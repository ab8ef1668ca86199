import { lineName } from "../lib/line-name.ts";
import { useEffect } from "preact/hooks";
import { LineDocument, type LineQuery } from "../api/operations.generated.ts";
import { shownCount, shownLarge } from "../lib/numbers.ts";
import { AnalysisSection } from "../line/analysis-section.tsx";
import { FileCheck } from "../line/file-check.tsx";
import { PartItem } from "../line/part-item.tsx";
import { VerifyBox } from "../line/verify-box.tsx";
import { Chars } from "../parts/chars.tsx";
import { Button, Copy, Empty, Trouble } from "../parts/controls.tsx";
import { canCancel, canContinue } from "../parts/line-menu.tsx";
import { Link } from "../parts/link.tsx";
import { Progress, StatusMark } from "../parts/status.tsx";
import { cancelLine } from "../state/actions.ts";
import { dialog } from "../state/dialogs.ts";
import { applyEvent, lineNow, type LineNow, order } from "../state/lines.ts";
import { useAsk } from "../state/use-ask.ts";

export type LineDetail = NonNullable<LineQuery["tokens"]>;

export function LinePage({ id }: { readonly id: string }) {
  const { data, refused, isLoading, again } = useAsk(LineDocument, { id });
  const live = useLive(id);
  const detail = data?.tokens ?? null;
  const stage = live && `${live.line.parts.length} ${live.status.status}`;
  useEffect(() => {
    if (stage !== null && detail !== null) again();
  }, [stage]);
  useEffect(() => {
    if (detail?.status && live === null) applyEvent(detail, detail.status);
  }, [detail]);
  if (refused && detail === null) return <Trouble refused={refused} onRetry={again} />;
  if (detail === null) return isLoading ? <div class="page" aria-busy="true" /> : <NoLine />;
  const now: LineNow | null = live ?? (detail.status && { line: detail, status: detail.status, pace: null });
  return now && <Shown detail={detail} now={now} />;
}

/** A line may come into the table only after its page is open. */
function useLive(id: string): LineNow | null {
  return order.value.includes(id) ? (lineNow(id)?.value ?? null) : null;
}

function NoLine() {
  return (
    <Empty title="There is no such line in this session">
      <p>It may belong to another session, or its address was cut short.</p>
      <Link to="" class="button primary">
        To the lines
      </Link>
    </Empty>
  );
}

function Shown({ detail, now }: { readonly detail: LineDetail; readonly now: LineNow }) {
  const parts = [...detail.parts].reverse();
  const isShown = detail.parts.some(({ status }) => status !== null && (status.checksum ?? "") !== "");
  return (
    <div class="page">
      <div class="bar">
        <div class="crumbs">
          <Link to="">Lines</Link>
          <h1>{lineName(detail)}</h1>
        </div>
        <StatusMark now={now} />
        <Actions now={now} />
      </div>
      <div class="column line">
        <Progress now={now} />
        <Summary detail={detail} now={now} />
        <section>
          <h2>
            Parts <span class="count">{detail.parts.length}</span>
          </h2>
          <ol class="parts" reversed>
            {parts.map((part) => (
              <PartItem
                key={part.number}
                lineId={detail.id}
                part={
                  part.number === now.line.parts.length && part.status
                    ? { ...part, status: { ...part.status, ...now.status } }
                    : part
                }
                isAnalysed={detail.analysisLevel !== "NONE" && part.number === detail.parts.length}
              />
            ))}
          </ol>
        </section>
        <AnalysisSection detail={detail} now={now} />
        {isShown && (
          <div class="pair">
            <VerifyBox id={detail.id} />
            <FileCheck id={detail.id} />
          </div>
        )}
        {detail.alphabet && (
          <details class="more">
            <summary>Alphabet</summary>
            <Chars chars={detail.alphabet.chars} />
          </details>
        )}
      </div>
    </div>
  );
}

function Actions({ now }: { readonly now: LineNow }) {
  const { id } = now.line;
  return (
    <div class="actions">
      {canCancel(now) && <Button onPress={() => void cancelLine(id)}>Cancel</Button>}
      {now.status.status !== "DELETED" && (
        <Button
          kind="quiet"
          onPress={() => {
            dialog.value = { kind: "delete", now };
          }}
        >
          Delete …
        </Button>
      )}
      {canContinue(now) && (
        <Button
          kind="primary"
          onPress={() => {
            dialog.value = { kind: "continue", line: { id, name: lineName(now.line) }, snapshot: null };
          }}
        >
          Continue …
        </Button>
      )}
    </div>
  );
}

function Summary({ detail, now }: { readonly detail: LineDetail; readonly now: LineNow }) {
  const { status } = now;
  const issued = detail.parts.reduce((sum, { size }) => sum + BigInt(size), 0n);
  return (
    <>
      {status.error && <Trouble refused={{ code: status.error.code, message: status.error.message, field: null }} />}
      <dl class="summary">
        <div>
          <dt>Tokens</dt>
          <dd>{shownCount(issued)}</dd>
        </div>
        <div>
          <dt>Digits</dt>
          <dd>{detail.digits}</dd>
        </div>
        <div>
          <dt>Still to be had</dt>
          <dd title={shownCount(status.available)}>{shownLarge(status.available)}</dd>
        </div>
        <div>
          <dt>Speed</dt>
          <dd>{speedOf(now)}</dd>
        </div>
        <div>
          <dt>Line</dt>
          <dd>
            <Copy text={detail.id} shown={detail.id.slice(0, 8)} what="the line’s id" />
          </dd>
        </div>
      </dl>
    </>
  );
}

function speedOf({ status, pace }: LineNow): string {
  if (pace !== null && pace.tokensPerSecond !== null) return `${shownCount(Math.round(pace.tokensPerSecond))} tokens/s`;
  return status.rate === null ? "–" : `${shownCount(Math.round(status.rate))} digits/s`;
}
