import { type XmlValue, xml } from './xml.ts';

/** What the server says to one request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export function answer(
  status: number,
  headers: Answer['headers'] = {},
  body: Buffer = Buffer.alloc(0),
): Answer {
  return { status, headers, body };
}

export function xmlAnswer(root: string, value: XmlValue, status = 200): Answer {
  return answer(status, { 'content-type': 'application/xml' }, Buffer.from(xml(root, value)));
}
