import { randomUUID } from "node:crypto";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** The codes of refusals: those that Sumo Logic documents, and ours for what it leaves open. */
const CODES = {
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
  PreconditionFailed: 412,
  BodyTooLarge: 413,
  MisdirectedRequest: 421,
  PreconditionRequired: 428,
  InternalError: 500,
  StorageError: 503,
} as const satisfies Record<string, ContentfulStatusCode>;

/** The code of a refusal. */
export type ApiErrorCode = keyof typeof CODES;

/** Makes a refusal in the form of Sumo Logic's API; `message` is shown to the client. */
export function apiError(
  code: ApiErrorCode,
  message: string,
  headers: Record<string, string> = {},
): HTTPException {
  const status = CODES[code];
  const body = { status, id: randomUUID(), code, message };
  const res = Response.json(body, { status, headers });
  return new HTTPException(status, { message, res });
}
