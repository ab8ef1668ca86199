import { BODIES } from "./audits/bodies.ts";
import { FORMULAS } from "./audits/formulas.ts";
import { RUNNING_LINE } from "./audits/running-line.ts";
import { audit } from "./support/audit.ts";

audit(
  { AGREEMENT: "unlimited" },
  {
    "REST section 1, bodies": BODIES,
    "REST section 5, a line that is being produced": RUNNING_LINE,
    "REST section 6, formulas": FORMULAS,
  },
);
