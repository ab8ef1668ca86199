import { createHmac, randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import { newPayment } from "../../support/rest-client.ts";
import type { ApiDocument, Resource } from "../../support/exchange.ts";

const SEED = "11111111-2222-4333-8444-555555555555";
/** A line that one part exhausts, so that every figure is known. */
const ALL_DICE = { alphabet: "DICE", digits: "5", size: "7776" };
const ORDERED = ["alphabet", "analysis", "available", "digits", "reachable", "size", "status", "timestamps"];
const ENDED = [...ORDERED, "checksum", "filehashes", "filesizes", "partial", "rate"].sort();

export const RECORD: readonly Audit[] = [
  {
    id: "R5.1",
    must: "MUST show in each view exactly the members of that status, and 404 for one that is not reached",
    check: async (client) => {
      const { id } = (await client.produce({ ...ALL_DICE, seed: SEED, payment: newPayment() })).document.data;
      const line = `/api/tokens/${id}`;
      const viewed = async (view: string) => shapeOf((await client.get(`${line}${view}`)).document);
      expect(await viewed("/requested")).toEqual({
        status: "requested",
        attributes: ORDERED,
        timestamps: ["requested"],
        links: ["info", "self"],
      });
      expect(await viewed("/started")).toEqual({
        status: "started",
        attributes: [...ORDERED, "progress"].sort(),
        timestamps: ["requested", "started"],
        links: ["info", "self"],
      });
      expect(await viewed("/ended")).toEqual({
        status: "ended",
        attributes: [...ENDED, "progress"].sort(),
        timestamps: ["ended", "requested", "started"],
        links: ["data", "info", "self"],
      });
      const finished = {
        status: "finished",
        attributes: ENDED,
        timestamps: ["ended", "finished", "requested", "started"],
        links: ["data", "info", "self"],
      };
      expect(await viewed("/finished")).toEqual(finished);
      expect(await viewed("")).toEqual(finished);
      for (const view of ["analyzed", "nonsense", "Requested", "current", "deleted"])
        expect((await client.get(`${line}/${view}`)).status, view).toBe(404);
      expect((await client.get(`${line}/analyzed`)).document.errors[0]?.code).toBe("NOT_READY");
    },
  },
  {
    id: "R5.2",
    must: "MUST hold in every view the same id, seed, payment, and what was ordered, and link paths of the line",
    check: async (client) => {
      const payment = newPayment();
      const { id } = (await client.produce({ ...ALL_DICE, seed: SEED, payment })).document.data;
      for (const view of ["", "/requested", "/started", "/ended", "/finished"]) {
        const { document } = await client.get(`/api/tokens/${id}${view}`);
        expect(Object.keys(document).sort()).toEqual(["data", "links", "meta"]);
        expect(document).toMatchObject({
          meta: { seed: SEED },
          links: { self: "/api/tokens", info: `/api/tokens/${id}` },
          data: { type: "tokens", id, relationships: { payment: { data: payment } } },
        });
        expect(document.data.attributes).toMatchObject({
          alphabet: "DICE",
          digits: "5",
          size: "7776",
          analysis: "none",
        });
        expect(document.links["data"] ?? `/api/tokens/${id}/data`).toBe(`/api/tokens/${id}/data`);
      }
    },
  },
  {
    id: "R5.3",
    must: "MUST tell available and reachable as before the production until it has ended, as after it from then on",
    check: async (client) => {
      await client.addAlphabet("UPPER_VOWELS", "AEIOU");
      const { id } = (
        await client.produce({ alphabet: "UPPER_VOWELS", digits: 100, size: 1_000, payment: newPayment() })
      ).document.data;
      for (const [view, available] of [
        ["requested", 5n ** 100n],
        ["started", 5n ** 100n],
        ["ended", 5n ** 100n - 1000n],
        ["finished", 5n ** 100n - 1000n],
      ] as const) {
        expect((await client.get(`/api/tokens/${id}/${view}`)).document.data.attributes).toMatchObject({
          available: String(available),
          reachable: "10485",
        });
      }
      expect((await client.get(`/api/tokens/${id}`)).document.data.attributes["partial"]).toBe(true);
    },
  },
  {
    id: "R5.4",
    must: "MUST show an exhausted line with nothing available, not partial, all zeros as checksum, and no snapshot",
    check: async (client) => {
      const { id, attributes } = (await client.produce({ ...ALL_DICE, seed: SEED, payment: newPayment() })).document
        .data;
      const data = await client.data(id);
      expect(attributes).toMatchObject({
        available: "0",
        reachable: "0",
        partial: false,
        checksum: "0".repeat(70),
        filesizes: { data: 124_415 },
      });
      expect(attributes["filesizes"]).toEqual({ data: 124_415 });
      expect(attributes["filehashes"]).toEqual({ data: createHmac("sha256", SEED).update(data).digest("hex") });
      expect((await client.get(`/api/tokens/${id}/snapshot`)).status).toBe(404);
    },
  },
  {
    id: "R5.5",
    must: "MUST tell progress 0 in the started view and 100 in the ended one, and a rate of whole digits per second",
    check: async (client) => {
      const { id } = (await client.produce({ ...ALL_DICE, payment: newPayment() })).document.data;
      expect((await client.get(`/api/tokens/${id}/started`)).document.data.attributes["progress"]).toBe(0);
      const { progress, rate } = (await client.get(`/api/tokens/${id}/ended`)).document.data.attributes;
      expect(progress).toBe(100);
      expect(Number.isInteger(rate)).toBe(true);
      expect(Number(rate)).toBeGreaterThan(0);
      // At least a millisecond.
      expect(Number(rate)).toBeLessThanOrEqual(7_776 * 5 * 1000);
    },
  },
  {
    id: "R5.6",
    must: "MUST leave out meta and filehashes where no seed was sent, and keep the letters of one that was",
    check: async (client) => {
      const plain = await client.produce({ ...ALL_DICE, payment: newPayment() });
      expect(plain.document).not.toHaveProperty("meta");
      expect(plain.document.data.attributes).not.toHaveProperty("filehashes");
      expect(plain.document.data.attributes).toHaveProperty("filesizes");
      const seed = "AAAAAAAA-bbbb-4CCC-8ddd-EEEEEEEEEEEE";
      const seeded = await client.produce({ ...ALL_DICE, seed, payment: newPayment() });
      expect(seeded.document.meta).toEqual({ seed });
      expect(seeded.document.data.attributes["filehashes"]).toEqual({
        data: createHmac("sha256", seed)
          .update(await client.data(seeded.document.data.id))
          .digest("hex"),
      });
    },
  },
  {
    id: "R5.7",
    must: "MUST keep the times of all statuses in their order",
    check: async (client) => {
      const { attributes } = (await client.produce({ ...ALL_DICE, payment: newPayment() })).document.data;
      const { requested, started, ended, finished } = attributes["timestamps"] as Record<string, string>;
      const times = [requested, started, ended, finished];
      expect(times).toEqual([...times].sort());
    },
  },
  {
    id: "R5.8",
    must: "MUST list the session's lines newest first, each without links, and one link at the top",
    check: async (client) => {
      const ids: string[] = [];
      for (let count = 0; count < 3; count += 1)
        ids.unshift((await client.produce({ payment: newPayment(), seed: SEED })).document.data.id);
      const { status, document } = await client.get("/api/tokens");
      expect(status).toBe(200);
      expect(Object.keys(document).sort()).toEqual(["data", "links"]);
      expect(document.links).toEqual({ self: "/api/tokens" });
      expect(document.data.map(({ id }) => id)).toEqual(ids);
      for (const line of document.data) {
        expect(Object.keys(line).sort()).toEqual(["attributes", "id", "relationships", "type"]);
        expect(line).toEqual((await client.get(`/api/tokens/${line.id}`)).document.data);
      }
      expect((await (await client.another()).get("/api/tokens")).document).toEqual({
        links: { self: "/api/tokens" },
        data: [],
      });
    },
  },
  {
    id: "R5.9",
    must: "MUST answer a deletion with the record as before it, status deleted, its own path as the only link, and no seed",
    check: async (client) => {
      const { document: before } = await client.produce({ ...ALL_DICE, seed: SEED, payment: newPayment() });
      const { id, attributes } = before.data;
      const { status, document } = await client.delete(`/api/tokens/${id}`);
      expect(status).toBe(200);
      expect(document).toEqual({
        links: { self: `/api/tokens/${id}` },
        data: {
          ...before.data,
          attributes: {
            ...attributes,
            status: "deleted",
            timestamps: { ...(attributes["timestamps"] as object), deleted: expect.any(String) as string },
          },
        },
      });
      for (const path of ["", "/requested", "/finished", "/data"])
        expect((await client.get(`/api/tokens/${id}${path}`)).status).toBe(404);
      expect((await client.delete(`/api/tokens/${id}`)).status).toBe(404);
      expect((await client.get("/api/tokens")).document.data).toEqual([]);
    },
  },
  {
    id: "R5.10",
    must: "MUST answer the deletion of all lines with their list, newest first, and with an empty one when there are none",
    check: async (client) => {
      const ids: string[] = [];
      for (let count = 0; count < 3; count += 1)
        ids.unshift((await client.produce({ payment: newPayment(), seed: SEED })).document.data.id);
      const { status, document } = await client.delete("/api/tokens");
      expect(status).toBe(200);
      expect(Object.keys(document).sort()).toEqual(["data", "links"]);
      expect(document.links).toEqual({ self: "/api/tokens" });
      expect(document.data.map(({ id }) => id)).toEqual(ids);
      expect(document.data.map((line: Resource) => line.attributes["status"])).toEqual([
        "deleted",
        "deleted",
        "deleted",
      ]);
      expect((await client.delete("/api/tokens")).document).toEqual({ links: { self: "/api/tokens" }, data: [] });
    },
  },
  {
    id: "R5.11",
    must: "MUST answer another session's line, an unknown and a malformed id with the same 404, but for the request's id and the path",
    check: async (client) => {
      const theirs = (await (await client.another()).produce({ ...ALL_DICE, payment: newPayment() })).document.data.id;
      const deleted = (await client.produce({ ...ALL_DICE, payment: newPayment() })).document.data.id;
      await client.delete(`/api/tokens/${deleted}`);
      for (const [method, path] of [
        ["GET", ""],
        ["HEAD", ""],
        ["DELETE", ""],
        ["GET", "/requested"],
        ["GET", "/analyzed"],
        ["GET", "/data"],
        ["GET", "/data?format=gz"],
        ["GET", "/data?part=1"],
        ["HEAD", "/data"],
        ["GET", "/snapshot"],
      ] as const) {
        const bodies = new Set<string>();
        for (const id of [theirs, deleted, randomUUID(), "malformed", "0"]) {
          const answer = await client.send(method, `/api/tokens/${id}${path}`);
          expect(answer.status).toBe(404);
          bodies.add(method === "HEAD" ? "" : JSON.stringify(answer.document.errors));
        }
        expect(bodies.size, `${method} ${path}`).toBe(1);
      }
      const { document } = await client.get(`/api/tokens/${theirs}`);
      expect(document.links).toEqual({ self: `/api/tokens/${theirs}` });
      expect(document.errors[0]).toMatchObject({ status: 404, title: "Tokens not found", code: "NOT_FOUND" });
    },
  },
  {
    id: "R5.12",
    must: "MUST take a line's id in capitals as the same",
    check: async (client) => {
      const { id } = (await client.produce({ ...ALL_DICE, payment: newPayment() })).document.data;
      expect((await client.get(`/api/tokens/${id.toUpperCase()}`)).document.data.id).toBe(id);
      expect((await client.data(id.toUpperCase())).length).toBe(124_415);
    },
  },
  {
    id: "R5.13",
    must: "MUST tell a part that a line does not have as a part, and a line that is not there as a line",
    check: async (client) => {
      const { id } = (await client.produce({ ...ALL_DICE, payment: newPayment() })).document.data;
      for (const file of ["data", "snapshot", "score", "data?format=gz"]) {
        const query = (part: number) => `${file}${file.includes("?") ? "&" : "?"}part=${part}`;
        for (const part of [2, 3, 999_999_999]) {
          const { status, document } = await client.get(`/api/tokens/${id}/${query(part)}`);
          expect({ status, error: document.errors[0] }).toMatchObject({
            status: 404,
            error: {
              code: "NOT_FOUND",
              detail: `The line has no part ${part}: it has 1.`,
              source: { parameter: "part", pointer: "" },
            },
          });
        }
        expect((await client.get(`/api/tokens/${randomUUID()}/${query(2)}`)).document.errors[0]).toMatchObject({
          code: "NOT_FOUND",
          source: { parameter: "id" },
        });
      }
    },
  },
];

function shapeOf({ data, links }: ApiDocument) {
  return {
    status: data.attributes["status"],
    attributes: Object.keys(data.attributes).sort(),
    timestamps: Object.keys(data.attributes["timestamps"] ?? {}).sort(),
    links: Object.keys(links).sort(),
  };
}
