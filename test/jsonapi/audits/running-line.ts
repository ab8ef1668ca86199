import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import { newPayment, orderOf } from "../../support/rest-client.ts";

/** Hours of work. */
const ENDLESS = { alphabet: "BASE62", digits: 12, size: String(10n ** 12n) };

export const RUNNING_LINE: readonly Audit[] = [
  {
    id: "R4.69",
    must: "MUST refuse to continue a line while its newest part is produced with 409",
    check: async (client) => {
      const { id } = (await client.order(ENDLESS)).document.data;
      await client.reached(id, "started");
      const { status, document } = await client.post(`/api/tokens/${id}`, orderOf({ ...ENDLESS, size: 1 }));
      expect({ status, errors: document.errors }).toMatchObject({
        status: 409,
        errors: [{ title: "Tokens not requested", code: "STATUS_CONFLICT", source: { parameter: "id", pointer: "" } }],
      });
      await client.delete(`/api/tokens/${id}`);
    },
  },
  {
    id: "R5.20",
    must: "MUST answer views and files that are not there yet with 404, NOT_READY, and when to ask again",
    check: async (client) => {
      const { id } = (await client.order({ ...ENDLESS, payment: newPayment() })).document.data;
      await client.reached(id, "started");
      for (const path of ["ended", "finished", "analyzed", "data", "data?format=gz", "data?part=1", "certificate"]) {
        const { status, headers, document } = await client.get(`/api/tokens/${id}/${path}`);
        expect({ status, code: document.errors[0]?.code }, path).toEqual({ status: 404, code: "NOT_READY" });
        // The production ends some day; an analysis that was not ordered never comes.
        if (path === "analyzed") expect(headers["retry-after"]).toBeUndefined();
        else expect(headers["retry-after"], path).toMatch(/^([1-9]|[1-5]\d|60)$/);
      }
      await client.delete(`/api/tokens/${id}`);
    },
  },
  {
    id: "R5.21",
    must: "MUST show the current view as started, with its progress and no data, and the requested view without",
    check: async (client) => {
      const { id } = (await client.order({ ...ENDLESS, payment: newPayment() })).document.data;
      const { document } = await client.reached(id, "started");
      expect(Object.keys(document.data.attributes).sort()).toEqual([
        "alphabet",
        "analysis",
        "available",
        "digits",
        "progress",
        "reachable",
        "size",
        "status",
        "timestamps",
      ]);
      expect(document.links).toEqual({ self: "/api/tokens", info: `/api/tokens/${id}` });
      expect((await client.get(`/api/tokens/${id}/requested`)).document.data.attributes).not.toHaveProperty("progress");
      await client.delete(`/api/tokens/${id}`);
    },
  },
  {
    id: "R5.22",
    must: "MUST dismantle a line at once while it is produced, and give back its payment",
    check: async (client) => {
      const payment = newPayment();
      const { id } = (await client.order({ ...ENDLESS, payment })).document.data;
      await client.reached(id, "started");
      const { status, document } = await client.delete(`/api/tokens/${id}`);
      expect(status).toBe(200);
      expect(document.data.attributes).toMatchObject({ status: "deleted", available: String(62n ** 12n) });
      expect(Object.keys(document.data.attributes["timestamps"] ?? {}).sort()).toEqual([
        "deleted",
        "requested",
        "started",
      ]);
      expect(document.data.relationships).toEqual({ payment: { data: payment } });
      expect((await client.order({ alphabet: "DNA", size: 1, digits: 1, payment })).status).toBe(201);
    },
  },
];
