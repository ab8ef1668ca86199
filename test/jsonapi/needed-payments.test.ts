import { CONTINUED_PAYMENTS } from "./audits/continuing-refusals.ts";
import { ERRORS } from "./audits/errors.ts";
import { PAYMENTS_NEEDED } from "./audits/order-payments.ts";
import { RECORD } from "./audits/record.ts";
import { SESSIONS } from "./audits/sessions.ts";
import { audit } from "./support/audit.ts";

audit(
  { AGREEMENT: "basic", PAYMENT: "sandbox" },
  {
    "REST section 2, sessions": SESSIONS,
    "REST section 4, payments where they are needed": PAYMENTS_NEEDED,
    "REST section 4, payments of continuations": CONTINUED_PAYMENTS,
    "REST section 5, the record of a line": RECORD,
    "REST section 8, errors": ERRORS,
  },
);
