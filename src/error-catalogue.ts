/**
 * The catalogue of problems: stable code, exit code, sentence, remedy.
 *
 * HF1xx configuration files · HF2xx models and SQL · HF3xx exports · HF4xx checks and builds ·
 * HF5xx scoring and back-test · HF6xx publishing · HF7xx runs, locks, signals · HF9xx usage and our own defects.
 */
export const catalogue = {
  // HF1xx configuration
  yamlSyntax: { code: 'HF101', exit: 78, message: (p: { detail: string }) => `not valid YAML: ${p.detail}` },
  configInvalid: {
    code: 'HF102',
    exit: 78,
    message: (p: { path: string; detail: string }) => `${p.path}: ${p.detail}`,
  },
  unknownKey: {
    code: 'HF103',
    exit: 78,
    message: (p: { key: string; path: string }) => `unknown key "${p.key}"${p.path ? ` in ${p.path}` : ''}`,
  },
  missingVariable: {
    code: 'HF104',
    exit: 78,
    message: (p: { variable: string }) => `environment variable ${p.variable} is not set`,
    hint: 'set it, or give a default: ${NAME:-default}',
  },
  missingFile: { code: 'HF105', exit: 78, message: (p: { path: string }) => `${p.path} is missing` },
  duplicateName: {
    code: 'HF106',
    exit: 78,
    message: (p: { kind: string; name: string; other: string }) =>
      `${p.kind} "${p.name}" is defined twice, also in ${p.other}`,
  },
  nameMismatch: {
    code: 'HF107',
    exit: 78,
    message: (p: { name: string; expected: string }) =>
      `name "${p.name}" differs from the file's name "${p.expected}"`,
  },
  pathEscapes: {
    code: 'HF108',
    exit: 78,
    message: (p: { path: string }) => `path "${p.path}" leaves the folder it must stay in`,
  },
  // HF2xx models and SQL
  sqlSyntax: {
    code: 'HF201',
    exit: 78,
    message: (p: { detail: string }) => `SQL does not parse: ${p.detail}`,
  },
  sqlBinding: {
    code: 'HF202',
    exit: 78,
    message: (p: { detail: string }) => `SQL does not bind: ${p.detail}`,
  },
  cycle: {
    code: 'HF203',
    exit: 78,
    message: (p: { path: string }) => `models depend on each other in a circle: ${p.path}`,
  },
  unknownRelation: {
    code: 'HF204',
    exit: 78,
    message: (p: { relation: string }) => `unknown relation "${p.relation}"`,
  },
  // HF7xx runs, locks, signals
  buildFileBusy: {
    code: 'HF701',
    exit: 75,
    message: (p: { path: string; holder: string }) => `${p.path} is open in another process (${p.holder})`,
    hint: 'BI tools read the serving file, never the build file; close the other program or wait for it',
  },
  // HF9xx
  usage: { code: 'HF901', exit: 64, message: (p: { detail: string }) => p.detail },
  defect: {
    code: 'HF999',
    exit: 2,
    message: (p: { detail: string }) => `a defect in Holdfast itself: ${p.detail}`,
    hint: 'please report it with the run record; nothing was published',
  },
} as const;
