/** What is shown, as files that the browser saves. */

import { editionOf, nameOf, values } from "./data";
import { Shown } from "./state";

export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const cell = (value: unknown): string => {
  const text = String(value ?? "").replace(/^[=+\-@\t\r\n]/, "'$&");
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};

export function csv(shown: Shown): Blob {
  const head = ["id", "subject", "subject_id", "predicate", "object", "object_id", "modality", "qualifiers", "work", "edition", "change", "evidence"];
  const rows = shown.facts.map((n) => {
    const [id, subject, predicate, object, modality, qualifiers, work, , , places] = values.facts[n];
    const [, passage, start, end] = places[0];
    const [, , , , from, text] = values.passages[passage];
    const words = [...text].slice(Math.max(0, start - from), end - from).join("");
    return [id, nameOf(subject), values.nodes[subject][0], predicate, nameOf(object), values.nodes[object][0], modality,
      JSON.stringify(qualifiers), work, editionOf.get(work), shown.changes.get(n), words].map(cell).join(",");
  });
  return new Blob(["\ufeff" + [head.join(","), ...rows].join("\n") + "\n"], { type: "text/csv" });
}

const xml = (value: unknown): string =>
  String(value ?? "").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

export function gexf(shown: Shown): Blob {
  const nodes = [...shown.nodes].sort((a, b) => a - b).map((n) => {
    const [id, type, label, english, , , rank, mentions, x, y] = values.nodes[n];
    const cells = { type, label_en: english, pagerank: rank, mentions };
    const own = Object.entries(cells).map(([name, value]) => `<attvalue for="${name}" value="${xml(value)}"/>`).join("");
    return `<node id="${xml(id)}" label="${xml(label)}"><attvalues>${own}</attvalues><viz:position x="${x}" y="${y}" z="0"/></node>`;
  });
  const edges = shown.facts.map((n) => {
    const [id, subject, predicate, object, modality, qualifiers, work, weight] = values.facts[n];
    const cells = { predicate, modality, qualifiers: JSON.stringify(qualifiers), work, change: shown.changes.get(n) ?? "" };
    const own = Object.entries(cells).map(([name, value]) => `<attvalue for="${name}" value="${xml(value)}"/>`).join("");
    const ends = `source="${xml(values.nodes[subject][0])}" target="${xml(values.nodes[object][0])}"`;
    return `<edge id="${id}" ${ends} label="${xml(predicate)}" weight="${weight}"><attvalues>${own}</attvalues></edge>`;
  });
  const columns = (kind: string, types: Record<string, string>): string =>
    `<attributes class="${kind}">${Object.entries(types).map(([name, type]) => `<attribute id="${name}" title="${name}" type="${type}"/>`).join("")}</attributes>`;
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2"><graph defaultedgetype="directed">',
    columns("node", { type: "string", label_en: "string", pagerank: "double", mentions: "integer" }),
    columns("edge", { predicate: "string", modality: "string", qualifiers: "string", work: "string", change: "string" }),
    "<nodes>", ...nodes, "</nodes>", "<edges>", ...edges, "</edges>", "</graph></gexf>",
  ].join("\n");
  return new Blob([text], { type: "application/gexf+xml" });
}
