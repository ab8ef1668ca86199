import { ask } from "../api/client.ts";
import { CertificatesDocument, type LineQuery } from "../api/operations.generated.ts";
import { fileChoices } from "../lib/file-choices.ts";
import { shownCount } from "../lib/numbers.ts";
import { Button, Copy } from "../parts/controls.tsx";
import { Icon } from "../parts/icons.tsx";
import { shownSize } from "../parts/line-menu.tsx";
import { download, saveBlob } from "../state/download.ts";
import { tell } from "../state/notices.ts";
import { TimeLine } from "./time-line.tsx";

type Part = NonNullable<LineQuery["tokens"]>["parts"][number];
type PartStatus = NonNullable<Part["status"]>;

export interface PartItemProps {
  readonly lineId: string;
  readonly part: Part;
  readonly isAnalysed: boolean;
}

/** A part of a line: when it came to each status, and all that is there of it. */
export function PartItem({ lineId, part, isAnalysed }: PartItemProps) {
  const { number, firstIndex, size, status, payment } = part;
  const last = BigInt(firstIndex) + BigInt(size) - 1n;
  return (
    <li class="part">
      <div class="part-head">
        <h3>Part {number}</h3>
        <p class="quiet">
          {shownCount(size)} tokens, places {shownCount(firstIndex)} to {shownCount(last)} of the line
        </p>
      </div>
      {status && (
        <TimeLine timestamps={status.timestamps} isAnalysed={isAnalysed || status.timestamps.analyzed !== null} />
      )}
      {status && (
        <Files
          lineId={lineId}
          number={number}
          size={size}
          files={status.files}
          hasCertificate={status.checksum !== null && status.timestamps.deleted === null}
        />
      )}
      {status?.checksum && (
        <p class="checksum">
          <span class="quiet">Checksum</span>
          <Copy text={status.checksum} shown={shortened(status.checksum)} what="the checksum" />
        </p>
      )}
      {payment && (
        <p class="checksum">
          <span class="quiet">Payment</span>
          <Copy text={payment.ident} what="the payment intent" />
        </p>
      )}
    </li>
  );
}

interface FilesProps {
  readonly lineId: string;
  readonly number: number;
  readonly size: string;
  readonly files: PartStatus["files"];
  readonly hasCertificate: boolean;
}

function Files({ lineId, number, size, files, hasCertificate }: FilesProps) {
  if (files.length === 0 && !hasCertificate) return null;
  return (
    <ul class="files">
      {fileChoices(files, size).map(({ choice, file }) => (
        <li key={choice.label}>
          <Button kind="quiet" icon="down" onPress={() => void download({ choice, lineId, part: number })}>
            {choice.label}
          </Button>
          <span class="quiet">{shownSize(choice, file)}</span>
          {choice.format === undefined && file.sha256 && (
            <Copy text={file.sha256} shown={`SHA-256 ${file.sha256.slice(0, 8)}…`} what="the SHA-256" />
          )}
          {choice.format === undefined && file.merkleRoot && (
            <Copy text={file.merkleRoot} shown={`Merkle ${file.merkleRoot.slice(0, 8)}…`} what="the Merkle root" />
          )}
          {choice.format === undefined && file.hash && (
            <Copy text={file.hash} shown={`HMAC ${file.hash.slice(0, 8)}…`} what="the HMAC" />
          )}
        </li>
      ))}
      {hasCertificate && (
        <li>
          <button type="button" class="button quiet" onClick={() => void saveCertificate(lineId, number)}>
            <Icon name="check" />
            <span>Certificate</span>
          </button>
          <span class="quiet wide">signed: whoever gets the file can check it</span>
        </li>
      )}
    </ul>
  );
}

async function saveCertificate(id: string, number: number): Promise<void> {
  const { data, refused } = await ask(CertificatesDocument, { id });
  const text = data?.tokens?.parts.find((part) => part.number === number)?.certificate ?? null;
  if (text === null) tell(refused?.message ?? "There is no certificate yet: it comes with the tokens.", true);
  else saveBlob(new Blob([text], { type: "application/json" }), `${id}-part-${number}.certificate.json`);
}

const MOST_SHOWN = 32;
const END_SHOWN = 12;

function shortened(text: string): string {
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN - END_SHOWN)}…${text.slice(-END_SHOWN)}`;
}
