/** What is looked for in an event. */
export interface RedactionRules {
  /** The places that JSON Pointers name. */
  readonly places: PlaceNode;
  /** Whether a value is hidden for the name it has. */
  readonly hidesName: (name: string) => boolean;
  /** Whether a text is hidden for what stands in it. */
  readonly hidesText: (text: string) => boolean;
}

/** A step on the way to the places that are hidden. */
export interface PlaceNode {
  isHidden: boolean;
  /** A pointer that leads through here. */
  through: string | undefined;
  readonly children: Map<string, PlaceNode>;
}

/** What a preset hides: places, values with certain names, texts of a certain form. */
interface Preset {
  readonly pointers: readonly string[];
  readonly name: RegExp;
  readonly text: TextForm | undefined;
}

/** A form is looked for only where its sign is, which is found much faster. */
interface TextForm {
  readonly sign: RegExp;
  readonly form: RegExp;
}

const V4 = String.raw`(?:\d{1,3}\.){3}\d{1,3}`;
/** With eight groups, with two colons for those that are nought, or with an address of version 4 at its end. */
const V6 = String.raw`(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?=:*[\da-f])[\da-f:]{0,39}::[\da-f:.]{0,45}|(?:[\da-f]{1,4}:){6}${V4}`;

/**
 * An address that is a word by itself, also with a port, a zone or the length of a network: `Chrome/108.0.0.0` is none.
 * The bounds keep a hostile text from being searched for ever.
 */
const ADDRESS: TextForm = {
  sign: /\d\.\d{1,3}\.\d|::|:[\da-f]+:[\da-f]+:[\da-f]+:/i,
  form: new RegExp(
    String.raw`(?:^|[\s,;|("'<=@[-]|//)(?:${V4}|${V6})(?=$|[\s,;|)"'>\]/:%-]|\.(?:\s|$))`,
    "i",
  ),
};

const EMAIL: TextForm = { sign: /@|%40/, form: /\S(?:@|%40)\S/ };

const PRESETS: Readonly<Record<string, Preset>> = {
  saml_response: { pointers: ["/details/saml_response"], name: /^saml_response$/i, text: undefined },
  email: { pointers: [], name: /(?:^|_)e?mails?(?:_address(?:es)?)?$/i, text: EMAIL },
  ip: { pointers: [], name: /(?:^|_)ips?(?:_(?:address(?:es)?|ranges?))?$/i, text: ADDRESS },
};

/** Reads rules as the settings have them: names of presets, and JSON Pointers. */
export function toRedactionRules(rules: readonly string[]): RedactionRules {
  const presets = rules.flatMap((rule) => PRESETS[rule] ?? []);
  const pointers = [
    ...rules.filter((rule) => rule.startsWith("/")),
    ...presets.flatMap((each) => each.pointers),
  ];
  const names = presets.map(({ name }) => name);
  const texts = presets.flatMap(({ text }) => text ?? []);
  return {
    places: toPlaces(pointers),
    hidesName: (name) => names.some((each) => each.test(name)),
    hidesText: (text) => texts.some(({ sign, form }) => sign.test(text) && form.test(text)),
  };
}

function toPlaces(pointers: readonly string[]): PlaceNode {
  const root = createNode();
  for (const pointer of pointers) {
    let node = root;
    for (const step of pointer.slice(1).split("/").map(unescapeStep)) {
      node.through ??= pointer;
      const child = node.children.get(step) ?? createNode();
      node.children.set(step, child);
      node = child;
    }
    node.isHidden = true;
  }
  return root;
}

function createNode(): PlaceNode {
  return { isHidden: false, through: undefined, children: new Map() };
}

function unescapeStep(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
