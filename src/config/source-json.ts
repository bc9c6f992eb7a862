import type { Config, Source } from "../generated/asana-source.ts";
import type { SourceConfig } from "./source-config.ts";

/**
 * A source in Sumo Logic's JSON.
 *
 * @param token what stands for the token: itself where it is kept, a mask where it is shown
 */
export function toSourceJson(source: SourceConfig, token: string): Source {
  const { name, description, category, fields, workspaceID } = source;
  return {
    config: {
      name,
      ...(description === undefined ? {} : { description }),
      ...(category === undefined ? {} : { category }),
      ...(Object.keys(fields).length === 0 ? {} : { fields: toFields(fields) }),
      personalAccessToken: token,
      workspaceID,
    },
    schemaRef: { type: "Asana" },
    sourceType: "Universal",
  };
}

/** `_siemForward` is the one field that is no text. */
function toFields(fields: SourceConfig["fields"]): NonNullable<Config["fields"]> {
  const { _siemForward, ...texts } = fields;
  return _siemForward === undefined ? texts : { ...texts, _siemForward: _siemForward === "true" };
}
