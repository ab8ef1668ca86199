import { ask } from "../api/client.ts";
import { FileLinksDocument } from "../api/operations.generated.ts";
import type { FileChoice } from "../lib/file-choices.ts";
import { tell } from "./notices.ts";

export interface Download {
  readonly choice: FileChoice;
  readonly lineId: string;
  readonly part: number;
}

/** Saves a file of a line by a link of its own, which carries what a click cannot send: the browser writes it as it comes, however large. */
export async function download({ choice, lineId, part }: Download): Promise<void> {
  const { kind, ending, format = null, bom = false } = choice;
  const { data, refused } = await ask(FileLinksDocument, { id: lineId, format, bom });
  const files = data?.tokens?.parts.find(({ number }) => number === part)?.status?.files;
  const link = files?.find((file) => file.kind === kind)?.download ?? null;
  if (link === null)
    tell(refused?.message ?? "The file is not there any more, or not yet. Look at the line's status.", true);
  else save(link.url, `${lineId}-part-${part}.${ending}`);
}

export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  save(url, name);
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}

function save(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
