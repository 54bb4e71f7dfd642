/** A statistic over time as an SVG line: a point for each figure, a bar for a range. */

import { Figure, editionOf, values, word } from "./data";
import { drawn, make } from "./dom";

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [330, 170, 52, 26, 14, 18];

/** When a figure stands: its own time, else its edition, as years. */
export const momentOf = (figure: Figure): number | null => {
  const found = /^(\d{4})(?:-(\d{2}))?/.exec(figure[3] || editionOf.get(figure[8]) || "");
  return found ? Number(found[1]) + (found[2] ? (Number(found[2]) - 1) / 12 : 0) : null;
};

export const amount = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 4 });
export const amounts = (figure: Figure): string =>
  (figure[7] ? "≈ " : "") + (figure[4] === figure[5] ? amount(figure[4]) : `${amount(figure[4])} – ${amount(figure[5])}`);

export function chart(figures: Figure[]): HTMLElement {
  const points = figures.map((figure) => ({ figure, at: momentOf(figure) })).filter((p): p is { figure: Figure; at: number } => p.at !== null)
    .sort((a, b) => a.at - b.at || (editionOf.get(a.figure[8]) ?? "").localeCompare(editionOf.get(b.figure[8]) ?? ""));
  const latest = points.filter((p, n) => p.at !== points[n + 1]?.at);
  const holder = make("figure", { className: "chart" });
  if (latest.length < 2) return holder;
  const [first, last] = [points[0].at, points[points.length - 1].at];
  const most = Math.max(...points.map((p) => p.figure[5]), 0);
  const least = Math.min(...points.map((p) => p.figure[4]), 0);
  const x = (at: number): number => LEFT + ((at - first) / (last - first || 1)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number => HEIGHT - BOTTOM - ((value - least) / (most - least || 1)) * (HEIGHT - BOTTOM - TOP);
  const middle = (figure: Figure): number => (figure[4] + figure[5]) / 2;
  const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": figures[0][1] });
  for (const part of [0, 0.5, 1]) {
    const value = least + (most - least) * part;
    svg.append(drawn("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value) }),
      drawn("text", { class: "scale", x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, amount(value)));
  }
  svg.append(drawn("polyline", { class: "trend", points: latest.map((p) => `${x(p.at)},${y(middle(p.figure))}`).join(" ") }));
  let free = -Infinity;
  for (const { figure, at } of points) {
    svg.append(drawn("line", { class: "range", x1: x(at), x2: x(at), y1: y(figure[4]), y2: y(figure[5]) }),
      drawn("circle", { class: latest.some((p) => p.figure === figure) ? "point" : "point older", cx: x(at), cy: y(middle(figure)), r: 4 }, drawn("title", {}, `${figure[3] || figure[8]}: ${amounts(figure)}`)));
    if (x(at) - free < 34) continue;
    free = x(at);
    svg.append(drawn("text", { class: "scale", x: x(at), y: HEIGHT - 8, "text-anchor": "middle" }, String(Math.floor(at))));
  }
  holder.append(svg, make("figcaption", {}, `${figures[0][1]} (${word("unit", figures[0][6])})`));
  return holder;
}

/** Figures of a node (or those of none, -1) by indicator, the longest series first. */
export function series(node: number): [string, Figure[]][] {
  const groups = new Map<string, Figure[]>();
  for (const figure of values.figures)
    if (figure[2] === node) {
      const key = `${figure[1]}\u001f${figure[6]}`;
      groups.set(key, [...(groups.get(key) ?? []), figure]);
    }
  return [...groups.entries()].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
}
