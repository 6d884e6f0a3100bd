/** Configuration files: pipeline.yml, pipelines, sources, model yml. HF1xx. */
export const configuration = {
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
  notUtf8: {
    code: 'HF109',
    exit: 78,
    message: (p: { path: string }) => `${p.path} is not UTF-8 text`,
    hint: 'save it as UTF-8',
  },
  unknownTarget: {
    code: 'HF110',
    exit: 78,
    message: (p: { target: string }) => `pipeline.yml names no target "${p.target}"`,
  },
  unknownPipeline: {
    code: 'HF117',
    exit: 64,
    message: (p: { name: string }) => `there is no pipeline "${p.name}"`,
  },
  unknownInActions: {
    code: 'HF118',
    exit: 78,
    message: (p: { kind: string; name: string }) =>
      `the actions name the ${p.kind} "${p.name}", which there is not`,
  },
} as const;
