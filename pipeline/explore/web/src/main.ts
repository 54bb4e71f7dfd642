/** The explorer: search, filters, drawing or table, and what is known of what was chosen. */

import { language, table, values, view, works } from "./data";
import { button, make } from "./dom";
import { Drawing, draw, hasWebGL } from "./draw";
import { csv, gexf, save } from "./exporting";
import { filters } from "./filters";
import { changesCard, evidenceCard, nodeCard, welcomeCard } from "./panel";
import { searchBox } from "./search";
import { Shown, shown, state } from "./state";

const app = document.getElementById("app")!;
const canvas = make("div", { id: "canvas", role: "application", tabIndex: 0 });
const rows = make("div", { id: "table", hidden: true });
const panel = make("aside", { id: "panel", tabIndex: -1 });
const status = make("p", { id: "status", role: "status" });
const side = make("nav", { id: "side" });
const bar = make("div", { id: "bar", role: "toolbar" });
const webgl = hasWebGL();
let drawing: Drawing | null = null;
let facts: number[] = [];
let now: Shown = shown();
let asTable = !webgl;

const goes = { node: pickNode, facts: pickFacts };

function pickNode(node: number): void {
  Object.assign(state, { node, fact: null });
  facts = [];
  history.replaceState(null, "", `#node=${encodeURIComponent(values.nodes[node][0])}`);
  update();
  drawing?.look(node);
}

function pickFacts(picked: number[]): void {
  facts = picked;
  state.fact = picked[0] ?? null;
  if (picked.length) history.replaceState(null, "", `#fact=${values.facts[picked[0]][0]}`);
  update();
}

function pickNothing(): void {
  Object.assign(state, { node: null, fact: null, ego: false });
  facts = [];
  history.replaceState(null, "", "#");
  update();
}

function update(): void {
  now = shown();
  drawing?.update(now);
  if (asTable) table.show(rows, values, now.facts, language.at);
  status.textContent = now.facts.length ? `${now.nodes.size} ${view("entities")} · ${now.facts.length} ${view("facts")}` : view("nothing");
  updatePanel();
}

function updatePanel(): void {
  const content = facts.length ? evidenceCard(facts, goes) : state.node !== null ? nodeCard(state.node, now, goes)
    : state.compare ? changesCard(now, goes) : welcomeCard(now, goes);
  const close = facts.length || state.node !== null ? button("×", back, "close") : null;
  close?.setAttribute("aria-label", view("close"));
  panel.replaceChildren(...(close ? [close] : []), ...content);
  panel.scrollTop = 0;
  for (const mark of panel.querySelectorAll<HTMLElement>("article > .evidence mark")) mark.parentElement!.scrollTop = mark.offsetTop - 60;
  panel.querySelector("#ego")?.addEventListener("change", (event) => {
    state.ego = (event.target as HTMLInputElement).checked;
    update();
    drawing?.fit();
  });
}

/** One step back: from evidence to the node, from the node to the whole. */
function back(): void {
  if (facts.length && state.node !== null) pickNode(state.node);
  else pickNothing();
}

function showAs(wanted: boolean): void {
  asTable = wanted || !webgl;
  rows.hidden = !asTable;
  canvas.hidden = asTable;
  fillBar();
  update();
}

function fillBar(): void {
  const stem = "unreport";
  const savings = [
    !asTable && button("PNG", () => void drawing?.picture().then((picture) => picture && save(picture, `${stem}.png`))),
    button("CSV", () => save(csv(now), `${stem}.csv`)),
    button("GEXF", () => save(gexf(now), `${stem}.gexf`)),
  ].filter((made): made is HTMLButtonElement => made instanceof HTMLButtonElement);
  const zooms: [string, string, () => void][] = [
    ["+", "zoom_in", () => drawing?.zoom(0.6)], ["−", "zoom_out", () => drawing?.zoom(1.6)], ["⤢", "fit", () => drawing?.fit()],
  ];
  bar.replaceChildren(
    ...(asTable ? [] : zooms.map(([sign, id, act]) => {
      const made = button(sign, act);
      made.title = view(id);
      made.setAttribute("aria-label", view(id));
      return made;
    })),
    button(view(asTable ? "graph" : "table"), () => showAs(!asTable), "switch"),
    make("span", { className: "export", title: view("export") }, ...savings),
  );
  (bar.querySelector(".switch") as HTMLButtonElement).disabled = !webgl;
}

function fill(): void {
  document.documentElement.lang = language.at ? "en" : "zh-Hans";
  document.documentElement.dataset.lang = language.at ? "en" : "zh";
  const change = button(view("language"), () => ((language.at = 1 - language.at), fill()));
  change.id = "language";
  canvas.setAttribute("aria-label", `${view("graph")}. ${view("help")}`);
  side.setAttribute("aria-label", view("filters"));
  panel.setAttribute("aria-label", view("facts"));
  side.replaceChildren(make("header", {}, make("strong", {}, "unreport"), change), searchBox(pickNode),
    ...filters(() => ((facts = []), (state.fact = null), update())), make("p", { className: "help" }, view("help")));
  fillBar();
  update();
}

function goToHash(): void {
  const [kind, id] = location.hash.slice(1).split("=").map(decodeURIComponent);
  if (kind === "node") {
    const found = values.nodes.findIndex((node) => node[0] === id);
    if (found >= 0) pickNode(found);
  } else if (kind === "fact") {
    const found = values.facts.findIndex((fact) => fact[0] === id);
    if (found >= 0) pickFacts([found]);
  } else if (kind === "compare") {
    const [old, fresh] = id.split(",");
    if (works.includes(old) && works.includes(fresh)) state.compare = [old, fresh];
    fill();
  }
}

addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key === "Escape" && !typing) return back();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const moves: Record<string, () => void> = {
    "/": () => document.getElementById("search")?.focus(), "+": () => drawing?.zoom(0.6), "=": () => drawing?.zoom(0.6), "-": () => drawing?.zoom(1.6),
  };
  const pans: Record<string, [number, number]> = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] };
  if (moves[event.key]) event.preventDefault(), moves[event.key]();
  else if (pans[event.key] && document.activeElement === canvas) event.preventDefault(), drawing?.pan(...pans[event.key]);
});
addEventListener("hashchange", goToHash);

app.className = "whole";
app.replaceChildren(side, make("main", {}, canvas, rows, bar, status), panel);
if (webgl) drawing = draw(canvas, { node: pickNode, facts: pickFacts, nothing: pickNothing });
fill();
showAs(asTable);
goToHash();
document.documentElement.dataset.ready = "true";
