import type { IncomingMessage, ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import type { OtherHosts } from "#core/deck/other-hosts.ts";
import { pagePolicy } from "../site/policy.ts";

/** A page of ours is shown in no other site's frame; a page itself cannot say that. */
const policyOf = (hosts?: OtherHosts): string => `${pagePolicy(hosts)}; frame-ancestors 'self'`;
const POLICY = policyOf();

/** Sent with every answer. */
export function securityHeaders(request: IncomingMessage): Record<string, string> {
  return {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    // Browsers heed it in a secure context only, and complain in the console of everybody else.
    ...(isSecure(request) && { "Cross-Origin-Opener-Policy": "same-origin" }),
  };
}

/** Of a trusted talk's page: what its slides show of other hosts comes in. */
export function allowHosts(response: ServerResponse, hosts: OtherHosts): void {
  response.setHeader("Content-Security-Policy", policyOf(hosts));
}

/** A stranger's file: a browser that shows it as a page runs nothing in it, and takes it for no page of this server's. */
export function sandbox(response: ServerResponse): void {
  response.setHeader("Content-Security-Policy", `${POLICY}; sandbox`);
}

/** Whether browsers take the page for a secure context: by TLS, here or at a proxy, or on this computer. */
function isSecure({ socket, headers }: IncomingMessage): boolean {
  if (socket instanceof TLSSocket || headers["x-forwarded-proto"] === "https") return true;
  return /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(headers.host ?? "");
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
