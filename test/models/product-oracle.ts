/** One product event, as of nothing: times in milliseconds UTC. */
export interface Event {
  readonly workspace: string;
  readonly user: string;
  readonly name: string;
  readonly at: number;
  readonly known: number;
}

const DAY = 86_400_000;
const dayOf = (at: number): number => Math.floor(at / DAY);

/** What a reader who knows only `events` (visible ones, of the customer's own people) would say of the windows before `asOf`. */
export function productFigures(events: readonly Event[], asOf: number, core: ReadonlySet<string>) {
  const last = (days: number) => events.filter(({ at }) => at >= asOf - days * DAY);
  const people = (of: readonly Event[]) => new Set(of.map(({ user }) => user)).size;
  const days = (of: readonly Event[]) => new Set(of.map(({ at }) => dayOf(at))).size;
  const userDays = (of: readonly Event[]) => new Set(of.map(({ at, user }) => `${user} ${dayOf(at)}`)).size;
  const month = last(30);
  const onCore = month.filter(({ name }) => core.has(name));
  const visits = sessionSeconds(month);
  return {
    active_days_7d: days(last(7)),
    active_days_30d: days(month),
    active_days_90d: days(last(90)),
    logins_30d: month.filter(({ name }) => name === 'login').length,
    active_users_7d: people(last(7)),
    active_users_30d: people(month),
    active_users_90d: people(last(90)),
    user_days_30d: userDays(month),
    events_30d: month.length,
    dau_mau_ratio: quotient(userDays(month), 30 * people(month)),
    wau_mau_ratio: quotient(people(last(7)), people(month)),
    sessions_30d: visits.length,
    session_minutes_mean_30d: quotient(sum(visits), 60 * visits.length),
    session_minutes_median_30d: visits.length === 0 ? null : median(visits) / 60,
    core_features_used_30d: new Set(onCore.map(({ name }) => name)).size,
    core_events_30d: onCore.length,
    core_users_30d: people(onCore),
    share_users_on_core_30d: quotient(people(onCore), people(month)),
  };
}

/** Slope and robust z of weekly user-days, by the textbook, over `weeks` whole weeks that the account has lived. */
export function trendFigures(events: readonly Event[], asOf: number, weeks: number) {
  const used = Array.from({ length: Math.min(16, weeks) }, () => new Set<string>());
  for (const { at, user } of events)
    used[Math.floor((asOf / DAY - dayOf(at) - 1) / 7)]?.add(`${user} ${dayOf(at)}`);
  const y = used.map((week) => week.size);
  const recent = y.slice(0, 12);
  const x = recent.map((_, week) => -week);
  const [meanX, meanY] = [sum(x) / x.length, sum(recent) / recent.length];
  const slope =
    sum(x.map((v, i) => (v - meanX) * ((recent[i] ?? 0) - meanY))) / sum(x.map((v) => (v - meanX) ** 2));
  const before = y.slice(4);
  const spread = Math.max(1, 1.4826 * median(before.map((v) => Math.abs(v - median(before)))));
  return {
    usage_slope_12w: weeks >= 4 ? slope : null,
    usage_change_4w:
      weeks >= 8 ? quotient(sum(y.slice(0, 4)) - sum(y.slice(4, 8)), sum(y.slice(4, 8))) : null,
    usage_robust_z: weeks >= 10 ? (median(y.slice(0, 4)) - median(before)) / spread : null,
  };
}

/** Lengths of the visits: a user's events of one UTC day, cut where more than 30 minutes pass without one. */
function sessionSeconds(events: readonly Event[]): number[] {
  const byDay = new Map<string, number[]>();
  for (const { user, at } of events) {
    const key = `${user} ${dayOf(at)}`;
    byDay.set(key, [...(byDay.get(key) ?? []), at]);
  }
  const lengths: number[] = [];
  for (const times of byDay.values()) {
    times.sort((a, b) => a - b);
    let first = times[0] ?? 0;
    let previous = first;
    for (const at of times) {
      if (at - previous > 1_800_000) {
        lengths.push(Math.floor((previous - first) / 1000));
        first = at;
      }
      previous = at;
    }
    lengths.push(Math.floor((previous - first) / 1000));
  }
  return lengths;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const quotient = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}
