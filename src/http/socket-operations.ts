import type { Link } from "@opentelemetry/api";
import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
} from "graphql";
import { ServiceError } from "../errors.ts";
import type { OperationCounts } from "../graphql/operation-counts.ts";
import {
  MAX_COST,
  type PreparedOperation,
  type PrepareOperation,
  type SentOperation,
} from "../graphql/prepare-operation.ts";
import { faultOf, publicErrors } from "../graphql/public-error.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { attachment } from "../lib/attachment.ts";
import { asRequest } from "../lib/current-request.ts";
import { Mutex } from "../lib/mutex.ts";
import type { Tracing } from "../telemetry/tracing.ts";
import { PacedResults } from "./paced-results.ts";
import { executeShared } from "./shared-results.ts";

/** As graphql-ws gives them, too. */
type Results = Readonly<Partial<Record<"data" | "extensions", Record<string, unknown> | null | undefined>>> & {
  readonly errors?: readonly GraphQLError[] | undefined;
};

export interface OperationsDeps {
  readonly schema: GraphQLSchema;
  readonly prepare: PrepareOperation;
  readonly onFault: (fault: unknown, context?: RequestContext) => void;
  readonly operations: OperationCounts;
  readonly tracing: Tracing | null;
  /** To what has opened the connection. */
  readonly links?: readonly Link[];
}

/** What was found of an operation before it runs. */
const preparedFor = attachment<ExecutionArgs, PreparedOperation>();

/** The operations of one connection, a WebSocket or a stream: each waits for its turn, and all together cost as much as one may. */
export class SocketOperations {
  private readonly lane = new Mutex();
  private readonly open = new Set<PacedResults<unknown>>();
  private readonly idleWaiters: (() => void)[] = [];
  private cost = 0;

  constructor(private readonly deps: OperationsDeps) {}

  /**
   * What is to be started, or the errors of an operation that is refused.
   *
   * @throws {ServiceError} `QUERY_TOO_COMPLEX` when the operations that are under way leave too little.
   */
  prepare(sent: SentOperation, contextValue: RequestContext): ExecutionArgs | readonly GraphQLError[] {
    const { schema, prepare } = this.deps;
    const prepared = prepare(sent);
    if (!("document" in prepared)) return prepared;
    const { operationName, variables: variableValues } = sent;
    const args: ExecutionArgs = { schema, document: prepared.document, operationName, variableValues, contextValue };
    this.admit(args, prepared);
    return args;
  }

  /** A result as its client gets it; faults are told. */
  publicResult(args: ExecutionArgs, { errors, data = null, extensions }: Results): FormattedExecutionResult {
    return {
      data,
      extensions: { ...extensions, cost: this.preparedOf(args).cost },
      ...(errors && { errors: this.publicErrors(errors, args.contextValue as RequestContext) }), // prepare() has put it there
    };
  }

  publicErrors(errors: readonly GraphQLError[], context?: RequestContext): ReturnType<typeof publicErrors> {
    for (const fault of errors.map(faultOf)) if (fault !== null) this.deps.onFault(fault, context);
    return publicErrors(errors, context?.requestId ?? null);
  }

  private admit(args: ExecutionArgs, prepared: PreparedOperation): void {
    const { requested, limit } = prepared.cost;
    if (this.cost + requested > limit) {
      throw new ServiceError(
        "QUERY_TOO_COMPLEX",
        `The operations of a connection cost at most ${MAX_COST} together; this one costs ${requested}, the others ${this.cost}. Wait for some, or open another connection.`,
      );
    }
    this.cost += requested;
    preparedFor.set(args, prepared);
  }

  /** Of an operation that was prepared here. */
  preparedOf(args: ExecutionArgs): PreparedOperation {
    const prepared = preparedFor.of(args);
    if (prepared === undefined) throw new Error("An operation runs that was not prepared.");
    return prepared;
  }

  /** @returns an answer at once where a subscription is refused. */
  async start(args: ExecutionArgs): Promise<PacedResults<unknown> | ExecutionResult> {
    const prepared = this.preparedOf(args);
    const onEnd = () => {
      this.cost -= prepared.cost.requested;
      this.open.delete(results);
      if (this.open.size === 0) for (const resolve of this.idleWaiters.splice(0)) resolve();
    };
    const isStream = prepared.operation.operation === OperationTypeNode.SUBSCRIPTION;
    const events = isStream ? await this.traced(args, () => this.subscribe(args)) : once(args.rootValue);
    const results = new PacedResults({
      events: "next" in events ? events : once(undefined),
      run: (event) => {
        const run = () => executeShared(args, event);
        return isStream ? asRequest(requestIdOf(args), run) : this.traced(args, run);
      },
      lane: this.lane,
      onEnd,
    });
    this.open.add(results);
    if ("next" in events) return results;
    await results.return();
    return events;
  }

  /** Resolves once nothing is open. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.open.size === 0) resolve();
      else this.idleWaiters.push(resolve);
    });
  }

  /** Ends all that is open: the connection is closed. */
  end(): void {
    for (const results of [...this.open]) void results.return();
  }

  /** Counts an operation, and makes a span of it where anybody traces: of one that streams, until it is begun. */
  private traced<T>(args: ExecutionArgs, work: () => Promise<T>): Promise<T> {
    const { tracing, operations, links = [] } = this.deps;
    const prepared = this.preparedOf(args);
    const counted = () => {
      operations.count(prepared);
      return asRequest(requestIdOf(args), work);
    };
    return tracing === null
      ? counted()
      : tracing.during({ name: prepared.operation.operation, kind: "server", links }, counted);
  }

  /** Reads where its stream begins, as others do with their results. */
  private async subscribe(args: ExecutionArgs): Promise<AsyncIterator<unknown> | ExecutionResult> {
    const leave = await this.lane.lock();
    try {
      const stream = await createSourceEventStream(args);
      return Symbol.asyncIterator in stream ? stream[Symbol.asyncIterator]() : stream;
    } catch (error) {
      this.cost -= this.preparedOf(args).cost.requested;
      throw error;
    } finally {
      leave();
    }
  }
}

function requestIdOf({ contextValue }: ExecutionArgs): string {
  return (contextValue as RequestContext).requestId; // prepare() has put it there
}

async function* once<Value>(value: Value): AsyncGenerator<Value, undefined> {
  yield await Promise.resolve(value);
  return undefined;
}
