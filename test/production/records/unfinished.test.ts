import { describe, expect, it } from "vitest";
import type { Status } from "../../../src/production/records/status.ts";
import { outstandingWork } from "../../../src/production/records/unfinished.ts";

const LATE: readonly Status[] = ["finished", "analyzed", "failed", "cancelled", "deleted"];

describe("what a part still needs", () => {
  it("is tokens or a snapshot until it is finished, whatever was ordered besides", () => {
    for (const status of ["requested", "started", "ended"] as const)
      for (const analysis of ["none", "metrics"] as const)
        expect(outstandingWork({ status, analysis })).toBe("production");
  });

  it("is an analysis once it is finished, if one was ordered and has not failed", () => {
    expect(LATE.map((status) => outstandingWork({ status, analysis: "metrics" }))).toEqual([
      "analysis",
      "nothing",
      "nothing",
      "nothing",
      "nothing",
    ]);
    expect(outstandingWork({ status: "finished", analysis: "metrics" }, { code: "INTERNAL", message: "" })).toBe(
      "nothing",
    );
    expect(LATE.map((status) => outstandingWork({ status, analysis: "none" }))).toEqual(LATE.map(() => "nothing"));
  });
});
