import { argumentsOf, calledName, type TreeNode } from '../tree-node.ts';
import type { KindOf } from './expression-kinds.ts';

/** What a construct is judged by, beside its own node. */
export interface Around {
  readonly parent: TreeNode | null;
  readonly kindOf: KindOf;
  /** The text from the place that the tree gives the node, for what two spellings leave alike in the tree. */
  readonly text: string;
}

/** One row of the list: something that the second engine refuses, answers differently or runs badly, and what to write for both. */
export interface Construct {
  /** As a person would name it: `date - interval`. */
  readonly name: string;
  readonly there: 'is refused' | 'answers differently' | 'runs badly';
  readonly instead: string;
  readonly found: (node: TreeNode, around: Around) => boolean;
}

/** A row for calls of any of these functions or operators. */
export function calls(...names: readonly string[]): (node: TreeNode) => boolean {
  const wanted = new Set(names);
  return (node) => wanted.has(calledName(node));
}

/** An interval, which the parser has turned into to_days(cast(trunc(cast(90 as double)) as integer)). */
export function isInterval(node: TreeNode): boolean {
  return /^to_(days|months|years|weeks|hours|minutes|seconds)$/.test(calledName(node));
}

/** Whether any argument of a call or operator is such a node. */
export function hasArgument(node: TreeNode, is: (argument: TreeNode) => boolean): boolean {
  return argumentsOf(node).some(is);
}
