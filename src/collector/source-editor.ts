import type { Issue } from "../config/issue.ts";
import { parseSourceBody, type SourceBody } from "../config/source-body.ts";
import type { SourceConfig } from "../config/source-config.ts";
import { toSourceJson } from "../config/source-json.ts";
import { MOST_SOURCES } from "../config/sumo-limits.ts";
import type { Collector } from "./collector.ts";
import type { IdentifiedSource } from "./identified-source.ts";
import type { SourceRegistry, StoredSource } from "./source-registry.ts";

/** What came of a change. */
export type EditResult =
  | { readonly kind: "done"; readonly source: IdentifiedSource }
  /** There is no such source, or it is on its way out. */
  | { readonly kind: "unknown" }
  | { readonly kind: "duplicateName" }
  | { readonly kind: "full" }
  /** `id` is not that of the source. */
  | { readonly kind: "wrongId" }
  | { readonly kind: "wrong"; readonly issues: readonly Issue[] };

/** Makes, changes and removes the sources of a receiver that has no source files. */
export interface SourceEditor {
  /** The sources as they were stored. What cannot be used of them is an issue. */
  load(): { readonly sources: readonly IdentifiedSource[]; readonly issues: readonly Issue[] };
  /** Each of these throws StorageError when the change cannot be stored; then nothing has changed. */
  create(body: Uint8Array): EditResult;
  update(id: number, body: Uint8Array): EditResult;
  remove(id: number): EditResult;
}

/** What an editor works on. */
export interface SourceEditorDeps {
  readonly registry: Pick<SourceRegistry, "stored" | "create" | "update" | "remove">;
  readonly collector: Pick<Collector, "sources" | "apply" | "noteIssues">;
  /** Called with each source before it runs: its token is to be kept out of all output. */
  readonly onSource: (config: SourceConfig) => void;
}

type UsableBody = Extract<SourceBody, { kind: "source" }>;

/** Creates the editor. What it stores is applied at once. */
export function createSourceEditor({ registry, collector, onSource }: SourceEditorDeps): SourceEditor {
  const issuesOf = new Map<number, readonly Issue[]>();
  const others = (id: number): IdentifiedSource[] => collector.sources.filter((source) => source.id !== id);
  const apply = (sources: readonly IdentifiedSource[]): void => {
    collector.apply(sources);
    collector.noteIssues([...issuesOf.values()].flat());
  };
  const put = (body: UsableBody, store: (document: string) => StoredSource): EditResult => {
    onSource(body.config);
    const { id, revision } = store(toDocument(body.config));
    const source = { id, revision, config: atHome(body.config, id) };
    const issues = body.issues.map((issue) => ({ ...issue, file: nameOf(id) }));
    issuesOf.set(id, issues);
    apply([...others(id), source]);
    return { kind: "done", source };
  };
  return {
    load() {
      const loaded = registry.stored().map((stored) => ({ stored, body: parseStored(stored) }));
      for (const { stored, body } of loaded) issuesOf.set(stored.id, body.issues);
      const sources = loaded.flatMap(({ stored: { id, revision }, body }) =>
        body.kind === "source" ? [{ id, revision, config: body.config }] : [],
      );
      for (const { config } of sources) onSource(config);
      return { sources, issues: [...issuesOf.values()].flat() };
    },
    create(bytes) {
      const body = parseSourceBody(bytes, { name: "the body" });
      if (body.kind === "wrong") return body;
      const { name } = body.config;
      if (collector.sources.some(({ config }) => isSameName(config.name, name)))
        return { kind: "duplicateName" };
      if (collector.sources.length >= MOST_SOURCES) return { kind: "full" };
      return put(body, (document) => registry.create(name, document));
    },
    update(id, bytes) {
      const known = collector.sources.find((source) => source.id === id);
      if (known === undefined) return { kind: "unknown" };
      const storedToken = known.config.personalAccessToken;
      const body = parseSourceBody(bytes, { name: "the body", storedToken });
      if (body.kind === "wrong") return body;
      if (body.id !== id) return { kind: "wrongId" };
      const { name } = body.config;
      if (others(id).some(({ config }) => isSameName(config.name, name))) return { kind: "duplicateName" };
      return put(body, (document) => registry.update(id, name, document));
    },
    remove(id) {
      const source = collector.sources.find((each) => each.id === id);
      if (source === undefined) return { kind: "unknown" };
      registry.remove(id);
      issuesOf.delete(id);
      apply(others(id));
      return { kind: "done", source };
    },
  };
}

/** The store keeps names in UTF-8, where all lone surrogates are alike. */
function isSameName(a: string, b: string): boolean {
  return a.toWellFormed() === b.toWellFormed();
}

/** What is kept, the token included. */
function toDocument(config: SourceConfig): string {
  return JSON.stringify({ source: toSourceJson(config, config.personalAccessToken.reveal()) });
}

function parseStored({ id, document }: StoredSource): SourceBody {
  return parseSourceBody(Buffer.from(document), { name: nameOf(id) });
}

/** What the places in a stored source's issues name. */
function nameOf(id: number): string {
  return `source ${id}`;
}

function atHome(config: SourceConfig, id: number): SourceConfig {
  return { ...config, origin: { ...config.origin, file: nameOf(id) } };
}
