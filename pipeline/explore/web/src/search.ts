/** The search box: any name of an entity, with the keyboard. */

import { nameOf, values, view, word } from "./data";
import { make } from "./dom";

const MOST = 12;
const fold = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
const keys = values.nodes.map(([id, , label, english, aliases]) => [id, id.slice(id.indexOf(":") + 1), label, english, ...aliases].filter(Boolean).map(fold));

/** Nodes by how well a name of theirs fits: all of it, its beginning, a part; then the more central. */
export function matches(wanted: string): number[] {
  const key = fold(wanted);
  if (!key) return [];
  const scored: [number, number][] = [];
  keys.forEach((names, n) => {
    const score = Math.max(...names.map((name) => (name === key ? 3 : name.startsWith(key) ? 2 : name.includes(key) ? 1 : 0)));
    if (score) scored.push([n, score + Math.min(0.9, values.nodes[n][6] * 10)]);
  });
  return scored.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST).map(([n]) => n);
}

export function searchBox(pick: (node: number) => void): HTMLElement {
  const list = make("ul", { id: "found", role: "listbox", hidden: true });
  const input = make("input", {
    type: "search", id: "search", role: "combobox", placeholder: view("search"), "aria-label": view("search"),
    "aria-controls": "found", "aria-expanded": "false", "aria-autocomplete": "list", autocomplete: "off",
  });
  let found: number[] = [];
  let at = 0;
  const close = (): void => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (n: number): void => {
    close();
    input.value = nameOf(n);
    pick(n);
  };
  const mark = (): void => {
    [...list.children].forEach((child, n) => child.setAttribute("aria-selected", String(n === at)));
    input.setAttribute("aria-activedescendant", `found-${at}`);
  };
  input.addEventListener("input", () => {
    found = matches(input.value);
    at = 0;
    list.replaceChildren(...found.map((n, i) => {
      const [id, type] = values.nodes[n];
      return make("li", { role: "option", id: `found-${i}`, onmousedown: () => choose(n) },
        make("span", { className: `name t-${type}` }, nameOf(n)), make("small", {}, `${word("type", type)} · ${id}`));
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    if (found.length) mark();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    if (list.hidden || !found.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      event.preventDefault();
      mark();
    } else if (event.key === "Enter") choose(found[at]);
  });
  input.addEventListener("blur", close);
  return make("div", { className: "search" }, input, list);
}
