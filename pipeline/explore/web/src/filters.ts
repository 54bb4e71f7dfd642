/** The left-hand side: what is hidden, which years, which two editions are compared. */

import { colours, editionOf, values, view, word, works, yearOf } from "./data";
import { button, make } from "./dom";
import { state } from "./state";

const counted = (ids: string[]): [string, number][] => {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts.entries()].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
};

function group(kind: string, rows: [string, number][], hidden: Set<string>, changed: () => void, name: (id: string) => string): HTMLElement {
  const boxes = rows.map(([id, count]) => {
    const box = make("input", { type: "checkbox", checked: !hidden.has(id), value: id });
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(id);
      else hidden.add(id);
      changed();
    });
    return make("label", { className: colours[id] ? `t-${id}` : "" }, box, make("span", { className: "dot" }), name(id), make("small", {}, String(count)));
  });
  const every = button(view("all"), () => {
    if (hidden.size) hidden.clear();
    else rows.forEach(([id]) => hidden.add(id));
    boxes.forEach((label) => ((label.firstChild as HTMLInputElement).checked = !hidden.size));
    changed();
  }, "every");
  return make("details", { open: kind !== "modality" && rows.length < 16, className: "group", id: `filter-${kind}` },
    make("summary", {}, view(kind), " ", every), ...boxes);
}

function years(changed: () => void): HTMLElement {
  const all = values.facts.map(yearOf).filter((year): year is number => year !== null);
  const box = (id: "from" | "to"): HTMLInputElement => {
    const input = make("input", { type: "number", id: `year-${id}`, "aria-label": view(id), placeholder: view(id),
      min: Math.min(...all), max: Math.max(...all), value: state[id] ?? "" });
    input.addEventListener("change", () => {
      state[id] = input.value ? Number(input.value) : null;
      changed();
    });
    return input;
  };
  return make("div", { className: "group years" }, make("h3", {}, view("time")), all.length ? make("div", {}, box("from"), " – ", box("to")) : "–");
}

function comparison(changed: () => void): HTMLElement {
  const choose = (id: string, at: 0 | 1): HTMLSelectElement => {
    const box = make("select", { id, "aria-label": view(id) }, make("option", { value: "" }, view(id)));
    for (const work of works) box.append(make("option", { value: work, selected: state.compare?.[at] === work }, [work, editionOf.get(work)].filter(Boolean).join(" · ")));
    return box;
  };
  const [old, fresh] = [choose("old", 0), choose("new", 1)];
  const set = (): void => {
    state.compare = old.value && fresh.value && old.value !== fresh.value ? [old.value, fresh.value] : null;
    changed();
  };
  old.addEventListener("change", set);
  fresh.addEventListener("change", set);
  const clear = button(view("clear"), () => ((old.value = fresh.value = ""), set()), "every");
  return make("div", { className: "group compare" }, make("h3", {}, view("compare"), " ", clear), old, fresh);
}

export function filters(changed: () => void): HTMLElement[] {
  const ends = values.nodes.map((node) => node[1]);
  return [
    comparison(changed),
    group("type", counted(ends), state.types, changed, (id) => word("type", id)),
    group("predicate", counted(values.facts.map((fact) => fact[2])), state.predicates, changed, (id) => word("predicate", id)),
    group("report", counted(values.facts.map((fact) => fact[6])), state.works, changed, (id) => [id, editionOf.get(id)].filter(Boolean).join(" · ")),
    group("modality", counted(values.facts.map((fact) => fact[4])), state.modalities, changed, (id) => word("modality", id)),
    years(changed),
  ];
}
