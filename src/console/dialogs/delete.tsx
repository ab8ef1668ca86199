import { lineName } from "../lib/line-name.ts";
import { shownCount } from "../lib/numbers.ts";
import { deleteLine } from "../state/actions.ts";
import type { LineNow } from "../state/lines.ts";
import { TypedConfirmation } from "./typed-confirmation.tsx";

/** What has been shown to somebody may be in use: it takes a typed word to delete it. */
export function DeleteDialog({ now: { line, status } }: { readonly now: LineNow }) {
  const wereShown = line.parts.length > 1 || ["ENDED", "FINISHED", "ANALYZED"].includes(status.status);
  return (
    <TypedConfirmation
      title={`Delete ${lineName(line)}, ${line.digits} digits?`}
      verb="Delete the line"
      word={wereShown ? line.id.slice(0, 8) : null}
      run={() => deleteLine(line.id)}
    >
      <p>
        The key of the line is destroyed, and with it every file of its{" "}
        {line.parts.length === 1 ? "part" : `${line.parts.length} parts`}: nobody can produce or check these tokens
        again.
      </p>
      {wereShown ? (
        <p class="quiet">
          {shownCount(status.size)} tokens of the newest part were shown. Save its files and its snapshot first if you
          still need them.
        </p>
      ) : (
        <p class="quiet">No token of it was shown yet.</p>
      )}
    </TypedConfirmation>
  );
}
