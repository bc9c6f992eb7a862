import type { Config } from "../generated/asana-source.ts";
import { readSchema } from "../schema/registry.ts";
import { isSecretKey } from "./secret-key.ts";

/** One thing that a form asks for, as the schema of source files describes it. */
export interface SourceField {
  readonly key: keyof Config;
  /** The key in words, such as "Workspace ID". */
  readonly title: string;
  readonly kind: "text" | "secret" | "map";
  readonly isRequired: boolean;
  readonly help: string;
  readonly example: string | undefined;
  readonly maxLength: number | undefined;
  /** Of a map: what in it is true or false rather than a text. */
  readonly switches: readonly { readonly key: string; readonly help: string }[];
}

/** What is read here of the published schema, which the editors' tests hold to this form. */
interface PropertySchema {
  readonly description: string;
  readonly type?: string;
  readonly maxLength?: number;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  /** It stands for a misspelling. */
  readonly doNotSuggest?: boolean;
}

interface ConfigSchema {
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly required: readonly string[];
}

/** The fields of an Asana source, in the order of its schema. */
export const SOURCE_FIELDS: readonly SourceField[] = readFields();

function readFields(): SourceField[] {
  const { definitions } = readSchema("asana-source") as {
    readonly definitions: { readonly config: ConfigSchema };
  };
  const { properties, required } = definitions.config;
  return Object.entries(properties)
    .filter(([, { doNotSuggest = false }]) => !doNotSuggest)
    .map(([key, property]) => ({
      // What is no misspelling is a key of the type that is generated from this schema.
      key: key as keyof Config,
      title: toTitle(key),
      kind: kindOf(key, property),
      isRequired: required.includes(key),
      help: withoutReferences(property.description),
      example: exampleOf(property),
      maxLength: property.maxLength,
      switches: Object.entries(property.properties ?? {}).map(([name, { description }]) => ({
        key: name,
        help: description,
      })),
    }));
}

function kindOf(key: string, { type }: PropertySchema): SourceField["kind"] {
  if (isSecretKey(key)) return "secret";
  return type === "object" ? "map" : "text";
}

/** `personalAccessToken` → `Personal access token`, `workspaceID` → `Workspace ID`. */
function toTitle(key: string): string {
  const words = key.replace(/([a-z])([A-Z])/g, "$1 $2").split(" ");
  const [first = "", ...rest] = words.map((word) => (/^[A-Z]+$/.test(word) ? word : word.toLowerCase()));
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(" ");
}

/** References are for files: a form has none. */
function withoutReferences(description: string): string {
  const sentences = description.split(/(?<=\.) /);
  return sentences.filter((sentence) => !sentence.includes("${")).join(" ");
}

function exampleOf({ examples = [] }: PropertySchema): string | undefined {
  return examples.find(
    (example): example is string => typeof example === "string" && !example.includes("${"),
  );
}
