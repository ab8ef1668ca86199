import { Field, ID, Int, ObjectType } from "type-graphql";
import { BigIntScalar, DateTimeScalar } from "../graphql/scalars.ts";
import type { OpenSession } from "./access.ts";
import type { Limits } from "./agreement.ts";

@ObjectType("Limits", { description: "What one order may ask for." })
export class LimitsType implements Limits {
  @Field(() => BigIntScalar)
  minTokens!: bigint;

  @Field(() => BigIntScalar)
  maxTokens!: bigint;

  @Field(() => Int)
  minDigits!: number;

  @Field(() => Int)
  maxDigits!: number;
}

@ObjectType("SessionTimestamps")
export class SessionTimestampsType {
  @Field(() => DateTimeScalar)
  granted!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  revoked!: Date | null;
}

@ObjectType("Session", { description: "A customer's own room for alphabets and production lines." })
export class SessionType {
  constructor(private readonly open: OpenSession) {}

  @Field(() => ID, { description: "The Session-Key." })
  get id(): string {
    return this.open.key;
  }

  @Field(() => String, { nullable: true })
  get note(): string | null {
    return this.open.session.note;
  }

  @Field(() => String, { nullable: true, description: "The address that the session was opened from." })
  get client(): string | null {
    return this.open.session.client;
  }

  @Field(() => String, { nullable: true, description: "The `User-Agent` that it was opened by." })
  get agent(): string | null {
    return this.open.session.agent;
  }

  @Field(() => LimitsType)
  get limits(): Limits {
    return this.open.agreement.limits;
  }

  @Field(() => SessionTimestampsType)
  get timestamps(): SessionTimestampsType {
    return { granted: this.open.session.grantedAt, revoked: this.open.session.revokedAt };
  }
}
