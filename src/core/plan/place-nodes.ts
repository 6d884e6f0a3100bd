import type { ModelDefinition, PartialProject } from '../config/project.ts';
import { ancestors } from './graph.ts';
import { macroTexts, usedMacros } from './macro-texts.ts';
import type { ModelNode } from './project-graph.ts';

/** What is known of the models once their SQL has been read. */
interface Placed {
  readonly order: readonly string[];
  readonly edges: ReadonlyMap<string, readonly string[]>;
  /** By file: the parsed tree without positions. */
  readonly canonical: ReadonlyMap<string, string>;
  /** By file: names of the functions that it calls. */
  readonly functions: ReadonlyMap<string, readonly string[]>;
}

/** The models in their order, each with everything but data that makes its rows what they are. */
export function placeNodes(project: PartialProject, placed: Placed): ModelNode[] {
  const models = new Map(project.models.map((model) => [model.relation, model]));
  const macros = macroTexts(project.macros);
  const own = new Map(project.models.map((model) => [model.relation, ownText(model, placed)]));
  const seeds = new Map(project.seeds.map((seed) => [seed.relation, seed.text]));
  const calls = new Map(
    project.models.map(({ relation, file }) => [
      relation,
      usedMacros(placed.functions.get(file) ?? [], macros),
    ]),
  );
  return placed.order.flatMap((relation) => {
    const model = models.get(relation);
    if (!model) return [];
    const above = [...ancestors(placed.edges, relation)].sort();
    const used = [...new Set([relation, ...above].flatMap((name) => calls.get(name) ?? []))].sort();
    const named = (name: string, text = '') => `${name}=${text}`;
    return [
      {
        relation,
        model,
        dependsOn: placed.edges.get(relation) ?? [],
        sources: above.filter((name) => name.startsWith('raw.')),
        ownText: own.get(relation) ?? '',
        macros: calls.get(relation) ?? [],
        fingerprintText: [
          ...used.map((name) => named(`macro.${name}`, macros.get(name))),
          ...[relation, ...above].map((name) => named(name, own.get(name) ?? seeds.get(name))),
        ].join('\n'),
      },
    ];
  });
}

function ownText(model: ModelDefinition, { canonical }: Placed): string {
  const { materialized, config } = model;
  return [canonical.get(model.file) ?? model.sql, materialized, config.partition_by ?? ''].join('|');
}
