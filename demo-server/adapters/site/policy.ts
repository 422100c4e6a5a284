/**
 * What a page may load and run: everything it needs comes from where it stands itself; 'self' covers a web socket of the
 * same host and port (CSP 3). Styles may be inline: reveal.js and mermaid set them. A server sends it with every answer;
 * in a static site the page of a talk that is not trusted says it itself.
 */
export const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");
