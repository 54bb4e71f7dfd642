/** The page's values, as pipeline/explore/scene.py writes them. */

export type GraphNode = [id: string, type: string, label: string, english: string, aliases: string[], degree: number, rank: number, mentions: number, x: number, y: number, named: [report: number, mention: string][]];
export type Place = [report: number, passage: number, start: number, end: number, page: number | null];
export type Fact = [id: string, subject: number, predicate: string, object: number, modality: string, qualifiers: Record<string, unknown>, work: string, weight: number, rule: string, places: Place[]];
export type Figure = [id: string, indicator: string, subject: number, time: string, low: number, high: number, unit: string, approximate: number, work: string, places: Place[]];
export type Report = [id: string, work: string, title: string, date: string];

export interface Values {
  nodes: GraphNode[];
  facts: Fact[];
  figures: Figure[];
  reports: Report[];
  passages: [number, string, string, number | null, number, string][];
  labels: Record<string, Record<string, [string, string]>>;
  left_out: [number, number];
  reports_at: string;
}

export interface FactTable {
  values: Values;
  show(holder: HTMLElement, values: Values, chosen: number[], language: number): void;
  evidence(values: Values, place: Place, language: number): HTMLElement;
  places(values: Values, all: Place[], language: number): HTMLElement[];
  alone(values: Values): void;
}

export const table = (globalThis as unknown as { factTable: FactTable }).factTable;
export const values = table.values;

/** 0 is Chinese, 1 is English. */
export const language = { at: 0 };

export const word = (kind: string, id: string): string => (values.labels[kind]?.[id] ?? [id, id])[language.at];
export const view = (id: string): string => word("view", id);
export const nameOf = (node: number): string => {
  const [id, type, label, english] = values.nodes[node];
  return type === "REPORT" ? id : (language.at === 1 && english) || label || id;
};

/** The date of each work: that of its first report that has one. */
export const editionOf = new Map<string, string>();
for (const [, work, , date] of values.reports) if (date && !editionOf.get(work)) editionOf.set(work, date);

/** Works from the oldest to the newest. */
export const works = [...new Set(values.reports.map((report) => report[1]))].sort((a, b) => {
  const [first, second] = [editionOf.get(a) ?? "", editionOf.get(b) ?? ""];
  return first < second ? -1 : first > second ? 1 : a < b ? -1 : 1;
});

export const year = (date: unknown): number | null => {
  const found = /^(\d{4})/.exec(typeof date === "string" ? date : "");
  return found ? Number(found[1]) : null;
};

/** The year that a fact is about: its own date where it has one, else that of its edition. */
export const yearOf = (fact: Fact): number | null =>
  year(fact[5].date) ?? year(fact[5].start) ?? year(editionOf.get(fact[6]));

/** The facts that a node is an end of. */
export const factsOf: number[][] = values.nodes.map(() => []);
values.facts.forEach((fact, n) => {
  factsOf[fact[1]].push(n);
  if (fact[3] !== fact[1]) factsOf[fact[3]].push(n);
});

export const colours: Record<string, string> = {
  COUNTRY: "#1f77b4", REGION: "#0f8ca3", LOCATION: "#3fa39f", UN_BODY: "#2c5fd0", ORG: "#8e5cc2", RESOLUTION: "#d6632a",
  DOCUMENT: "#8c8c8c", REPORT: "#30363d", INSTRUMENT: "#b57a14", ROLE: "#2c8c44", PERSON: "#c83c6e", PROGRAMME: "#7d8f1c",
  EVENT: "#a0503c", DATE: "#aaaaaa",
};
