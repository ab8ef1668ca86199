import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "preact/hooks";
import Graph from "uplot";
import { shownCount, shownFloat } from "../lib/numbers.ts";
import type { Columns } from "../lib/plot-data.ts";
import type { Inks, MakePlot } from "./plots.ts";

export interface PlotProps {
  readonly title: string;
  /** What it shows, for whoever does not see it too. */
  readonly about: string;
  readonly make: MakePlot;
  readonly data: Columns;
}

const ASPECT = 0.62;

/** A plot that follows the width of its place and the colours of the page. */
export function Plot({ title, about, make, data }: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = place;
    if (current === null) return;
    let graph: Graph | null = null;
    const sizeNow = () => ({ width: current.clientWidth, height: Math.round(current.clientWidth * ASPECT) });
    const draw = () => {
      graph?.destroy();
      graph = new Graph(
        { ...make(inksOf(current)), ...sizeNow() },
        data.map((column) => [...column]) as Graph.AlignedData,
        current,
      );
    };
    draw();
    const observer = new ResizeObserver(() => graph?.setSize(sizeNow()));
    observer.observe(current);
    const looks = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
    for (const look of looks) look.addEventListener("change", draw);
    return () => {
      observer.disconnect();
      for (const look of looks) look.removeEventListener("change", draw);
      graph?.destroy();
    };
  }, [data]);
  return (
    <figure class="plot">
      <figcaption>
        <strong>{title}</strong>
        <small>{about}</small>
      </figcaption>
      <div ref={place} class="plot-place" role="img" aria-label={`${title}. ${about} ${summaryOf(data)}`} />
    </figure>
  );
}

/** A canvas does not know the page's variables: an element's colours, which are resolved, say what they are. */
function inksOf(element: HTMLElement): Inks {
  const probe = document.createElement("span");
  probe.style.setProperty("forced-color-adjust", "none"); // the variables are the system's colours then
  element.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const inks = {
    ink: colour("--ink"),
    quiet: colour("--quiet"),
    rule: colour("--rule"),
    accent: colour("--mark"),
    band: colour("--band"),
  };
  probe.remove();
  return inks;
}

/** What the curve comes to, for whoever does not see it. */
function summaryOf([places = [], values = []]: Columns): string {
  const least = values.reduce((one, other) => Math.min(one, other), Infinity);
  const greatest = values.reduce((one, other) => Math.max(one, other), -Infinity);
  return `${shownCount(places.length)} points, from ${shownFloat(least)} to ${shownFloat(greatest)}.`;
}
