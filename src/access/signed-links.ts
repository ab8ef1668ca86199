import { createHmac, timingSafeEqual } from "node:crypto";
import { ServiceError } from "../errors.ts";
import type { Keyring } from "./keyring.ts";
import type { Session } from "./session.entity.ts";

export interface SignedLinksDeps {
  readonly keyring: Keyring;
  readonly now: () => Date;
}

/** An absolute address, and when it stops working. */
export interface SignedLink {
  readonly url: string;
  readonly expiresAt: Date;
}

/** The query parameter that holds the signature; always the last one of the address. */
export const LINK_PARAMETER = "link";

const MAX_MINUTES = 1_440;

/** The info of HKDF-SHA-256: a key for links alone. */
const USE = "tokenworks/link/1";
const NO_SALT = new Uint8Array();

/** What a signature consists of: the master key's id, the second at which it expires, the session's id, and the HMAC-SHA-256. */
const KEY_ID_BYTES = 8;
const EXPIRY_AT = KEY_ID_BYTES;
const SESSION_AT = EXPIRY_AT + 6;
const MAC_AT = SESSION_AT + 16;
const ALL_BYTES = MAC_AT + 32;

/**
 * Addresses that stand for a request with the Session-Key, and do no more than that one: to read one path, with its query, until they expire.
 *
 * Nothing is stored of them. Each is signed under a key derived from a master key, and works as long as that is in the ring.
 */
export class SignedLinks {
  constructor(private readonly deps: SignedLinksDeps) {}

  /**
   * @param target the path below the base, with its query: what can be read.
   * @throws {ServiceError} `INPUT_INVALID` for minutes that are not from 1 to 1,440.
   */
  sign(
    target: string,
    session: Pick<Session, "id">,
    { minutes, baseUrl }: { readonly minutes: number; readonly baseUrl: string },
  ): SignedLink {
    if (minutes < 1 || minutes > MAX_MINUTES)
      throw new ServiceError("INPUT_INVALID", "A link works for 1 to 1,440 minutes.", "minutes");
    const { keyring, now } = this.deps;
    const seconds = Math.floor(now().getTime() / 1_000) + minutes * 60;
    const keyId = keyring.sealingId;
    const head = Buffer.alloc(MAC_AT);
    head.write(keyId, "hex");
    head.writeUIntBE(seconds, EXPIRY_AT, SESSION_AT - EXPIRY_AT);
    head.write(session.id.replaceAll("-", ""), SESSION_AT, "hex");
    const link = Buffer.concat([head, this.mac(keyId, head, target)]).toString("base64url");
    const joint = target.includes("?") ? "&" : "?";
    return { url: `${baseUrl}${target}${joint}${LINK_PARAMETER}=${link}`, expiresAt: new Date(seconds * 1_000) };
  }

  /**
   * The id of the session that has signed a link to the target.
   *
   * @throws {ServiceError} `LINK_REFUSED` for one that was altered, is for something else, or has expired.
   */
  sessionOf(target: string, link: string): string {
    const bytes = Buffer.from(link, "base64url");
    const keyId = this.deps.keyring.idOf(bytes.toString("hex", 0, KEY_ID_BYTES));
    // The spelling counts, too: base64 has several for the same bytes.
    if (bytes.length !== ALL_BYTES || keyId === null || bytes.toString("base64url") !== link) throw altered();
    const head = bytes.subarray(0, MAC_AT);
    if (!timingSafeEqual(bytes.subarray(MAC_AT), this.mac(keyId, head, target))) throw altered();
    if (head.readUIntBE(EXPIRY_AT, SESSION_AT - EXPIRY_AT) * 1_000 <= this.deps.now().getTime())
      throw new ServiceError("LINK_REFUSED", "The link has expired.");
    return head.toString("hex", SESSION_AT).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  private mac(keyId: string, head: Uint8Array, target: string): Buffer {
    const key = this.deps.keyring.derive(keyId, USE, NO_SALT);
    return createHmac("sha256", key).update(head).update(target).digest();
  }
}

function altered(): ServiceError {
  return new ServiceError("LINK_REFUSED", "The link was altered, or is for something else.");
}
