import type { ServerResponse } from "node:http";
import { type ExecutionArgs, type FormattedExecutionResult, type GraphQLError, OperationTypeNode } from "graphql";
import { ServiceError } from "../errors.ts";
import type { SentOperation } from "../graphql/prepare-operation.ts";
import { refusedBy } from "../graphql/public-error.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import type { Runtime, Timer } from "../lib/runtime.ts";
import { admitConnection, type AdmissionDeps, credentialRefused, LAST_WORDS_MS } from "./admit-connection.ts";
import { type OperationsDeps, SocketOperations } from "./socket-operations.ts";
import type { SocketRegistry } from "./socket-registry.ts";

export interface StreamsDeps extends OperationsDeps, AdmissionDeps {
  readonly registry: SocketRegistry;
  readonly timer: Runtime["timer"];
}

/** What is asked for, by whom, and what it is answered with. */
export interface StreamRequest {
  readonly response: ServerResponse;
  readonly context: RequestContext;
  readonly sent: SentOperation;
  /** Whether it must change nothing: a GET. */
  readonly isRead: boolean;
}

/** The streams of results over HTTP: each an operation of its own, under the limits that a WebSocket has. */
export class Streams {
  private readonly opened = new Set<Stream>();
  private isStopping = false;

  constructor(private readonly deps: StreamsDeps) {}

  /**
   * @throws {ServiceError} `SESSION_REFUSED` or `API_KEY_REFUSED` where the credentials are no good, `QUOTA_EXCEEDED` where the customer has as
   * many connections as it may, `METHOD_NOT_ALLOWED` for a mutation by GET.
   */
  async open({ response, context, sent, isRead }: StreamRequest): Promise<Stream> {
    const stream = new Stream(this.deps, context);
    const onPlace = (leave: () => void) => {
      response.once("close", leave);
      if (response.closed) leave();
    };
    const onRevoked = () => {
      stream.revoke();
    };
    const admission = await admitConnection(this.deps, this.deps.registry, { context, onPlace, onRevoked });
    const { credentials } = context.caller;
    if (admission === null) throw credentialRefused(credentials.sessionKey === undefined ? credentials : {});
    stream.prepare(sent, isRead);
    if (this.isStopping) stream.cut();
    this.opened.add(stream);
    response.once("close", () => this.opened.delete(stream));
    return stream;
  }

  /** Cuts every stream, which tells its reader to come again. */
  stop(): void {
    this.isStopping = true;
    for (const stream of this.opened) stream.cut();
  }
}

/** The results of one operation, to be read once. */
export class Stream {
  /** Why its results are over, or will be. */
  ending: "complete" | "revoked" | "cut" = "complete";
  private readonly operations: SocketOperations;
  private prepared: ExecutionArgs | readonly GraphQLError[] = [];
  private isOver = false;
  private patience: Timer | null = null;

  constructor(
    private readonly deps: StreamsDeps,
    private readonly context: RequestContext,
  ) {
    this.operations = new SocketOperations(deps);
  }

  /** Before the results are read. */
  prepare(sent: SentOperation, isRead: boolean): void {
    this.prepared = this.operations.prepare(sent, this.context);
    if (!("document" in this.prepared) || !isRead) return;
    if (this.operations.preparedOf(this.prepared).operation.operation === OperationTypeNode.MUTATION)
      throw new ServiceError("METHOD_NOT_ALLOWED", "Send a mutation by POST.");
  }

  /** What is refused, and what fails, is a result, too. */
  async *results(): AsyncGenerator<FormattedExecutionResult, void, undefined> {
    try {
      if ("document" in this.prepared) yield* this.run(this.prepared);
      else yield this.refused(this.prepared);
    } catch (thrown) {
      yield this.refused([refusedBy(thrown instanceof Error ? thrown : new Error(String(thrown)))]);
    } finally {
      this.end();
    }
  }

  /** Nobody reads on; whoever waits for a result is told at once that there is none. */
  end(): void {
    this.isOver = true;
    this.patience?.stop();
    this.operations.end();
  }

  /** The session is closed: the results end with it, and may still tell how. */
  revoke(): void {
    if (this.isOver) return;
    this.ending = "revoked";
    this.patience = this.deps.timer(LAST_WORDS_MS, () => {
      this.end();
    });
  }

  /** The service stops: not the operation has ended, but its connection. */
  cut(): void {
    this.ending = "cut";
    this.end();
  }

  /** What the results of a revoked session end with. */
  get revocation(): FormattedExecutionResult {
    return this.refused([refusedBy(credentialRefused({}))]);
  }

  private async *run(args: ExecutionArgs): AsyncGenerator<FormattedExecutionResult, void, undefined> {
    const started = await this.operations.start(args);
    if (this.isOver) this.operations.end(); // before it could be started, or meanwhile
    if (!("next" in started)) yield this.operations.publicResult(args, started);
    else for await (const result of started) yield this.operations.publicResult(args, result);
  }

  private refused(errors: readonly GraphQLError[]): FormattedExecutionResult {
    return { errors: this.operations.publicErrors(errors, this.context) };
  }
}
