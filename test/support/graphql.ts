/** A GraphQL answer over HTTP. */
export interface GraphqlAnswer {
  readonly status: number;
  // The shape is the query's, which each test knows.
  readonly data: Record<string, never> | null;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: {
      readonly code: string;
      readonly field?: string;
      readonly minimum?: string;
      readonly maximum?: string;
    };
  }[];
}

export async function graphql(
  url: string,
  query: string,
  options: { headers?: Record<string, string>; variables?: Record<string, unknown> } = {},
): Promise<GraphqlAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...options.headers },
    body: JSON.stringify({ query, variables: options.variables ?? {} }),
  });
  const { data = null, errors = [] } = (await response.json()) as Partial<GraphqlAnswer>;
  return { status: response.status, data, errors: errors.map(withoutRequestId) };
}

/** An error without what differs from one request to the next. */
export function withoutRequestId<Shown extends { readonly extensions: object }>(error: Shown): Shown {
  const { requestId: _, ...extensions } = error.extensions as Record<string, unknown>;
  return { ...error, extensions };
}
