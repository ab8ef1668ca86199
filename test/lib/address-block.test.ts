import { expect, it } from "vitest";
import { addressBlock } from "../../src/lib/address-block.ts";

it.each([
  ["192.0.2.1", "192.0.2.1"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["2001:0DB8:0:0:1:2:3:4", "2001:db8:0:0"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8:1:3::", "2001:db8:1:3"],
  ["::1", "0:0:0:0"],
  ["::", "0:0:0:0"],
  ["64:ff9b::192.0.2.33", "64:ff9b:0:0"],
  ["1:2:3::192.0.2.33", "1:2:3:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
  ["unknown", "unknown"],
  ["", ""],
])("takes %s as %s", (address, block) => {
  expect(addressBlock(address)).toBe(block);
});
