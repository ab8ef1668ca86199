import { SHUFFLE_LIMIT } from "../../generator/shuffle/shuffle.ts";
import { FairPlaces } from "../../lib/fair-places.ts";
import type { Line } from "../records/line.entity.ts";
import { capacityOf, type TokenForm } from "../records/token-form.ts";

/** As many tables of the largest lines as a thread has room for. */
const PLACES = 3;

/** Threads have room for dozens of tables of smaller lines. */
const LARGE_TOKENS = 2 ** 18;

/**
 * Passes over shuffled lines with large tables, a few at a time and by customer in turn: each takes a second or less. Many of them side by
 * side would build their tables anew for every chunk, which takes a hundred times as long as the chunk.
 */
export class TableTurns {
  private readonly places = new FairPlaces({ places: PLACES, reserved: 0 });

  take<T>(line: TokenForm & Pick<Line, "customerId">, pass: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const capacity = capacityOf(line);
    return capacity > LARGE_TOKENS && capacity <= SHUFFLE_LIMIT
      ? this.places.run(line.customerId, pass, signal)
      : pass();
  }
}
