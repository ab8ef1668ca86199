// cspell:ignore DECIAML LATTIN
import { describe, expect, it } from "vitest";
import { nearestName } from "../../src/lib/nearest-name.ts";

describe("the nearest name", () => {
  it("is the one that takes the fewest changes, and none where none is near", () => {
    expect(nearestName("base58", ["BASE58", "BASE60"])).toBe("BASE58");
    expect(nearestName("DECIAML", ["DECIMAL", "DICE"])).toBe("DECIMAL");
    expect(nearestName("UPPER_LATTIN", ["LOWER_LATIN", "UPPER_LATIN"])).toBe("UPPER_LATIN");
    expect(nearestName("FISH", ["BASE58", "DICE"])).toBeNull();
  });
});
