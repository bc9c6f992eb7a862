import { apiError } from "./api-error.ts";

/**
 * Reads the number in a path.
 *
 * @throws HTTPException when it is none
 */
export function readId(text: string): number {
  const id = Number(text);
  if (/^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(id)) return id;
  throw apiError("createValidationError", "The specified ID is invalid.");
}
