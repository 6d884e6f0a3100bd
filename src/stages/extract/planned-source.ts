import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { FoundFile } from './find-files.ts';
import type { SourcePlan } from './plan-source.ts';
import type { KnownFile } from './recognise-files.ts';

/** A source, what its files are and what has to happen to them. */
export interface PlannedSource {
  readonly source: SourceDefinition;
  readonly found: readonly FoundFile[];
  readonly known: readonly KnownFile[];
  readonly plan: SourcePlan;
  /** What was loaded under an earlier declaration has been dropped. */
  readonly reset: boolean;
}
