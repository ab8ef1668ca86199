import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../graphql/request-context.ts";
import { PaymentType } from "../payment/payment.type.ts";
import type { Loaders } from "./loaders.ts";
import type { Part } from "./part.entity.ts";
import { PartType } from "./part.type.ts";
import { ProductionStatusType, StatusViewEnum } from "./production-status.type.ts";
import type { View } from "./status.ts";
import { type StatusView, statusView } from "./status-view.ts";

@Resolver(() => PartType)
export class PartResolver {
  constructor(private readonly loaders: Loaders) {}

  @FieldResolver(() => ProductionStatusType, { nullable: true, description: "Null while that status is not reached." })
  async status(
    @Root() { part }: PartType,
    @Arg("view", () => StatusViewEnum, { defaultValue: StatusViewEnum.CURRENT }) view: View,
    @Ctx() context: RequestContext,
  ): Promise<ProductionStatusType | null> {
    const found = await viewOf(part, view, this.loaders(context));
    return found && new ProductionStatusType(found, part.number);
  }

  @FieldResolver(() => PaymentType, { nullable: true })
  payment(@Root() { part }: PartType, @Ctx() context: RequestContext): Promise<PaymentType | null> {
    return paymentOf(part, this.loaders(context));
  }
}

export async function viewOf(part: Part, view: View, loaders: ReturnType<Loaders>): Promise<StatusView | null> {
  return statusView(part, await loaders.histories.load(part.id), view);
}

export async function paymentOf(part: Part, loaders: ReturnType<Loaders>): Promise<PaymentType | null> {
  const payment = part.paymentId === null ? null : await loaders.payments.load(part.paymentId);
  return payment && { id: payment.transactionId, ident: payment.ident };
}
