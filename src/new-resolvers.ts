import { CustomerResolver } from "./access/customer.resolver.ts";
import { SessionResolver } from "./access/session.resolver.ts";
import { countUsed } from "./count-used.ts";
import { AlphabetResolver } from "./alphabet/alphabet.resolver.ts";
import type { Runtime } from "./lib/runtime.ts";
import { ProductionFeed } from "./production/events/production-feed.ts";
import { EventsLinkResolver } from "./production/schema/events-link.resolver.ts";
import { FormatResolver } from "./production/schema/format.resolver.ts";
import { FileResolver } from "./production/schema/file.resolver.ts";
import { loadersOf } from "./production/schema/loaders.ts";
import { NodeResolver } from "./production/schema/node.resolver.ts";
import { Nodes } from "./production/schema/nodes.ts";
import { OpenPaymentResolver } from "./production/schema/open-payment.resolver.ts";
import { PartResolver } from "./production/schema/part.resolver.ts";
import { ProductionLinesResolver } from "./production/schema/production-lines.resolver.ts";
import { ProductionResolver } from "./production/schema/production.resolver.ts";
import { QuoteResolver } from "./production/schema/quote.resolver.ts";
import { Quotes } from "./production/orders/quotes.ts";
import { TokensResolver } from "./production/schema/tokens.resolver.ts";
import { VerifyTokensResolver } from "./production/schema/verify-tokens.resolver.ts";
import { TokenFinder } from "./production/lines/token-finder.ts";
import { TokenVerifier } from "./production/lines/token-verifier.ts";
import type { Capabilities } from "./start-production.ts";

/** The instances of all resolvers. */
export function newResolvers(capabilities: Capabilities, runtime: Runtime): object[] {
  const { access, links, pool, keys, alphabets, payments, lines, checks, orders } = capabilities;
  const { database, reads, keyring, events } = capabilities;
  const loaders = loadersOf({ ...capabilities, sessionOf: access.session });
  const lookup = { database, keyring, pool };
  const quotes = new Quotes(checks, capabilities.paces, capabilities.compiler, runtime);
  return [
    new SessionResolver(access, keys),
    new CustomerResolver(access, (customerId) => countUsed(database.em.fork(), customerId)),
    new AlphabetResolver(access, alphabets, keys),
    new FormatResolver(access, capabilities),
    new TokensResolver(access, orders, lines, { loaders, keyring }),
    new EventsLinkResolver(access, links),
    new FileResolver(access, links),
    new PartResolver(loaders, keyring),
    new ProductionLinesResolver(access, lines),
    new ProductionResolver(access, new ProductionFeed({ database, reads, events }), loaders),
    new QuoteResolver(access, quotes),
    new OpenPaymentResolver(access, quotes, payments, keys),
    new NodeResolver(access, new Nodes({ access, payments, database })),
    new VerifyTokensResolver(access, new TokenVerifier(lookup), new TokenFinder(lookup), loaders),
  ];
}
