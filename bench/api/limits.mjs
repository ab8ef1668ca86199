// What the service's answers are compared with, each in a process of its own: the first argument names it, the environment says where the rows are.
import { koaMiddleware } from "@as-integrations/koa";
import Sqlite from "better-sqlite3";
import { fastify } from "fastify";
import mercurius from "mercurius";
import pg from "pg";
import { pino } from "pino";
import { buildSchema } from "../../dist/graphql/build-schema.js";
import { OperationCounts } from "../../dist/graphql/operation-counts.js";
import { PersistedDocuments } from "../../dist/graphql/persisted-documents.js";
import { prepareOperation } from "../../dist/graphql/prepare-operation.js";
import { startApollo } from "../../dist/graphql/start-apollo.js";
import { allowOrigins } from "../../dist/http/cross-origin.js";
import { logRequests } from "../../dist/http/log-requests.js";
import { oneHost } from "../../dist/http/one-host.js";
import { requestId } from "../../dist/http/request-id.js";
import { newHttpServer, startHttp } from "../../dist/http/start-http.js";
import { readJson } from "../../dist/lib/read-json.js";
import { systemRuntime } from "../../dist/lib/runtime.js";
import { RESOLVERS } from "../../dist/resolvers.js";

const { DATABASE_FILE, DATABASE_URL, SESSION_ID } = process.env;

/** What a status read needs: that the session is open and the line is the session's, and its newest part. */
const STATUS = `select line.id, part.status, part.progress from line join session on session.id = line.session_id
  join part on part.line_id = line.id where line.id = $1 and session.id = $2 and session.revoked_at is null and line.deleted_at is null
  order by part.number desc limit 1`;

const CONTENDERS = { mercurius: startMercurius, "apollo-on-koa": startApolloOnKoa };
process.on("disconnect", () => process.exit(0));
process.send(await CONTENDERS[process.argv[2]]());

/** mercurius with graphql-jit. */
async function startMercurius() {
  const readStatus = statusReader();
  const app = fastify();
  await app.register(mercurius, {
    schema:
      "type Query { tokens(id: ID!): Tokens } type Tokens { id: ID! status: Status } type Status { status: String! progress: Int! }",
    resolvers: {
      Query: {
        tokens: async (_, { id }) => {
          const row = await readStatus(id);
          return row && { id: row.id, status: { status: row.status.toUpperCase(), progress: row.progress } };
        },
      },
    },
    jit: 1,
  });
  return app.listen({ host: "127.0.0.1", port: 0 });
}

/** One prepared statement, on whichever database there is. */
function statusReader() {
  if (DATABASE_URL) {
    const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
    return async (id) => (await pool.query({ name: "status", text: STATUS, values: [id, SESSION_ID] })).rows[0];
  }
  if (!DATABASE_FILE) return () => undefined;
  const statement = new Sqlite(DATABASE_FILE, { readonly: true }).prepare(STATUS.replaceAll(/\$\d/g, "?"));
  return (id) => statement.get(id, SESSION_ID);
}

/** Apollo's own way into Koa, behind the service's middleware: the service's schema, but nothing behind it. */
async function startApolloOnKoa() {
  const schema = await buildSchema([...RESOLVERS]);
  const apollo = await startApollo({
    schema,
    prepare: prepareOperation(schema),
    documents: new PersistedDocuments(),
    onFault: fail,
    operations: new OperationCounts(),
  });
  const contextOf = (ctx) => ({ requestId: ctx.state.requestId, caller: {}, container: {}, publicPath: "" });
  const serve = koaMiddleware(apollo, { context: ({ ctx }) => Promise.resolve(contextOf(ctx)) });
  const graphql = async (ctx, next) => {
    ctx.request.body = await readJson(ctx.req);
    await serve(ctx, next);
  };
  const middleware = [
    requestId(() => systemRuntime.uuid()),
    logRequests(pino({ level: "warn" }), systemRuntime.monotonicMs),
    oneHost(contextOf),
    allowOrigins([]),
    graphql,
  ];
  return startHttp({ server: newHttpServer(), host: "127.0.0.1", port: 0, middleware, onFault: fail });
}

function fail(fault) {
  throw fault;
}
