import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Keyring } from "../../access/keyring.ts";
import { costs } from "../../graphql/field-cost.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import { PaymentType } from "../../payment/payment.type.ts";
import { AnalysisType } from "./analysis.type.ts";
import type { ShownLine } from "../records/line.entity.ts";
import type { Loaders } from "./loaders.ts";
import { partCertificate } from "../records/part-certificate.ts";
import type { Part } from "../records/part.entity.ts";
import { PartType } from "./part.type.ts";
import { ProductionStatusType, StatusViewEnum } from "./production-status.type.ts";
import type { View } from "../records/status.ts";
import { type PartRecord, recordOf } from "../records/part-record.ts";

/** An analysis is some hundred kilobytes, which are read and opened whatever is asked of it. */
export const ANALYSIS_COST = { own: 1_000 };

@Resolver(() => PartType)
export class PartResolver {
  constructor(
    private readonly loaders: Loaders,
    private readonly keyring: Keyring,
  ) {}

  @FieldResolver(() => ProductionStatusType, {
    nullable: true,
    description: "The record of the part at a status; null until the part reaches it.",
  })
  async status(
    @Root() { part }: PartType,
    @Arg("view", () => StatusViewEnum, {
      defaultValue: StatusViewEnum.CURRENT,
      description: "The status whose record to show.",
    })
    view: View,
    @Ctx() context: RequestContext,
  ): Promise<ProductionStatusType | null> {
    const found = await viewOf(part, view, this.loaders(context));
    return found && new ProductionStatusType(found, context.publicPath, part.number);
  }

  @FieldResolver(() => AnalysisType, {
    nullable: true,
    description: "The analysis of the part; null until `ANALYZED`.",
  })
  @costs(ANALYSIS_COST)
  async analysis(@Root() { part }: PartType, @Ctx() context: RequestContext): Promise<AnalysisType | null> {
    const loaders = this.loaders(context);
    return analysisOf(part, await loaders.lines.load(part.lineId), loaders);
  }

  @FieldResolver(() => PaymentType, { nullable: true, description: "The payment of the part; null if none was sent." })
  payment(@Root() { part }: PartType, @Ctx() context: RequestContext): Promise<PaymentType | null> {
    return paymentOf(part, this.loaders(context));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "The signed certificate of the part's data, to be saved to a file as it is and checked by `tokenworks verify`; null until `ENDED`.",
  })
  @costs({ own: 30 })
  async certificate(@Root() { part }: PartType, @Ctx() context: RequestContext): Promise<string | null> {
    const loaders = this.loaders(context);
    const [line, history, register] = await Promise.all([
      loaders.lines.load(part.lineId),
      loaders.histories.load(part.id),
      loaders.registersBefore.load(part.id),
    ]);
    return partCertificate({ line, part, history, register }, this.keyring);
  }
}

/** What an analysis has found of a part; null until `analyzed`. */
export async function analysisOf(
  part: Part,
  line: ShownLine,
  loaders: ReturnType<Loaders>,
): Promise<AnalysisType | null> {
  const [findings, view] = await Promise.all([loaders.findings.load(part.id), viewOf(part, "current", loaders)]);
  return findings && new AnalysisType({ line, level: part.analysis, findings, checksum: view?.checksum ?? "" });
}

export async function viewOf(part: Part, view: View, loaders: ReturnType<Loaders>): Promise<PartRecord | null> {
  return recordOf(part, await loaders.histories.load(part.id), view);
}

export async function paymentOf(part: Part, loaders: ReturnType<Loaders>): Promise<PaymentType | null> {
  const payment = part.paymentId === null ? null : await loaders.payments.load(part.paymentId);
  return payment && new PaymentType(payment);
}
