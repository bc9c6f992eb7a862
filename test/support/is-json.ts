/** Whether the engine reads a text as JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // The verdict is "no", whatever the parser says.
    return false;
  }
}
