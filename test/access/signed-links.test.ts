import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Keyring } from "../../src/access/keyring.ts";
import { SignedLinks } from "../../src/access/signed-links.ts";

const SESSION = { id: "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a" };
const TARGET = "/api/tokens/0c9a1b2c-3d4e-4f60-8a7b-9c0d1e2f3a4b/data?part=1";
const BASE = { minutes: 15, baseUrl: "https://example.com/tokens" };

function newLinks(keyring = new Keyring([randomBytes(32)])) {
  const clock = { nowMs: Date.parse("2026-01-01T00:00:00.900Z") };
  return { keyring, clock, links: new SignedLinks({ keyring, now: () => new Date(clock.nowMs) }) };
}

function linkOf(url: string): string {
  return url.split("link=")[1] ?? "";
}

describe("a signed link", () => {
  it("is an absolute address of its target, and tells the session back", () => {
    const { links } = newLinks();
    const { url, expiresAt } = links.sign(TARGET, SESSION, BASE);
    expect(url).toMatch(/^https:\/\/example\.com\/tokens\/api\/tokens\/0c9a[0-9a-f-]*\/data\?part=1&link=[\w-]{83}$/);
    expect(expiresAt).toEqual(new Date("2026-01-01T00:15:00.000Z"));
    expect(links.sessionOf(TARGET, linkOf(url))).toBe(SESSION.id);
    expect(links.sign("/api/tokens/x/events", SESSION, BASE).url).toContain("/events?link=");
  });

  it("works until it expires, and not a moment longer", () => {
    const { links, clock } = newLinks();
    const { url, expiresAt } = links.sign(TARGET, SESSION, { ...BASE, minutes: 1 });
    clock.nowMs = expiresAt.getTime() - 1;
    expect(links.sessionOf(TARGET, linkOf(url))).toBe(SESSION.id);
    clock.nowMs += 1;
    expect(() => links.sessionOf(TARGET, linkOf(url))).toThrow("The link has expired.");
  });

  it("is refused with any character changed, left out or added", () => {
    const { links } = newLinks();
    const link = linkOf(links.sign(TARGET, SESSION, BASE).url);
    const others = [...link].flatMap((character, at) => [
      link.slice(0, at) + (character === "A" ? "B" : "A") + link.slice(at + 1),
      link.slice(0, at) + link.slice(at + 1),
    ]);
    // The last character carries bits that mean nothing: another spelling of the same bytes is no link either.
    for (const wrong of [...others, `${link}A`, `${link}=`, "", "A", link.repeat(2)])
      expect(() => links.sessionOf(TARGET, wrong), wrong).toThrow("The link was altered, or is for something else.");
  });

  it("opens nothing but its target", () => {
    const { links } = newLinks();
    const link = linkOf(links.sign(TARGET, SESSION, BASE).url);
    for (const other of [`${TARGET}1`, TARGET.replace("part=1", "part=2"), TARGET.replace("data", "score"), ""])
      expect(() => links.sessionOf(other, link), other).toThrow("The link was altered, or is for something else.");
  });

  it("goes on working when a new master key comes in front, and no longer once its own is gone", () => {
    const [old, fresh] = [randomBytes(32), randomBytes(32)];
    const link = linkOf(newLinks(new Keyring([old])).links.sign(TARGET, SESSION, BASE).url);
    const rotated = newLinks(new Keyring([fresh, old])).links;
    expect(rotated.sessionOf(TARGET, link)).toBe(SESSION.id);
    expect(linkOf(rotated.sign(TARGET, SESSION, BASE).url)).not.toBe(link);
    expect(() => newLinks(new Keyring([fresh])).links.sessionOf(TARGET, link)).toThrow("altered");
  });

  it("can be made anew from the master key as it is documented: HMAC-SHA-256 under HKDF-SHA-256, over all before it and the target", () => {
    const master = randomBytes(32);
    const link = Buffer.from(
      linkOf(newLinks(new Keyring([master])).links.sign(TARGET, SESSION, BASE).url),
      "base64url",
    );
    const key = hkdfSync("sha256", master, "", "tokenworks/link/1", 32);
    const mac = createHmac("sha256", Buffer.from(key)).update(link.subarray(0, 30)).update(TARGET).digest();
    expect(link.subarray(30)).toEqual(mac);
  });

  it("works for 1 to 1,440 minutes", () => {
    const { links } = newLinks();
    const lasting = (minutes: number) => links.sign(TARGET, SESSION, { ...BASE, minutes }).expiresAt.toISOString();
    expect([lasting(1), lasting(1_440)]).toEqual(["2026-01-01T00:01:00.000Z", "2026-01-02T00:00:00.000Z"]);
    for (const minutes of [0, -1, 1_441, 2 ** 31 - 1])
      expect(() => lasting(minutes)).toThrow("A link works for 1 to 1,440 minutes.");
  });
});
