import type { IncomingMessage, ServerResponse } from "node:http";
import type { Role } from "#core/show/role.ts";
import { systemClock } from "../clock.ts";
import { Complaints } from "./complaints.ts";
import type { Guard } from "./guard.ts";
import { errorPage } from "./plain-page.ts";
import { redirect, securityHeaders, sendHtml } from "./replies.ts";
import { requestPath } from "./request-path.ts";

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Who asks. */
  readonly role: Role;
}

export interface HttpSetting {
  /** Where it redeems no keys, a key in an address means nothing. */
  readonly guard: Pick<Guard, "admit"> & Partial<Pick<Guard, "redeem">>;
  /** Asked first, with the raw path: answers and returns true, or leaves the request alone. For Vite in development. */
  readonly before?: (exchange: Exchange, pathname: string) => boolean;
  readonly site: (path: readonly string[], exchange: Exchange) => Promise<void>;
  /** Hears, in a sentence, what was refused; and a request that could not be answered although it should have been. */
  readonly onTrouble: (trouble: unknown, request?: IncomingMessage) => void;
}

/** Listener for a server's `request` event: who may come in, the presenter's key, then the site. It never throws. */
export function createHttp(
  setting: HttpSetting,
): (request: IncomingMessage, response: ServerResponse) => void {
  const complaints = new Complaints(systemClock, (trouble) => setting.onTrouble(trouble));
  return (request, response) => {
    answer(setting, complaints, { request, response }).catch((error: unknown) => {
      setting.onTrouble(error, request);
      if (response.headersSent) response.destroy();
      else sendHtml(response, 500, errorPage(500, "The terminal that runs `kuroko` says what."));
    });
  };
}

async function answer(
  { guard, before, site }: HttpSetting,
  complaints: Complaints,
  asking: Omit<Exchange, "role">,
): Promise<void> {
  const { request, response } = asking;
  for (const [name, value] of Object.entries(securityHeaders(request))) response.setHeader(name, value);
  const entry = enter(guard, request);
  if (entry.go === "away") {
    complaints.refused(`a request: ${entry.why}`);
    refuse(response, entry.status, entry.why);
  } else if (entry.go === "on") redirect(response, entry.to, { "Set-Cookie": entry.setCookie });
  else {
    const exchange = { ...asking, role: entry.role };
    if (before?.(exchange, entry.pathname) !== true) await look(site, exchange, entry.pathname);
  }
}

type Entry =
  | { readonly go: "in"; readonly pathname: string; readonly role: Role }
  /** The key was good: the browser is sent to the address without it. */
  | { readonly go: "on"; readonly to: string; readonly setCookie: string }
  | { readonly go: "away"; readonly status: number; readonly why: string };

function enter(guard: HttpSetting["guard"], request: IncomingMessage): Entry {
  const url = parseUrl(request.url);
  if (url === null) return { go: "away", status: 400, why: "The address cannot be read." };
  const key = url.searchParams.get("key");
  if (key === null || !guard.redeem) {
    const admission = guard.admit(request);
    return admission.ok
      ? { go: "in", pathname: url.pathname, role: admission.role }
      : { ...admission, go: "away" };
  }
  const redeemed = guard.redeem(request, key);
  if (!redeemed.ok) return { ...redeemed, go: "away" };
  url.searchParams.delete("key");
  return { go: "on", to: `${url.pathname}${url.search}`, setCookie: redeemed.setCookie };
}

async function look(site: HttpSetting["site"], exchange: Exchange, pathname: string): Promise<void> {
  const { request, response } = exchange;
  const path = requestPath(pathname);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    refuse(response, 405, "This address can only be looked at.");
  } else if (path === null) refuse(response, 404, "There is nothing at this address.");
  else await site(path, exchange);
}

/** Null for a target that is no path here: `*`, a proxy's absolute one, or one that a browser would take for a host. */
function parseUrl(target: string | undefined): URL | null {
  if (!target?.startsWith("/") || !URL.canParse(target, BASE)) return null;
  const url = new URL(target, BASE);
  return url.origin === BASE && !url.pathname.startsWith("//") ? url : null;
}

/** Addresses in requests are relative to the server; only the path is used. */
const BASE = "http://kuroko";

function refuse(response: ServerResponse, status: number, why: string): void {
  sendHtml(response, status, errorPage(status, why));
}
