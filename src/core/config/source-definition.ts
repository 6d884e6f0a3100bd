import type { SourcesFile, SourceTable } from './source-schema.ts';

/** A source as the stages see it: its declaration, who it belongs to and the relation that holds its rows. */
export interface SourceDefinition extends SourceTable {
  readonly system: string;
  /** `raw.<system>__<name>` */
  readonly relation: string;
  /** The yml that declares it. */
  readonly file: string;
}

/** The sources of one `_<system>__sources.yml`. */
export function defineSources(parsed: SourcesFile, file: string): SourceDefinition[] {
  return parsed.sources.map((source) => ({
    ...source,
    system: parsed.system,
    relation: `raw.${parsed.system}__${source.name}`,
    file,
  }));
}
