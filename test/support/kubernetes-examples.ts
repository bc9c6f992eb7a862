import { exampleFiles, yamlDocuments } from "./example-files.ts";

/** A Kubernetes object, as far as the tests look at it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
}

/** The objects of the Kubernetes examples, by file. */
export function kubernetesExamples(): { readonly file: string; readonly manifests: Manifest[] }[] {
  return exampleFiles("kubernetes/*.yaml").map((file) => ({
    file,
    manifests: yamlDocuments(file) as Manifest[],
  }));
}
