import type { ServerResponse } from "node:http";

/**
 * Everything a page needs comes from this server; 'self' covers a web socket of the same host and port (CSP 3).
 * Styles may be inline: reveal.js and mermaid set them.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");

/** Sent with every answer. */
export function securityHeaders(): Record<string, string> {
  return {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
  };
}

/** A whole page, made for this request. */
export function sendHtml(response: ServerResponse, status: number, html: string): void {
  const body = Buffer.from(html);
  response.writeHead(status, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": body.byteLength,
    "Cache-Control": "no-store",
  });
  response.end(body);
}

export function redirect(response: ServerResponse, to: string, headers: Record<string, string> = {}): void {
  response.writeHead(303, { Location: to, "Cache-Control": "no-store", ...headers });
  response.end();
}
