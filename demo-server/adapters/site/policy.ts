import type { OtherHosts } from "#core/deck/other-hosts.ts";

const nobody: OtherHosts = { pictures: [], media: [], frames: [] };

/**
 * What a page may load and run: everything it needs comes from where it stands itself; 'self' covers a web socket of the
 * same host and port (CSP 3). Styles may be inline: reveal.js and mermaid set them. A server sends it with every answer;
 * in a static site the page of a talk that is not trusted says it itself.
 * @param hosts from where the slides of a trusted talk show pictures, films and frames; script comes from no other host.
 */
export function pagePolicy({ pictures, media, frames }: OtherHosts = nobody): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' data: blob:", ...pictures].join(" "),
    ["media-src 'self' data: blob:", ...media].join(" "),
    ["frame-src 'self'", ...frames].join(" "),
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
}
