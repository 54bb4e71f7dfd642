/** The graph on WebGL: one line for all facts between two nodes. */

import Graph from "graphology";
import Sigma from "sigma";

import { colours, nameOf, values, view, word } from "./data";
import { Change, Shown, state } from "./state";

export const CHANGE_COLOURS: Record<Change, string> = { added: "#1a8f3c", removed: "#d02b2b", changed: "#e08a00", same: "#b9c1cd" };
const RANKED: Change[] = ["same", "changed", "removed", "added"];
const FAINT = "#e4e8ee";

export interface Drawing {
  update(shown: Shown): void;
  look(node: number): void;
  fit(): void;
  zoom(factor: number): void;
  pan(x: number, y: number): void;
  picture(): Promise<Blob | null>;
}

export interface Picks {
  node(node: number): void;
  facts(facts: number[]): void;
  nothing(): void;
}

export const hasWebGL = (): boolean => {
  const probe = document.createElement("canvas");
  return Boolean(probe.getContext("webgl2") ?? probe.getContext("webgl"));
};

export function draw(holder: HTMLElement, picks: Picks): Drawing {
  const graph = new Graph({ multi: true, type: "directed" });
  const lines = new Map<string, number[]>();
  const biggest = Math.max(1, ...values.nodes.map((node) => node[6]));
  values.nodes.forEach(([, type, , , , , rank, , x, y], n) =>
    graph.addNode(n, { x, y, size: 4 + 15 * Math.sqrt(rank / biggest), color: colours[type] ?? "#888", label: "" }));
  values.facts.forEach(([, subject, , object], n) => {
    const key = `${subject}>${object}`;
    if (!lines.has(key)) lines.set(key, []), graph.addEdgeWithKey(key, subject, object, { size: 1 });
    lines.get(key)!.push(n);
  });

  let now: Shown = { facts: [], nodes: new Set(), changes: new Map() };
  let inView = new Set<number>();
  let hovered: number | null = null;
  let labelled = -1;
  let near = new Set<number>();

  const factsIn = (edge: string): number[] => (lines.get(edge) ?? []).filter((n) => inView.has(n));
  const focus = (): number | null => hovered ?? state.node;

  const sigma = new Sigma(graph, holder, {
    allowInvalidContainer: true,
    defaultEdgeType: "arrow",
    enableEdgeEvents: true,
    labelFont: '"Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif',
    labelSize: 13,
    labelColor: { color: "#1d2330" },
    labelDensity: 1.1,
    labelGridCellSize: 120,
    labelRenderedSizeThreshold: 4.5,
    edgeLabelSize: 11,
    edgeLabelColor: { color: "#5d6675" },
    renderEdgeLabels: true,
    minCameraRatio: 0.02,
    maxCameraRatio: 4,
    stagePadding: 45,
    zIndex: true,
    nodeReducer: (key, data) => {
      const n = Number(key);
      if (!now.nodes.has(n)) return { ...data, hidden: true };
      const centre = focus();
      if (n === centre) return { ...data, highlighted: true, forceLabel: true, zIndex: 3 };
      if (centre === null) return data;
      return near.has(n) ? { ...data, forceLabel: near.size < 16, zIndex: 2 } : { ...data, color: "#d5dae2", label: "", zIndex: 0 };
    },
    edgeReducer: (key, data) => {
      const facts = factsIn(key);
      if (!facts.length) return { ...data, hidden: true };
      const centre = focus();
      const [source, target] = key.split(">").map(Number);
      const touched = centre === null || source === centre || target === centre;
      const chosen = state.fact !== null && facts.includes(state.fact);
      return {
        ...data,
        color: chosen ? "#0a5cad" : now.changes.size ? changeColour(facts, touched) : touched ? (centre === null ? "#c3cad6" : "#7d8aa0") : FAINT,
        size: !touched ? 0.5 : Math.min(4, (chosen ? 2 : now.changes.size ? 1.6 : 0.9) + 0.6 * Math.log2(facts.length)),
        label: chosen || (centre !== null && touched && near.size < 25 && isFirst(source, target)) ? labelOf(facts) : "",
        forceLabel: chosen,
        zIndex: chosen ? 3 : touched ? 2 : 0,
      };
    },
  });

  const changeColour = (facts: number[], touched: boolean): string => {
    if (!touched) return FAINT;
    const ranks = facts.map((n) => RANKED.indexOf(now.changes.get(n) ?? "same"));
    return CHANGE_COLOURS[RANKED[Math.max(...ranks)]];
  };
  const labelOf = (facts: number[]): string => {
    const names = [...new Set(facts.map((n) => word("predicate", values.facts[n][2])))];
    return names.length > 2 ? `${facts.length} ${view("facts")}` : names.join(" / ");
  };
  /** Of two lines between the same nodes one bears the label. */
  const isFirst = (source: number, target: number): boolean => source < target || !factsIn(`${target}>${source}`).length;
  const setNear = (): void => {
    const centre = focus();
    near = new Set(centre === null ? [] : graph.neighbors(centre).map(Number).filter((n) => now.nodes.has(n)));
  };
  const refresh = (): void => {
    setNear();
    sigma.refresh({ skipIndexation: true });
  };

  sigma.on("clickNode", ({ node }) => picks.node(Number(node)));
  sigma.on("clickEdge", ({ edge }) => picks.facts(factsIn(edge)));
  sigma.on("clickStage", () => picks.nothing());
  sigma.on("enterNode", ({ node }) => ((hovered = Number(node)), (holder.dataset.over = "node"), refresh()));
  sigma.on("leaveNode", () => ((hovered = null), delete holder.dataset.over, refresh()));
  sigma.on("enterEdge", () => (holder.dataset.over = "edge"));
  sigma.on("leaveEdge", () => delete holder.dataset.over);

  const framed = values.nodes.filter((node) => !values.facts.length || node[5] > 0);
  const extent = (at: 8 | 9): [number, number] => [Math.min(...framed.map((node) => node[at])), Math.max(...framed.map((node) => node[at]))];
  if (framed.length > 1) sigma.setCustomBBox({ x: extent(8), y: extent(9) });

  const camera = sigma.getCamera();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300;
  return {
    update(shown) {
      now = shown;
      inView = new Set(shown.facts);
      if (labelled !== languageMark()) {
        labelled = languageMark();
        values.nodes.forEach((_, n) => graph.setNodeAttribute(n, "label", short(nameOf(n))));
      }
      setNear();
      sigma.refresh();
    },
    look(node) {
      const place = sigma.getNodeDisplayData(String(node));
      if (place) camera.animate({ x: place.x, y: place.y, ratio: Math.min(camera.ratio, 0.35) }, { duration: still });
    },
    fit: () => void camera.animatedReset({ duration: still }),
    zoom: (factor) => void camera.animate({ ratio: camera.ratio * factor }, { duration: still / 2 }),
    pan: (x, y) => void camera.animate({ x: camera.x + x * camera.ratio, y: camera.y + y * camera.ratio }, { duration: still / 2 }),
    picture: () => picture(sigma),
  };
}

const LONGEST = 24;
const short = (name: string): string => ([...name].length > LONGEST ? [...name].slice(0, LONGEST).join("") + "…" : name);
const languageMark = (): number => (view("language") === "English" ? 0 : 1);

/** The layers of the drawing on one white canvas; WebGL keeps its picture only until the frame ends. */
function picture(sigma: Sigma): Promise<Blob | null> {
  return new Promise((resolve) => {
    sigma.once("afterRender", () => {
      const layers = sigma.getCanvases();
      const { width, height } = layers.edges;
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width, height });
      const paper = canvas.getContext("2d")!;
      paper.fillStyle = "#fff";
      paper.fillRect(0, 0, width, height);
      for (const name of ["edges", "nodes", "edgeLabels", "labels", "hovers", "hoverNodes"])
        if (layers[name]) paper.drawImage(layers[name], 0, 0, width, height);
      canvas.toBlob(resolve, "image/png");
    });
    sigma.refresh();
  });
}
