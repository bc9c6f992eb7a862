const HUGE_PAGE_BYTES = 10 * 2 ** 20;
const DETAILS = '"details":{';

/** Makes the events of a page so large that together they have 10 MiB; they stay what they were otherwise. */
export function inflate(texts: readonly string[]): readonly string[] {
  const padding = "x".repeat(Math.ceil(HUGE_PAGE_BYTES / Math.max(texts.length, 1)));
  return texts.map((text) => {
    const at = text.indexOf(DETAILS) + DETAILS.length;
    const comma = text[at] === "}" ? "" : ",";
    return `${text.slice(0, at)}"padding":"${padding}"${comma}${text.slice(at)}`;
  });
}
