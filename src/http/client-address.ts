import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import proxyAddr from "proxy-addr";

/** Proxies that say truly whom they speak for: so many in a row in front of the service, or those at some addresses. */
export type TrustedProxies = number | readonly string[];

/** More proxies than that stand in no row. */
const MAX_HOPS = 32;

/** Reads a number of proxies, or a list of addresses, networks and the names that proxy-addr knows; null for anything else. */
export function parseTrustProxy(text: string): TrustedProxies | null {
  if (/^\d+$/.test(text)) return Number(text) <= MAX_HOPS ? Number(text) : null;
  const addresses = text.split(",").map((address) => address.trim());
  try {
    proxyAddr.compile(addresses);
    return addresses;
  } catch {
    return null; // it throws for what is no address, and says no more than that
  }
}

/**
 * Finds the address of whoever sent a request: of the connection, or, where a trusted proxy has opened that, of the one it speaks for.
 *
 * Proxies append to `X-Forwarded-For` or, where that is absent, to `Forwarded` (RFC 7239). The headers are read from their end, and only as far as
 * trusted proxies wrote them: what stands before was sent by anybody. Where an entry is no address the proxy that wrote it is the answer.
 *
 * @returns null for a connection that is gone already.
 */
export function clientAddress(trusted: TrustedProxies = 0): (request: IncomingMessage) => string | null {
  const isTrusted = trustIn(trusted);
  return (request) => {
    let address = plainAddress(request.socket.remoteAddress);
    const forwarded = forwardedFor(request);
    for (let hop = 0; address !== null && isTrusted(address, hop); hop += 1) {
      const next = parseAddress(forwarded[hop]);
      if (next === null) break;
      address = next;
    }
    return address;
  };
}

/**
 * Finds the scheme by which a client has reached the service: the one that the nearest proxy tells in `X-Forwarded-Proto` or `Forwarded`, if it is
 * trusted, and `http` otherwise, as the service itself has no TLS.
 */
export function clientScheme(trusted: TrustedProxies = 0): (request: IncomingMessage) => "http" | "https" {
  const isTrusted = trustIn(trusted);
  return ({ socket, headers }) => {
    const nearest = plainAddress(socket.remoteAddress);
    if (nearest === null || !isTrusted(nearest, 0)) return "http";
    const told = String(headers["x-forwarded-proto"] ?? protoOf(headers.forwarded ?? ""));
    return told.split(",").at(-1)?.trim().toLowerCase() === "https" ? "https" : "http";
  };
}

function trustIn(trusted: TrustedProxies): (address: string, hop: number) => boolean {
  return typeof trusted === "number" ? (_, hop) => hop < trusted : proxyAddr.compile([...trusted]);
}

/** The parameter `proto` of the last element of `Forwarded`. */
function protoOf(forwarded: string): string {
  return /(?:^|;)\s*proto\s*=\s*"?([^;"]*)/i.exec(forwarded.split(",").at(-1) ?? "")?.[1] ?? "";
}

/** An IPv4 address that came over IPv6 is shown as what it is. */
function plainAddress(address: string | undefined): string | null {
  return address?.replace(/^::ffff:(?=\d+\.)/i, "") ?? null;
}

/** Whom each proxy speaks for, the nearest first; several lines of one header are one list. */
function forwardedFor({ headers }: IncomingMessage): string[] {
  const list = headers["x-forwarded-for"];
  if (list !== undefined) return String(list).split(",").toReversed();
  return (headers.forwarded ?? "").split(",").map(forOf).toReversed();
}

/** The parameter `for` of one element of `Forwarded`; whatever else stands there holds no comma. */
function forOf(element: string): string {
  return /(?:^|;)\s*for\s*=\s*"?([^;"]*)/i.exec(element)?.[1] ?? "";
}

/** An address as proxies write it: with a port, or in brackets; null for `unknown`, names and whatever else. */
function parseAddress(text: string | undefined): string | null {
  const [, bracketed, withPort] = /^\[([^\]]*)\](?::\d+)?$|^(\d+(?:\.\d+){3}):\d+$/.exec(text?.trim() ?? "") ?? [];
  const address = bracketed ?? withPort ?? text?.trim() ?? "";
  // A zone, as in fe80::1%eth0, means something on the proxy's machine alone.
  return isIP(address) === 0 || address.includes("%") ? null : plainAddress(address);
}
