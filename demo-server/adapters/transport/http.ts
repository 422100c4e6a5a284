import type { IncomingMessage, ServerResponse } from "node:http";
import type { Role } from "#core/show/role.ts";
import type { Told } from "#core/told.ts";
import { systemClock } from "../clock.ts";
import { Complaints } from "./complaints.ts";
import type { Guard } from "./guard.ts";
import { errorPage, NOTHING_THERE, type ErrorStatus } from "./error-page.ts";
import { redirect, securityHeaders, sendHtml } from "./replies.ts";
import { requestPath } from "./request-path.ts";

const ASK_TERMINAL: Told = {
  en: "The terminal that runs `kuroko` says what.",
  ja: "理由は `kuroko` を動かしている端末に出ています。",
};
const UNREADABLE: Told = { en: "The address cannot be read.", ja: "アドレスを読み取れません。" };
const ONLY_LOOK: Told = {
  en: "This address can only be looked at.",
  ja: "このアドレスは見ることしかできません。",
};

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Who asks. */
  readonly role: Role;
  /** Of the talk: what goes wrong is said in it. */
  readonly language: string;
}

export interface HttpSetting {
  /** Where it redeems no keys, a key in an address means nothing. */
  readonly guard: Pick<Guard, "admit"> & Partial<Pick<Guard, "redeem">>;
  /** Asked first, with the raw path: answers and returns true, or leaves the request alone. For Vite in development. */
  readonly before?: (exchange: Exchange, pathname: string) => boolean;
  /** Of the talk. */
  readonly language: string;
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
      else sendHtml(response, 500, errorPage(500, ASK_TERMINAL, setting.language));
    });
  };
}

async function answer(
  { guard, before, site, language }: HttpSetting,
  complaints: Complaints,
  asking: Pick<Exchange, "request" | "response">,
): Promise<void> {
  const { request, response } = asking;
  for (const [name, value] of Object.entries(securityHeaders(request))) response.setHeader(name, value);
  const entry = enter(guard, request);
  if (entry.go === "away") {
    complaints.refused(`a request: ${entry.why.en}`);
    refuse(response, entry.status, entry.why, language);
  } else if (entry.go === "on") redirect(response, entry.to, { "Set-Cookie": entry.setCookie });
  else {
    const exchange = { ...asking, role: entry.role, language };
    if (before?.(exchange, entry.pathname) !== true) await look(site, exchange, entry.pathname);
  }
}

type Entry =
  | { readonly go: "in"; readonly pathname: string; readonly role: Role }
  /** The key was good: the browser is sent to the address without it. */
  | { readonly go: "on"; readonly to: string; readonly setCookie: string }
  | { readonly go: "away"; readonly status: ErrorStatus; readonly why: Told };

function enter(guard: HttpSetting["guard"], request: IncomingMessage): Entry {
  const url = parseUrl(request.url);
  if (url === null) return { go: "away", status: 400, why: UNREADABLE };
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
  const { request, response, language } = exchange;
  const path = requestPath(pathname);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    refuse(response, 405, ONLY_LOOK, language);
  } else if (path === null) refuse(response, 404, NOTHING_THERE, language);
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

function refuse(response: ServerResponse, status: ErrorStatus, why: Told, language: string): void {
  sendHtml(response, status, errorPage(status, why, language));
}
