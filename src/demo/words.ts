/** Word lists of the demo company. Every name is made up; every address ends in a reserved domain. */
export const NAME_FIRST = `
  Amber Arden Birch Blue Bright Cedar Clear Cobalt Copper Coral Crown Delta Eagle Ember Falcon Fern
  First Glen Golden Granite Harbour Hazel High Iron Jade Juniper Kestrel Lark Linden Lunar Maple
  Meridian Nord Oak Ocean Onyx Orchid Pine Polar Quartz Raven Red River Rowan Silver Solar Stone Swift
  Terra Tidal Union Vega Vista Willow Zephyr`
  .trim()
  .split(/\s+/);
export const NAME_SECOND = `
  Analytics Aviation Bank Biotech Cargo Chemicals Clinics Components Consulting Dairy Design Energy
  Engineering Foods Freight Games Glass Health Homes Hotels Insurance Labs Learning Logistics Machines
  Media Metals Mobility Motors Networks Optics Packaging Paper Pharma Plastics Power Print Rail Retail
  Robotics Security Shipping Software Sports Studios Systems Telecom Textiles Tools Travel Trust Water`
  .trim()
  .split(/\s+/);
export const NAME_FORM = ['GmbH', 'Ltd', 'AG', 'BV', 'SA', 'Group', 'plc', 'AB'];
export const INDUSTRIES = [
  'manufacturing',
  'software',
  'retail',
  'logistics',
  'financial_services',
  'healthcare',
  'education',
  'media',
];
export const OWNERS = [
  'Ana Ferreira',
  'Bo Lindqvist',
  'Chidi Okafor',
  'Dana Weiss',
  'Elif Kaya',
  'Farid Nazari',
  'Grace Muller',
  'Hiro Tanaka',
];
export const REGIONS = ['dach', 'nordics', 'benelux', 'uk_ireland', 'iberia'];
export const PERSON_FIRST = `
  Alex Amira Ben Carla Daniel Eva Felix Greta Hanna Igor Jana Karim Lena Marco Nadia Oscar Paula
  Rafael Sofia Tom Uma Victor Wanda Yusuf`
  .trim()
  .split(/\s+/);
export const PERSON_LAST = `
  Adler Berg Costa Dupont Eriksen Fischer Garcia Hansen Ivanov Jansen Keller Lopez Moreau Novak Olsen
  Petrov Quinn Rossi Schmidt Torres Ulrich Varga Weber Young`
  .trim()
  .split(/\s+/);
export const LOSS_REASONS = [
  'price',
  'missing_feature',
  'competitor',
  'low_usage',
  'company_closed',
  'poor_service',
];
/** The vendor's own staff and its test users. seeds/internal_domains.csv lists the same. */
export const INTERNAL_DOMAIN = 'lumenly.example';
export const TEST_DOMAIN = 'lumenly-test.example';
export const PLANS = [
  { plan: 'starter', centsPerSeat: 60_000 },
  { plan: 'growth', centsPerSeat: 90_000 },
  { plan: 'enterprise', centsPerSeat: 140_000 },
] as const;
/** Product events. The first is the login; `core` ones carry the value of the product (seeds/core_features.csv). */
export const EVENT_NAMES = [
  'login',
  'dashboard_viewed',
  'record_updated',
  'comment_added',
  'help_opened',
  'settings_changed',
  'report_created',
  'automation_run',
  'integration_synced',
  'report_shared',
  'api_called',
] as const;
/** The steps of the onboarding in their order (seeds/onboarding_milestones.csv). */
export const MILESTONES = [
  { milestone: 'kickoff', dueDays: 10 },
  { milestone: 'sso_configured', dueDays: 21 },
  { milestone: 'data_imported', dueDays: 35 },
  { milestone: 'first_report', dueDays: 50 },
  { milestone: 'team_trained', dueDays: 65 },
  { milestone: 'go_live', dueDays: 80 },
] as const;
/** What customers want of the product (seeds/objective_features.csv says which events serve each). */
export const OBJECTIVES = [
  { kind: 'faster_reporting', unit: 'percent', low: 20, high: 60 },
  { kind: 'fewer_manual_steps', unit: 'steps', low: 5, high: 40 },
  { kind: 'wider_adoption', unit: 'users', low: 5, high: 50 },
  { kind: 'data_quality', unit: 'percent', low: 80, high: 99 },
] as const;
export const INTEGRATIONS = ['crm_sync', 'chat', 'erp', 'data_warehouse', 'calendar', 'ticketing'];
export const REVIEW_SITES = ['softwarefinder', 'reviewhub', 'peerscore'];
