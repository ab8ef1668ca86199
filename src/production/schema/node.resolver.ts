import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import type { Access } from "../../access/access.ts";
import { ServiceError } from "../../errors.ts";
import { costs } from "../../graphql/field-cost.ts";
import { NodeType } from "../../graphql/node.type.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import type { NodeOwner, Nodes } from "./nodes.ts";

const MAX_IDS = 1_000;
/** Fields that looking for an id in every table counts as. */
const NODE_COST = 10;

@Resolver()
export class NodeResolver {
  constructor(
    private readonly access: Access,
    private readonly found: Nodes,
  ) {}

  @Query(() => NodeType, {
    nullable: true,
    description:
      "What has this id: a line, a part, a payment or a payment intent of the Session-Key's, its session, or a session of the Api-Key's or its customer. Null, without an error, for every id that is not the caller's.",
  })
  @costs({ own: NODE_COST })
  async node(
    @Arg("id", () => ID, { description: "The id." }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<NodeType | null> {
    const [node = null] = await this.found.find(await this.owner(context), [id]);
    return node;
  }

  @Query(() => [NodeType], {
    nullable: "items",
    description: "What has each of these ids, in their order, as `node` finds it; at most 1,000.",
  })
  @costs({ own: (args) => NODE_COST * idsOf(args), times: idsOf })
  async nodes(
    @Arg("ids", () => [ID], { description: "The ids." }) ids: string[],
    @Ctx() context: RequestContext,
  ): Promise<(NodeType | ServiceError | null)[]> {
    try {
      if (ids.length > MAX_IDS)
        throw new ServiceError("INPUT_INVALID", `At most ${MAX_IDS} ids are looked for at once.`, "ids", {
          maximum: BigInt(MAX_IDS),
        });
      return await this.found.find(await this.owner(context), ids);
    } catch (refusal) {
      // The list itself cannot be null, and must not take the answers of other fields along.
      if (refusal instanceof ServiceError) return [refusal];
      throw refusal;
    }
  }

  /** @throws {ServiceError} for a credential that is refused, or `SESSION_REFUSED` without any. */
  private async owner(context: RequestContext): Promise<NodeOwner> {
    const { apiKey, sessionKey } = context.caller.credentials;
    const customer = apiKey === undefined ? null : await this.access.customer(context);
    const isSessionNeeded = sessionKey !== undefined || customer === null;
    return { customer, open: isSessionNeeded ? await this.access.session(context) : null };
  }
}

function idsOf({ ids }: Readonly<Record<string, unknown>>): number {
  return Array.isArray(ids) ? Math.min(ids.length, MAX_IDS) : 0;
}
