import { type Proxy, proxyTo } from "./proxy.ts";

/** Where a conversation is held up: before what the client has just sent, or before the server's answer to it. */
export type Held = "before" | "after";

/** A way to a server on which a conversation is held up at one place, until it is let pass. */
export interface HoldingProxy extends Proxy {
  /** Resolves once something is held up. */
  readonly held: Promise<undefined>;
  /** Whoever connects from now on is not held up. */
  readonly pass: () => void;
}

/** @param where what is to be done at what a client has sent, as Latin-1; null for what is no such place. */
export async function holdingProxy(serverUrl: string, where: (sent: string) => Held | null): Promise<HoldingProxy> {
  const { promise: held, resolve } = Promise.withResolvers<undefined>();
  let isPassing = false;
  const proxy = await proxyTo(serverUrl, (near, far) => {
    let at: Held | null = null;
    near.on("data", (bytes: Buffer) => {
      if (!isPassing) at ??= where(bytes.toString("latin1"));
      if (at === "before") resolve(undefined);
      else far.write(bytes);
    });
    far.on("data", (bytes: Buffer) => {
      if (at === "after") resolve(undefined);
      else near.write(bytes);
    });
  });
  return {
    ...proxy,
    held,
    pass: () => {
      isPassing = true;
    },
  };
}
