/** One kind of trouble planted in one source. */
export interface PlantedMess {
  /** What it is, such as duplicate_row or impossible_date. */
  readonly kind: string;
  /** The source as models/staging declares it: system__name. */
  readonly source: string;
  /** How many rows, entities or files it touches; `unit` says which. */
  readonly count: number;
  readonly unit: 'rows' | 'entities' | 'files' | 'columns';
  /** Files it is found in, relative to the exports' folder; the first one only where it is a habit of the whole source. */
  readonly files: readonly string[];
}

/** What one source's files hold: records = keys + repeats + rejects. */
export interface DemoSource {
  readonly source: string;
  readonly files: number;
  /** Records in the files, headers aside. */
  readonly records: number;
  /** Distinct keys among the records that can be loaded; of full exports, records whose file and key are distinct. */
  readonly keys: number;
  /** Loadable records whose key another record has too: duplicates, later versions. */
  readonly repeats: number;
  /** Records that a typed load has to refuse. */
  readonly rejects: number;
}

/** What the generator made and what it planted, to be reconciled with what a pipeline finds. JSON-serialisable. */
export interface DemoReport {
  readonly seed: number;
  /** First day covered by the exports. */
  readonly start: string;
  /** First day not covered. */
  readonly end: string;
  /** Customers that appear in the CRM. */
  readonly accounts: number;
  /** Renewal decisions closed before the end. */
  readonly decisions: number;
  readonly churned: number;
  readonly contracted: number;
  readonly expanded: number;
  /** Distinct product events in the files. */
  readonly events: number;
  readonly files: number;
  readonly sources: readonly DemoSource[];
  readonly mess: readonly PlantedMess[];
}
