import { type Problem, problem } from '../../errors.ts';
import type { Actions, Circumstance } from './actions-schema.ts';
import { didYouMean } from './nearest.ts';
import type { PartialProject } from './project.ts';
import type { YamlDocument, YamlPath } from './yaml-document.ts';

/** A name in the actions' file that something else of the project must have. */
interface Reference {
  readonly kind: 'score' | 'band' | 'feature' | 'relation';
  readonly name: string;
  readonly known: readonly string[];
  readonly path: YamlPath;
}

/** What the actions name is there: scorecards, their bands, features, relations; and no play is named twice. */
export function checkActions(
  actions: Actions,
  project: PartialProject,
  place: YamlDocument['place'],
): Problem[] {
  const unknown = references(actions, project)
    .filter(({ name, known }) => !known.includes(name))
    .map(({ kind, name, known, path }) =>
      problem('unknownInActions', { kind, name }, { ...place(path), hint: didYouMean(name, known) }),
    );
  return [...unknown, ...repeatedPlays(actions, place)];
}

function repeatedPlays({ plays }: Actions, place: YamlDocument['place']): Problem[] {
  const names = plays.map(({ name }) => name);
  return names.flatMap((name, i) => {
    const at = place(['plays', i, 'name']);
    const repeated = { kind: 'play', name, other: at.file ?? '' };
    return names.indexOf(name) < i ? [problem('duplicateName', repeated, at)] : [];
  });
}

function references(actions: Actions, project: PartialProject): Reference[] {
  const { alerts, plays, queue, engagement, interventions } = actions;
  const scores = project.scorecards.map(({ card }) => card.name);
  // Views are gone when publishing reads the build.
  const relations = project.models
    .filter(({ materialized }) => materialized !== 'view')
    .map(({ relation }) => relation);
  const features = project.models
    .filter(({ layer }) => layer === 'features')
    .flatMap(({ name, config }) => config.columns.map((column) => `${name}.${column.name}`));
  const score = (name: string | undefined, path: YamlPath): Reference[] =>
    name === undefined ? [] : [{ kind: 'score', name, known: scores, path }];
  const feature = (name: string | undefined, path: YamlPath): Reference[] =>
    name === undefined ? [] : [{ kind: 'feature', name, known: features, path }];
  const relation = (name: string | undefined, path: YamlPath): Reference[] =>
    name === undefined ? [] : [{ kind: 'relation', name, known: relations, path }];
  const circumstance = (asked: Circumstance, path: YamlPath): Reference[] => {
    if ('feature' in asked) return feature(asked.feature, [...path, 'feature']);
    const named = score(asked.score, [...path, 'score']);
    return 'band' in asked ? [...named, ...bands(asked, project, path)] : named;
  };
  return [
    ...(alerts.scores ?? []).flatMap((name, i) => score(name, ['alerts', 'scores', i])),
    ...alerts.stale_data.sources.flatMap(({ when }, s) =>
      when.flatMap((asked, w) =>
        feature(asked.feature, ['alerts', 'stale_data', 'sources', s, 'when', w, 'feature']),
      ),
    ),
    ...plays.flatMap(({ when }, p) =>
      when.flatMap((asked, w) => circumstance(asked, ['plays', p, 'when', w])),
    ),
    ...relation(interventions, ['interventions']),
    ...score(queue.risk, ['queue', 'risk']),
    ...feature(engagement.agreed_days, ['engagement', 'agreed_days']),
    ...feature(engagement.days_since_touch, ['engagement', 'days_since_touch']),
    ...relation(engagement.objectives, ['engagement', 'objectives']),
  ];
}

/** Bands of a scorecard that there is; of one that there is not enough has been said. */
function bands(
  { band, score }: Extract<Circumstance, { band: unknown }>,
  { scorecards }: PartialProject,
  path: YamlPath,
): Reference[] {
  const card = scorecards.find((each) => each.card.name === score)?.card;
  if (card === undefined) return [];
  const known = [...card.bands.map(({ name }) => name), 'unknown'];
  return band.map((name, i) => ({ kind: 'band', name, known, path: [...path, 'band', i] }));
}
