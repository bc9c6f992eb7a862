import type { Failure } from "./failure.ts";

/** What one step along the log came to. */
export type Step =
  /** `isProgress`: a page brought something new. */
  | { readonly kind: "more"; readonly isProgress: boolean }
  /** Asana had no further event. `isOver`: nor will it have one, as the stream is a slice of the past. */
  | { readonly kind: "caughtUp"; readonly isOver: boolean }
  /** `isProgress`: a part of the page has its outcome since the last step. */
  | { readonly kind: "failed"; readonly failure: Failure; readonly isProgress?: boolean };
