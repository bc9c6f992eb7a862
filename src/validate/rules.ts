const RULES: Readonly<Record<string, string>> = {
  "byte-order-mark": "A JSON file begins with its first character, not with a byte order mark.",
  "clear-text-token": "A token goes to another machine over https only.",
  "committed-token": "A token stands in a variable or in a file of its own, not in a file that is shared.",
  "credentials-in-url": "A URL holds no user name and no password.",
  "doubled-path": "The path /v1/logs is appended once.",
  "duplicate-key": "A key stands once in an object.",
  "future-start": "Reading begins in the past.",
  "long-text": "A text keeps to Sumo Logic's limits.",
  "masked-value": "A token is the token itself, not the asterisks of a download.",
  "missing-key": "A key that is needed is there.",
  "no-envelope": "Sources stand in an envelope.",
  "no-sources": "There is a source.",
  "no-such-file": "A file that is named exists.",
  "not-a-file": "What is named as a file is no folder.",
  "not-json": "The file is JSON, without comments and trailing commas.",
  "not-utf-8": "The file is UTF-8.",
  "open-api": "An address beyond this machine asks for credentials.",
  "other-source-type": "The receiver runs Asana's sources only.",
  "same-name": "A source's name is its own within a Collector.",
  "source-type": 'The sourceType is "Universal".',
  "text-boolean": "A boolean is written without quotes.",
  "too-many-sources": "A Collector has 1,000 sources at most.",
  "two-envelopes": "A file has either source or sources.",
  "unknown-key": "A key is one that is known.",
  "unknown-reference": `A reference is \${env:NAME}, \${env:NAME:-default} or \${file:/path}.`,
  "unreadable-file": "A file can be read.",
  "unset-variable": "A variable that is referred to is set.",
  "workspace-id": "A workspaceID is made of digits.",
  "wrong-type": "A value is of its key's type.",
  "wrong-url": "A URL begins with http:// or https://, and has a host and a port that can be.",
  "wrong-value": "A value is one that its key can have.",
};

/** What is right, by a rule, in one sentence. */
export function describeRule(code: string): string {
  return RULES[code] ?? `The rule ${code} is kept.`;
}
