import type { EditResult } from "../collector/source-editor.ts";
import { formatIssue, type Issue } from "../config/issue.ts";
import { apiError } from "./api-error.ts";

/** Why nothing can be changed here where files are in charge. */
export const JSON_MODE =
  "Collector is in JSON mode, user cannot create, delete, or update sources using the API. Change its source files.";

/** Why a change was not carried out. */
export function toApiError(result: Exclude<EditResult, { kind: "done" }>): Error {
  switch (result.kind) {
    case "unknown":
      return apiError("NotFound", "The source is being stopped.");
    case "duplicateName":
      return apiError("DuplicateResourceName", "A resource with the same name already exists.");
    case "full":
      return apiError("TooManySources", "A Collector has 1,000 sources at most.");
    case "wrongId":
      return apiError(
        "BadRequestBladeId",
        "Request body contains an invalid Source ID: its source.id is not that of the path.",
      );
    case "wrong":
      return wrongBody(result.issues);
  }
}

/** A mistake in the type of the source has codes of its own. */
function wrongBody(issues: readonly Issue[]): Error {
  const errors = issues.filter(({ severity }) => severity === "error");
  const message = errors.map(formatIssue).join("\n");
  if (errors.some(isWithoutType)) {
    return apiError("EmptySourceType", `Need to specify a source type.\n${message}`);
  }
  if (errors.some(isOfWrongType)) {
    return apiError("InvalidSourceType", `Invalid Source type for the requested operation.\n${message}`);
  }
  return apiError("BadRequest", message);
}

function isWithoutType({ code, message }: Issue): boolean {
  return code === "missing-key" && /^source(s\[\d+\])? has no "sourceType"$/.test(message);
}

function isOfWrongType({ code, pointer = "" }: Issue): boolean {
  const isAtType = /^\/source(s\/\d+)?\/(sourceType|schemaRef\/type)$/.test(pointer);
  return code === "other-source-type" || (isAtType && (code === "wrong-value" || code === "wrong-type"));
}
