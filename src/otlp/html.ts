/** A page says what it is at its beginning; more of it is not looked at. */
const MOST_BYTES = 65_536;

const HTML_TYPE = /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i;

/** What may stand before the first element: byte order marks and all but HTML's own doctype. Each takes one pass. */
const PROLOGUE =
  /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)|\s+|<!--.*?-->|<\?.*?\?>|<!(?!--|doctype\s+html)[^>]*>/isy;

/** Browsers take these for the beginning of a page (WHATWG, MIME Sniffing), and some more with which pages begin. */
const FIRST_TAG =
  /<(?:!doctype\s+html|!--|(?:html|head|title|base|meta|link|style|script|noscript|body|header|nav|main|section|article|h[1-6]|div|p|a|b|i|br|hr|span|font|center|pre|ul|ol|table|form|img|iframe|frameset)(?=[\s/>]))/iy;

const ANY_TAG = /<[a-z!?/]/i;

/** Whether a Content-Type says HTML. */
export function isHtmlType(contentType: string): boolean {
  return HTML_TYPE.test(contentType);
}

/** Whether a body is a page by its beginning, whatever a header calls it. */
export function beginsAsHtml(body: Buffer): boolean {
  const start = startOf(body);
  let at = 0;
  for (let end = matchAt(PROLOGUE, start, at); end !== undefined; end = matchAt(PROLOGUE, start, at))
    at = end;
  return matchAt(FIRST_TAG, start, at) !== undefined;
}

/** Whether there is a tag in a body. */
export function hasTag(body: Buffer): boolean {
  return ANY_TAG.test(startOf(body));
}

/** The text without its tags. */
export function withoutTags(text: string): string {
  // Without the second exclusion, many of the first sign would take time by their square.
  return text.replace(/<[^<>]*>/g, " ");
}

/** In whatever charset: tags are ASCII in all of them, in UTF-16 with zeros in between. */
function startOf(body: Buffer): string {
  return body.toString("latin1", 0, MOST_BYTES).replaceAll("\0", "");
}

/** Where a match that begins there ends. */
function matchAt(sticky: RegExp, text: string, at: number): number | undefined {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}
