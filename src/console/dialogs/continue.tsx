import { useState } from "preact/hooks";
import type { Refused } from "../api/client.ts";
import { type ContinueTokensInput, QuoteDocument } from "../api/operations.generated.ts";
import { parseCount, shownCount, shownLarge, shownMoney } from "../lib/numbers.ts";
import { base64Of, isSnapshot } from "../lib/snapshot.ts";
import { uuidIn } from "../lib/uuid.ts";
import { Button, Field, Trouble } from "../parts/controls.tsx";
import { continueLine } from "../state/actions.ts";
import { closeDialog } from "../state/dialogs.ts";
import { useAsk } from "../state/use-ask.ts";
import { useSettled } from "../state/use-settled.ts";
import { Modal } from "./modal.tsx";

export interface ContinueDialogProps {
  readonly line: { readonly id: string; readonly name: string } | null;
  readonly snapshot: File | null;
}

/** Orders the next part: of a line that is still there, or of the one that a snapshot holds. */
export function ContinueDialog({ line, snapshot: dropped }: ContinueDialogProps) {
  const [snapshot, setSnapshot] = useState(dropped);
  const [idText, setIdText] = useState(line?.id ?? uuidIn(dropped?.name ?? "") ?? "");
  const [sizeText, setSizeText] = useState("");
  const [isAnalysed, setAnalysed] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [id, size] = [uuidIn(idText), parseCount(sizeText)];
  const order = async () => {
    if (id === null || size === null || isBusy) return;
    setBusy(true);
    const input: ContinueTokensInput = { id, size: String(size), analysis: isAnalysed ? "METRICS" : "NONE" };
    const answer = await continueLine(snapshot === null ? input : { ...input, snapshot: await base64Of(snapshot) });
    setBusy(false);
    setRefused(answer);
    if (answer === null) closeDialog();
  };
  return (
    <Modal title={line === null ? "Continue a line" : `Continue ${line.name}`}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void order();
        }}
      >
        {line === null && <SnapshotField snapshot={snapshot} onPick={setSnapshot} />}
        {line === null && (
          <Field label="Id of the line" hint="It stands in the name of a snapshot that was saved here.">
            {(attributes) => (
              <input
                {...attributes}
                class="mono"
                value={idText}
                onInput={({ currentTarget }) => {
                  setIdText(currentTarget.value);
                }}
              />
            )}
          </Field>
        )}
        <Field label="Further tokens" hint={size === null ? "Such as 1 000 000 or 1m" : shownCount(size)}>
          {(attributes) => (
            <input
              {...attributes}
              inputmode="numeric"
              autofocus
              value={sizeText}
              onInput={({ currentTarget }) => {
                setSizeText(currentTarget.value);
              }}
            />
          )}
        </Field>
        <label class="choice">
          <input
            type="checkbox"
            checked={isAnalysed}
            onChange={({ currentTarget }) => {
              setAnalysed(currentTarget.checked);
            }}
          />
          Analyse the part
        </label>
        {snapshot === null && id !== null && <NextQuote id={id} size={size} isAnalysed={isAnalysed} />}
        {refused && <Trouble refused={refused} />}
        <div class="actions">
          <Button onPress={closeDialog}>Not now</Button>
          <Button kind="primary" disabled={id === null || size === null || isBusy} onPress={() => void order()}>
            Order the part
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function SnapshotField({
  snapshot,
  onPick,
}: {
  readonly snapshot: File | null;
  readonly onPick: (file: File | null) => void;
}) {
  const [wrong, setWrong] = useState<string | null>(null);
  const pick = async (file: File | null) => {
    const isOne = file === null || (await isSnapshot(file));
    setWrong(isOne ? null : `${file.name} is no snapshot.`);
    onPick(isOne ? file : null);
  };
  return (
    <Field
      label="Snapshot"
      wrong={wrong}
      hint={snapshot?.name ?? "The file that was saved when the last part was finished."}
    >
      {(attributes) => (
        <input
          {...attributes}
          type="file"
          onChange={({ currentTarget }) => void pick(currentTarget.files?.[0] ?? null)}
        />
      )}
    </Field>
  );
}

function NextQuote({
  id,
  size,
  isAnalysed,
}: {
  readonly id: string;
  readonly size: bigint | null;
  readonly isAnalysed: boolean;
}) {
  const input = useSettled({
    shape: { line: id },
    size: String(size ?? 1n),
    analysis: isAnalysed ? ("METRICS" as const) : ("NONE" as const),
  });
  const { data } = useAsk(QuoteDocument, { input });
  if (!data?.quote) return <p class="quote-short quiet">…</p>;
  const { available, price, refusals } = data.quote;
  const [refusal] = size === null ? [] : refusals;
  return (
    <p class={refusal ? "quote-short bad" : "quote-short quiet"} role="status">
      {refusal?.message ??
        `${available === null ? "" : `${shownLarge(available)} are left.`} ${size !== null && price !== null && price.amount !== "0" ? `Price ${shownMoney(price)}.` : ""}`}
    </p>
  );
}
