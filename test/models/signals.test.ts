import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Warehouse } from '../../src/ports/warehouse.ts';
import { buildLibrary } from './build-library.ts';
import {
  type Answer,
  type Contact,
  type Invoice,
  npsFigures,
  paymentFigures,
  rapportFigures,
  type Text,
  type Ticket,
  ticketFigures,
  toneFigures,
} from './signals-oracle.ts';

const RELATIONS = [
  'intermediate.int_product_user_days',
  'intermediate.int_product_days',
  'intermediate.int_feed_days',
  'intermediate.int_support_tickets',
  'intermediate.int_contact_touches',
  'intermediate.int_text_words',
  'intermediate.int_onboarding_completed',
  'intermediate.int_lifecycle_history',
  'features.account_profile',
  'features.source_coverage',
  'features.support_sla',
  'features.support_backlog',
  'features.support_silence',
  'features.payment_behaviour',
  'features.rapport',
  'features.nps_base',
  'features.text_signals',
] as const;

interface Pair {
  readonly account_id: string;
  readonly as_of: number;
  readonly workspace_id: string;
  readonly billing_customer_id: string;
  readonly support_org_id: number | null;
}

let folder: string;
let warehouse: Warehouse;
let pairs: readonly Pair[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-signals-'));
  warehouse = await buildLibrary(folder, RELATIONS);
  pairs = await warehouse.rows(
    `select account_id, epoch_ms(as_of)::double as as_of, workspace_id, billing_customer_id, support_org_id
     from features.account_profile order by account_id, as_of`,
  );
}, 120_000);
afterAll(async () => {
  warehouse.close();
  await rm(folder, { recursive: true });
});

/** Holds every row of a feature model to what `figures` says of its account and day. */
async function expectFigures(model: string, figures: (pair: Pair) => Record<string, unknown>): Promise<void> {
  expect(pairs.length).toBeGreaterThan(60);
  for (const pair of pairs) {
    const expected = figures(pair);
    const [row] = await warehouse.rows<Record<string, unknown>>(
      `select ${Object.keys(expected).join(', ')} from features.${model}
       where account_id = $1 and epoch_ms(as_of) = ${pair.as_of}`,
      [pair.account_id],
    );
    expect([pair.account_id, pair.as_of, rounded(row ?? {})]).toEqual([
      pair.account_id,
      pair.as_of,
      rounded(expected),
    ]);
  }
}

const rounded = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).map(([k, v]) => [k, typeof v === 'number' ? Number(v.toFixed(9)) : v]),
  );

const at = (column: string) => `epoch_ms(${column}::timestamp)::double as ${column}`;

describe('every account and day by counting raw rows one by one', () => {
  test('support: waiting times, backlog, silence', async () => {
    const tickets = await warehouse.rows<Ticket>(`
      select org_id, severity, ${['opened_at', '_known_at', 'first_response_at', 'resolved_at', 'escalated_at'].map(at).join(', ')},
        s.first_response_hours, s.resolution_hours
      from raw.support__tickets left join seeds.sla_targets as s using (severity)`);
    const seen = ({ support_org_id, as_of }: Pair) =>
      support_org_id === null ? null : ticketFigures(tickets, support_org_id, as_of);
    const none = ticketFigures([], 0, 0);
    const pick = (pair: Pair, model: keyof typeof none) =>
      seen(pair)?.[model] ?? Object.fromEntries(Object.keys(none[model]).map((key) => [key, null]));
    await expectFigures('support_sla', (pair) => pick(pair, 'sla'));
    await expectFigures('support_backlog', (pair) => pick(pair, 'backlog'));
    await expectFigures('support_silence', (pair) => pick(pair, 'silence'));
  });

  test('payments: an invoice paid after the day was unpaid on it', async () => {
    const invoices = await warehouse.rows<Invoice>(
      `select customer_id, ${['issued_on', 'due_on', 'paid_on', '_known_at'].map(at).join(', ')} from raw.billing__invoices`,
    );
    await expectFigures('payment_behaviour', ({ billing_customer_id, as_of }) =>
      paymentFigures(
        invoices.filter((i) => i.customer_id === billing_customer_id),
        as_of,
      ),
    );
  });

  test('rapport: contacts of the last export before the day, touchpoints logged before it', async () => {
    const contacts = await warehouse.rows<Contact>(`
      select account_id, contact_id, role, status, ${at('valid_from')}, ${at('valid_to')} from raw.crm__contacts`);
    const touches = await warehouse.rows<{ contact_id: string; occurred_at: number; _known_at: number }>(`
      select contact_id, ${at('occurred_at')}, ${at('_known_at')} from raw.crm__touchpoints where contact_id is not null`);
    await expectFigures('rapport', ({ account_id, as_of }) =>
      rapportFigures(
        contacts.filter((c) => c.account_id === account_id),
        touches,
        as_of,
      ),
    );
  });

  test('people of every role were talked to', async () => {
    const roles = ['champion', 'decision_maker', 'economic_buyer', 'executive', 'business_user'];
    const counts = roles.map((role) => `count(days_since_${role}_touch) as ${role}`).join(', ');
    const [row] = await warehouse.rows<Record<string, number>>(`select ${counts} from features.rapport`);
    expect(roles.filter((role) => Number(row?.[role]) < 10)).toEqual([]);
  });

  test('NPS: promoters minus detractors of what was delivered', async () => {
    const answers = await warehouse.rows<Answer>(
      `select workspace_id, score, ${at('responded_at')}, ${at('_known_at')} from raw.surveys__nps`,
    );
    await expectFigures('nps_base', ({ workspace_id, as_of }) =>
      npsFigures(
        answers.filter((a) => a.workspace_id === workspace_id),
        as_of,
      ),
    );
  });

  test('tone: words of the lexicon, turned round by a negation before them', async () => {
    const texts = await warehouse.rows<Text>(`
      select body, org_id::varchar as owner, ${at('opened_at').replace('as opened_at', 'as written_at')}, ${at('_known_at')}
      from raw.support__tickets where body is not null
      union all
      select body, account_id, ${at('noted_at')}, ${at('_known_at')} from raw.crm__notes where body is not null`);
    const lexicon = await warehouse.rows<{ term: string; polarity: number }>(
      'select term, polarity from seeds.lexicon',
    );
    const negations = await warehouse.rows<{ term: string }>('select term from seeds.negations');
    const words = new Map(lexicon.map(({ term, polarity }) => [term, polarity]));
    const turned = new Set(negations.map(({ term }) => term));
    await expectFigures('text_signals', ({ account_id, support_org_id, as_of }) => {
      const own = texts.filter(({ owner }) => owner === account_id || owner === `${support_org_id}`);
      return toneFigures(own, words, turned, as_of);
    });
  });
});

test('no text leaves staging', async () => {
  const wide = await warehouse.rows(`
    select table_name, column_name from duckdb_columns()
    where schema_name in ('intermediate', 'features') and column_name in ('body', 'sentences')`);
  expect(wide).toEqual([]);
});
