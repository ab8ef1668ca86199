import { mkdtemp, mkdir, writeFile } from "node:fs/promises";
import { createServer, get as httpGet } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import Koa from "koa";
import { describe, expect, it } from "vitest";
import type { RequestContext } from "../../src/graphql/request-context.ts";
import { consoleRoutes } from "../../src/http/console-route.ts";
import { notFound } from "../../src/http/not-found.ts";
import { requestCounts } from "../../src/http/request-counts.ts";
import { routeRequests } from "../../src/http/router.ts";

const PAGE =
  '<!doctype html><base href="/" /><meta name="version" content="" /><script src="./assets/index-x.js"></script>';

describe("the console", () => {
  it("is one page at each of its addresses, told where it stands and which version serves it", async () => {
    await using console = await serve({ publicPath: "/shop/tokens" });
    for (const path of ["/", "/new", "/lines/8f14e45f", "/alphabets", "/sessions/", "/account"]) {
      const answer = await console.get(path);
      expect(answer.status, path).toBe(200);
      expect(answer.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
      expect(answer.headers.get("Cache-Control")).toBe("no-cache");
      const text = await answer.text();
      expect(text).toContain('<base href="/shop/tokens/" />');
      expect(text).toContain('<meta name="version" content="1.2.3" />');
    }
  });

  it("runs nothing but what the service serves, and speaks to nobody else", async () => {
    await using console = await serve();
    const policy = (await console.get("/")).headers.get("Content-Security-Policy") ?? "";
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toContain("unsafe");
    expect(policy).not.toMatch(/https?:|\*/);
  });

  it("lets browsers keep for ever what changes its name with its content, compressed where they take that", async () => {
    await using console = await serve();
    const plain = await console.get("/assets/index-x.js", { "Accept-Encoding": "identity" });
    expect(plain.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    expect(plain.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
    expect(plain.headers.get("Content-Encoding")).toBeNull();
    expect(await plain.text()).toBe("export {};");
    const zipped = await console.get("/assets/index-x.js", { "Accept-Encoding": "gzip" });
    expect(zipped.headers.get("Content-Encoding")).toBe("gzip");
    expect(zipped.headers.get("Vary")).toBe("Accept-Encoding");
    expect(gunzipSync((await console.raw("/assets/index-x.js", { "Accept-Encoding": "gzip" })).body).toString()).toBe(
      "export {};",
    );
    const etag = plain.headers.get("ETag") ?? "";
    expect((await console.raw("/assets/index-x.js", { "If-None-Match": etag })).status).toBe(304);
  });

  it("leaves every other path to whatever comes after it", async () => {
    await using console = await serve();
    for (const path of [
      "/assets/index-y.js",
      "/assets/../secret.txt",
      "/assets/%2e%2e/secret.txt",
      "/lines",
      "/lines/a/b",
      "/newer",
      "/favicon.ico",
    ])
      expect((await console.get(path)).status, path).toBe(404);
  });

  it("is only read", async () => {
    await using console = await serve();
    const answer = await fetch(`${console.url}/new`, { method: "POST" });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("Allow")).toBe("GET, HEAD");
    expect((await fetch(`${console.url}/new`, { method: "HEAD" })).status).toBe(200);
  });

  it("says in plain words how to build it where it is not", async () => {
    await using console = await serve({ folder: "/nowhere/" });
    const answer = await console.get("/");
    expect(answer.status).toBe(404);
    expect(answer.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
    expect(await answer.text()).toMatch(/^The console is not built: run 'npm run build'/);
    expect((await console.get("/assets/index-x.js")).status).toBe(404);
  });
});

async function serve({ publicPath = "", folder }: { publicPath?: string; folder?: string } = {}) {
  const app = new Koa();
  const serving = consoleRoutes({ publicPath, version: "1.2.3", folder: folder ?? (await built()) });
  const pass = (_ctx: unknown, next: () => Promise<unknown>) => next();
  const contextOf = () => ({ requestId: "1", caller: {}, container: {} }) as RequestContext; // nothing of it is looked at
  app.use(routeRequests({ contextOf, passes: { link: pass, rate: pass }, serving, requests: requestCounts() }));
  app.use(notFound);
  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const get = (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers });
  return {
    url,
    get,
    /** As it came: fetch would unpack it, and asks past caches where it is told an ETag. */
    raw: (path: string, headers: Record<string, string>) => rawAnswer(url + path, headers),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function rawAnswer(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number | undefined; body: Buffer }> {
  return new Promise((resolve, reject) => {
    httpGet(url, { headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.on("end", () => {
        resolve({ status: response.statusCode, body: Buffer.concat(pieces) });
      });
    }).on("error", reject);
  });
}

async function built(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), "console-"));
  await writeFile(join(parent, "secret.txt"), "not to be served");
  const folder = join(parent, "console");
  await mkdir(join(folder, "assets"), { recursive: true });
  await writeFile(join(folder, "index.html"), PAGE);
  await writeFile(join(folder, "assets", "index-x.js"), "export {};");
  return `${folder}/`;
}
