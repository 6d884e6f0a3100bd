/** A value as XML: an object's keys are elements, an array repeats its element. */
export function xml(root: string, value: XmlValue): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, value)}`;
}

export type XmlValue = string | number | boolean | XmlObject | readonly XmlValue[];
interface XmlObject {
  readonly [name: string]: XmlValue | undefined;
}

function element(name: string, value: XmlValue): string {
  if (Array.isArray(value)) return value.map((item: XmlValue) => element(name, item)).join('');
  if (typeof value !== 'object') return `<${name}>${escaped(String(value))}</${name}>`;
  const children = Object.entries(value).map(([child, of]) => (of === undefined ? '' : element(child, of)));
  return `<${name}>${children.join('')}</${name}>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
