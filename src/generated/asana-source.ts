// Made from schemas/asana-source.schema.json by npm run generate: change that file instead.

/**
 * One or several Asana sources, in the Universal JSON of Sumo Logic's cloud-to-cloud sources.
 */
export interface AsanaSourceFile {
  /**
   * The schema an editor checks this file with. Remove it before the file is sent to Sumo Logic.
   */
  $schema?: string;
  /**
   * Version of Sumo Logic's Collector Management API. Bodies of its POST and PUT requests may leave it out.
   */
  "api.version"?: "v1";
  source?: Source;
  /**
   * Several sources. Sumo Logic allows at most 1000 per Collector.
   *
   * @maxItems 1000
   */
  sources?: Source[];
}
/**
 * One Asana source: a workspace whose audit log is followed.
 */
export interface Source {
  config: Config;
  /**
   * Names the kind of source.
   */
  schemaRef: {
    /**
     * "Asana" for an Asana source.
     */
    type: "Asana";
    /**
     * Version of Sumo Logic's source definition, as its API returns it. Not used here.
     */
    version?: string;
  };
  /**
   * "Universal" for every cloud-to-cloud source. Sumo Logic's own example says "Security", which is read as "Universal".
   */
  sourceType: "Security" | "Universal";
  /**
   * The number Sumo Logic's API has given the source. Read-only, not used here.
   */
  id?: number;
  /**
   * Whether Sumo Logic's API regards the source as alive. Read-only, not used here.
   */
  alive?: boolean;
  /**
   * The state Sumo Logic's API reports. Read-only, not used here.
   */
  state?: {
    [k: string]: unknown;
  };
}
/**
 * What is followed, and how its records are labelled.
 */
export interface Config {
  /**
   * Name of the source, unique among all sources. It becomes the metadata field _source.
   */
  name: string;
  /**
   * A note for whoever reads the file.
   */
  description?: string;
  /**
   * Becomes the metadata field _sourceCategory, such as "prod/asana/audit".
   */
  category?: string;
  /**
   * Metadata of every record of the source: names and texts.
   */
  fields?: {
    /**
     * Whether Sumo Logic forwards the records to Cloud SIEM. A boolean; the texts "true" and "false" are read as one.
     */
    _siemForward?: ("true" | "false") | boolean;
    [k: string]: string | "true" | "false" | boolean | undefined;
  };
  /**
   * Token of an Asana service account that may read the audit log. Write ${env:NAME} or ${file:/path} to keep it out of the file.
   */
  personalAccessToken: string;
  /**
   * Asana's gid of the workspace, as a string of digits: the "Domain ID" at the bottom of the admin console's Settings.
   */
  workspaceID: string;
}
