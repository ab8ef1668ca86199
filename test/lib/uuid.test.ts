import { expect, it } from "vitest";
import { parseUuid } from "../../src/lib/uuid.ts";

it("takes a UUID of any version and letter case, and gives it in lower case", () => {
  expect(parseUuid("8F14E45F-CEEA-067f-00e6-2f1f0c7b5d3a")).toBe("8f14e45f-ceea-067f-00e6-2f1f0c7b5d3a");
});

it.each([
  "",
  "8f14e45fceea467fa0e62f1f0c7b5d3a",
  "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3",
  "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a\n",
  " 8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a",
  "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3g",
])("knows that %j is none", (text) => {
  expect(parseUuid(text)).toBeNull();
});
