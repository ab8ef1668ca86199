import { Field, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../../graphql/scalars.ts";

@ObjectType("DownloadLink", {
  description:
    "A signed address that works without headers until it expires. Whoever has it can read what it leads to.",
})
export class DownloadLinkType {
  @Field(() => String, { description: "The absolute address." })
  url!: string;

  @Field(() => DateTimeScalar, { description: "From then on the address opens nothing." })
  expiresAt!: Date;
}

/** The argument that tells for how long a link works. */
export const LINK_MINUTES = {
  defaultValue: 15,
  description: "The number of minutes for which the link works, 1 to 1,440.",
} as const;
