import { useState } from "preact/hooks";
import { ask } from "../api/client.ts";
import { CertificatesDocument } from "../api/operations.generated.ts";
import { canCheck, type CheckedCertificate, checkCertificate, hashOf } from "../lib/certificate.ts";
import { shownBytes, shownCount } from "../lib/numbers.ts";
import { shownMoment } from "../lib/times.ts";
import { Icon } from "../parts/icons.tsx";

interface Check {
  readonly holds: boolean;
  readonly text: string;
}

interface Checked {
  readonly name: string;
  readonly checks: readonly Check[];
}

/** WebCrypto takes a file whole into memory. */
const MOST_BYTES = 2 ** 30;

/** Checks a data file against the line's certificates, in the browser: nothing is uploaded. */
export function FileCheck({ id }: { readonly id: string }) {
  const [state, setState] = useState<Checked | string | null>(null);
  const [isOver, setOver] = useState(false);
  const take = async (file: File | undefined) => {
    setOver(false);
    if (file === undefined) return;
    setState(`Reading ${file.name}, ${shownBytes(file.size)} …`);
    setState(await check(id, file));
  };
  return (
    <section class="panel">
      <h2>Is a file genuine?</h2>
      <label
        class={isOver ? "drop over" : "drop"}
        data-takes-files
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer?.files[0]);
        }}
      >
        <Icon name="file" />
        <span>Drop a data file of this line, or choose one</span>
        <small>It is checked here, by its certificate. Nothing is uploaded.</small>
        <input type="file" class="unseen" onChange={({ currentTarget }) => void take(currentTarget.files?.[0])} />
      </label>
      <div role="status">
        {typeof state === "string" && <p class="quiet">{state}</p>}
        {state !== null && typeof state === "object" && (
          <>
            <p class={state.checks.every(({ holds }) => holds) ? "verdict good" : "verdict bad"}>
              {state.checks.every(({ holds }) => holds) ? `${state.name} is genuine` : `${state.name} is NOT genuine`}
            </p>
            <ul class="verified">
              {state.checks.map(({ holds, text }) => (
                <li key={text} class={holds ? "good" : "bad"}>
                  <Icon name={holds ? "check" : "cross"} />
                  <span>{text}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}

/** What was found out, or why nothing could be. */
async function check(id: string, file: File): Promise<Checked | string> {
  if (!canCheck())
    return "Browsers check signatures only on pages that came over https or from this machine. Use the command: npx tokenworks verify.";
  if (file.size > MOST_BYTES)
    return `A browser holds at most ${shownBytes(MOST_BYTES)} at once. Use the command: npx tokenworks verify.`;
  try {
    const [{ data, refused }, keys] = await Promise.all([ask(CertificatesDocument, { id }), publicKeys()]);
    if (data === null) return refused.message;
    const texts = (data.tokens?.parts ?? []).flatMap(({ certificate }) => certificate ?? []);
    const certificates = (await Promise.all(texts.map((text) => checkCertificate(text, keys)))).filter(
      (each) => each !== null,
    );
    return { name: file.name, checks: checksOf(certificates, await hashOf(file)) };
  } catch {
    return `${file.name} could not be read, or the service not be reached. Try it again.`;
  }
}

function checksOf(
  certificates: readonly CheckedCertificate[],
  { sha256, bytes }: { sha256: string; bytes: bigint },
): readonly Check[] {
  const found = certificates.find(({ certified }) => certified.data.sha256 === sha256);
  if (found === undefined)
    return [
      {
        holds: false,
        text: "No part of the line has a data file with these bytes: it was changed, cut short, or is another line’s.",
      },
    ];
  const { certified, signedBy } = found;
  return [
    {
      holds: signedBy !== null,
      text:
        signedBy === null
          ? "None of the service’s keys has signed the certificate."
          : `The certificate is signed by the service’s key ${signedBy}.`,
    },
    {
      holds: true,
      text: `SHA-256 ${sha256.slice(0, 16)}… is that of part ${certified.part}, made on ${shownMoment(certified.issuedAt)}.`,
    },
    {
      holds: bytes === BigInt(certified.data.size),
      text: `It has ${shownCount(bytes)} bytes, ${shownCount(certified.size)} tokens.`,
    },
  ];
}

async function publicKeys(): Promise<Parameters<typeof checkCertificate>[1]> {
  const response = await fetch(new URL(".well-known/tokenworks.json", document.baseURI));
  const { keys } = (await response.json()) as { keys: Parameters<typeof checkCertificate>[1] }; // docs/certificates.md
  return keys;
}
