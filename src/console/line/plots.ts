import type uPlot from "uplot";

/** The colours of the page, as a canvas needs them. */
export interface Inks {
  readonly ink: string;
  readonly quiet: string;
  readonly rule: string;
  readonly accent: string;
  readonly band: string;
}

export type MakePlot = (inks: Inks) => Omit<uPlot.Options, "width" | "height">;

const POINT_PX = 2.5;
const NUMBER = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 2 });

export const scatterPlot: MakePlot = (inks) => ({
  ...common(inks),
  series: [{}, { paths: () => null, points: { show: true, size: POINT_PX, width: 0, fill: inks.accent, space: 0 } }],
});

/** Only the part where the counts are: from nought the band would be as thin as a line. */
export const histogramPlot: MakePlot = (inks) => ({
  ...common(inks),
  scales: { x: { time: false, range: () => [0, 1] } },
  series: [{}, { stroke: inks.accent, width: 1.25, paths: stepsOf, points: { show: false } }, edge(inks), edge(inks)],
  bands: [{ series: [3, 2], fill: inks.band }],
});

export const walkPlot: MakePlot = (inks) => ({
  ...common(inks),
  series: [{}, { stroke: inks.accent, width: 1.25, points: { show: false } }, edge(inks), edge(inks)],
  bands: [{ series: [3, 2], fill: inks.band }],
});

/** The dots of the symbols, and the band as wide as the plot. */
export const frequencyPlot: MakePlot = (inks) => ({
  ...common(inks),
  scales: {
    x: { time: false, range: (_plot, least, greatest) => [Math.floor(least), Math.ceil(greatest)] },
    y: { range: (_plot, least, greatest) => [Math.min(-4, least), Math.max(4, greatest)] },
  },
  series: [
    {},
    { paths: () => null, points: { show: true, size: POINT_PX + 1, width: 0, fill: inks.accent, space: 0 } },
    edge(inks),
    edge(inks),
  ],
  bands: [{ series: [3, 2], fill: inks.band }],
});

function common(inks: Inks): Omit<uPlot.Options, "width" | "height" | "series"> {
  const axis: uPlot.Axis = {
    stroke: inks.quiet,
    font: "11px system-ui, sans-serif",
    grid: { stroke: inks.rule, width: 1 },
    ticks: { show: false },
    values: (_plot, marks) => marks.map((mark) => NUMBER.format(mark)),
  };
  return {
    cursor: { show: false },
    legend: { show: false },
    padding: [8, 8, 0, 0],
    scales: { x: { time: false } },
    axes: [
      { ...axis, size: 26, grid: { show: false } },
      { ...axis, size: 48 },
    ],
  };
}

function edge({ quiet }: Inks): uPlot.Series {
  return { stroke: quiet, width: 1, dash: [4, 4], points: { show: false } };
}

/** A step for each bin. */
function stepsOf(plot: uPlot, seriesIdx: number, idx0: number, idx1: number): uPlot.Series.Paths {
  const stroke = new Path2D();
  const [places, counts] = [plot.data[0], plot.data[seriesIdx] ?? []];
  const half = places.length > 1 ? ((places[1] ?? 0) - (places[0] ?? 0)) / 2 : 0.5;
  for (let at = idx0; at <= idx1; at += 1) {
    const place = places[at] ?? 0;
    const height = plot.valToPos(counts[at] ?? 0, "y", true);
    stroke.lineTo(plot.valToPos(place - half, "x", true), height);
    stroke.lineTo(plot.valToPos(place + half, "x", true), height);
  }
  return { stroke, fill: null };
}
