import { Field, Float, ID, Int, ObjectType } from "type-graphql";
import { BigIntScalar } from "../graphql/scalars.ts";
import type { Agreement, Price, Quotas } from "./agreement.ts";
import { agreementOf } from "./agreement-of.ts";
import type { Customer } from "./customer.entity.ts";
import { LimitsType } from "./session.type.ts";

@ObjectType("Address")
export class AddressType {
  @Field(() => String, { nullable: true })
  postalCode!: string | null;

  @Field(() => String, { nullable: true })
  city!: string | null;

  @Field(() => String, { nullable: true })
  country!: string | null;

  @Field(() => String, { nullable: true })
  streetAndNumber!: string | null;

  @Field(() => String, { nullable: true })
  secondaryAddress!: string | null;
}

@ObjectType("Quotas", { description: "How much of the service the customer may hold at a time." })
export class QuotasType implements Quotas {
  @Field(() => Int, { description: "Production lines that are not deleted, in all sessions." })
  openLines!: number;

  @Field(() => Int, { description: "Sessions that are not revoked." })
  openSessions!: number;

  @Field(() => Int, { description: "Characters of all custom alphabets, in all sessions." })
  alphabetChars!: number;

  @Field(() => Int, { description: "Payments that were opened here, and that no part was ordered with." })
  openPayments!: number;

  @Field(() => Int, { description: "Idempotency-Keys that are remembered, of all sessions." })
  idempotencyKeys!: number;

  @Field(() => Int, { description: "WebSocket connections." })
  sockets!: number;

  @Field(() => Int, { description: "Operations at the same time on one WebSocket connection." })
  operationsPerSocket!: number;

  @Field(() => Int, {
    nullable: true,
    description: "HTTP requests, and operations on WebSocket; null where there is no limit.",
  })
  requestsPerSecond!: number | null;
}

@ObjectType("Agreement")
export class AgreementType implements Pick<Agreement, "limits" | "partBytes" | "quotas"> {
  @Field(() => String)
  name!: string;

  @Field(() => LimitsType)
  limits!: LimitsType;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "UTF-8 bytes of one part's tokens, line breaks not counted; null where there is no limit.",
  })
  partBytes!: bigint | null;

  @Field(() => QuotasType)
  quotas!: QuotasType;
}

@ObjectType("Price", { description: "In major units of the currency; the rebate is an amount." })
export class PriceType implements Price {
  @Field(() => Float, { description: "For each part." })
  job!: number;

  @Field(() => Float, { description: "For each digit of each token." })
  digit!: number;

  @Field(() => Float, { description: "For the metrics of a part." })
  metrics!: number;

  @Field(() => Float)
  rebate!: number;

  @Field(() => String)
  currency!: string;
}

@ObjectType("Customer", { description: "The holder of an Api-Key." })
export class CustomerType {
  constructor(readonly customer: Customer) {}

  @Field(() => ID)
  get id(): string {
    return this.customer.id;
  }

  @Field(() => String, { nullable: true })
  get company(): string | null {
    return this.customer.company;
  }

  @Field(() => String, { nullable: true })
  get email(): string | null {
    return this.customer.email;
  }

  @Field(() => String, { nullable: true })
  get phone(): string | null {
    return this.customer.phone;
  }

  @Field(() => String, { nullable: true })
  get usage(): string | null {
    return this.customer.usage;
  }

  @Field(() => AddressType, { nullable: true })
  get address(): AddressType {
    const { postalCode, city, country, streetAndNumber, secondaryAddress } = this.customer;
    return { postalCode, city, country, streetAndNumber, secondaryAddress };
  }

  @Field(() => String)
  get status(): string {
    return this.customer.status;
  }

  @Field(() => AgreementType)
  get agreement(): AgreementType {
    return agreementOf(this.customer);
  }

  @Field(() => PriceType)
  get price(): PriceType {
    return agreementOf(this.customer).price;
  }
}
