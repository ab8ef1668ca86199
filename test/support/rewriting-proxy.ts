import { type Proxy, proxyTo } from "./proxy.ts";

/**
 * A way to a server whose answers are changed on it, each for one of the same length.
 *
 * @param rewrite what of an answer is another one, byte for byte as Latin-1.
 */
export function rewritingProxy(serverUrl: string, rewrite: (answer: string) => string): Promise<Proxy> {
  return proxyTo(serverUrl, (near, far) => {
    near.on("data", (bytes: Buffer) => far.write(bytes));
    far.on("data", (bytes: Buffer) => near.write(Buffer.from(rewrite(bytes.toString("latin1")), "latin1")));
  });
}
