// What Relay's compiler reads: a list with pages, a line that can be asked for again, and its events.
const { graphql } = require("relay-runtime");

graphql`
  query linesQuery($count: Int!) {
    ...lines_page @arguments(count: $count)
  }
`;

graphql`
  fragment lines_page on Query
  @refetchable(queryName: "linesPageQuery")
  @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" }) {
    productionLines(first: $count, after: $cursor) @connection(key: "lines_productionLines") {
      edges {
        node {
          id
          ...lines_line
        }
      }
    }
  }
`;

graphql`
  fragment lines_line on Tokens @refetchable(queryName: "linesLineQuery") {
    digits
    status {
      status
      progress
    }
  }
`;

graphql`
  subscription linesFollowSubscription($id: ID!) {
    production(id: $id) {
      tokens {
        id
        ...lines_line
      }
    }
  }
`;
