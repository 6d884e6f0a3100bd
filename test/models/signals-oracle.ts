/** Raw rows, times in milliseconds UTC, and what somebody who knows only those visible before `asOf` would say of them. */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface Ticket {
  readonly org_id: number;
  readonly severity: string;
  readonly opened_at: number;
  readonly _known_at: number;
  readonly first_response_at: number | null;
  readonly resolved_at: number | null;
  readonly escalated_at: number | null;
  readonly first_response_hours: number;
  readonly resolution_hours: number;
}
export interface Invoice {
  readonly customer_id: string;
  readonly issued_on: number;
  readonly due_on: number;
  readonly paid_on: number | null;
  readonly _known_at: number;
}
export interface Contact {
  readonly account_id: string;
  readonly contact_id: string;
  readonly role: string;
  readonly status: string;
  readonly valid_from: number;
  readonly valid_to: number | null;
}
export interface Answer {
  readonly workspace_id: string;
  readonly score: number;
  readonly responded_at: number;
  readonly _known_at: number;
}
export interface Text {
  readonly owner: string;
  readonly body: string;
  readonly written_at: number;
  readonly _known_at: number;
}

const quotient = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const dayOf = (at: number): number => Math.floor(at / DAY);
const before = (at: number | null, asOf: number): number | null => (at !== null && at < asOf ? at : null);

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

export function ticketFigures(all: readonly Ticket[], org: number, asOf: number) {
  const seen = all
    .filter((t) => t.org_id === org && t.opened_at < asOf && t._known_at < asOf)
    .map((t) => ({
      ...t,
      answered: before(t.first_response_at, asOf),
      solved: before(t.resolved_at, asOf),
      respondBy: t.opened_at + t.first_response_hours * HOUR,
      resolveBy: t.opened_at + t.resolution_hours * HOUR,
    }));
  const recent = seen.filter((t) => t.opened_at >= asOf - 90 * DAY);
  const open = seen.filter((t) => t.solved === null);
  const critical = recent.filter(
    (t) => t.severity === 'critical' && (t.solved !== null || t.resolveBy < asOf),
  );
  const year = seen.filter((t) => t.opened_at >= asOf - 365 * DAY);
  const last = Math.max(...year.map((t) => t.opened_at));
  return {
    sla: {
      first_response_hours_median_90d: median(
        recent.flatMap((t) => (t.answered === null ? [] : [(t.answered - t.opened_at) / HOUR])),
      ),
      resolution_hours_median_90d: median(
        recent.flatMap((t) => (t.solved === null ? [] : [(t.solved - t.opened_at) / HOUR])),
      ),
      late_responses_90d: recent.filter((t) => (t.answered ?? asOf) > t.respondBy).length,
      late_resolutions_90d: recent.filter((t) => (t.solved ?? asOf) > t.resolveBy).length,
      share_critical_resolved_in_sla_90d: quotient(
        critical.filter((t) => t.solved !== null && t.solved <= t.resolveBy).length,
        critical.length,
      ),
    },
    backlog: {
      backlog_severe: open.filter((t) => t.severity === 'critical' || t.severity === 'high').length,
      backlog_overdue: open.filter((t) => t.resolveBy < asOf).length,
      backlog_escalated: open.filter((t) => before(t.escalated_at, asOf) !== null).length,
      backlog_mean_age_days: quotient(
        open.reduce((sum, t) => sum + dayOf(asOf) - dayOf(t.opened_at), 0),
        open.length,
      ),
    },
    silence: {
      days_since_ticket: year.length === 0 ? null : dayOf(asOf) - dayOf(last),
      is_silent_to_support: recent.length === 0 && year.length >= 2,
    },
  };
}

export function paymentFigures(invoices: readonly Invoice[], asOf: number) {
  const known = invoices.filter((i) => i.issued_on < asOf && i._known_at < asOf);
  const paid = known.flatMap((i) => {
    const on = before(i.paid_on, asOf);
    return on !== null && on >= asOf - 365 * DAY ? [{ ...i, on }] : [];
  });
  const due = known.filter((i) => i.due_on < asOf && i.due_on >= asOf - 365 * DAY);
  const onTime = due.filter((i) => (before(i.paid_on, asOf) ?? Number.POSITIVE_INFINITY) <= i.due_on);
  return {
    days_to_pay_median_365d: median(paid.map((i) => dayOf(i.on) - dayOf(i.issued_on))),
    days_late_median_365d: median(paid.map((i) => dayOf(i.on) - dayOf(i.due_on))),
    share_paid_on_time_365d: quotient(onTime.length, due.length),
    invoices_due_365d: due.length,
  };
}

export function rapportFigures(
  contacts: readonly Contact[],
  touches: readonly {
    readonly contact_id: string;
    readonly occurred_at: number;
    readonly _known_at: number;
  }[],
  asOf: number,
) {
  const listed = contacts.filter(
    (c) => c.valid_from < asOf && (c.valid_to ?? Number.POSITIVE_INFINITY) >= asOf,
  );
  const figures: Record<string, number | null> = {};
  for (const role of ['champion', 'decision_maker', 'economic_buyer', 'executive', 'business_user']) {
    const known = listed.filter((c) => c.role === role);
    const active = new Set(known.filter((c) => c.status === 'active').map((c) => c.contact_id));
    const days = touches
      .filter((t) => active.has(t.contact_id) && t.occurred_at < asOf && t._known_at < asOf)
      .map((t) => dayOf(t.occurred_at));
    figures[`${role}s_known`] = known.length;
    figures[`${role}s_active`] = active.size;
    figures[`days_since_${role}_touch`] = days.length === 0 ? null : dayOf(asOf) - Math.max(...days);
  }
  return figures;
}

export function npsFigures(answers: readonly Answer[], asOf: number) {
  const seen = answers.filter(
    (a) => a.responded_at >= asOf - 365 * DAY && a.responded_at < asOf && a._known_at < asOf,
  );
  const promoters = seen.filter((a) => a.score >= 9).length;
  const detractors = seen.filter((a) => a.score <= 6).length;
  return {
    nps_promoters_365d: promoters,
    nps_detractors_365d: detractors,
    nps_net_365d: quotient(100 * (promoters - detractors), seen.length),
  };
}

export function toneFigures(
  texts: readonly Text[],
  words: ReadonlyMap<string, number>,
  negations: ReadonlySet<string>,
  asOf: number,
) {
  const seen = texts
    .filter((t) => t.written_at >= asOf - 180 * DAY && t.written_at < asOf && t._known_at < asOf)
    .map((t) => tally(t.body, words, negations));
  const good = seen.reduce((sum, t) => sum + t.good, 0);
  const bad = seen.reduce((sum, t) => sum + t.bad, 0);
  return {
    texts_180d: seen.length,
    share_texts_negative_180d: quotient(seen.filter((t) => t.bad > t.good).length, seen.length),
    text_tone_180d: quotient(good - bad, good + bad),
  };
}

function tally(body: string, words: ReadonlyMap<string, number>, negations: ReadonlySet<string>) {
  let [good, bad] = [0, 0];
  for (const sentence of body
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/[.!?;:\n]+/)) {
    const tokens = sentence.match(/[a-z]+(?:'[a-z]+)*/g) ?? [];
    for (const [place, token] of tokens.entries()) {
      const turned = tokens.slice(Math.max(0, place - 3), place).some((word) => negations.has(word));
      const polarity = (words.get(token) ?? 0) * (turned ? -1 : 1);
      if (polarity > 0) good += 1;
      if (polarity < 0) bad += 1;
    }
  }
  return { good, bad };
}
