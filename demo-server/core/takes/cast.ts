/** A recorded terminal session, whatever version of asciicast it was read from. */
export interface Cast {
  readonly version: 1 | 2 | 3;
  readonly cols: number;
  readonly rows: number;
  readonly title?: string;
  /** When it began, in seconds since 1970. */
  readonly timestampS?: number;
  /** In time order. */
  readonly events: readonly CastEvent[];
}

/** `atMs` counts from the start of the recording. */
export type CastEvent =
  | { readonly kind: "output"; readonly atMs: number; readonly data: string }
  | { readonly kind: "input"; readonly atMs: number; readonly data: string }
  | { readonly kind: "marker"; readonly atMs: number; readonly label: string }
  | { readonly kind: "resize"; readonly atMs: number; readonly cols: number; readonly rows: number }
  | { readonly kind: "exit"; readonly atMs: number; readonly status: number };

/** Why a text is no asciicast. */
export interface CastProblem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export function isCastProblem(result: Cast | CastProblem): result is CastProblem {
  return "message" in result;
}
