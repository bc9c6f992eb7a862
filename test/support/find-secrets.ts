/** A secret's form in a text. */
export interface FoundSecret {
  /** The name of the text. */
  readonly where: string;
  /** How the secret stands there: `raw`, `in a URL`, … */
  readonly form: string;
  /** What stands around it, the secret itself left out. */
  readonly around: string;
}

/** A part of a secret that is this long is as good as a secret. */
const SHORTEST_PIECE = 12;

/** Looks for every form of the secrets in the texts, by the names of these. */
export function findSecrets(
  secrets: Iterable<string>,
  texts: Readonly<Record<string, string>>,
): readonly FoundSecret[] {
  const forms = [...secrets].flatMap(formsOf);
  return Object.entries(texts).flatMap(([where, text]) =>
    forms.flatMap(([form, spelling]) => {
      const index = text.indexOf(spelling);
      if (index < 0) return [];
      const around = `${text.slice(Math.max(0, index - 80), index)}…${text.slice(index + spelling.length).slice(0, 80)}`;
      return [{ where, form, around }];
    }),
  );
}

/** The ways in which a secret may be written. One that was cut off is told by its beginning or its end. */
function formsOf(secret: string): readonly (readonly [form: string, spelling: string])[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inUrl = encodeURIComponent(secret.toWellFormed());
  const inForm = new URLSearchParams([["", secret]]).toString().slice(1);
  const half = Math.max(SHORTEST_PIECE, Math.ceil(secret.length / 2));
  const forms: readonly (readonly [string, string])[] = [
    ["raw", secret],
    ["in JSON", inJson],
    ["in JSON in JSON", JSON.stringify(inJson).slice(1, -1)],
    ["in JSON with escaped slashes", inJson.replaceAll("/", "\\/")],
    ["in a URL", inUrl],
    ["in a URL in lower case", inUrl.replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())],
    ["in a form", inForm],
    // As the key of a Basic credential, it may begin at any of three places within four characters.
    ...[0, 1, 2].map((before) => ["in base64", base64Core(secret, before)] as const),
    ["in hexadecimal digits", Buffer.from(secret).toString("hex")],
    ["its first half", secret.slice(0, half)],
    ["its last half", secret.slice(-half)],
  ];
  return forms.filter(([, spelling]) => spelling.length >= SHORTEST_PIECE);
}

/** The base64 of a text with so many bytes before it, without the characters that depend on its neighbours. */
function base64Core(text: string, bytesBefore: number): string {
  const encoded = Buffer.concat([Buffer.alloc(bytesBefore), Buffer.from(text)]).toString("base64");
  return encoded.replace(/=+$/, "").slice(Math.ceil((bytesBefore * 4) / 3), -1);
}
