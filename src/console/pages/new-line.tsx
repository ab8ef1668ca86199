import { useAlphabets } from "../state/use-account.ts";
import { refusalAt } from "../lib/refusals.ts";
import { useState } from "preact/hooks";
import type { Refused } from "../api/client.ts";
import { QuoteDocument, type RequestTokensInput } from "../api/operations.generated.ts";
import { parseCount, shownCount } from "../lib/numbers.ts";
import { isComplete, orderedShape, quotedShape, type ShapeDraft } from "../lib/shape-draft.ts";
import { newUuid, uuidIn } from "../lib/uuid.ts";
import { AlphabetPicker } from "../parts/alphabet-picker.tsx";
import { Button, Field, Trouble } from "../parts/controls.tsx";
import { NO_PAYMENT, type PaymentDraft, PaymentFields } from "../parts/payment-fields.tsx";
import { PatternChoice, PatternFields } from "../parts/pattern-fields.tsx";
import { QuotePanel } from "../parts/quote-panel.tsx";
import { orderLine } from "../state/actions.ts";
import { useAsk } from "../state/use-ask.ts";
import { useSettled } from "../state/use-settled.ts";

const USUAL_ALPHABET = "UPPER_EPCG30";
const USUAL_DIGITS = 12;
const SIZES = ["1 000", "100 000", "10 000 000"] as const;

interface Draft extends ShapeDraft {
  readonly sizeText: string;
  readonly isAnalysed: boolean;
  readonly seed: string;
  readonly payment: PaymentDraft;
}

const START: Draft = {
  isPattern: false,
  pattern: "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}",
  words: "",
  alphabet: USUAL_ALPHABET,
  digits: USUAL_DIGITS,
  sizeText: "1 000 000",
  isAnalysed: true,
  seed: "",
  payment: NO_PAYMENT,
};

export function NewLinePage() {
  const [draft, setDraft] = useState(START);
  const alphabets = useAlphabets();
  const alphabet = alphabets.data?.find(({ name }) => name === draft.alphabet) ?? null;
  const size = parseCount(draft.sizeText);
  const input = useSettled({
    shape: quotedShape(draft),
    size: String(size ?? 1n),
    analysis: draft.isAnalysed ? ("METRICS" as const) : ("NONE" as const),
  });
  const quoted = useAsk(QuoteDocument, { input }, !isComplete(draft));
  const quote = quoted.data?.quote ?? null;
  const wrongOf = (field: string) => refusalAt(quote, field);
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
  };
  return (
    <div class="page">
      <div class="bar">
        <h1>New line</h1>
      </div>
      <div class="order">
        <div class="order-form stack">
          {alphabets.refused && <Trouble refused={alphabets.refused} onRetry={alphabets.again} />}
          <PatternChoice draft={draft} onChange={change} />
          {draft.isPattern ? (
            <PatternFields draft={draft} onChange={change} wrongOf={wrongOf} />
          ) : (
            <AlphabetPicker
              alphabets={alphabets.data ?? []}
              chosen={draft.alphabet}
              wrong={wrongOf("alphabet")}
              onChoose={(name) => {
                change({ alphabet: name });
              }}
              onAdded={alphabets.again}
            />
          )}
          <ShapeFields draft={draft} onChange={change} wrongOf={wrongOf} />
          <MoreFields draft={draft} onChange={change} wrongOf={wrongOf} quoteInput={input} />
        </div>
        <aside class="order-quote" aria-label="What the order gets and costs">
          <QuotePanel
            quote={quote}
            refused={quoted.refused}
            size={size}
            written={draft.isPattern ? "by a pattern" : { chars: alphabet?.chars ?? "", digits: draft.digits }}
          />
          <Order
            draft={draft}
            size={size}
            isRefused={
              (draft.isPattern ? quote === null : alphabet === null) ||
              (quote?.refusals.some(({ field }) => field !== "payment") ?? false)
            }
          />
        </aside>
      </div>
    </div>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly wrongOf: (field: string) => string | null;
}

function ShapeFields({ draft, onChange, wrongOf }: FieldsProps) {
  const size = parseCount(draft.sizeText);
  return (
    <div class="fields">
      {!draft.isPattern && (
        <Field label="Digits of a token" wrong={wrongOf("digits")} hint="Characters per token">
          {(attributes) => (
            <input
              {...attributes}
              type="number"
              min={1}
              max={1000}
              value={draft.digits}
              onInput={({ currentTarget }) => {
                onChange({ digits: currentTarget.valueAsNumber });
              }}
            />
          )}
        </Field>
      )}
      <Field
        label="Tokens"
        wrong={
          draft.sizeText !== "" && size === null ? "A whole number, such as 1 000 000, 1m or 1e6." : wrongOf("size")
        }
        hint={size === null ? "Such as 1 000 000, 1m or 1e6" : `${shownCount(size)} of them`}
      >
        {(attributes) => (
          <span class="with-choices">
            <input
              {...attributes}
              inputmode="numeric"
              autocomplete="off"
              value={draft.sizeText}
              onInput={({ currentTarget }) => {
                onChange({ sizeText: currentTarget.value });
              }}
            />
            {SIZES.map((text) => (
              <button
                key={text}
                type="button"
                onClick={() => {
                  onChange({ sizeText: text });
                }}
              >
                {shownCount(parseCount(text) ?? 0)}
              </button>
            ))}
          </span>
        )}
      </Field>
    </div>
  );
}

function MoreFields({
  draft,
  onChange,
  wrongOf,
  quoteInput,
}: FieldsProps & { readonly quoteInput: Parameters<typeof PaymentFields>[0]["quoteInput"] }) {
  return (
    <>
      <label class="choice tall">
        <input
          type="checkbox"
          checked={draft.isAnalysed}
          onChange={({ currentTarget }) => {
            onChange({ isAnalysed: currentTarget.checked });
          }}
        />
        <span>
          Analyse the tokens
          <small>Histogram, four tests of randomness, and files of scores and deltas</small>
          {wrongOf("analysis") && <small class="bad">{wrongOf("analysis")}</small>}
        </span>
      </label>
      <details class="more">
        <summary>Seed of the files’ hashes</summary>
        <Field
          label="Seed"
          wrong={
            wrongOf("seed") ??
            (draft.seed !== "" && uuidIn(draft.seed) === null
              ? "A UUID, such as 8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a."
              : null)
          }
          hint="A UUID that you keep: files then have an HMAC under it, and nobody else can make one. It has no influence on the tokens."
        >
          {(attributes) => (
            <span class="with-choices">
              <input
                {...attributes}
                class="mono"
                value={draft.seed}
                onInput={({ currentTarget }) => {
                  onChange({ seed: currentTarget.value });
                }}
              />
              <button
                type="button"
                onClick={() => {
                  onChange({ seed: newUuid() });
                }}
              >
                Make one
              </button>
            </span>
          )}
        </Field>
      </details>
      <PaymentFields
        draft={draft.payment}
        wrong={wrongOf("payment")}
        quoteInput={quoteInput}
        onChange={(payment) => {
          onChange({ payment });
        }}
      />
    </>
  );
}

interface OrderProps {
  readonly draft: Draft;
  readonly size: bigint | null;
  readonly isRefused: boolean;
}

function Order({ draft, size, isRefused }: OrderProps) {
  const [refused, setRefused] = useState<Refused | null>(null);
  const [isBusy, setBusy] = useState(false);
  const order = async () => {
    if (size === null || isBusy) return;
    setBusy(true);
    setRefused(await orderLine(inputOf(draft, size)));
    setBusy(false);
  };
  return (
    <>
      {refused && <Trouble refused={refused} />}
      <Button
        kind="primary"
        disabled={size === null || isRefused || isBusy}
        onPress={() => {
          void order();
        }}
      >
        {isBusy ? "Ordering …" : `Order ${size === null ? "" : shownCount(size)} tokens`}
      </Button>
    </>
  );
}

function inputOf(draft: Draft, size: bigint): RequestTokensInput {
  const { isAnalysed, seed, payment } = draft;
  const seedId = uuidIn(seed);
  const transaction = uuidIn(payment.transaction);
  return {
    ...orderedShape(draft),
    size: String(size),
    analysis: isAnalysed ? "METRICS" : "NONE",
    ...(seedId !== null && { seed: seedId }),
    ...(transaction !== null && payment.ident !== "" && { payment: { transaction, ident: payment.ident } }),
  };
}
