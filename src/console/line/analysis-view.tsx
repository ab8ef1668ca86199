import type { AnalysisDataFragment } from "../api/operations.generated.ts";
import { shownFloat, shownLarge } from "../lib/numbers.ts";
import { Icon } from "../parts/icons.tsx";
import { type Draw, frequencyData, histogramData, pairData, walkData } from "../lib/plot-data.ts";
import { frequencyPlot, histogramPlot, scatterPlot, walkPlot } from "./plots.ts";
import { Plot } from "./plot.tsx";

export interface AnalysisViewProps {
  readonly analysis: AnalysisDataFragment;
  /** What the part was drawn from. */
  readonly draw: Draw;
}

type Test = AnalysisDataFragment["tests"][number];

const VERDICTS = {
  PASS: "These tokens look as random as they should.",
  FAIL: "These tokens do not look random.",
  NOT_APPLICABLE: "There are too few tokens to tell.",
} as const;

const QUESTIONS = {
  FREQUENCY: "Does each character come equally often?",
  GAP: "Do small scores come at the distances of chance?",
  RUNS_UP_AND_DOWN: "Do scores rise and fall as chance has it?",
  SERIAL_CORRELATION: "Does a score depend on the one before?",
} as const;

export function AnalysisView({ analysis, draw }: AnalysisViewProps) {
  const { verdict, significance, points, tests } = analysis;
  const histogram = histogramData(analysis.histogram, draw);
  const pairs = pairData(points.scores, points.deltas);
  const { frequencies } = analysis;
  return (
    <div class="analysis">
      <p class={`analysis-verdict ${verdict.toLowerCase()}`}>
        <Icon name={verdict === "PASS" ? "check" : "warn"} />
        <span>
          <strong>{VERDICTS[verdict]}</strong> A line in random order fails with a probability of{" "}
          {shownFloat(significance)}.
        </span>
      </p>
      <div class="plots">
        <Plot
          title="Scores"
          about="Each token’s rank among all that can be written, in the order of the file. Chance fills the square evenly."
          make={scatterPlot}
          data={[points.scores.indexes, points.scores.values]}
        />
        <Plot
          title="Successive scores"
          about="Each score against the next. Any pattern would be a dependence."
          make={scatterPlot}
          data={pairs}
        />
        <Plot
          title="Histogram"
          about="Tokens in each stretch of the scores, with the band that 99 of 100 bins keep by chance."
          make={histogramPlot}
          data={histogram}
        />
        <Plot
          title="Walk"
          about="The sum of all scores less their mean, in standard deviations, within the band of chance."
          make={walkPlot}
          data={walkData(points.walk, draw)}
        />
        <Plot
          title="Deltas"
          about="What leads from each score to the next."
          make={scatterPlot}
          data={[points.deltas.indexes, points.deltas.values]}
        />
        {frequencies && (
          <Plot
            title="Characters at each position"
            about="How far each character’s count at each digit is from its mean, in standard deviations, with the band that 99 of 100 keep by chance."
            make={frequencyPlot}
            data={frequencyData(frequencies, draw)}
          />
        )}
      </div>
      <Tests tests={tests.filter(({ position }) => position === null)} />
      <MetricsTable analysis={analysis} />
    </div>
  );
}

function Tests({ tests }: { readonly tests: readonly Test[] }) {
  return (
    <ul class="tests">
      {tests.map(({ name, verdict, pValue, statistic, reason }) => (
        <li key={name} class={verdict.toLowerCase()}>
          <Icon name={verdict === "PASS" ? "check" : verdict === "FAIL" ? "cross" : "more"} />
          <div class="grow">
            <strong>{QUESTIONS[name]}</strong>
            <small>{answerOf(verdict, pValue)}</small>
            {reason && <small class="quiet">{reason}</small>}
          </div>
          <span class="figure">p {pValue === null ? "–" : shownFloat(pValue)}</span>
          <span class="figure quiet">{statistic === null ? "–" : shownFloat(statistic)}</span>
        </li>
      ))}
    </ul>
  );
}

function answerOf(verdict: Test["verdict"], pValue: number | null): string {
  if (verdict === "NOT_APPLICABLE" || pValue === null) return "Too few tokens to tell.";
  if (verdict === "FAIL") return "No: this is too far from chance.";
  const inHundred = Math.max(1, Math.round(pValue * 100));
  return `As chance has it: ${inHundred} of 100 random lines are at least as far off.`;
}

function MetricsTable({ analysis: { score, delta, data } }: { readonly analysis: AnalysisDataFragment }) {
  const rows = [
    ["Least", shownLarge(score.minimum), signed(delta.minimum)],
    ["Greatest", shownLarge(score.maximum), signed(delta.maximum)],
    ["Mean", shownFloat(score.mean), shownFloat(delta.mean)],
    ["Median", shownFloat(score.median), shownFloat(delta.median)],
    ["Standard deviation", shownFloat(score.std), shownFloat(delta.std)],
    ["Hurst exponent", shownFloat(score.hurst), shownFloat(delta.hurst)],
  ] as const;
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label="Metrics">
      <table class="metrics">
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col">Scores</th>
            <th scope="col">Deltas</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ofScores, ofDeltas]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{ofScores}</td>
              <td>{ofDeltas}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">First and last token by score</th>
            <td>
              <code>{data.minimum}</code>
            </td>
            <td>
              <code>{data.maximum}</code>
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function signed(whole: string): string {
  return whole.startsWith("-") ? `−${shownLarge(whole.slice(1))}` : shownLarge(whole);
}
