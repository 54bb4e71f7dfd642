"use strict";
/* The facts as a table, without any library: the explorer's second view, and the whole page where WebGL or the
   explorer's script is missing. */
globalThis.factTable = (() => {
  const STEP = 200;

  function element(tag, properties, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {}))
      name in made && name !== "list" ? (made[name] = value) : made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  const name = (values, node, language) => {
    const [id, type, label, english] = values.nodes[node];
    return type === "REPORT" ? id : (language === 1 && english) || label || id;
  };
  const word = (values, kind, id, language) => ((values.labels[kind] || {})[id] || [id, id])[language];

  /** One evidence: the paragraph with the words marked, and the way to the reading view. */
  function evidence(values, place, language) {
    const [report, passage, start, end, page] = place;
    const [, , paragraph, , from, text] = values.passages[passage];
    const units = [...text];
    const cut = (a, b) => units.slice(Math.max(0, a), Math.max(0, b)).join("");
    const [id, work, , date] = values.reports[report];
    const parts = [work, date, paragraph && (language ? `para. ${paragraph}` : `第 ${paragraph} 段`), page && (language ? `p. ${page}` : `第 ${page} 页`)];
    return element("blockquote", { className: "evidence" },
      element("p", { lang: "zh-Hans" }, cut(0, start - from), element("mark", {}, cut(start - from, end - from)), cut(end - from, units.length)),
      element("footer", {}, parts.filter(Boolean).join(" · ") + " ",
        element("a", { href: `${values.reports_at}/${encodeURIComponent(id)}/report.html#c${start}-${end}`, target: "_blank", rel: "noopener" },
          word(values, "view", "reading", language))));
  }

  /** All places of a fact: the first on view, the others folded away. */
  function places(values, all, language) {
    const [first, ...rest] = all.map((place) => evidence(values, place, language));
    return rest.length ? [first, element("details", { className: "others" }, element("summary", {}, `+ ${rest.length}`), ...rest)] : [first];
  }

  /** Draws the facts numbered in `chosen` into `holder`; `language` is 0 for Chinese and 1 for English. */
  function show(holder, values, chosen, language) {
    const head = ["subject", "predicate", "object", "modality", "qualifiers", "report"];
    const body = element("tbody", {});
    const more = element("button", { type: "button", className: "more" });
    let drawn = 0;
    const draw = () => {
      for (const n of chosen.slice(drawn, drawn + STEP)) body.append(row(n));
      drawn = Math.min(chosen.length, drawn + STEP);
      more.hidden = drawn === chosen.length;
      more.textContent = `${drawn} / ${chosen.length} …`;
    };
    const row = (n) => {
      const [id, subject, predicate, object, modality, qualifiers, work, , , proof] = values.facts[n];
      const line = element("tr", { tabIndex: 0, id: `fact-${id}` },
        element("td", {}, name(values, subject, language)), element("td", {}, word(values, "predicate", predicate, language)),
        element("td", {}, name(values, object, language)), element("td", {}, modality === "asserted" ? "" : word(values, "modality", modality, language)),
        element("td", {}, Object.entries(qualifiers).map(([key, value]) => `${word(values, "qualifier", key, language)} ${value}`).join("; ")),
        element("td", {}, work));
      line.setAttribute("aria-expanded", "false");
      const toggle = () => {
        const next = line.nextElementSibling;
        const open = next && next.className === "proof";
        line.setAttribute("aria-expanded", String(!open));
        if (open) next.remove();
        else line.after(element("tr", { className: "proof" }, element("td", { colSpan: head.length }, ...places(values, proof, language))));
      };
      line.addEventListener("click", toggle);
      line.addEventListener("keydown", (event) => event.key === "Enter" && toggle());
      return line;
    };
    more.addEventListener("click", draw);
    holder.replaceChildren(element("table", { className: "facts" },
      element("thead", {}, element("tr", {}, ...head.map((id) => element("th", { scope: "col" }, word(values, "view", id, language))))), body), more);
    draw();
  }

  /** The whole page, where nothing else can be shown. */
  function alone(values) {
    let language = 0;
    const app = document.getElementById("app");
    const draw = () => {
      const text = (id) => word(values, "view", id, language);
      const search = element("input", { type: "search", "aria-label": text("search"), placeholder: text("search") });
      const options = (kind, ids) => {
        const box = element("select", { "aria-label": text(kind) }, element("option", { value: "" }, text(kind)));
        for (const id of ids) box.append(element("option", { value: id }, word(values, kind, id, language)));
        return box;
      };
      const predicate = options("predicate", [...new Set(values.facts.map((fact) => fact[2]))].sort());
      const work = options("report", [...new Set(values.facts.map((fact) => fact[6]))].sort());
      const holder = element("main", { className: "table" });
      const count = element("p", { role: "status" });
      const change = element("button", { type: "button", id: "language" }, text("language"));
      const keys = values.nodes.map(([id, , label, english, aliases]) => [id, label, english, ...aliases].join("\n").toLowerCase());
      const words = values.facts.map((fact) => fact[9].map((place) => values.passages[place[1]][5]).join("\n").toLowerCase());
      const filter = () => {
        const wanted = search.value.trim().toLowerCase();
        const chosen = [];
        values.facts.forEach((fact, n) => {
          if (predicate.value && fact[2] !== predicate.value) return;
          if (work.value && fact[6] !== work.value) return;
          if (!wanted || keys[fact[1]].includes(wanted) || keys[fact[3]].includes(wanted) || words[n].includes(wanted)) chosen.push(n);
        });
        count.textContent = `${chosen.length} ${text("facts")}`;
        show(holder, values, chosen, language);
      };
      for (const control of [search, predicate, work]) control.addEventListener("input", filter);
      change.addEventListener("click", () => ((language = 1 - language), draw()));
      app.className = "alone";
      app.replaceChildren(element("p", { className: "notice", role: "alert" }, `${text("table_only")} ${values.notice || ""}`),
        element("header", {}, search, predicate, work, change, count), holder);
      filter();
    };
    draw();
  }

  const values = JSON.parse(document.getElementById("values").textContent);
  addEventListener("DOMContentLoaded", () => "notice" in values && alone(values));
  return { values, show, evidence, places, alone };
})();
