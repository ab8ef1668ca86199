import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { PartFile } from "../../src/production/records/part-file.entity.ts";
import { Part } from "../../src/production/records/part.entity.ts";
import { StatusRecord } from "../../src/production/records/status-record.entity.ts";
import type { Status } from "../../src/production/records/status.ts";
import { Client as GraphqlClient } from "../support/graphql-client.ts";
import { newClient } from "../support/rest-client.ts";
import type { Answer } from "../support/exchange.ts";
import { type Storage, storageOf } from "../support/storage.ts";
import { DIALECTS } from "../support/databases.ts";
import { newServer } from "../support/server.ts";

const CONTENT = Buffer.from(Uint8Array.from({ length: 512 }, (_, at) => at % 256));
const SHA256 = createHash("sha256").update(CONTENT).digest("hex");
const KINDS = ["data", "snapshot", "analysis", "score", "delta"] as const;

describe.each(DIALECTS)("the files of a line, on %s", (dialect) => {
  it("give a snapshot as it is kept: whole, in ranges, under conditions, and to HEAD", async () => {
    await using service = await started(dialect);
    const { client, storage, id } = service;
    await keep(storage, (await storage.part(id)).id);
    const path = `/api/tokens/${id}/snapshot`;
    const whole = await client.get(path, { Accept: "*/*" });
    expect(whole.headers).toMatchObject({
      etag: `"${SHA256}"`,
      "content-length": "512",
      "accept-ranges": "bytes",
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="${id}.snapshot"`,
    });
    expect(whole.bytes.equals(CONTENT)).toBe(true);
    expect((await client.get(path)).headers["content-type"]).toBe("application/json; charset=utf-8");
    expect((await client.head(path)).headers).toMatchObject({ "content-length": "512", etag: `"${SHA256}"` });
    const range = await client.get(path, { Range: "bytes=255-257" });
    expect([range.status, range.headers["content-range"], [...range.bytes]]).toEqual([
      206,
      "bytes 255-257/512",
      [255, 0, 1],
    ]);
    expect((await client.get(path, { Range: "bytes=512-" })).status).toBe(416);
    expect((await client.get(path, { "If-None-Match": `"${SHA256}"` })).status).toBe(304);
    expect((await client.get(path, { "If-Match": '"other"' })).status).toBe(412);
  });

  it("are those of the part that is asked for, and none of a part that was deleted", async () => {
    await using service = await started(dialect);
    const { client, graphql, storage, id } = service;
    const second = await addPart(storage, id);
    await keep(storage, second.id);
    const name = async (query: string) =>
      (await client.get(`/api/tokens/${id}/snapshot${query}`, { Accept: "*/*" })).headers["content-disposition"];
    expect([await name("?part=2"), await name("")]).toEqual(Array(2).fill(`attachment; filename="${id}-2.snapshot"`));
    expect((await client.get(`/api/tokens/${id}/data?part=1`)).status).toBe(200);
    expect(await urlsOf(graphql, id)).toEqual({
      line: { SNAPSHOT: `/api/tokens/${id}/snapshot` },
      parts: [
        expect.objectContaining({
          DATA: `/api/tokens/${id}/data?part=1`,
          DATA_GZ: `/api/tokens/${id}/data?format=gz&part=1`,
        }),
        { SNAPSHOT: `/api/tokens/${id}/snapshot?part=2` },
      ],
    });
    await storage.em.nativeUpdate(Part, { id: second.id }, { status: "deleted" });
    for (const kind of KINDS) expect(await code(client.get(`/api/tokens/${id}/${kind}?part=2`))).toBe("NOT_FOUND");
  });

  it("are not ready until their status comes, and not found where it never does", async () => {
    await using service = await started(dialect);
    const { client, storage, id } = service;
    const { id: partId } = await storage.part(id);
    await storage.em.nativeDelete(PartFile, { partId });
    const codes = async (values: { status: Status; analysis: "none" | "metrics" }) => {
      await storage.em.nativeUpdate(Part, { id: partId }, values);
      return Promise.all(KINDS.map((kind) => code(client.get(`/api/tokens/${id}/${kind}`))));
    };
    const [ready, found] = ["NOT_READY", "NOT_FOUND"];
    expect(await codes({ status: "started", analysis: "none" })).toEqual([ready, ready, found, found, found]);
    expect(await codes({ status: "started", analysis: "metrics" })).toEqual([ready, ready, ready, ready, ready]);
    expect(await codes({ status: "finished", analysis: "metrics" })).toEqual([found, found, ready, ready, ready]);
    for (const status of ["failed", "cancelled", "analyzed"] as const)
      expect(await codes({ status, analysis: "metrics" })).toEqual(Array(5).fill(found));
    await storage.em.nativeUpdate(Part, { id: partId }, { size: 6n ** 5n });
    expect(await codes({ status: "ended", analysis: "none" })).toEqual([found, found, found, found, found]);
    await storage.em.nativeUpdate(Part, { id: partId }, { size: 1_000n, status: "finished" });
    await storage.em.insert(PartFile, {
      partId,
      kind: "snapshot",
      since: "finished",
      size: 512n,
      sha256: SHA256,
      hash: null,
    });
    expect(await code(client.get(`/api/tokens/${id}/snapshot`))).toBe(found);
  });
});

/** A service and the line that it has made. */
async function started(dialect: (typeof DIALECTS)[number]) {
  const server = await newServer(dialect, { environment: { AGREEMENT: "unlimited" } });
  const client = await newClient(server);
  const { id } = (await client.produce({})).document.data;
  const storage = await storageOf(server.place);
  const graphql = GraphqlClient.of(server.url, client.credentials["Session-Key"] ?? "");
  const dispose = async () => {
    await storage[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  };
  return { client, graphql, storage, id, [Symbol.asyncDispose]: dispose };
}

async function keep(storage: Storage, partId: string): Promise<void> {
  await storage.em.nativeDelete(PartFile, { partId, kind: "snapshot" });
  await storage.em.insert(PartFile, {
    partId,
    kind: "snapshot",
    since: "requested",
    size: 512n,
    sha256: SHA256,
    hash: null,
    content: CONTENT,
  });
}

/** A second part beside the first, as it is when it has been ordered. */
async function addPart(storage: Storage, lineId: string): Promise<Part> {
  const { em } = storage;
  const first = await storage.part(lineId);
  const part = em.create(Part, {
    id: randomUUID(),
    lineId,
    number: 2,
    firstIndex: first.size,
    size: 1_000n,
    seed: null,
    analysis: "none",
    paymentId: null,
    status: "requested",
    progress: 0,
  });
  em.create(StatusRecord, {
    partId: part.id,
    sequence: 1,
    status: "requested",
    at: new Date(),
    available: 1n,
    reachable: 1n,
    progress: 0,
  });
  await em.flush();
  return part;
}

interface Shown {
  readonly files: readonly { readonly kind: string; readonly url: string }[];
}

/** The paths that GraphQL gives, by the kinds of the files: of the line, and of each of its parts. */
async function urlsOf(client: GraphqlClient, id: string) {
  const { tokens } = await client.ask<{ tokens: { status: Shown; parts: { status: Shown }[] } }>(
    "query ($id: ID!) { tokens(id: $id) { status { files { kind url } } parts { status { files { kind url } } } } }",
    { id },
  );
  const byKind = ({ files }: Shown) => Object.fromEntries(files.map(({ kind, url }) => [kind, url]));
  return { line: byKind(tokens.status), parts: tokens.parts.map(({ status }) => byKind(status)) };
}

async function code(asked: Promise<Answer>): Promise<string | undefined> {
  const { status, document } = await asked;
  expect(status).toBe(404);
  return document.errors[0]?.code;
}
