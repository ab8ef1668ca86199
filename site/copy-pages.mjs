// Copies the pages to where VitePress finds its own modules beside them: they lie in the repository, not in this package.
import { cpSync, rmSync } from "node:fs";

const PAGES = ["README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md", "docs"];
const root = new URL("..", import.meta.url);
const copies = new URL("pages/", import.meta.url);

rmSync(copies, { recursive: true, force: true });
for (const page of PAGES) cpSync(new URL(page, root), new URL(page, copies), { recursive: true });
