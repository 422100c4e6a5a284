const SAFE_ADDRESS = /^(?:https?:|mailto:|data:image\/(?:png|jpeg|gif|webp|avif);|[^:]*(?:[/?#]|$))/i;

/** Whether nothing runs where a browser follows the address, or shows what is there. */
export function isSafeAddress(value: string): boolean {
  return SAFE_ADDRESS.test(asRead(value));
}

/** A browser leaves out white space and controls in front of, and tabs and line ends in an address. */
export function asRead(value: string): string {
  return value.replace(/[\p{Cc}\s]+/gu, "");
}
