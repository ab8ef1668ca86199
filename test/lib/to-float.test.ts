import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toFloat } from "../../src/lib/to-float.ts";

const spelled = (value: number) => JSON.stringify(toFloat(value));

describe("toFloat()", () => {
  // The first four are the manual's, the others what Julia 1.11 prints for Float64.
  it.each([
    [5, "5.0"],
    [0.0009, "0.0009"],
    [3888, "3888.0"],
    [5039496, "5.039496e6"],
    [0, "0.0"],
    [-0, "-0.0"],
    [999999, "999999.0"],
    [999999.5, "999999.5"],
    [1000000, "1.0e6"],
    [-1234567.25, "-1.23456725e6"],
    [0.0001, "0.0001"],
    [0.00001, "1.0e-5"],
    [0.000012, "1.2e-5"],
    [1e21, "1.0e21"],
    [5e-324, "5.0e-324"],
    [Number.MAX_VALUE, "1.7976931348623157e308"],
  ])("spells %d as %s", (value, text) => {
    expect(spelled(value)).toBe(text);
  });

  it("spells every double so that it is read back as the same, and never as an integer", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(JSON.parse(spelled(value))).toBe(value);
        expect(spelled(value)).toMatch(/^-?\d+\.\d+(e-?\d+)?$/);
      }),
    );
  });

  it.each([NaN, Infinity, -Infinity])("refuses %d, for which JSON has no word", (value) => {
    expect(() => toFloat(value)).toThrow(RangeError);
  });
});
