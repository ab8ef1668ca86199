import { isIPv6 } from "node:net";

/**
 * Whom an address belongs to, as far as it tells: an IPv4 address stands for itself, an IPv6 address for its network of 64 bits, which one
 * customer of a provider has whole.
 *
 * @example addressBlock("2001:db8::1"); // "2001:db8:0:0"
 */
export function addressBlock(address: string): string {
  const [plain = ""] = address.split("%"); // without a zone
  if (!isIPv6(plain)) return address;
  const [head = "", tail] = plain.split("::");
  const groups = head === "" ? [] : head.split(":");
  const rest = tail === undefined || tail === "" ? [] : tail.split(":");
  const words = rest.length + (rest.at(-1)?.includes(".") ? 1 : 0); // an IPv4 address at the end takes the place of two
  const gap = tail === undefined ? 0 : 8 - groups.length - words;
  const all = [...groups, ...Array.from({ length: gap }, () => "0"), ...rest];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
