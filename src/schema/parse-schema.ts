/** How a published schema says that a text may hold a reference in place of what it asks for. */
const REFERENCE = "\\$\\{(env|file):[^}]+\\}";

/**
 * Reads a published schema for values whose references are replaced. An editor has to let `${env:NAME}` pass
 * wherever a text is; in such a value, what still looks like a reference is a text like any other.
 */
export function parseSchema(text: string): object {
  return JSON.parse(text, (_key, value: unknown) => {
    if (!(value instanceof Object) || !("anyOf" in value) || !Array.isArray(value.anyOf)) return value;
    const [own, reference] = value.anyOf;
    if (reference?.pattern !== REFERENCE) return value;
    const { anyOf: _, ...others } = value;
    return { ...others, ...own };
  });
}
