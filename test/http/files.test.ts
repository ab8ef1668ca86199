import { audit } from "../jsonapi/support/audit.ts";
import { FILE_ANSWERS } from "./audits/file-answers.ts";
import { FILE_CONDITIONS } from "./audits/file-conditions.ts";
import { FILE_RANGES } from "./audits/file-ranges.ts";
import { OTHER_PATHS } from "./audits/other-paths.ts";

audit(
  { AGREEMENT: "unlimited" },
  {
    "file answers": FILE_ANSWERS,
    "ranges of files": FILE_RANGES,
    "conditions on files": FILE_CONDITIONS,
    "paths beside the two faces": OTHER_PATHS,
  },
);
