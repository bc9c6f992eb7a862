import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kubernetesExamples, type Manifest } from "../support/kubernetes-examples.ts";
import { ROOT_FOLDER } from "../support/root-file.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Kubernetes' own description of each kind, as types: the compiler refuses unknown keys and wrong values. */
const TYPES: Readonly<Record<string, string>> = {
  Deployment: 'import("kubernetes-types/apps/v1").Deployment',
  ConfigMap: 'import("kubernetes-types/core/v1").ConfigMap',
  PersistentVolumeClaim: 'import("kubernetes-types/core/v1").PersistentVolumeClaim',
};

interface Workload {
  readonly spec: {
    readonly replicas: number;
    readonly strategy: { readonly type: string };
    readonly selector: { readonly matchLabels: object };
    readonly template: { readonly metadata: { readonly labels: object }; readonly spec: PodSpec };
  };
}

interface PodSpec {
  readonly securityContext: { readonly runAsNonRoot?: boolean };
  readonly containers: readonly {
    readonly name: string;
    readonly securityContext: object;
    readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
    readonly livenessProbe?: object;
    readonly readinessProbe?: object;
  }[];
  readonly volumes: readonly {
    readonly name: string;
    readonly configMap?: { readonly name: string };
    readonly persistentVolumeClaim?: { readonly claimName: string };
  }[];
}

/** Compiles the manifests as literals of Kubernetes' types; what the compiler says. */
function compile(manifests: readonly Manifest[]): string {
  const folder = tempFolder();
  mkdirSync(join(folder, "node_modules"));
  const types = "node_modules/kubernetes-types";
  symlinkSync(join(ROOT_FOLDER, types), join(folder, types));
  const literals = manifests.map(
    (manifest, index) =>
      `export const m${index}: ${TYPES[manifest.kind] ?? "never"} = ${JSON.stringify(manifest)};`,
  );
  writeFileSync(join(folder, "manifests.ts"), literals.join("\n"));
  const compilerOptions = {
    strict: true,
    noEmit: true,
    moduleResolution: "bundler",
    module: "esnext",
    types: [],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["manifests.ts"] }));
  const tsc = join(ROOT_FOLDER, "node_modules/typescript/bin/tsc");
  return spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" }).stdout;
}

function workloadOf(manifests: readonly Manifest[]): Workload["spec"] {
  const deployment = manifests.find(({ kind }) => kind === "Deployment");
  if (deployment === undefined) throw new Error("there is no Deployment");
  return (deployment as unknown as Workload).spec;
}

describe.each(kubernetesExamples())("$file", ({ manifests }) => {
  it("has the shape that Kubernetes' API describes", () => {
    expect(compile(manifests)).toBe("");
  });

  it("is refused with an unknown key", () => {
    const [first] = manifests;
    expect(compile([{ ...first, misspelt: true } as unknown as Manifest])).toContain("misspelt");
  });

  it("runs one Pod, whose selector finds it, without root and without the right to write to its root", () => {
    const { replicas, strategy, selector, template } = workloadOf(manifests);
    expect({ replicas, strategy }).toEqual({ replicas: 1, strategy: { type: "Recreate" } });
    expect(template.metadata.labels).toEqual(selector.matchLabels);
    expect(template.spec.securityContext.runAsNonRoot).toBe(true);
    for (const { securityContext } of template.spec.containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
    }
  });

  it("mounts what it declares, and keeps the state on a volume", () => {
    const { containers, volumes } = workloadOf(manifests).template.spec;
    const names = new Set(volumes.map(({ name }) => name));
    for (const { volumeMounts } of containers) {
      for (const { name } of volumeMounts) expect(names).toContain(name);
    }
    const declared = new Set(manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
    for (const { configMap, persistentVolumeClaim } of volumes) {
      if (configMap !== undefined) expect(declared).toContain(`ConfigMap ${configMap.name}`);
      if (persistentVolumeClaim === undefined) continue;
      expect(declared).toContain(`PersistentVolumeClaim ${persistentVolumeClaim.claimName}`);
    }
    const receiver = containers.find(({ name }) => name === "receiver");
    expect(receiver?.volumeMounts).toContainEqual(
      expect.objectContaining({ name: "state", mountPath: "/var/lib/otel-asana-receiver" }),
    );
  });

  it("asks /livez and /readyz", () => {
    const { containers } = workloadOf(manifests).template.spec;
    const receiver = containers.find(({ name }) => name === "receiver");
    expect(JSON.stringify(receiver?.livenessProbe)).toContain("/livez");
    expect(JSON.stringify(receiver?.readinessProbe)).toContain("/readyz");
  });
});
