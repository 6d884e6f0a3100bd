import type { YamlDocument } from './yaml-document.ts';

/** Says where the value at a path of the scorecard's file stands. */
export type Placer = YamlDocument['place'];
