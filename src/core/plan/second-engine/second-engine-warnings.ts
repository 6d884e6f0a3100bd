import { type Problem, problem } from '../../../errors.ts';
import type { ModelDefinition, PartialProject } from '../../config/project.ts';
import { position } from '../position.ts';
import { calledName, eachNode, offsetOf, type TreeNode } from '../tree-node.ts';
import { ALIKE_FUNCTIONS } from './alike-functions.ts';
import { columnKinds } from './column-kinds.ts';
import { type Around, isInterval } from './construct.ts';
import { CONSTRUCTS } from './constructs.ts';
import { expressionKinds } from './expression-kinds.ts';
import { reusedAliases } from './reused-aliases.ts';

interface Finding {
  readonly what: string;
  readonly there: string;
  readonly instead: string;
}

/**
 * What in a model's parsed tree the second engine (Trino over the same Parquet) would refuse or answer differently,
 * as warnings that name the form which is the same on both. Staging is DuckDB's own and free of these rules; what a macro
 * wraps is the macro's business. At most one warning a place, the most telling one.
 */
export function secondEngineWarnings(
  model: ModelDefinition,
  tree: unknown,
  project: Pick<PartialProject, 'models' | 'sources' | 'seeds' | 'macros'>,
): Problem[] {
  if (model.layer === 'staging') return [];
  const columns = columnKinds(tree, project);
  const around = { kindOf: expressionKinds(tree, columns), reused: reusedAliases(tree, columns) };
  const macros = new Set(project.macros.map(({ name }) => name));
  const warnings: Problem[] = [];
  eachNode(tree, (node, parent) => {
    // Only expressions, tables and queries have a type; the rest of the tree is their parts.
    if (typeof node['type'] !== 'string') return;
    const offset = offsetOf(node);
    const text = offset === null ? '' : model.sql.slice(offset);
    const finding = findingOf(
      node,
      { parent, text, kindOf: around.kindOf },
      { macros, reused: around.reused },
    );
    if (finding === null) return;
    const { what, there, instead } = finding;
    const place = { file: model.file, ...position(model.sql, offset ?? firstOffset(node)) };
    warnings.push(
      problem('secondEngine', { what, there }, { ...place, hint: `write ${instead}`, severity: 'warning' }),
    );
  });
  return warnings;
}

function findingOf(
  node: TreeNode,
  around: Around,
  known: { macros: ReadonlySet<string>; reused: ReadonlySet<TreeNode> },
): Finding | null {
  const construct = CONSTRUCTS.find((candidate) => candidate.found(node, around));
  if (construct) return { what: construct.name, there: construct.there, instead: construct.instead };
  if (known.reused.has(node)) {
    const instead = 'the expression again, or name it in a CTE before';
    return { what: 'a name that its own select list gives', there: 'is refused', instead };
  }
  const name = calledName(node);
  if (name === '' || ALIKE_FUNCTIONS.has(name) || known.macros.has(name) || isJudged(name, node)) return null;
  const instead = 'it in a macro of sql/macros, or in staging';
  return { what: `${name}()`, there: 'is not known to answer alike', instead };
}

/** Functions that rows of the list judge by their arguments: what passes there is fine. */
const JUDGED = new Set(['/', 'greatest', 'least']);

/** Also what the parser itself makes of an interval. */
function isJudged(name: string, node: TreeNode): boolean {
  return JUDGED.has(name) || isInterval(node) || (name === 'trunc' && offsetOf(node) === null);
}

/** A node without a place stands where the first thing inside it stands. */
function firstOffset(node: TreeNode): number | null {
  let first: number | null = null;
  eachNode(node, (inner) => {
    const at = offsetOf(inner);
    if (at !== null && (first === null || at < first)) first = at;
  });
  return first;
}
