import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { NodeType } from "../graphql/node.type.ts";
import { BigIntScalar, DecimalScalar } from "../graphql/scalars.ts";
import type { Agreement, Price, Quotas, Used } from "./agreement.ts";
import { agreementOf } from "./agreement-of.ts";
import type { Customer } from "./customer.entity.ts";
import { LimitsType } from "./session.type.ts";

@ObjectType("Address", { description: "A postal address." })
export class AddressType {
  @Field(() => String, { nullable: true, description: "The postal code." })
  postalCode!: string | null;

  @Field(() => String, { nullable: true, description: "The city." })
  city!: string | null;

  @Field(() => String, { nullable: true, description: "The country." })
  country!: string | null;

  @Field(() => String, { nullable: true, description: "The street and the house number." })
  streetAndNumber!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The second line of the address, such as a floor or a department.",
  })
  secondaryAddress!: string | null;
}

/** What is counted in the database: how much there may be of it, or is. */
@ObjectType()
abstract class CountedType {
  @Field(() => Int, { description: "The number of production lines that are not deleted, in all sessions." })
  openLines!: number;

  @Field(() => Int, { description: "The number of sessions that are not revoked." })
  openSessions!: number;

  @Field(() => Int, { description: "The number of characters of all custom alphabets, in all sessions." })
  alphabetChars!: number;

  @Field(() => Int, {
    description: "The number of payments that `openPayment` has opened and with which no part was ordered.",
  })
  openPayments!: number;

  @Field(() => Int, { description: "The number of Idempotency-Keys that are remembered, in all sessions." })
  idempotencyKeys!: number;
}

@ObjectType("Used", { description: "How much of the quotas a customer holds at present." })
export class UsedType extends CountedType implements Used {
  @Field(() => Int, {
    description:
      "The number of characters in the texts of all named formats, in all sessions. The quota `alphabetChars` holds for them, too, by themselves.",
  })
  formatChars!: number;
}

@ObjectType("Quotas", { description: "How much of the service a customer may hold at a time." })
export class QuotasType extends CountedType implements Quotas {
  @Field(() => Int, { description: "The number of WebSocket connections." })
  sockets!: number;

  @Field(() => Int, { description: "The number of operations at the same time on one WebSocket connection." })
  operationsPerSocket!: number;

  @Field(() => Int, {
    nullable: true,
    description: "The number of HTTP requests, and operations on WebSocket, in one second; null if there is no limit.",
  })
  requestsPerSecond!: number | null;
}

@ObjectType("Agreement", { description: "What a customer may order and hold." })
export class AgreementType implements Pick<Agreement, "limits" | "partBytes" | "quotas"> {
  @Field(() => String, { description: "The name of the agreement: `basic` or `unlimited`." })
  name!: string;

  @Field(() => LimitsType, { description: "The limits of one order." })
  limits!: LimitsType;

  @Field(() => BigIntScalar, {
    nullable: true,
    description:
      "The number of UTF-8 bytes that the tokens of one part may take, without line breaks; null if there is no limit.",
  })
  partBytes!: bigint | null;

  @Field(() => QuotasType, { description: "How much of the service the customer may hold at a time." })
  quotas!: QuotasType;
}

@ObjectType("Price", { description: "The prices of parts, in major units of the currency." })
export class PriceType implements Price {
  @Field(() => DecimalScalar, { description: "The price of each part, whatever its size." })
  job!: number;

  @Field(() => DecimalScalar, { description: "The price of each digit of each token." })
  digit!: number;

  @Field(() => DecimalScalar, { description: "The price of a part's analysis." })
  metrics!: number;

  @Field(() => DecimalScalar, { description: "The amount that is deducted from the price of each part." })
  rebate!: number;

  @Field(() => String, { description: "The currency, by its ISO 4217 code." })
  currency!: string;
}

export const CustomerStatusEnum = { GRANTED: "granted" } as const satisfies Record<string, Customer["status"]>;
registerEnumType(CustomerStatusEnum, {
  name: "CustomerStatus",
  description: "Whether a customer may use the service.",
  valuesConfig: { GRANTED: { description: "The customer may use the service." } },
});

export const CustomerUsageEnum = { PERMANENT: "permanent" } as const satisfies Record<string, Customer["usage"]>;
registerEnumType(CustomerUsageEnum, {
  name: "CustomerUsage",
  description: "How long a customer may use the service.",
  valuesConfig: { PERMANENT: { description: "The customer may use the service without an end." } },
});

@ObjectType("Customer", { implements: NodeType, description: "The holder of an Api-Key." })
export class CustomerType {
  constructor(readonly customer: Customer) {}

  @Field(() => ID, { description: "The customer's id, which is not a credential." })
  get id(): string {
    return this.customer.id;
  }

  @Field(() => String, { nullable: true, description: "The customer's company." })
  get company(): string | null {
    return this.customer.company;
  }

  @Field(() => String, { nullable: true, description: "The customer's email address." })
  get email(): string | null {
    return this.customer.email;
  }

  @Field(() => String, { nullable: true, description: "The customer's telephone number." })
  get phone(): string | null {
    return this.customer.phone;
  }

  @Field(() => CustomerUsageEnum, { nullable: true, description: "How long the customer may use the service." })
  get usage(): Customer["usage"] | null {
    return this.customer.usage;
  }

  @Field(() => AddressType, { nullable: true, description: "The customer's postal address." })
  get address(): AddressType {
    const { postalCode, city, country, streetAndNumber, secondaryAddress } = this.customer;
    return { postalCode, city, country, streetAndNumber, secondaryAddress };
  }

  @Field(() => CustomerStatusEnum, { description: "Whether the customer may use the service." })
  get status(): Customer["status"] {
    return this.customer.status;
  }

  @Field(() => AgreementType, {
    description: "The customer's agreement, with quotas that the operator may have set for this customer alone.",
  })
  get agreement(): AgreementType {
    return agreementOf(this.customer);
  }

  @Field(() => PriceType, {
    description:
      "The customer's prices: those of the agreement, unless the operator has set others for this customer alone.",
  })
  get price(): PriceType {
    return agreementOf(this.customer).price;
  }
}
