import { CustomerResolver } from "./access/customer.resolver.ts";
import { SessionResolver } from "./access/session.resolver.ts";
import { AlphabetResolver } from "./alphabet/alphabet.resolver.ts";
import { OpenPaymentResolver } from "./production/open-payment.resolver.ts";
import { PartResolver } from "./production/part.resolver.ts";
import { ProductionLinesResolver } from "./production/production-lines.resolver.ts";
import { ProductionResolver } from "./production/production.resolver.ts";
import { QuoteResolver } from "./production/quote.resolver.ts";
import { TokensResolver } from "./production/tokens.resolver.ts";
import { VerifyTokensResolver } from "./production/verify-tokens.resolver.ts";

/** All that the schema is made of. */
export const RESOLVERS = [
  SessionResolver,
  CustomerResolver,
  AlphabetResolver,
  TokensResolver,
  PartResolver,
  ProductionLinesResolver,
  ProductionResolver,
  QuoteResolver,
  OpenPaymentResolver,
  VerifyTokensResolver,
] as const;
