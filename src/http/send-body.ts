import type { ServerResponse } from "node:http";
import type { Runtime } from "../lib/runtime.ts";

/** Without a byte taken for so long a reader is gone. */
export const STALL_MS = 60_000;

/** Bytes that are handed over at once: whoever takes that much within the time is alive. */
const PIECE_BYTES = 2 ** 16;

/**
 * Sends bytes as fast as the reader takes them; nothing is asked of the source before the operating system has all that it gave, so that it
 * may use the memory anew.
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
    let next = await source.next();
    onFirst();
    for (; next.done !== true; next = await source.next()) {
      for (let at = 0; at < next.value.length; at += PIECE_BYTES) {
        watch.await(true);
        const piece = next.value.subarray(at, at + PIECE_BYTES);
        await taken(response, (onTaken) => response.write(piece, onTaken));
      }
      watch.await(false);
    }
    watch.await(true); // for the last piece to be taken, too
    await taken(response, (onTaken) => response.end(onTaken));
  } catch (broken) {
    if (response.headersSent) response.destroy();
    throw broken;
  } finally {
    watch.stop();
    await source.return?.();
  }
}

/** Fulfils once the operating system has taken what is written, and rejects when the connection closes before. */
function taken(response: ServerResponse, write: (onTaken: (fault?: Error | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = () => {
      reject(Object.assign(new Error("The connection closed early."), { code: "ERR_STREAM_PREMATURE_CLOSE" }));
    };
    if (response.closed) onClose();
    response.once("close", onClose);
    write((fault) => {
      response.off("close", onClose);
      if (fault) reject(fault);
      else resolve();
    });
  });
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
