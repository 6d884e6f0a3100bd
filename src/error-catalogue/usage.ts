/** Usage, and our own defects. HF9xx. */
export const usage = {
  usage: { code: 'HF901', exit: 64, message: (p: { detail: string }) => p.detail },
  unknownCommand: {
    code: 'HF902',
    exit: 64,
    message: (p: { command: string }) => `there is no command "${p.command}"`,
    hint: 'holdfast --help lists the commands',
  },
  unknownFlag: {
    code: 'HF903',
    exit: 64,
    message: (p: { flag: string; command: string }) => `${p.command} has no flag ${p.flag}`,
  },
  missingArgument: {
    code: 'HF904',
    exit: 64,
    message: (p: { argument: string; command: string }) => `${p.command} needs ${p.argument}`,
  },
  badValue: {
    code: 'HF905',
    exit: 64,
    message: (p: { what: string; detail: string }) => `${p.what} ${p.detail}`,
  },
  folderNotEmpty: {
    code: 'HF906',
    exit: 64,
    message: (p: { path: string; what: string }) => `${p.path} is not empty: ${p.what}`,
    hint: 'give a folder that is empty or not there yet; nothing was changed',
  },
  nameTaken: {
    code: 'HF912',
    exit: 64,
    message: (p: { what: string; file: string }) => `there is ${p.what} already: ${p.file}`,
    hint: 'choose another name; nothing was changed',
  },
  badSelector: {
    code: 'HF920',
    exit: 64,
    message: (p: { term: string; detail: string }) => `selector "${p.term}": ${p.detail}`,
    hint: 'such as active_days, features.*, +health, tag:usage, path:models/features, source:crm+, state:modified+',
  },
  unknownSelection: {
    code: 'HF921',
    exit: 64,
    message: (p: { term: string }) => `selector "${p.term}" finds nothing`,
  },
  defect: {
    code: 'HF999',
    exit: 2,
    message: (p: { detail: string }) => `a defect in Holdfast itself: ${p.detail}`,
    hint: 'please report it with the run record; nothing was published',
  },
} as const;
