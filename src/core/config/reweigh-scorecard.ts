import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { Scorecard } from './scorecard-schema.ts';

/** A piece of text to be replaced. */
interface Edit {
  readonly from: number;
  readonly until: number;
  readonly text: string;
}

/**
 * The text of a scorecard's file with the weights and the version of another card of the same dimensions and measures. Only
 * these numbers are written anew: comments, order, blanks and quotes stay as they are.
 *
 * @param text YAML that was parsed as a scorecard without problems
 */
export function reweighScorecard(
  text: string,
  card: Pick<Scorecard, 'version' | 'dimensions' | 'variants'>,
): string {
  const root = parseDocument(text).contents;
  const edits = [
    ...edit(root, 'version', card.version),
    ...each(root, 'dimensions').flatMap((dimension) => {
      const wanted = card.dimensions.find(({ name }) => name === textAt(dimension, 'name'));
      return [
        ...edit(dimension, 'weight', wanted?.weight),
        ...each(dimension, 'measures').flatMap((measure) =>
          edit(
            measure,
            'weight',
            wanted?.measures.find(({ name }) => name === textAt(measure, 'name'))?.weight,
          ),
        ),
      ];
    }),
    ...each(root, 'variants').flatMap((variant) => {
      const wanted = card.variants.find(({ name }) => name === textAt(variant, 'name'))?.weights ?? {};
      return Object.entries(wanted).flatMap(([name, weight]) =>
        edit(valueAt(variant, 'weights'), name, weight),
      );
    }),
  ];
  return edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((done, { from, until, text: by }) => done.slice(0, from) + by + done.slice(until), text);
}

/** Nothing where the number stays what it is, however it is written. */
function edit(node: unknown, key: string, to: number | undefined): Edit[] {
  const value = valueAt(node, key);
  const range = (value as Node | undefined)?.range;
  if (to === undefined || !range || (isScalar(value) && value.value === to)) return [];
  return [{ from: range[0], until: range[1], text: String(to) }];
}

function each(node: unknown, key: string): readonly unknown[] {
  const value = valueAt(node, key);
  return isSeq(value) ? value.items : [];
}

function textAt(node: unknown, key: string): string {
  const value = valueAt(node, key);
  return isScalar(value) ? String(value.value) : '';
}

function valueAt(node: unknown, key: string): unknown {
  return isMap(node) ? node.get(key, true) : undefined;
}
