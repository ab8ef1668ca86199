import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { getNamedType, type GraphQLSchema, type GraphQLType } from "graphql";
import { Button } from "../parts/controls.tsx";
import { schema, schemaTrouble, loadSchema } from "./schema.ts";
import { type Found, membersOf, ownTypes, searchSchema } from "./search-schema.ts";
import { Prose, TypePage } from "./type-page.tsx";

/** The types that the reader has opened, one from another; the last is shown. */
const opened = signal<readonly Found[]>([]);
const search = signal("");

export function openDocs(found: Found): void {
  search.value = "";
  opened.value = [...opened.value, found];
}

/** What the schema says of itself. */
export function Docs() {
  const all = schema.value;
  const top = useRef<HTMLDivElement>(null);
  const here = opened.value.at(-1);
  useEffect(() => {
    const marked = top.current?.querySelector(".doc-member.marked");
    if (marked) marked.scrollIntoView({ block: "center" });
    else if (top.current) top.current.scrollTop = 0;
  }, [here]);
  return (
    <aside class="docs" aria-label="Schema">
      <div class="docs-head">
        <input
          type="search"
          aria-label="Search the schema"
          placeholder="Search the schema"
          value={search.value}
          onInput={({ currentTarget }) => {
            search.value = currentTarget.value;
          }}
        />
      </div>
      <div class="docs-body" ref={top} tabIndex={0} role="region" aria-label="What the schema says">
        {all === null ? <Waiting /> : <Shown schema={all} here={here} />}
      </div>
    </aside>
  );
}

function Waiting() {
  const trouble = schemaTrouble.value;
  if (trouble === null) return <p class="quiet">The schema is being read …</p>;
  return (
    <>
      <p class="bad">{trouble}</p>
      <Button onPress={() => void loadSchema()}>Try again</Button>
    </>
  );
}

function Shown({ schema: all, here }: { readonly schema: GraphQLSchema; readonly here: Found | undefined }) {
  if (search.value.trim() !== "") return <Results all={all} />;
  const type = here && all.getType(here.type);
  if (!type) return <Overview all={all} />;
  return (
    <>
      <button
        type="button"
        class="docs-back"
        onClick={() => {
          opened.value = opened.value.slice(0, -1);
        }}
      >
        ‹ {opened.value.at(-2)?.type ?? "Overview"}
      </button>
      <TypePage type={type} marked={here.member} link={linkTo} />
    </>
  );
}

function Results({ all }: { readonly all: GraphQLSchema }) {
  const found = searchSchema(all, search.value);
  if (found.length === 0) return <p class="quiet">Nothing in the schema is called so.</p>;
  return (
    <ul class="docs-list">
      {found.map((one) => (
        <li key={`${one.type}.${one.member ?? ""}`}>
          <Name found={one}>
            {one.member === null ? (
              one.type
            ) : (
              <>
                <span class="quiet">{one.type}.</span>
                {one.member}
              </>
            )}
          </Name>
        </li>
      ))}
    </ul>
  );
}

function Overview({ all }: { readonly all: GraphQLSchema }) {
  const roots = [all.getQueryType(), all.getMutationType(), all.getSubscriptionType()].filter((type) => !!type);
  const others = ownTypes(all).filter((type) => !roots.some((root) => root === type));
  return (
    <>
      <Prose text="Everything here is described. Search for a word, or begin with what can be asked." />
      {roots.map((root) => (
        <section key={root.name}>
          <h2>{root.name}</h2>
          <ul class="docs-list">
            {membersOf(root).map((member) => (
              <li key={member}>
                <Name found={{ type: root.name, member }}>{member}</Name>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <section>
        <h2>Types</h2>
        <ul class="docs-list">
          {others.map(({ name }) => (
            <li key={name}>
              <Name found={{ type: name, member: null }}>{name}</Name>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Name({ found, children }: { readonly found: Found; readonly children: ComponentChildren }) {
  return (
    <button
      type="button"
      class="docs-name"
      onClick={() => {
        openDocs(found);
      }}
    >
      {children}
    </button>
  );
}

/** A type as it is written, leading to its page. */
function linkTo(type: GraphQLType): ComponentChildren {
  const named = getNamedType(type).name;
  const [before = "", after = ""] = String(type).split(named);
  return (
    <span class="doc-type">
      {before}
      <Name found={{ type: named, member: null }}>{named}</Name>
      {after}
    </span>
  );
}
