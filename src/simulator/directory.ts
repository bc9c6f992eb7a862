import type { Resource } from "./audit-event.ts";
import { LATIN_FIRST_NAMES, LATIN_LAST_NAMES, OTHER_PEOPLE, RESOURCE_NAMES } from "./names.ts";
import { hashText, mix, Random } from "./random.ts";

/** Somebody with an account. */
export interface Person {
  readonly gid: string;
  readonly name: string;
  readonly email: string;
}

/** The people and things of one simulated workspace. */
export interface Directory {
  readonly people: readonly Person[];
  /** Asana shows a service account as a user without an e-mail address. */
  readonly serviceAccounts: readonly Resource[];
  /** The things of a type; never empty. */
  resources(resourceType: string): readonly Resource[];
}

const PEOPLE = 120;
const RESOURCES_PER_TYPE = 24;
const SERVICE_ACCOUNT_NAMES = ["Audit export", "Identity sync", "Data warehouse", "SCIM provisioning"];

/** Below the gids of the events, which begin at 1.2e15. */
const FIRST_GID = 1_100_000_000_000_000;

/** Makes up a workspace's people and things; the same seed and workspace give the same ones. */
export function createDirectory(seed: number, workspaceGid: string): Directory {
  const gids = numberGids(mix(seed, hashText(workspaceGid)));
  const people = createPeople(new Random(mix(seed, 1)), gids);
  const byType = new Map<string, readonly Resource[]>([
    ["user", people.map((person) => ({ resource_type: "user", ...person }))],
    ["workspace", [{ resource_type: "workspace", gid: workspaceGid, name: "Acme" }]],
  ]);
  const serviceAccounts = SERVICE_ACCOUNT_NAMES.map((name) => ({ resource_type: "user", gid: gids(), name }));
  for (const resourceType of Object.keys(RESOURCE_NAMES)) {
    byType.set(resourceType, createResources(resourceType, gids));
  }
  return {
    people,
    serviceAccounts,
    resources(resourceType) {
      const resources = byType.get(resourceType);
      if (resources === undefined) throw new RangeError(`no resources of type ${resourceType}`);
      return resources;
    },
  };
}

/** Sixteen digits, as Asana's. */
function numberGids(hash: number): () => string {
  let next = FIRST_GID + (hash % 1e8) * 1e6;
  return () => String(next++);
}

function createPeople(random: Random, gids: () => string): Person[] {
  const latin = LATIN_LAST_NAMES.flatMap(([lastName, lastMailbox]) =>
    LATIN_FIRST_NAMES.map(([firstName, firstMailbox]) => ({
      name: `${firstName} ${lastName}`,
      mailbox: `${firstMailbox}.${lastMailbox}`,
    })),
  );
  const others = OTHER_PEOPLE.map(([name, mailbox]) => ({ name, mailbox }));
  return [...others, ...latin].slice(0, PEOPLE).map(({ name, mailbox }) => ({
    gid: gids(),
    name,
    email: `${mailbox}@${random.chance(0.85) ? "example.com" : "guests.example.org"}`,
  }));
}

function createResources(resourceType: string, gids: () => string): Resource[] {
  const names = RESOURCE_NAMES[resourceType] ?? [];
  return Array.from({ length: RESOURCES_PER_TYPE }, (_, at) => {
    const round = Math.floor(at / names.length);
    const name = `${names[at % names.length]}${round === 0 ? "" : ` (${round + 1})`}`;
    const subtype = SUBTYPES[resourceType]?.[at % 2];
    return subtype === undefined
      ? { resource_type: resourceType, gid: gids(), name }
      : { resource_type: resourceType, resource_subtype: subtype, gid: gids(), name };
  });
}

/** Asana leaves the subtype out most of the time; these are the ones seen in documentation and samples. */
const SUBTYPES: Readonly<Record<string, readonly (string | undefined)[]>> = {
  task: [undefined, "milestone"],
  story: ["added_to_project", undefined],
};
