import { CustomerResolver } from "./access/customer.resolver.ts";
import { SessionResolver } from "./access/session.resolver.ts";
import { AlphabetResolver } from "./alphabet/alphabet.resolver.ts";
import { NodeResolver } from "./production/schema/node.resolver.ts";
import { EventsLinkResolver } from "./production/schema/events-link.resolver.ts";
import { FileResolver } from "./production/schema/file.resolver.ts";
import { FormatResolver } from "./production/schema/format.resolver.ts";
import { OpenPaymentResolver } from "./production/schema/open-payment.resolver.ts";
import { PartResolver } from "./production/schema/part.resolver.ts";
import { ProductionLinesResolver } from "./production/schema/production-lines.resolver.ts";
import { ProductionResolver } from "./production/schema/production.resolver.ts";
import { QuoteResolver } from "./production/schema/quote.resolver.ts";
import { TokensResolver } from "./production/schema/tokens.resolver.ts";
import { VerifyTokensResolver } from "./production/schema/verify-tokens.resolver.ts";

/** All that the schema is made of. */
export const RESOLVERS = [
  SessionResolver,
  CustomerResolver,
  AlphabetResolver,
  FormatResolver,
  TokensResolver,
  PartResolver,
  FileResolver,
  EventsLinkResolver,
  ProductionLinesResolver,
  ProductionResolver,
  QuoteResolver,
  OpenPaymentResolver,
  NodeResolver,
  VerifyTokensResolver,
] as const;
