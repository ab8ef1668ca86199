import { describe, expect, it } from "vitest";
import { type Finding, judge, notApplicable, overall } from "../../src/analysis/test-result.ts";

function findings(...pValues: (number | null)[]): Finding[] {
  return pValues.map((pValue) => ({
    name: "gap",
    position: null,
    statistic: 1,
    expected: 1,
    degreesOfFreedom: 1,
    pValue,
  }));
}

function verdicts(...pValues: (number | null)[]): string[] {
  return judge(findings(...pValues)).map(({ verdict }) => verdict);
}

describe("tests that are judged together", () => {
  it("share the significance", () => {
    expect(verdicts(0.0009)).toEqual(["fail"]);
    expect(verdicts(0.0009, 0.5)).toEqual(["pass", "pass"]);
    expect(verdicts(0.5, 0.0005)).toEqual(["pass", "fail"]);
  });

  it("share it among fewer after each that fails", () => {
    expect(verdicts(0.0003, 0.5, 0.00049, 0.0009)).toEqual(["pass", "pass", "pass", "pass"]);
    expect(verdicts(0.0002, 0.5, 0.00032, 0.00049)).toEqual(["fail", "pass", "fail", "fail"]);
  });

  it("are none fewer for those that pass, and fewer for those that do not apply", () => {
    expect(verdicts(0.0004, null, null)).toEqual(["fail", "not_applicable", "not_applicable"]);
    expect(verdicts(0.0004, 1, 1)).toEqual(["pass", "pass", "pass"]);
  });

  it("all fail when all are impossible", () => {
    expect(verdicts(0, 0, 0)).toEqual(["fail", "fail", "fail"]);
  });

  it("fail together when one does, and say nothing together when none applies", () => {
    expect(overall(judge(findings(0, 1)))).toBe("fail");
    expect(overall(judge(findings(null, 0.5)))).toBe("pass");
    expect(overall(judge([notApplicable("gap", null, "None.")]))).toBe("not_applicable");
  });
});
