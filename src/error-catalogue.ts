import { builds } from './error-catalogue/builds.ts';
import { configuration } from './error-catalogue/configuration.ts';
import { exports } from './error-catalogue/exports.ts';
import { models } from './error-catalogue/models.ts';
import { publishing } from './error-catalogue/publishing.ts';
import { runs } from './error-catalogue/runs.ts';
import { scoring } from './error-catalogue/scoring.ts';
import { usage } from './error-catalogue/usage.ts';

/**
 * The catalogue of problems: stable code, exit code, sentence, remedy. One file for each hundred of codes; a new problem takes
 * the next free code of its hundred.
 */
export const catalogue = {
  ...configuration,
  ...models,
  ...exports,
  ...builds,
  ...scoring,
  ...publishing,
  ...runs,
  ...usage,
} as const;
