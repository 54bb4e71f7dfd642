/** The right-hand side: a node's card, the evidence of facts, the changes between two editions. */

import { amounts, chart, series } from "./chart";
import { Fact, editionOf, factsOf, language, nameOf, table, values, view, word } from "./data";
import { button, make } from "./dom";
import { Change, Shown, state } from "./state";

export interface Goes {
  node(node: number): void;
  facts(facts: number[]): void;
}

const chip = (node: number, goes: Goes): HTMLElement => {
  const made = button(nameOf(node), () => goes.node(node), `name t-${values.nodes[node][1]}`);
  made.title = values.nodes[node][0];
  return made;
};

const qualifiersOf = (fact: Fact): string =>
  Object.entries(fact[5]).map(([key, value]) => `${word("qualifier", key)} ${String(value)}`).join(" · ");

function factLine(n: number, goes: Goes, change?: Change): HTMLElement {
  const fact = values.facts[n];
  const said = [word("predicate", fact[2]), fact[4] === "asserted" ? "" : `(${word("modality", fact[4])})`].filter(Boolean).join(" ");
  const small = [qualifiersOf(fact), fact[6], editionOf.get(fact[6])].filter(Boolean).join(" · ");
  return make("li", { className: change ? `fact ${change}` : "fact" },
    chip(fact[1], goes), button(said, () => goes.facts([n]), "said"), chip(fact[3], goes), make("small", {}, small));
}

export function nodeCard(node: number, shown: Shown, goes: Goes): HTMLElement[] {
  const [id, type, label, english, aliases, degree, rank, mentions, , , named] = values.nodes[node];
  const visible = new Set(shown.facts);
  const groups = new Map<string, number[]>();
  for (const n of factsOf[node]) {
    if (!visible.has(n)) continue;
    const predicate = values.facts[n][2];
    groups.set(predicate, [...(groups.get(predicate) ?? []), n]);
  }
  const ego = make("label", { className: "ego" }, make("input", { type: "checkbox", checked: state.ego, id: "ego" }), view("ego"));
  const facts = [...groups.entries()].sort((a, b) => b[1].length - a[1].length).map(([predicate, own], n) =>
    make("details", { open: n === 0 || groups.size < 6 || own.length < 4 },
      make("summary", {}, `${word("predicate", predicate)} `, make("small", {}, String(own.length))),
      make("ul", {}, ...own.map((n) => factLine(n, goes, shown.changes.get(n))))));
  return [
    make("h2", { className: `t-${type}`, tabIndex: -1 }, (language.at === 1 && english) || label),
    make("p", { className: "about" }, english && make("span", { lang: language.at ? "zh-Hans" : "en" }, language.at ? label : english), make("code", {}, id)),
    make("p", { className: "numbers" }, `${word("type", type)} · ${degree} ${view("facts")} · ${mentions} ${view("mentions")} · PageRank ${rank.toFixed(4)}`),
    aliases.length > 0 && make("p", { className: "aliases" }, `${view("aliases")}: ${aliases.slice(0, 12).join(language.at ? ", " : "、")}`),
    ego, ...facts, ...figureCards(node),
    named.length > 0 && make("h3", {}, view("reading")),
    named.length > 0 && make("ul", { className: "reports" }, ...named.map(([report, mention]) => {
      const [name, work, title, date] = values.reports[report];
      return make("li", {}, make("a", { href: `${values.reports_at}/${encodeURIComponent(name)}/report.html#${mention}`, target: "_blank", rel: "noopener" },
        [work, date].filter(Boolean).join(" · ")), make("small", {}, ` ${name === title ? "" : name}`));
    })),
  ].filter((part): part is HTMLElement => part instanceof HTMLElement);
}

/** The statistics of a node, or those of no entity for -1. */
export function figureCards(node: number): HTMLElement[] {
  const groups = series(node);
  if (!groups.length) return [];
  return [make("h3", {}, view("figures")), ...groups.map(([, figures]) =>
    make("details", { open: figures.length > 1, className: "figures" },
      make("summary", {}, `${figures[0][1]} `, make("b", {}, amounts(figures[figures.length - 1])), ` ${word("unit", figures[0][6])}`),
      chart(figures),
      make("ul", {}, ...figures.map((figure) =>
        make("li", {}, make("details", {}, make("summary", {}, make("b", {}, amounts(figure)), ` ${[figure[3], figure[8]].filter(Boolean).join(" · ")}`),
          table.evidence(values, figure[9][0], language.at)))))))];
}

export function evidenceCard(facts: number[], goes: Goes): HTMLElement[] {
  return [
    make("h2", { tabIndex: -1 }, `${view("evidence")} `, make("small", {}, String(facts.length))),
    ...facts.map((n) => {
      const fact = values.facts[n];
      return make("article", {}, make("ul", {}, factLine(n, goes)),
        ...table.places(values, fact[9], language.at),
        make("p", { className: "rule" }, `${view("rule")}: ${fact[8]} · ${fact[0]}`));
    }),
  ];
}

export function changesCard(shown: Shown, goes: Goes): HTMLElement[] {
  const order: Change[] = ["added", "removed", "changed", "same"];
  return [
    make("h2", { tabIndex: -1 }, view("compare")),
    ...order.map((kind) => {
      const own = shown.facts.filter((n) => shown.changes.get(n) === kind);
      return make("details", { open: kind !== "same" && own.length > 0, className: "changes" },
        make("summary", { className: kind }, `${view(kind)} `, make("small", {}, String(own.length))),
        make("ul", {}, ...own.slice(0, 300).map((n) => factLine(n, goes, kind))));
    }),
  ];
}

export function welcomeCard(shown: Shown, goes: Goes): HTMLElement[] {
  const central = [...shown.nodes].sort((a, b) => values.nodes[b][6] - values.nodes[a][6] || a - b).slice(0, 12);
  const left = values.left_out[0] + values.left_out[1];
  return [
    make("p", { className: "welcome" }, view("welcome")),
    left > 0 && make("p", { className: "notice" }, `${view("left_out")} (−${values.left_out[0]}, −${values.left_out[1]})`),
    make("h3", {}, view("central")),
    make("ol", { className: "central" }, ...central.map((node) => make("li", {}, chip(node, goes), make("small", {}, String(values.nodes[node][5]))))),
    ...figureCards(-1),
  ].filter((part): part is HTMLElement => part instanceof HTMLElement);
}
