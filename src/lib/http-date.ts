/** RFC 9110's form, an older one that a client must read as well, and ISO 8601, which some servers write. */
const FORMS = [
  /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/,
];

/** The oldest form has no zone: it means GMT, and Date.parse would take the machine's. */
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/**
 * Reads the date of an HTTP header. `Date.parse` alone would make a date of `3, 3` or of any number.
 *
 * @returns milliseconds since the epoch; undefined when the text is no date
 */
export function readHttpDate(text: string): number | undefined {
  const date = text.trim();
  const at = ASCTIME.test(date)
    ? Date.parse(`${date} GMT`)
    : FORMS.some((form) => form.test(date))
      ? Date.parse(date)
      : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
