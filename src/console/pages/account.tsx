import { type Customer, useCustomer } from "../state/use-account.ts";
import { CurrentSessionDocument } from "../api/operations.generated.ts";
import { shownBytes, shownCount, shownLarge } from "../lib/numbers.ts";
import { Trouble } from "../parts/controls.tsx";
import { NeedApiKey } from "../parts/need-api-key.tsx";
import { keys } from "../state/keys.ts";
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
  const { agreement, price, company, email, id, usage } = data;
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
      <Quotas customer={data} />
      <Facts
        title="Prices"
        facts={[
          ["A part", shownPrice(price.job, price.currency)],
          ["A digit of a token", shownPrice(price.digit, price.currency)],
          ["An analysis", shownPrice(price.metrics, price.currency)],
          ["Rebate on a part", shownPrice(price.rebate, price.currency)],
        ]}
      />
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

/** What may be held at a time; what is used of it where the page can tell. */
function Quotas({ customer: { agreement, sessions } }: { readonly customer: Customer }) {
  const { quotas } = agreement;
  const openSessions = sessions.filter(({ timestamps }) => timestamps.revoked === null).length;
  const rows: readonly (readonly [string, number | null, number | null])[] = [
    ["Open sessions", quotas.openSessions, openSessions],
    ["Open lines", quotas.openLines, null],
    ["Characters of own alphabets", quotas.alphabetChars, null],
    ["Open payments", quotas.openPayments, null],
    ["Idempotency-Keys", quotas.idempotencyKeys, null],
    ["WebSockets", quotas.sockets, null],
    ["Operations on a WebSocket", quotas.operationsPerSocket, null],
    ["Requests a second", quotas.requestsPerSecond, null],
  ];
  return (
    <section>
      <h2>May be held at a time</h2>
      <dl class="facts-table">
        {rows.map(([name, quota, used]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {used !== null && quota !== null && <meter max={quota} value={used} aria-label={`Used of ${name}`} />}
              <span>
                {used === null ? "" : `${shownCount(used)} of `}
                {quota === null ? "no limit" : shownCount(quota)}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
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
