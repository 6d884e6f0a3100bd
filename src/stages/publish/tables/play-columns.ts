import type { PublishedColumn } from '../../../core/publish/published-table.ts';
import { ACCOUNT_ID, AS_OF, SNAPSHOT_ID } from './table-inputs.ts';

export const PLAY_COLUMNS: readonly PublishedColumn[] = [
  ACCOUNT_ID,
  AS_OF,
  {
    name: 'play',
    type: 'varchar',
    description: 'What is to be done, as models/scores/_actions.yml names it.',
  },
  {
    name: 'play_id',
    type: 'varchar',
    description: 'Names this one firing of the play, the same on every day and every run.',
  },
  {
    name: 'status',
    type: 'varchar',
    description:
      'new; open; overdue; escalated; in_progress: the team has begun; done: it has finished; closed: the scenario no longer holds.',
  },
  { name: 'reason', type: 'varchar', description: 'Why the play was fired.' },
  { name: 'owner', type: 'varchar', description: 'Whose it is: the owner of the account, or a role.' },
  { name: 'opened_on', type: 'date', description: 'The reading on which the scenario began.' },
  { name: 'due_on', type: 'date', description: 'Day by which it is to be done.' },
  {
    name: 'escalate_on',
    type: 'date',
    description: 'Day on which it goes further if nobody has begun; null if it never does.',
  },
  { name: 'escalate_to', type: 'varchar', description: 'The role that it then goes to.' },
  { name: 'steps', type: 'varchar', description: 'What to do, one after the other.' },
  { name: 'arr', type: 'decimal(18,2)', description: 'Annual recurring revenue at stake.', unit: 'currency' },
  {
    name: 'days_to_renewal',
    type: 'integer',
    description: 'Days from as_of to the next contract end.',
    unit: 'days',
  },
  {
    name: 'is_news',
    type: 'boolean',
    description: 'Whether it became new, escalated, done or closed since the reading before.',
  },
  SNAPSHOT_ID,
];
