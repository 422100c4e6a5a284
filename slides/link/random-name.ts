/** A name that nothing else has. `crypto.randomUUID` is missing on pages that came over a network without TLS. */
export function randomName(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");
}
