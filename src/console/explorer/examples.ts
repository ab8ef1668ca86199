/** What the editors hold. */
export interface Draft {
  readonly query: string;
  readonly variables: string;
}

export interface Example extends Draft {
  readonly name: string;
}

/** What there is to try first; the second follows what the first orders. */
export const EXAMPLES: readonly [Example, Example, Example] = [
  {
    name: "Order tokens",
    query: `# Orders the first part of a new line. Production starts at once.
mutation Order($input: RequestTokensInput!) {
  requestTokens(input: $input) {
    id
    status {
      status
      size
      available
    }
  }
}
`,
    variables: `{
  "input": {
    "alphabet": "UPPER_EPCG30",
    "digits": 12,
    "size": "1000000"
  }
}
`,
  },
  {
    name: "Follow live",
    query: `# Follows every line of the session until you stop it.
subscription Follow {
  productions {
    tokens {
      id
      status {
        status
        progress
        rate
        checksum
      }
    }
  }
}
`,
    variables: "",
  },
  {
    name: "Lines and links",
    query: `# The newest lines, each with links that download its files in any browser.
query Lines($first: Int!) {
  productionLines(first: $first) {
    totalCount
    edges {
      node {
        id
        digits
        alphabet {
          name
        }
        status {
          status
          size
          files {
            kind
            size
            download(minutes: 15) {
              url
              expiresAt
            }
          }
        }
      }
    }
  }
}
`,
    variables: `{
  "first": 3
}
`,
  },
];
