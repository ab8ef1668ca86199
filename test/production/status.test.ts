import { describe, expect, it } from "vitest";
import { isBeforeTokens, mayLead, type Status, UNFINISHED } from "../../src/production/status.ts";

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
    const table = ALL.map((from) => `${from}: ${ALL.filter((to) => mayLead(from, to)).join(" ")}`);
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
    expect(ALL.filter((from) => mayLead(from, "deleted"))).toEqual(ALL.filter((from) => from !== "deleted"));
  });

  it("show a token from ended on, and need work until finished", () => {
    expect(ALL.filter(isBeforeTokens)).toEqual(["requested", "started"]);
    expect(UNFINISHED).toEqual(["requested", "started", "ended"]);
  });
});
