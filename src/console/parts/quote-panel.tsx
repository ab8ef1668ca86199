import { useMemo } from "preact/hooks";
import type { Refused } from "../api/client.ts";
import type { QuoteQuery } from "../api/operations.generated.ts";
import { shownBytes, shownCount, shownLarge, shownMoney, shownPercent } from "../lib/numbers.ts";
import { refusalWords } from "../lib/refusals.ts";
import { shownDuration } from "../lib/times.ts";
import { sampleTokens } from "../lib/samples.ts";
import { Icon } from "./icons.tsx";
import { Trouble } from "./controls.tsx";

export interface QuotePanelProps {
  readonly quote: QuoteQuery["quote"];
  readonly refused: Refused | null;
  readonly size: bigint | null;
  /** How the tokens are written: the page makes samples of an alphabet's itself. */
  readonly written: { readonly chars: string; readonly digits: number } | "by a pattern";
}

const SAMPLES = 5;
/** Longer ones would say no more. */
const MOST_SAMPLE_DIGITS = 64;

/** What the order would get and cost, and every reason to refuse it. */
export function QuotePanel({ quote, refused, size, written }: QuotePanelProps) {
  const { available = null, bytes = null, seconds = null, price = null, refusals = [], warnings = [] } = quote ?? {};
  const capacity = available === null ? null : BigInt(available);
  return (
    <>
      {written === "by a pattern" ? <Shown samples={quote?.samples ?? []} /> : <Samples {...written} />}
      <dl class="figures">
        <Figure
          name="Can be written"
          value={capacity === null ? "–" : shownLarge(capacity)}
          title={capacity === null ? "" : shownCount(capacity)}
        />
        <Figure name="Issued of these" value={shareOf(size, capacity)} />
        <Figure name="A guess hits" value={guessOf(size, capacity)} />
        <Figure name="Data file" value={bytes === null || size === null ? "–" : shownBytes(bytes)} />
        <Figure name="Takes about" value={seconds === null ? "–" : shownDuration(seconds * 1_000)} />
        <Figure
          name="Price"
          value={price === null || size === null ? "–" : price.amount === "0" ? "Free" : shownMoney(price)}
        />
      </dl>
      {refused && <Trouble refused={refused} />}
      <ul class="refusals" aria-live="polite">
        {refusals.map((refusal) => (
          <li key={refusal.code}>
            <Icon name="warn" />
            <span>{refusalWords(refusal)}</span>
          </li>
        ))}
      </ul>
      <ul class="warnings" aria-live="polite">
        {warnings.map(({ code, message }) => (
          <li key={code}>{message}</li>
        ))}
      </ul>
    </>
  );
}

function Figure({ name, value, title }: { readonly name: string; readonly value: string; readonly title?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd title={title}>{value}</dd>
    </div>
  );
}

function Samples({ chars, digits }: { readonly chars: string; readonly digits: number }) {
  const isSane = Number.isInteger(digits) && digits > 0 && digits <= 1_000;
  const shown = Math.min(digits, MOST_SAMPLE_DIGITS);
  const tokens = useMemo(() => (isSane ? sampleTokens(chars, shown, SAMPLES) : []), [chars, shown, isSane]);
  return <Shown samples={tokens.map((token) => (digits > MOST_SAMPLE_DIGITS ? `${token}…` : token))} />;
}

function Shown({ samples }: { readonly samples: readonly string[] }) {
  return (
    <figure class="samples">
      <ul>
        {samples.map((token) => (
          <li key={token}>{token}</li>
        ))}
      </ul>
      <figcaption>Made up, to show how they look</figcaption>
    </figure>
  );
}

function shareOf(size: bigint | null, capacity: bigint | null): string {
  if (size === null || capacity === null || capacity === 0n) return "–";
  const millionths = Number((size * 1_000_000n) / capacity);
  return millionths < 1_000 ? "< 0.1 %" : shownPercent(millionths / 1e6);
}

function guessOf(size: bigint | null, capacity: bigint | null): string {
  if (size === null || capacity === null || size === 0n || size > capacity) return "–";
  return `1 in ${shownLarge(capacity / size)}`;
}
