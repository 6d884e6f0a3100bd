import { canonicalJson } from '../config/canonical-json.ts';
import type { Project } from '../config/project.ts';
import { ancestors } from './graph.ts';
import { macroTexts } from './macro-texts.ts';
import { type ProjectGraph, SPINE } from './project-graph.ts';

/** Everything but data that makes a node what it is, by name: itself, macros (macro.<name>), what it reads, seeds. */
export type NodeParts = Readonly<Record<string, string>>;

type PartsProject = Pick<Project, 'settings' | 'seeds' | 'macros' | 'scorecards'>;

/** By node, models, scorecards (scores.<name>) and queries of sql/checks (check.<name>): the texts that it is made of. */
export function nodeParts(graph: ProjectGraph, project: PartsProject): ReadonlyMap<string, NodeParts> {
  const macros = macroTexts(project.macros);
  const nodes = new Map(graph.nodes.map((node) => [node.relation, node]));
  const seeds = new Map(project.seeds.map((seed) => [seed.relation, seed.text]));
  const edges = new Map(graph.nodes.map((node) => [node.relation, node.dependsOn]));
  edges.set(SPINE, [project.settings.accounts.lifetimes]);
  const partsOf = (relation: string): NodeParts => {
    const all = [relation, ...ancestors(edges, relation)];
    const calls = all.flatMap((name) => nodes.get(name)?.macros ?? []);
    const texts = [
      ...all.map((name): [string, string | undefined] => [name, nodes.get(name)?.ownText ?? seeds.get(name)]),
      ...calls.map((name): [string, string | undefined] => [`macro.${name}`, macros.get(name)]),
    ];
    return Object.fromEntries(texts.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
  };
  return new Map([
    ...graph.nodes.map(({ relation }): [string, NodeParts] => [relation, partsOf(relation)]),
    ...project.scorecards.map(({ card }): [string, NodeParts] => {
      const id = `scores.${card.name}`;
      return [id, { [id]: canonicalJson(card) }];
    }),
    ...graph.checks.map(({ check }): [string, NodeParts] => {
      const id = `check.${check.name}`;
      return [id, { [id]: canonicalJson({ sql: check.sql, config: check.config }) }];
    }),
  ]);
}

/** What a node itself is made of, the macros that it calls among it: not what it reads. */
export function ownParts(node: string, parts: NodeParts, macros: readonly string[]): string[] {
  const own = new Set([node, ...macros.map((name) => `macro.${name}`)]);
  return Object.keys(parts).filter((name) => own.has(name));
}
