import type { Storage } from "../collector/storage.ts";
import { type Issue, warningAt } from "../config/issue.ts";
import { placeOfName } from "../config/settings-overrides.ts";

/** What is wrong with the storage, although it can be used. */
export function findStorageIssues({ exposed }: Pick<Storage, "exposed">): Issue[] {
  if (exposed === undefined) return [];
  const finding = {
    code: "open-storage",
    message: `the file, which may hold tokens, can be used by other users of this machine (mode ${exposed.mode})`,
    hint: "Make the user of the receiver its owner, with mode 600",
  };
  return [warningAt(placeOfName(exposed.path), finding)];
}
