import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Access } from "../../access/access.ts";
import { CapacityType } from "../../alphabet/alphabet.type.ts";
import { reachable } from "../../alphabet/reachable.ts";
import { tokenBytes } from "../../format/pattern/pattern.ts";
import { formatOf } from "../../generator/line/line-format.ts";
import { costs } from "../../graphql/field-cost.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import type { FormatCompiler } from "../formats/format-compiler.ts";
import { COMPILE_COST } from "./format-cost.ts";
import { FormatType } from "./format.type.ts";

@Resolver(() => FormatType)
export class FormatResolver {
  constructor(
    private readonly access: Access,
    private readonly compiler: FormatCompiler,
  ) {}

  @FieldResolver(() => CapacityType, { description: "How many tokens the format has, counted exactly." })
  async capacity(@Root() { text, count, digits }: FormatType, @Ctx() context: RequestContext): Promise<CapacityType> {
    const { agreement } = await this.access.session(context);
    const bytes = BigInt(tokenBytes(formatOf(text).pattern));
    return { digits, available: count, reachable: reachable(count, bytes, agreement) };
  }

  @FieldResolver(() => String, { description: "A token of the format, always the same; no line is asked for it." })
  @costs({ own: COMPILE_COST })
  async example(@Root() { text }: FormatType, @Ctx() context: RequestContext): Promise<string> {
    const { session } = await this.access.session(context);
    return (await this.compiler.compile(text, session.customerId)).example;
  }
}
