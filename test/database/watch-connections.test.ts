import { describe, expect, it } from "vitest";
import { watchConnections } from "../../src/database/watch-connections.ts";
import { newClock } from "../support/clock.ts";

const LOOK_MS = 5_000;

/** Watches connections that are what the test makes of them. */
function watched() {
  const clock = newClock();
  const database = { vitals: { beats: 0, waiting: 0 }, answers: true, stuck: 0 };
  const stop = watchConnections({
    vitals: database.vitals,
    timer: clock.timer,
    answersAfresh: () => Promise.resolve(database.answers),
    onStuck: () => {
      database.stuck += 1;
    },
  });
  const look = async () => {
    clock.advance(LOOK_MS);
    await new Promise(setImmediate);
  };
  return { clock, database, stop, look };
}

describe("connections that do not come back", () => {
  it("are told once, after 30 s in which somebody waits, nothing ends, and a fresh one works", async () => {
    const { database, look, clock } = watched();
    database.vitals.waiting = 1;
    for (let looks = 0; looks < 5; looks += 1) await look();
    expect(database.stuck).toBe(0);
    await look();
    expect(database.stuck).toBe(1);
    await look();
    expect([database.stuck, clock.running()]).toEqual([1, 0]);
  });

  it.each([
    {
      what: "nobody waits",
      change: (database: Watched) => {
        database.vitals.waiting = 0;
      },
    },
    {
      what: "something is brought to an end",
      change: (database: Watched) => {
        database.vitals.beats += 1;
      },
    },
    {
      what: "the database is away",
      change: (database: Watched) => {
        database.answers = false;
      },
    },
  ])("are not what is wrong while $what", async ({ change }) => {
    const { database, look } = watched();
    database.vitals.waiting = 3;
    for (let looks = 0; looks < 20; looks += 1) {
      if (looks % 5 === 4) change(database);
      await look();
      Object.assign(database, { answers: true });
      database.vitals.waiting = 3;
    }
    expect(database.stuck).toBe(0);
  });

  it("are not looked for any more after a stop", async () => {
    const { database, look, stop, clock } = watched();
    database.vitals.waiting = 1;
    stop();
    for (let looks = 0; looks < 7; looks += 1) await look();
    expect([database.stuck, clock.running()]).toEqual([0, 0]);
  });
});

type Watched = ReturnType<typeof watched>["database"];
