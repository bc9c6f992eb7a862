import { TOKEN_MASK } from "../../config/source-body.ts";
import { SOURCE_FIELDS } from "../../config/source-fields.ts";
import type { Config } from "../../generated/asana-source.ts";

/** A form's values as they were typed, without the token. */
export interface FormValues {
  readonly texts: Readonly<Partial<Record<keyof Config, string>>>;
  /** Names and values of `fields`, the unnamed among them. */
  readonly pairs: readonly (readonly [name: string, value: string])[];
  /** What is switched on in `fields`. */
  readonly switches: ReadonlySet<string>;
}

/** A form that was sent. */
export interface SentForm extends FormValues {
  /** Empty where it was left as it is. */
  readonly token: string;
}

/** Where a pair's name and value stand in a form, and a switch's name. */
export const PAIR_NAME = "pair-name";
export const PAIR_VALUE = "pair-value";
export const SWITCH = "switch";

/** Reads what a browser sent. */
export function readForm(form: FormData): SentForm {
  const textOf = (key: string): string => toText(form.get(key));
  const values = form.getAll(PAIR_VALUE).map(toText);
  const pairs = form.getAll(PAIR_NAME).map((name, index) => [toText(name), values[index] ?? ""] as const);
  return {
    texts: Object.fromEntries(
      SOURCE_FIELDS.filter(({ kind }) => kind === "text").map(({ key }) => [key, textOf(key)]),
    ),
    pairs: pairs.filter(([name, value]) => name !== "" || value !== ""),
    switches: new Set(form.getAll(SWITCH).map(toText)),
    token: textOf("personalAccessToken"),
  };
}

/**
 * Makes the body that the API would get. What is required and was left empty stands in it as "", so that its mistake
 * has a place.
 *
 * @param id of the source that is changed, whose token stays where none was typed; undefined for a new one
 */
export function toBody({ texts, pairs, switches, token }: SentForm, id: number | undefined): Uint8Array {
  const kept = SOURCE_FIELDS.filter(
    ({ key, kind, isRequired }) => kind === "text" && (isRequired || texts[key] !== ""),
  );
  const fields = {
    ...Object.fromEntries(pairs),
    ...Object.fromEntries([...switches].map((key) => [key, true])),
  };
  const config = {
    ...Object.fromEntries(kept.map(({ key }) => [key, texts[key]])),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    personalAccessToken: token === "" && id !== undefined ? TOKEN_MASK : token,
  };
  const source = {
    ...(id === undefined ? {} : { id }),
    config,
    schemaRef: { type: "Asana" },
    sourceType: "Universal",
  };
  return new TextEncoder().encode(JSON.stringify({ source }));
}

/** Browsers send line ends as CRLF, and what nobody sees at both ends of a line is nobody's wish. */
function toText(value: File | string | null): string {
  return typeof value === "string" ? value.trim() : "";
}
