const HINTS: readonly (readonly [path: RegExp, hint: string])[] = [
  [
    /^models\/(staging|intermediate|features|marts)\/.*\.yml$/,
    'each SQL model has a yml of its name beside it with description, grain and columns (name, type and description of each)',
  ],
  [/^sql\/checks\/.*\.yml$/, 'each query of sql/checks has a yml of its name beside it with description'],
];

/** What a file that must be there has to hold. */
export function missingFileHint(path: string): string | undefined {
  return HINTS.find(([pattern]) => pattern.test(path))?.[1];
}
