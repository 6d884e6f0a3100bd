import { defineModel } from 'holdfast';
import type { Relations } from '../relations.d.ts';

const ROLES = ['admin', 'member', 'viewer'] as const;
const WINDOWS = [7, 30, 90] as const;
const FIGURES = ROLES.flatMap((role) =>
  WINDOWS.map((days) => ({ role, days, column: `active_${role}s_${days}d` as const })),
);

/**
 * Written in TypeScript because it is one pattern nine times: active people of each role in each window. People are counted as in
 * features.active_users: grouped by person first, so that a count of them needs no count(distinct).
 */
export const model = defineModel<Relations>((db) =>
  db
    .with('people', (query) =>
      query
        .selectFrom('staging.stg_product__users')
        .select(['user_id', 'user_role', 'known_at'])
        .where('is_internal', '=', false),
    )
    .with('last_seen', (query) =>
      query
        .selectFrom('features.account_profile as accounts')
        .innerJoin('intermediate.int_product_user_days as user_days', (join) =>
          join
            .onRef('user_days.workspace_id', '=', 'accounts.workspace_id')
            .on((on) =>
              on('user_days.day', '>=', on.fn<string>('days_before', ['accounts.as_of', on.val(90)])),
            )
            .on((on) => on.fn<boolean>('visible', ['user_days.day', 'user_days.known_on', 'accounts.as_of'])),
        )
        .select(['accounts.account_id', 'accounts.as_of', 'user_days.user_id'])
        .select(({ fn }) => fn.max('user_days.day').as('last_day'))
        .groupBy(['accounts.account_id', 'accounts.as_of', 'user_days.user_id']),
    )
    .with('counted', (query) =>
      query
        .selectFrom('last_seen')
        .innerJoin('people', (join) =>
          join
            .onRef('people.user_id', '=', 'last_seen.user_id')
            .on((on) => on('people.known_at', '<', on.ref('last_seen.as_of'))),
        )
        .select(['last_seen.account_id', 'last_seen.as_of'])
        .select((eb) =>
          FIGURES.map(({ role, days, column }) =>
            eb.fn
              .countAll<number>()
              .filterWhere('people.user_role', '=', role)
              .filterWhere(
                'last_seen.last_day',
                '>=',
                eb.fn<string>('days_before', ['last_seen.as_of', eb.val(days)]),
              )
              .as(column),
          ),
        )
        .groupBy(['last_seen.account_id', 'last_seen.as_of']),
    )
    .selectFrom('spine.account_as_of as spine')
    .leftJoin('features.source_coverage as coverage', (join) =>
      join.onRef('coverage.account_id', '=', 'spine.account_id').onRef('coverage.as_of', '=', 'spine.as_of'),
    )
    .leftJoin('counted', (join) =>
      join.onRef('counted.account_id', '=', 'spine.account_id').onRef('counted.as_of', '=', 'spine.as_of'),
    )
    .select(['spine.account_id', 'spine.as_of'])
    .select((eb) =>
      FIGURES.map(({ days, column }) => {
        const people = eb.fn.coalesce(`counted.${column}`, eb.val(0));
        const known = eb.fn<number>('covered', [people, 'coverage.product_unseen_days', eb.val(days)]);
        return eb.cast<number>(known, 'integer').as(column);
      }),
    ),
);
