import cliProgress from "cli-progress";

export interface ProgressBar {
  /** @param done tokens. */
  readonly show: (done: bigint) => void;
  readonly stop: () => void;
}

/** A bar with rate and remaining time on a terminal; silence everywhere else, and where it would stand among the output proper. */
export function startProgressBar(
  total: bigint,
  { isHidden = false }: { readonly isHidden?: boolean } = {},
): ProgressBar {
  if (isHidden || !process.stderr.isTTY) return { show: nothing, stop: nothing };
  const startedMs = performance.now();
  const bar = new cliProgress.SingleBar({ stream: process.stderr, hideCursor: true, format: line, etaBuffer: 50 });
  bar.start(Number(total), 0);
  return {
    show: (done) => {
      bar.update(Number(done), { rate: Math.round((Number(done) * 1000) / (performance.now() - startedMs)) });
    },
    stop: () => {
      bar.stop();
    },
  };
}

const line: NonNullable<ConstructorParameters<typeof cliProgress.SingleBar>[0]["format"]> = (
  options,
  { progress, value, total, eta },
  payload: { rate?: number },
) => {
  const { BarFormat, TimeFormat } = cliProgress.Format;
  const rate = (payload.rate ?? 0).toLocaleString("en");
  return `${BarFormat(progress, options)} ${Math.floor(progress * 100)} %  ${value.toLocaleString("en")} of ${total.toLocaleString("en")}  ${rate}/s  ETA ${TimeFormat(eta, options, 5)}`;
};

function nothing(): void {
  // There is nobody to show it to.
}
