import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Keyring } from "../access/keyring.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { PaymentType } from "../payment/payment.type.ts";
import type { Loaders } from "./loaders.ts";
import { partCertificate } from "./part-certificate.ts";
import type { Part } from "./part.entity.ts";
import { PartType } from "./part.type.ts";
import { ProductionStatusType, StatusViewEnum } from "./production-status.type.ts";
import type { View } from "./status.ts";
import { statusView } from "./status-view.ts";

@Resolver(() => PartType)
export class PartResolver {
  constructor(
    private readonly loaders: Loaders,
    private readonly keyring: Keyring,
  ) {}

  @FieldResolver(() => ProductionStatusType, { nullable: true, description: "Null while that status is not reached." })
  status(
    @Root() { part }: PartType,
    @Arg("view", () => StatusViewEnum, { defaultValue: StatusViewEnum.CURRENT }) view: View,
    @Ctx() context: RequestContext,
  ): Promise<ProductionStatusType | null> {
    return statusOf(part, view, this.loaders(context));
  }

  @FieldResolver(() => PaymentType, { nullable: true })
  payment(@Root() { part }: PartType, @Ctx() context: RequestContext): Promise<PaymentType | null> {
    return paymentOf(part, this.loaders(context));
  }

  @FieldResolver(() => String, {
    nullable: true,
    complexity: 10,
    description: "The signed certificate of the part's data: the text of a file, to be saved as it is and checked by `tokenworks verify`. Null until `ENDED`.",
  })
  certificate(@Root() { part }: PartType, @Ctx() context: RequestContext): Promise<string | null> {
    return partCertificate(part, this.loaders(context), this.keyring);
  }
}

export async function statusOf(part: Part, view: View, loaders: ReturnType<Loaders>): Promise<ProductionStatusType | null> {
  const found = statusView(part, await loaders.histories.load(part.id), view);
  return found && new ProductionStatusType(found);
}

export async function paymentOf(part: Part, loaders: ReturnType<Loaders>): Promise<PaymentType | null> {
  const payment = part.paymentId === null ? null : await loaders.payments.load(part.paymentId);
  return payment && { id: payment.transactionId, ident: payment.ident };
}
