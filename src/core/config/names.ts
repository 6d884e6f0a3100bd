import { z } from 'zod';

/** A name of the project: it becomes a SQL identifier and part of a file's path, so it is kept plain. */
export const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,62}$/,
    'must be lower case letters, digits and underscores, beginning with a letter',
  );

/** A schema-qualified relation, such as staging.stg_crm__accounts. */
export const relation = z
  .string()
  .regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'must be schema.name, such as staging.stg_crm__accounts');

/** A calendar day, YYYY-MM-DD. YAML reads an unquoted one as text too. */
export const day = z.iso.date('must be a day, YYYY-MM-DD');

export const share = z.number().min(0, 'must lie between 0 and 1').max(1, 'must lie between 0 and 1');
