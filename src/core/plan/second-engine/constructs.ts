import type { Construct } from './construct.ts';
import { FUNCTION_CONSTRUCTS } from './function-constructs.ts';
import { NUMBER_CONSTRUCTS } from './number-constructs.ts';
import { SYNTAX_CONSTRUCTS } from './syntax-constructs.ts';
import { TIME_CONSTRUCTS } from './time-constructs.ts';

/** Every construct that the second engine refuses, answers differently or runs badly, as far as the parsed tree can tell. */
export const CONSTRUCTS: readonly Construct[] = [
  ...TIME_CONSTRUCTS,
  ...NUMBER_CONSTRUCTS,
  ...FUNCTION_CONSTRUCTS,
  ...SYNTAX_CONSTRUCTS,
];
