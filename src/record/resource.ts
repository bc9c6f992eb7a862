/** What a source's configuration says about its records' origin. */
export interface SourceIdentity {
  readonly name: string;
  readonly category?: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
  readonly workspaceID: string;
}

/**
 * The resource attributes of one source's records; Sumo Logic reads them as metadata and fields.
 *
 * Where names meet, the source's `fields` go before `base`, and what identifies the source before both.
 *
 * @param base what all sources share: `service.*` and the attributes from the settings
 */
export function toResourceAttributes(
  source: SourceIdentity,
  base: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    ...base,
    ...source.fields,
    _source: source.name,
    _sourceName: source.name,
    ...(source.category === undefined ? {} : { _sourceCategory: source.category }),
    "asana.workspace.gid": source.workspaceID,
  };
}
