const QUOTE = 'put the text in quotes';

/** What to do about a syntax error, by the parser's code: nearly all of them are text that needed quotes. */
const HINTS: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: `a colon inside a text begins another mapping: ${QUOTE}, such as description: 'One row: an account'`,
  BLOCK_IN_FLOW: `between { } and [ ] a text with a colon or a comma needs quotes, such as { description: 'One: the first' }`,
  UNEXPECTED_TOKEN:
    "put the whole text in quotes; a quote inside it is doubled, such as 'the account''s name'",
  BAD_SCALAR_START: `a text can't begin with %, @ or a backtick: ${QUOTE}`,
  BAD_INDENT: 'a { or [ is not closed, or its lines are not indented',
  MULTILINE_IMPLICIT_KEY: `a key stands on one line: a colon is missing, or ${QUOTE}`,
  TAB_AS_INDENT: 'indent with blanks: YAML takes no tabs',
  DUPLICATE_KEY: 'each key stands once in its mapping: remove one, or rename it',
};

export function yamlHint(code: string, message: string): string | undefined {
  if (code !== 'MISSING_CHAR') return HINTS[code];
  if (message.startsWith('Sequence item without'))
    return 'line it up with the other keys of its entry, to the blank';
  return message.includes('quote') ? 'end the text with the quote that it begins with' : undefined;
}

/** A text that begins with * names an anchor. */
export const ALIAS_HINT = `a text that begins with * stands for another part of the file: ${QUOTE}`;

/** `{ description: One, two }` is a description and a key without a value. */
export function commaHint(key: string): string {
  return `if "${key}" belongs to the text before the comma, ${QUOTE}`;
}
