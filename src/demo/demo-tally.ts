import type { DemoSource, PlantedMess } from './demo-report.ts';

/** Collects what was written and planted while the files are made. */
export class DemoTally {
  readonly #sources = new Map<string, DemoSource>();
  readonly #mess: PlantedMess[] = [];

  /** Adds files of a source; `keys` of several calls must not overlap. */
  source(added: DemoSource): void {
    const old = this.#sources.get(added.source);
    const sum = (field: 'files' | 'records' | 'keys' | 'repeats' | 'rejects') =>
      (old?.[field] ?? 0) + added[field];
    this.#sources.set(added.source, {
      source: added.source,
      files: sum('files'),
      records: sum('records'),
      keys: sum('keys'),
      repeats: sum('repeats'),
      rejects: sum('rejects'),
    });
  }

  mess(planted: PlantedMess): void {
    if (planted.count > 0) this.#mess.push(planted);
  }

  get sources(): readonly DemoSource[] {
    return [...this.#sources.values()].sort((a, b) => (a.source < b.source ? -1 : 1));
  }

  get planted(): readonly PlantedMess[] {
    const key = (mess: PlantedMess) => `${mess.kind} ${mess.source}`;
    return [...this.#mess].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }
}
