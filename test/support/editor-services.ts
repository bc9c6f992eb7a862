import * as next from "vjls6";
import current, {
  type CompletionItem,
  type Diagnostic,
  type TextDocument,
} from "vscode-json-languageservice";
import { readSchema, SCHEMA_NAMES, type SchemaName } from "./editor-schemas.ts";

/** Where a mistake is underlined: line and column from 1, the end exclusive. */
export type Range = `${number}:${number}-${number}:${number}`;

/** What an editor shows of a mistake. */
export interface Shown {
  readonly message: string;
  readonly range: Range;
  /** Only advice: the file is valid all the same. */
  readonly isAdvice: boolean;
}

/** A JSON language service that knows one of our schemas. */
export interface EditorService {
  check(text: string): Promise<readonly Shown[]>;
  /** What is offered at the mark `|`, which is taken out of the text. */
  complete(marked: string): Promise<readonly CompletionItem[]>;
  /** What is shown over the character after the mark `|`. */
  hover(marked: string): Promise<string>;
}

/** The code of a warning that a value is deprecated. */
const DEPRECATED = 2;

/** The two generations that are in use: VS Code's own, and that of Neovim, Emacs, Helix and Monaco. */
export const GENERATIONS = ["5.7.2", "6.0.0-next.4"] as const;

/** Makes the language service of a generation. It gets our schemas where a `$schema` asks for one, and nothing else. */
export function createEditorService(
  generation: (typeof GENERATIONS)[number],
  name: SchemaName,
): EditorService {
  // Both have the same API, and neither takes the other's types.
  const { getLanguageService } = generation === "5.7.2" ? current : (next as unknown as typeof current);
  const service = getLanguageService({
    clientCapabilities: current.ClientCapabilities.LATEST,
    schemaRequestService: loadSchema,
    workspaceContext: { resolveRelativePath: (path, document) => new URL(path, document).href },
  });
  const schema = readSchema(name);
  service.configure({ schemas: [{ uri: `file:///${name}.json`, fileMatch: ["*"], schema }] });
  const open = (text: string): TextDocument =>
    current.TextDocument.create("file:///folder/file.json", "json", 1, text);
  const openAtMark = (marked: string) => {
    const document = open(marked.replace("|", ""));
    const place = document.positionAt(marked.indexOf("|"));
    return [document, place, service.parseJSONDocument(document)] as const;
  };
  return {
    async check(text) {
      const document = open(text);
      return (await service.doValidation(document, service.parseJSONDocument(document))).map(toShown);
    },
    async complete(marked) {
      return (await service.doComplete(...openAtMark(marked)))?.items ?? [];
    },
    async hover(marked) {
      const contents = (await service.doHover(...openAtMark(marked)))?.contents;
      return JSON.stringify(contents);
    },
  };
}

async function loadSchema(uri: string): Promise<string> {
  const name = SCHEMA_NAMES.find((each) => uri.endsWith(`/${each}.schema.json`));
  if (name === undefined) throw new Error(`${uri} was asked for`);
  return JSON.stringify(readSchema(name));
}

function toShown({ message, range: { start, end }, code }: Diagnostic): Shown {
  const range: Range = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
  return {
    message: typeof message === "string" ? message : message.value,
    range,
    isAdvice: code === DEPRECATED,
  };
}
