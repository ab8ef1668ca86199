import { change, type Refused } from "../api/client.ts";
import {
  CancelTokensDocument,
  ContinueTokensDocument,
  type ContinueTokensInput,
  DeleteTokensDocument,
  type LineRowFragment,
  RequestTokensDocument,
  type RequestTokensInput,
  type StatusRowFragment,
} from "../api/operations.generated.ts";
import { newUuid } from "../lib/uuid.ts";
import { whileEnding } from "./ending.ts";
import { applyEvent } from "./lines.ts";
import { tell } from "./notices.ts";
import { navigate } from "./router.ts";

type Changed = LineRowFragment & { readonly status: StatusRowFragment | null };

/** Orders a new line and shows it. */
export async function orderLine(input: RequestTokensInput): Promise<Refused | null> {
  const { data, refused } = await change(RequestTokensDocument, { input, key: newUuid() });
  if (data === null) return refused;
  take(data.requestTokens);
  navigate(`lines/${data.requestTokens.id}`);
  return null;
}

/** Orders a line's next part and shows it. */
export async function continueLine(input: ContinueTokensInput): Promise<Refused | null> {
  const { data, refused } = await change(ContinueTokensDocument, { input, key: newUuid() });
  if (data === null) return refused;
  take(data.continueTokens);
  navigate(`lines/${data.continueTokens.id}`);
  return null;
}

/** The line says at once that it is being cancelled, and goes on where that is refused. */
export async function cancelLine(id: string): Promise<void> {
  const { data, refused } = await whileEnding(id, async () => {
    const answer = await change(CancelTokensDocument, { id });
    if (answer.data !== null) take(answer.data.cancelTokens);
    return answer;
  });
  if (data === null) {
    tell(`The production goes on: ${refused.message}`, true);
    return;
  }
  tell("The production is cancelled. Its payment is free again.");
}

export async function deleteLine(id: string): Promise<Refused | null> {
  const { data, refused } = await change(DeleteTokensDocument, { id });
  if (data === null) return refused;
  take(data.deleteTokens);
  tell("The line is deleted: its key is destroyed.");
  return null;
}

/** The answer is newer than what the live connection has told so far. */
function take(line: Changed): void {
  if (line.status !== null) applyEvent(line, line.status);
}
