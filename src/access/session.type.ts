import { Field, ID, Int, ObjectType } from "type-graphql";
import { NodeType } from "../graphql/node.type.ts";
import { BigIntScalar, DateTimeScalar } from "../graphql/scalars.ts";
import type { OpenSession } from "./access.ts";
import type { Limits } from "./agreement.ts";

@ObjectType("Limits", { description: "The limits of one order." })
export class LimitsType implements Limits {
  @Field(() => BigIntScalar, { description: "The smallest number of tokens of a part." })
  minTokens!: bigint;

  @Field(() => BigIntScalar, { description: "The largest number of tokens of a part." })
  maxTokens!: bigint;

  @Field(() => Int, { description: "The smallest number of digits of a token." })
  minDigits!: number;

  @Field(() => Int, { description: "The largest number of digits of a token." })
  maxDigits!: number;
}

@ObjectType("SessionTimestamps", { description: "When a session was opened and revoked." })
export class SessionTimestampsType {
  @Field(() => DateTimeScalar, { description: "When the session was opened." })
  granted!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When the session was revoked; null while it is open." })
  revoked!: Date | null;
}

@ObjectType("Session", {
  implements: NodeType,
  description: "A customer's own room for alphabets and production lines.",
})
export class SessionType {
  constructor(readonly open: OpenSession) {}

  @Field(() => ID, { description: "The id of the session, which is not a credential." })
  get id(): string {
    return this.open.session.id;
  }

  @Field(() => String, { nullable: true, description: "The note that was given when the session was opened." })
  get note(): string | null {
    return this.open.session.note;
  }

  @Field(() => String, { nullable: true, description: "The address that the session was opened from." })
  get client(): string | null {
    return this.open.session.client;
  }

  @Field(() => String, { nullable: true, description: "The `User-Agent` of the request that opened the session." })
  get agent(): string | null {
    return this.open.session.agent;
  }

  @Field(() => LimitsType, { description: "The limits of one order in the session." })
  get limits(): Limits {
    return this.open.agreement.limits;
  }

  @Field(() => SessionTimestampsType, { description: "When the session was opened and revoked." })
  get timestamps(): SessionTimestampsType {
    return { granted: this.open.session.grantedAt, revoked: this.open.session.revokedAt };
  }
}
