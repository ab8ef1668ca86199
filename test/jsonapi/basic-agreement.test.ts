import { ALPHABET_REFUSALS } from "./audits/alphabet-refusals.ts";
import { ALPHABETS } from "./audits/alphabets.ts";
import { ANSWERS } from "./audits/answers.ts";
import { AS_DOCUMENTED } from "./audits/as-documented.ts";
import { READING } from "./audits/reading.ts";
import { CONTINUATIONS } from "./audits/continuing.ts";
import { CONTINUATION_REFUSALS } from "./audits/continuing-refusals.ts";
import { FIGURES } from "./audits/formulas.ts";
import { PAYMENTS_OPTIONAL } from "./audits/order-payments.ts";
import { ORDERS } from "./audits/ordering.ts";
import { REQUESTS } from "./audits/requests.ts";
import { audit } from "./support/audit.ts";

audit(
  { AGREEMENT: "basic" },
  {
    "REST section 1, answers": ANSWERS,
    "REST section 1, requests": REQUESTS,
    "REST section 1, tags and codings": READING,
    "REST, bodies as they are documented": AS_DOCUMENTED,
    "REST section 3, alphabets": ALPHABETS,
    "REST section 3, alphabets that are refused": ALPHABET_REFUSALS,
    "REST section 4, orders": ORDERS,
    "REST section 4, payments where none is needed": PAYMENTS_OPTIONAL,
    "REST section 4, continuations": CONTINUATIONS,
    "REST section 4, continuations that are refused": CONTINUATION_REFUSALS,
    "REST section 6, the documented figures": FIGURES,
  },
);
