import type { SourceConfig } from "../config/source-config.ts";
import type { Resource } from "../health/incident.ts";
import type { SourceRegistry } from "./source-registry.ts";

/** A source's configuration, and the identity that outlives its name. */
export interface IdentifiedSource {
  readonly id: number;
  /** Grows with every change through the API. */
  readonly revision: number;
  readonly config: SourceConfig;
}

/**
 * Gives sources that come from files their identities, which are those they had in earlier runs.
 *
 * @throws StorageError when the identities cannot be read or written
 */
export function identifySources(
  registry: Pick<SourceRegistry, "identify">,
  configs: readonly SourceConfig[],
): IdentifiedSource[] {
  const ids = registry.identify(configs.map(({ name }) => name));
  return configs.map((config) => ({ id: ids.get(config.name) ?? 0, revision: 0, config }));
}

/** The source as health events name it. */
export function toResource({ id, config }: IdentifiedSource): Resource {
  return { type: "SourceResource", id, name: config.name };
}
