import { readFileSync } from "node:fs";
import { defineConfig } from "vitepress";

/** The index of the pages, in the order in which its readers find them. */
const INDEX = readFileSync(new URL("../../docs/README.md", import.meta.url), "utf8");
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** The side bar has what the index has: its groups, and the first words of each entry. */
function sidebar() {
  const groups = INDEX.split(/^\*\*(.+)\*\*$/m).slice(1);
  return groups.flatMap((text, at) => (at % 2 === 0 ? [{ text, items: linksIn(groups[at + 1] ?? "") }] : []));
}

function linksIn(list: string) {
  return [...list.matchAll(/\[([^\]]+)\]\(([^)]+\.md)\)/g)].map(([, text = "", target = ""]) => ({
    text: text.charAt(0).toUpperCase() + text.slice(1),
    link: new URL(target, "http://docs/docs/").pathname.replace(/\.md$/, "").replace(/README$/, ""),
  }));
}

/** What is no page, such as a source file, stays a name without a link. */
const isPage = (href: string) => /^(?:[a-z]+:|#)/i.test(href) || /\.md(?:#|$)/.test(href);

export default defineConfig({
  title: "Tokenworks",
  description: "Unique, unpredictable serial numbers, computed and never stored.",
  srcDir: "pages",
  outDir: "dist",
  cleanUrls: false,
  rewrites: {
    "examples/README.md": "examples/index.md",
    "README.md": "index.md",
    "docs/README.md": "docs/index.md",
    "docs/decisions/README.md": "docs/decisions/index.md",
  },
  themeConfig: {
    siteTitle: `Tokenworks ${version}`,
    nav: [{ text: "Documentation", link: "/docs/" }],
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: "local" },
  },
  markdown: {
    config: (md) => {
      // The pages are text: nothing in them is a template of Vue's.
      for (const name of ["text", "code_inline"] as const) {
        const render = md.renderer.rules[name];
        md.renderer.rules[name] = (...args) => (render?.(...args) ?? "").replaceAll("{{", "{&#123;");
      }
      md.core.ruler.push("links to what is no page", ({ tokens }) => {
        for (const { children } of tokens) {
          let dropped = false;
          for (const token of children ?? []) {
            if (token.type === "link_open") dropped = !isPage(token.attrGet("href") ?? "");
            if (!dropped || !token.type.startsWith("link_")) continue;
            const isEnd = token.type === "link_close";
            token.type = isEnd ? "em_close" : "em_open";
            token.tag = "span";
            token.attrs = null;
            if (isEnd) dropped = false;
          }
        }
      });
    },
  },
});
