import { describe, expect, it } from "vitest";
import { isBeforeTokens, canTransition, type Status } from "../../../src/production/records/status.ts";

const ALL: readonly Status[] = [
  "requested",
  "started",
  "ended",
  "finished",
  "analyzed",
  "failed",
  "cancelled",
  "deleted",
];

describe("the statuses of a part", () => {
  it("lead exactly where the table says", () => {
    const table = ALL.map((from) => `${from}: ${ALL.filter((to) => canTransition(from, to)).join(" ")}`);
    expect(table).toEqual([
      "requested: started failed cancelled deleted",
      "started: ended failed cancelled deleted",
      "ended: finished deleted",
      "finished: analyzed deleted",
      "analyzed: deleted",
      "failed: deleted",
      "cancelled: deleted",
      "deleted: ",
    ]);
  });

  it("can each be left for deleted, and deleted for none", () => {
    expect(ALL.filter((from) => canTransition(from, "deleted"))).toEqual(ALL.filter((from) => from !== "deleted"));
  });

  it("show a token from ended on", () => {
    expect(ALL.filter(isBeforeTokens)).toEqual(["requested", "started"]);
  });
});
