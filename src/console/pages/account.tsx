import { type Customer, useCustomer } from "../state/use-account.ts";
import { CurrentSessionDocument } from "../api/operations.generated.ts";
import { shownBytes, shownCount, shownLarge } from "../lib/numbers.ts";
import { Trouble } from "../parts/controls.tsx";
import { NeedApiKey } from "../parts/need-api-key.tsx";
import { keys } from "../state/keys.ts";
import { EXPLORER } from "../state/router.ts";
import { useAsk } from "../state/use-ask.ts";

export function AccountPage() {
  return (
    <div class="page">
      <div class="bar">
        <h1>Account</h1>
      </div>
      <div class="column">{keys.value.apiKey === null ? <SessionLimits /> : <CustomerAccount />}</div>
    </div>
  );
}

function SessionLimits() {
  const { data } = useAsk(CurrentSessionDocument, {});
  return (
    <>
      {data?.session && <Limits limits={data.session.limits} partBytes={null} />}
      <NeedApiKey what="Agreement, quotas and prices belong to the Api-Key." />
    </>
  );
}

function CustomerAccount() {
  const { data, refused, again } = useCustomer();
  if (refused) return <Trouble refused={refused} onRetry={again} />;
  if (data === null) return null;
  const { agreement, price, company, email, id, usage, used } = data;
  return (
    <>
      <Facts
        title="Customer"
        facts={[
          ["Name", company ?? "–"],
          ["Email", email ?? "–"],
          ["Id", id],
          ["Agreement", agreement.name],
          ["Use", usage?.toLowerCase() ?? "–"],
        ]}
      />
      <Limits limits={agreement.limits} partBytes={agreement.partBytes} />
      <Quotas quotas={agreement.quotas} used={used} />
      <Facts
        title="Prices"
        facts={[
          ["A part", shownPrice(price.job, price.currency)],
          ["A digit of a token", shownPrice(price.digit, price.currency)],
          ["An analysis", shownPrice(price.metrics, price.currency)],
          ["Rebate on a part", shownPrice(price.rebate, price.currency)],
        ]}
      />
      <p class="quiet">
        Programs do all that these pages do, through GraphQL. <a href={EXPLORER}>Try it in the explorer</a>.
      </p>
    </>
  );
}

function Limits({
  limits,
  partBytes,
}: {
  readonly limits: Customer["agreement"]["limits"];
  readonly partBytes: string | null;
}) {
  return (
    <Facts
      title="An order may have"
      facts={[
        ["Tokens", `${shownCount(limits.minTokens)} to ${shownLarge(limits.maxTokens)}`],
        ["Digits", `${shownCount(limits.minDigits)} to ${shownCount(limits.maxDigits)}`],
        ["Bytes of all tokens", partBytes === null ? "no limit" : shownBytes(partBytes)],
      ]}
    />
  );
}

interface QuotaRow {
  readonly name: string;
  readonly quota: number | null;
  /** What is held of it, where that is counted. */
  readonly held?: number;
}

/** What may be held at a time, and what is. */
function Quotas({
  quotas,
  used,
}: {
  readonly quotas: Customer["agreement"]["quotas"];
  readonly used: Customer["used"];
}) {
  const rows: readonly QuotaRow[] = [
    { name: "Open sessions", quota: quotas.openSessions, held: used.openSessions },
    { name: "Open lines", quota: quotas.openLines, held: used.openLines },
    { name: "Characters of own alphabets", quota: quotas.alphabetChars, held: used.alphabetChars },
    { name: "Characters of named formats", quota: quotas.alphabetChars, held: used.formatChars },
    { name: "Open payments", quota: quotas.openPayments, held: used.openPayments },
    { name: "Idempotency-Keys", quota: quotas.idempotencyKeys, held: used.idempotencyKeys },
    { name: "WebSockets", quota: quotas.sockets },
    { name: "Operations on a WebSocket", quota: quotas.operationsPerSocket },
    { name: "Requests a second", quota: quotas.requestsPerSecond },
  ];
  return (
    <section>
      <h2>May be held at a time</h2>
      <dl class="facts-table">
        {rows.map((row) => (
          <div key={row.name}>
            <dt>{row.name}</dt>
            <dd>
              <QuotaFigure {...row} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function QuotaFigure({ name, quota, held }: QuotaRow) {
  const most = quota === null ? "no limit" : shownCount(quota);
  return (
    <>
      {held !== undefined && quota !== null && <meter max={quota} value={held} aria-label={`Used of ${name}`} />}
      <span>{held === undefined ? most : `${shownCount(held)} of ${most}`}</span>
    </>
  );
}

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <dl class="facts-table">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A cent is too coarse for a digit's price. */
function shownPrice(price: string, currency: string): string {
  return new Intl.NumberFormat(undefined, { style: "currency", currency, maximumFractionDigits: 6 }).format(
    price as unknown as number, // it takes a decimal string too, and keeps all its digits
  );
}
