// SPDX-License-Identifier: MIT
import { icyText } from './icy-text';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** The beginning of a response: what a station answers before its audio. */
export interface ResponseHead {
  readonly status: number;
  readonly reason: string;
  /** By names in small letters; the first of several with one name. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Collects the head of a response, of HTTP or of the older `ICY 200 OK`, which Node's own parser refuses.
 *
 * Keeps at most `maxBytes`.
 */
export class HeadReader {
  private collected: Buffer = Buffer.alloc(0);

  constructor(private readonly maxBytes: number) {}

  /** @returns the head and what came after it, `too-large`, `no-head` for what is none, or undefined while more is to come */
  push(chunk: Buffer): { head: ResponseHead; rest: Buffer } | 'too-large' | 'no-head' | undefined {
    const searched = Math.max(0, this.collected.length - 3);
    this.collected = this.collected.length === 0 ? chunk : Buffer.concat([this.collected, chunk]);
    const end = endOfHead(this.collected, searched);
    if (end === undefined) return this.collected.length > this.maxBytes ? 'too-large' : undefined;
    if (end > this.maxBytes) return 'too-large';
    const head = parseHead(this.collected.subarray(0, end));
    return head === undefined ? 'no-head' : { head, rest: this.collected.subarray(end) };
  }
}

/** The place after the empty line. */
function endOfHead(bytes: Buffer, from: number): number | undefined {
  for (let at = bytes.indexOf(LINE_FEED, from); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) {
    if (bytes[at + 1] === LINE_FEED) return at + 2;
    if (bytes[at + 1] === CARRIAGE_RETURN && bytes[at + 2] === LINE_FEED) return at + 3;
  }
  return undefined;
}

function parseHead(bytes: Buffer): ResponseHead | undefined {
  const [first = '', ...lines] = bytes.toString('latin1').split(/\r?\n/);
  const status = /^(?:HTTP\/1\.[01]|ICY) ([1-5]\d\d)(?: (.*))?$/.exec(first);
  if (status === null) return undefined;
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const line of lines) {
    const header = /^([\w!#$%&'*+.^`|~-]+):(.*)$/.exec(line);
    if (header === null) continue;
    headers[header[1]!.toLowerCase()] ??= icyText(Buffer.from(header[2]!, 'latin1'));
  }
  return { status: Number(status[1]), reason: icyText(Buffer.from(status[2] ?? '', 'latin1')), headers };
}
