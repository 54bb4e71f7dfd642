/** What the analyst has chosen, and which facts and nodes it leaves on view. */

import { Fact, factsOf, values, yearOf } from "./data";

export type Change = "added" | "removed" | "changed" | "same";

export const CENTRAL = 5000;

export const state = {
  types: new Set<string>(),
  predicates: new Set<string>(),
  modalities: new Set<string>(),
  works: new Set<string>(),
  from: null as number | null,
  to: null as number | null,
  compare: null as [string, string] | null,
  node: null as number | null,
  fact: null as number | null,
  ego: false,
};
/** The sets hold what is hidden; a fresh page hides nothing. */

export interface Shown {
  facts: number[];
  nodes: Set<number>;
  changes: Map<number, Change>;
}

const central = new Set(values.nodes.map((_, n) => n).sort((a, b) => values.nodes[b][6] - values.nodes[a][6]).slice(0, CENTRAL));

const allowed = (fact: Fact): boolean => {
  if (state.predicates.has(fact[2]) || state.modalities.has(fact[4])) return false;
  if (state.types.has(values.nodes[fact[1]][1]) || state.types.has(values.nodes[fact[3]][1])) return false;
  if (!state.compare && state.works.has(fact[6])) return false;
  if (state.from === null && state.to === null) return true;
  const year = yearOf(fact);
  return year !== null && year >= (state.from ?? -Infinity) && year <= (state.to ?? Infinity);
};

const around = (node: number): Set<number> => {
  const near = new Set([node]);
  for (const n of factsOf[node]) near.add(values.facts[n][1]).add(values.facts[n][3]);
  return near;
};

export function shown(): Shown {
  let kept = values.facts.map((_, n) => n).filter((n) => allowed(values.facts[n]));
  if (state.ego && state.node !== null) {
    const near = around(state.node);
    kept = kept.filter((n) => near.has(values.facts[n][1]) && near.has(values.facts[n][3]));
  } else if (values.nodes.length > CENTRAL && !state.compare) {
    const chosen = state.node === null ? central : new Set([...central, ...around(state.node)]);
    kept = kept.filter((n) => chosen.has(values.facts[n][1]) && chosen.has(values.facts[n][3]));
  }
  const changes = state.compare ? changesBetween(...state.compare, kept) : new Map<number, Change>();
  if (state.compare) kept = kept.filter((n) => changes.has(n));
  const nodes = new Set<number>();
  for (const n of kept) nodes.add(values.facts[n][1]).add(values.facts[n][3]);
  if (!values.facts.length) values.nodes.forEach((node, n) => state.types.has(node[1]) || nodes.add(n));
  if (state.node !== null) nodes.add(state.node);
  return { facts: kept, nodes, changes };
}

/** The report itself has another name in each edition. */
const endOf = (node: number, work: string): string => (values.nodes[node][0] === work ? "*" : values.nodes[node][0]);
const keyOf = (fact: Fact): string => [endOf(fact[1], fact[6]), fact[2], endOf(fact[3], fact[6]), fact[2] === "held_election" ? fact[5].date ?? "" : ""].join("\u001f");
const saidOf = (fact: Fact): string => JSON.stringify([fact[4], Object.entries(fact[5]).sort()]).replace(/\s/g, "");

/** Facts of two editions: in the new one only, in the old one only, in both with other words, in both alike. */
function changesBetween(old: string, fresh: string, facts: number[]): Map<number, Change> {
  const [before, after] = [old, fresh].map((work) => {
    const keyed = new Map<string, { facts: number[]; said: Set<string> }>();
    for (const n of facts) {
      const fact = values.facts[n];
      if (fact[6] !== work) continue;
      const entry = keyed.get(keyOf(fact)) ?? { facts: [], said: new Set<string>() };
      entry.facts.push(n);
      entry.said.add(saidOf(fact));
      keyed.set(keyOf(fact), entry);
    }
    return keyed;
  });
  const changes = new Map<number, Change>();
  for (const [key, { facts: own, said }] of after) {
    const other = before.get(key);
    const same = other && [...said].sort().join() === [...other.said].sort().join();
    for (const n of own) changes.set(n, !other ? "added" : same ? "same" : "changed");
  }
  for (const [key, { facts: own }] of before) if (!after.has(key)) for (const n of own) changes.set(n, "removed");
  return changes;
}
