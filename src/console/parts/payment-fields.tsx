import { useState } from "preact/hooks";
import { change } from "../api/client.ts";
import { OpenPaymentDocument, type QuoteInput } from "../api/operations.generated.ts";
import { newUuid } from "../lib/uuid.ts";
import { Field } from "./controls.tsx";

/** What is typed of a payment. */
export interface PaymentDraft {
  readonly transaction: string;
  readonly ident: string;
}

export const NO_PAYMENT: PaymentDraft = { transaction: "", ident: "" };

export interface PaymentFieldsProps {
  readonly draft: PaymentDraft;
  readonly wrong: string | null;
  /** The order that a payment would be opened for. */
  readonly quoteInput: QuoteInput;
  readonly onChange: (draft: PaymentDraft) => void;
}

export function PaymentFields({ draft, wrong, quoteInput, onChange }: PaymentFieldsProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const open = async () => {
    const { data, refused } = await change(OpenPaymentDocument, { input: quoteInput, key: newUuid() });
    setRefusal(refused?.message ?? null);
    if (data !== null) onChange({ transaction: data.openPayment.transaction, ident: data.openPayment.ident });
  };
  return (
    <details class="more" open={wrong !== null || undefined}>
      <summary>Payment</summary>
      <div class="fields">
        <Field label="Transaction" wrong={wrong} hint="Your own id of it, a UUID">
          {(attributes) => (
            <input
              {...attributes}
              class="mono"
              value={draft.transaction}
              onInput={({ currentTarget }) => {
                onChange({ ...draft, transaction: currentTarget.value });
              }}
            />
          )}
        </Field>
        <Field label="Payment intent" wrong={refusal} hint="The provider’s id, pi_…">
          {(attributes) => (
            <span class="with-choices">
              <input
                {...attributes}
                class="mono"
                value={draft.ident}
                onInput={({ currentTarget }) => {
                  onChange({ ...draft, ident: currentTarget.value });
                }}
              />
              <button type="button" onClick={() => void open()}>
                Open one
              </button>
            </span>
          )}
        </Field>
      </div>
    </details>
  );
}
