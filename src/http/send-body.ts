import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Runtime } from "../lib/runtime.ts";

/** Without a byte taken for so long a reader is gone. */
export const STALL_MS = 60_000;

/** Bytes that are handed over at once: whoever takes that much within the time is alive. */
const PIECE_BYTES = 2 ** 16;

/**
 * Sends bytes as fast as the reader takes them; nothing is asked of the source meanwhile.
 *
 * A reader that takes none for `STALL_MS` is cut: the connection is reset. The time that the source needs does not count.
 *
 * @param onFirst called when the first bytes are there; whatever fails before can still be answered.
 * @throws when the source fails or the connection breaks; the answer never ends then as if it were whole.
 */
export async function sendBody(
  response: ServerResponse,
  bytes: AsyncIterable<Uint8Array>,
  { onFirst, timer }: { readonly onFirst: () => void; readonly timer: Runtime["timer"] },
): Promise<void> {
  const source = bytes[Symbol.asyncIterator]();
  const watch = watchReader(response, timer);
  try {
    const first = await source.next();
    onFirst();
    await pipeline(pieces(first, source, watch), response);
  } finally {
    watch.stop();
    await source.return?.();
  }
}

async function* pieces(
  first: IteratorResult<Uint8Array>,
  source: AsyncIterator<Uint8Array>,
  watch: Watch,
): AsyncGenerator<Uint8Array, void, undefined> {
  let next = first;
  for (;;) {
    watch.await(true); // at the end, too: for the last piece to be taken
    if (next.done === true) return;
    for (let at = 0; at < next.value.length; at += PIECE_BYTES) {
      yield next.value.subarray(at, at + PIECE_BYTES);
      watch.await(true);
    }
    watch.await(false);
    next = await source.next();
  }
}

interface Watch {
  /** Begins to wait anew, for the reader or for the source. */
  await(isReader: boolean): void;
  stop(): void;
}

function watchReader(response: ServerResponse, startTimer: Runtime["timer"]): Watch {
  let isReader = false;
  const timer = startTimer(STALL_MS, () => {
    // An answer behind another one of the same connection has no socket yet.
    if (isReader && response.socket !== null) response.socket.resetAndDestroy();
    else timer.restart();
  });
  return {
    await: (forReader) => {
      isReader = forReader;
      timer.restart();
    },
    stop: () => {
      timer.stop();
    },
  };
}
