import type { Project } from '../../core/config/project.ts';
import { type ModelNode, SPINE } from '../../core/plan/project-graph.ts';
import { literal, qualified } from '../../core/sql/quote.ts';
import type { Session, Warehouse } from '../../ports/warehouse.ts';
import { trimmed } from '../transform/bind-models.ts';
import { createWorld } from '../transform/world.ts';
import { compareFeatures, featurePair, type Leak } from './compare-worlds.ts';
import type { FeatureWorld } from './feature-world.ts';

interface Worlds {
  readonly warehouse: Warehouse;
  readonly project: Pick<Project, 'macros'>;
  readonly everything: FeatureWorld;
  readonly blind: FeatureWorld;
}

type Found = Omit<Leak, 'through'>;

/**
 * Says through which of the relations that a leaking model reads the future comes in: one after the other is taken from
 * everything while the rest stays blind, and those by which the model changes are named. The spine stands for the rows of
 * other dates than the one looked at. Costs nothing where nothing leaks.
 */
export async function traceLeaks(
  worlds: Worlds,
  nodes: readonly ModelNode[],
  leaks: readonly Found[],
): Promise<Leak[]> {
  const leaking = nodes.filter(({ relation }) => leaks.some(({ model }) => model === relation));
  const through = new Map<string, readonly string[]>();
  for (const node of leaking) {
    const asOf = leaks.find(({ model }) => model === node.relation)?.asOf ?? '';
    through.set(node.relation, await guilty(worlds, node, asOf));
  }
  return leaks.map((leak) => ({ ...leak, through: through.get(leak.model) ?? [] }));
}

async function guilty(worlds: Worlds, node: ModelNode, asOf: string): Promise<string[]> {
  const { warehouse, everything, blind, project } = worlds;
  const world = await createWorld(warehouse, 'mixed', project.macros);
  const reads = node.dependsOn.filter((relation) => !relation.startsWith('seeds.'));
  const found: string[] = [];
  for (const relation of node.dependsOn) await copy(blind.session, relation);
  for (const relation of reads) {
    const dated = reads.filter(isDated);
    if (relation === SPINE) for (const name of dated) await addOtherDates(everything.session, name, asOf);
    else await copy(everything.session, relation, isDated(relation) ? ofDate('=', asOf) : 'true');
    if (await changes(world.session, node, asOf)) found.push(relation);
    for (const name of relation === SPINE ? dated : [relation]) await copy(blind.session, name);
  }
  world.session.close();
  await warehouse.run('detach mixed');
  return found;
}

/** Whether a relation has rows of several as-of dates: those of others than the one looked at come with the spine. */
function isDated(relation: string): boolean {
  return relation === SPINE || relation.startsWith('features.');
}

function ofDate(is: '=' | '<>', asOf: string): string {
  return `as_of ${is} date ${literal(asOf)}`;
}

/** A view's text is read by the macros of its own world, so that it is copied from there. */
async function copy(from: Session, relation: string, where = 'true'): Promise<void> {
  const rows = `select * from ${qualified(relation)} where ${where}`;
  await from.run(`create or replace table ${qualified(`mixed.${relation}`)} as ${rows}`);
}

async function addOtherDates(everything: Session, relation: string, asOf: string): Promise<void> {
  const rows = `select * from ${qualified(relation)} where ${ofDate('<>', asOf)}`;
  await everything.run(`insert into ${qualified(`mixed.${relation}`)} ${rows}`);
}

async function changes(session: Session, node: ModelNode, asOf: string): Promise<boolean> {
  await session.run(`create or replace table ${qualified(node.relation)} as\n${trimmed(node.model.sql)}`);
  const pair = { ...featurePair(node, asOf), everything: `mixed.${node.relation}` };
  return (await compareFeatures(session, node.relation, pair)).length > 0;
}
