import { randomUUID } from "node:crypto";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** The status of each code: of those that Sumo Logic documents, and of ours for what it leaves open. */
export const ERROR_STATUSES = {
  BadRequest: 400,
  BadRequestBladeId: 400,
  CannotModifySources: 400,
  createValidationError: 400,
  DuplicateResourceName: 400,
  EmptySourceType: 400,
  InvalidSourceType: 400,
  TooManySources: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  NoSource: 409,
  StillRefused: 409,
  PreconditionFailed: 412,
  BodyTooLarge: 413,
  MisdirectedRequest: 421,
  PreconditionRequired: 428,
  InternalError: 500,
  StorageError: 503,
} as const satisfies Record<string, ContentfulStatusCode>;

/** The code of a refusal. */
export type ApiErrorCode = keyof typeof ERROR_STATUSES;

/** Makes a refusal in the form of Sumo Logic's API; `message` is shown to the client. */
export function apiError(
  code: ApiErrorCode,
  message: string,
  headers: Record<string, string> = {},
): HTTPException {
  const status = ERROR_STATUSES[code];
  const body = { status, id: randomUUID(), code, message };
  const res = Response.json(body, { status, headers });
  return new HTTPException(status, { message, res });
}
