import type { ComponentChildren } from "preact";
import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  print,
} from "graphql";

type Link = (type: GraphQLType) => ComponentChildren;

export interface TypePageProps {
  readonly type: GraphQLNamedType;
  /** The member that the reader has come for. */
  readonly marked: string | null;
  readonly link: Link;
}

/** One type of the schema, with all that it says of its members. */
export function TypePage({ type, marked, link }: TypePageProps) {
  return (
    <>
      <h2>
        {type.name} <small>{kindOf(type)}</small>
      </h2>
      <Prose text={type.description} />
      <dl class="doc-members">
        {isEnumType(type) &&
          type
            .getValues()
            .map(({ name, description }) => (
              <Member key={name} name={name} marked={marked} description={description} signature={<b>{name}</b>} />
            ))}
        {(isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) &&
          Object.values<GraphQLField<unknown, unknown> | GraphQLInputField>(type.getFields()).map((field) => (
            <Member
              key={field.name}
              name={field.name}
              marked={marked}
              description={field.description}
              signature={<Signature field={field} link={link} />}
            >
              {"args" in field &&
                field.args
                  .filter(({ description }) => description)
                  .map((argument) => (
                    <p class="doc-argument" key={argument.name}>
                      <code>{argument.name}</code> <Inline text={argument.description ?? ""} />
                    </p>
                  ))}
            </Member>
          ))}
      </dl>
    </>
  );
}

interface MemberProps {
  readonly name: string;
  readonly marked: string | null;
  readonly description: string | null | undefined;
  readonly signature: ComponentChildren;
  readonly children?: ComponentChildren;
}

function Member({ name, marked, description, signature, children }: MemberProps) {
  return (
    <div class={name === marked ? "doc-member marked" : "doc-member"}>
      <dt class="mono">{signature}</dt>
      <dd>
        <Prose text={description} />
        {children}
      </dd>
    </div>
  );
}

function Signature({
  field,
  link,
}: {
  readonly field: GraphQLField<unknown, unknown> | GraphQLInputField;
  readonly link: Link;
}) {
  const many = "args" in field ? field.args : [];
  return (
    <>
      <b>{field.name}</b>
      {many.length > 0 && "("}
      {many.map((argument, at) => (
        <>
          {at > 0 && ", "}
          {argument.name}: {link(argument.type)}
          {defaultOf(argument)}
        </>
      ))}
      {many.length > 0 && ")"}: {link(field.type)}
      {!("args" in field) && defaultOf(field)}
    </>
  );
}

function defaultOf({ defaultValue, type }: GraphQLArgument | GraphQLInputField): string {
  const node = defaultValue === undefined ? null : astFromValue(defaultValue, type);
  return node ? ` = ${print(node)}` : "";
}

function kindOf(type: GraphQLNamedType): string {
  if (isEnumType(type)) return "enum";
  if (isInputObjectType(type)) return type.isOneOf ? "input, exactly one of" : "input";
  if (isInterfaceType(type)) return "interface";
  return isObjectType(type) ? "type" : "scalar";
}

/** A description: paragraphs, with what stands between backticks as code. */
export function Prose({ text }: { readonly text: string | null | undefined }) {
  if (!text) return null;
  return (
    <>
      {text.split(/\n{2,}/).map((paragraph, at) => (
        <p key={at} class="doc-prose">
          <Inline text={paragraph} />
        </p>
      ))}
    </>
  );
}

function Inline({ text }: { readonly text: string }) {
  return <>{text.split("`").map((piece, at) => (at % 2 === 1 ? <code key={at}>{piece}</code> : piece))}</>;
}
