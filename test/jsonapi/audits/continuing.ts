import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import { type Client, newPayment, type Order, orderOf } from "../../support/rest-client.ts";
import { JSON_API } from "../../support/exchange.ts";
import { form, formType, named, part } from "../../support/forms.ts";

const SEED = "11111111-2222-4333-8444-555555555555";
/** 26^3 tokens, as the documented exchanges have it. */
const LATIN: Order = { alphabet: "LOWER_LATIN", digits: "3", size: "8788" };

export const CONTINUATIONS: readonly Audit[] = [
  {
    id: "R4.50",
    must: "MUST answer a form of info.json and snapshot.blob with 201, the line's id, and the new part in its requested view",
    check: async (client) => {
      const { id, snapshot } = await halfOf(client, { ...LATIN, payment: newPayment() });
      const payment = newPayment();
      const { status, headers, document } = await client.continue(id, { ...LATIN, seed: SEED, payment }, snapshot);
      expect([status, headers["content-type"]]).toEqual([201, JSON_API]);
      expect(document).toEqual({
        meta: { seed: SEED },
        links: { self: "/api/tokens", info: `/api/tokens/${id}` },
        data: {
          type: "tokens",
          id,
          attributes: {
            status: "requested",
            analysis: "none",
            digits: "3",
            size: "8788",
            alphabet: "LOWER_LATIN",
            available: "8788",
            reachable: "8788",
            timestamps: { requested: expect.any(String) as string },
          },
          relationships: { payment: { data: payment } },
        },
      });
    },
  },
  {
    id: "R4.51",
    must: "MUST produce the rest of an exhausted line: every token once, 35,151 bytes, a checksum of zeros, and no snapshot",
    check: async (client) => {
      const { id, snapshot } = await halfOf(client, LATIN);
      const first = (await client.data(id)).toString();
      expect((await client.continue(id, LATIN, snapshot)).status).toBe(201);
      const { document } = await client.reached(id, "finished");
      expect(document.links).toEqual({
        self: "/api/tokens",
        info: `/api/tokens/${id}`,
        data: `/api/tokens/${id}/data`,
      });
      expect(document.data.attributes).toMatchObject({
        size: "8788",
        available: "0",
        reachable: "0",
        partial: false,
        checksum: "0".repeat(21),
        filesizes: { data: 35_151 },
      });
      expect(new Set([...first.split("\n"), ...(await client.data(id)).toString().split("\n")]).size).toBe(26 ** 3);
      expect((await client.data(id, "?part=1")).toString()).toBe(first);
    },
  },
  {
    id: "R4.52",
    must: "MUST know the parts by field or file name, in either order, as fields or files, with or without their types",
    check: async (client) => {
      const { id } = await halfOf(client, { size: 1_000 });
      const info = JSON.stringify(orderOf({ size: 1_000 }));
      const forms = [
        (blob: Buffer) => [named("name=snapshot.blob", blob), named("name=info.json", info)],
        (blob: Buffer) => [
          named('name="info.json"', info, "Content-Type: application/json; charset=utf-8"),
          named('name="snapshot.blob"', blob, "Content-Type: text/plain; charset=utf-8"),
        ],
        (blob: Buffer) => [
          named('name="file"; filename="info.json"', info, "Content-Type: text/plain"),
          named('name="file"; filename="snapshot.blob"', blob, "Content-Type: application/json"),
        ],
        (blob: Buffer) => [
          named('name="info.json"; filename="blob"', info),
          named('name="snapshot.blob"; filename="blob"', blob, "Content-Type: application/octet-stream"),
        ],
      ];
      for (const parts of forms) {
        expect((await client.sendForm(id, form(parts(await client.snapshot(id))))).status).toBe(201);
        await client.reached(id, "finished");
      }
      expect((await client.get(`/api/tokens/${id}`)).document.data.attributes["available"]).toBe(
        String(6 ** 5 - 5_000),
      );
    },
  },
  {
    id: "R4.53",
    must: "MUST ask for no header but the Session-Key and the form's own",
    check: async (client) => {
      const { id, snapshot } = await halfOf(client, LATIN);
      const bare = { Accept: undefined, "Content-Type": formType() };
      const body = form([part("info.json", JSON.stringify(orderOf(LATIN))), part("snapshot.blob", snapshot)]);
      expect((await client.post(`/api/tokens/${id}`, body, { ...bare, "Session-Key": undefined })).status).toBe(401);
      expect((await client.post(`/api/tokens/${id}`, body, bare)).status).toBe(201);
    },
  },
  {
    id: "R4.54",
    must: "MUST take a snapshot after the line was deleted, in another session, where its alphabet takes the place of one of the same name",
    check: async (client) => {
      await client.addAlphabet("BAT", "bat4");
      const order = { alphabet: "BAT", digits: 7 };
      const { id, snapshot } = await halfOf(client, order);
      const before = (await client.data(id)).toString().split("\n");
      await client.delete(`/api/tokens/${id}`);
      const other = await client.another();
      await other.addAlphabet("BAT", "wxyz");
      expect((await other.continue(id, order, snapshot)).document.data.id).toBe(id);
      await other.reached(id, "finished");
      expect(new Set([...before, ...(await other.data(id)).toString().split("\n")]).size).toBe(2_000);
      expect((await other.get("/api/alphabets/BAT")).document.data.attributes["chars"]).toBe("bat4");
      expect((await other.get("/api/tokens")).document.data.map((line) => line.id)).toEqual([id]);
      expect((await client.get(`/api/tokens/${id}`)).status).toBe(404);
    },
  },
  {
    id: "R4.55",
    must: "MUST continue a line that still exists by a plain JSON body, from where it stands",
    check: async (client) => {
      const { id } = await halfOf(client, LATIN);
      const answer = await client.post(`/api/tokens/${id}?analysis=none`, orderOf(LATIN));
      expect(answer.status).toBe(201);
      expect(answer.document.data).toMatchObject({ id, attributes: { status: "requested", available: "8788" } });
      expect((await client.reached(id, "finished")).document.data.attributes).toMatchObject({
        available: "0",
        partial: false,
        checksum: "0".repeat(21),
      });
    },
  },
  {
    id: "R4.56",
    must: "MUST take the digits of a line's id in either case, and show them in lower case",
    check: async (client) => {
      const { id, snapshot } = await halfOf(client, LATIN);
      const { status, document } = await client.continue(id.toUpperCase(), LATIN, snapshot);
      expect([status, document.data.id, document.links["info"]]).toEqual([201, id, `/api/tokens/${id}`]);
    },
  },
];

/** Produces a line's first part; answers its id and its snapshot. */
export async function halfOf(
  client: Client,
  order: Order,
): Promise<{ readonly id: string; readonly snapshot: Buffer }> {
  const { id } = (await client.produce(order)).document.data;
  return { id, snapshot: await client.snapshot(id) };
}
