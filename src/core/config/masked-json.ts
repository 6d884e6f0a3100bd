/** Removes what must never be printed from a text. */
export type Mask = (text: string) => string;

/** JSON on one line, or indented by so many blanks, with every string in it masked. */
export function maskedJson(value: unknown, mask: Mask, indent?: number): string {
  const masked = (_key: string, item: unknown) => {
    if (typeof item === 'string') return mask(item);
    return typeof item === 'bigint' ? item.toString() : item;
  };
  return JSON.stringify(value, masked, indent);
}
