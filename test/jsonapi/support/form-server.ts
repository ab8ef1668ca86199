import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { ServiceError } from "../../../src/errors.ts";
import { HTTP_STATUS } from "../../../src/jsonapi/http-status.ts";
import { readMultipart } from "../../../src/jsonapi/read-multipart.ts";
import { exchange } from "../../support/exchange.ts";
import { formType, toBytes } from "../../support/forms.ts";

export interface FormServer {
  readonly url: () => string;
  /** What a body is answered: the parts, in latin1, and status 201, or the refusal's status, code and field. */
  send(
    body: Uint8Array | string,
    contentType?: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>>;
}

/** A bare server around the reader of forms, for the tests of a file. At their end no temporary file may be left. */
export function formServer(): FormServer {
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
    readMultipart(request).then(
      (parts) =>
        answer(201, Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, bytes.toString("latin1")]))),
      (error: unknown) =>
        error instanceof ServiceError
          ? answer(HTTP_STATUS[error.code], { code: error.code, field: error.field })
          : answer(500, { fault: String(error) }),
    );
  });
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  const folder = mkdtempSync(join(tmpdir(), "forms-"));
  beforeAll(async () => {
    vi.stubEnv("TMPDIR", folder);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
    expect([tmpdir(), readdirSync(folder)]).toEqual([folder, []]);
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  return {
    url,
    async send(body, contentType = formType(), headers = {}) {
      const { status, bytes } = await exchange(url(), "POST", {
        headers: { "Content-Type": contentType, ...headers },
        body: toBytes(body),
      });
      return { status, ...(JSON.parse(bytes.toString()) as object) };
    },
  };
}
