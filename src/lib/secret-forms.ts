/** The ways in which a text may stand in a header, a URL, a form or JSON. */
export function secretForms(text: string): string[] {
  const component = encodeURIComponent(text.toWellFormed());
  const lowerCase = component.replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
  const form = new URLSearchParams([["", text]]).toString().slice(1);
  const escaped = JSON.stringify(text).slice(1, -1);
  return [...new Set([text, component, lowerCase, form, escaped, escaped.replaceAll("/", "\\/")])];
}
