import type { IncomingMessage, ServerResponse } from "node:http";
import type { Told } from "#core/told.ts";
import type { PairingDesk } from "#server/app/pairing-desk.ts";
import { cookiesOf, createAddressCheck } from "./address-check.ts";
import type { Complaints } from "./complaints.ts";
import type { Asking } from "./guard.ts";
import { looksLike } from "./looks-like.ts";
import { codePage, noWayInPage } from "./pairing-pages.ts";
import { errorPage } from "./error-page.ts";
import { redirect, securityHeaders, sendHtml } from "./replies.ts";
import { requestPath } from "./request-path.ts";

const IN_BROWSER: Told = {
  en: "Open this address in a browser.",
  ja: "このアドレスはブラウザーで開いてください。",
};

export interface RemoteDoorSetting {
  readonly names: readonly string[];
  readonly port: number;
  readonly pairing: PairingDesk;
  /** Path of the page that a paired device is sent to. */
  readonly front: string;
  /** Of the talk. */
  readonly language: string;
  readonly complaints: Complaints;
}

/** Where a phone is paired as a remote, at `/pair`. */
export interface RemoteDoor {
  /** Answers and returns true, or leaves the request alone. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Whether this is a device that was paired. */
  isRemote(request: Asking): boolean;
}

export function createRemoteDoor(setting: RemoteDoorSetting): RemoteDoor {
  const { names, port, pairing, front, language, complaints } = setting;
  const refusalOf = createAddressCheck(names, port);
  const cookieName = `kuroko-remote-${port}`;

  const standingOf = (request: Asking) =>
    cookiesOf(request, cookieName)
      .map((secret) => pairing.standing(secret))
      .find(({ at }) => at !== "unknown") ?? { at: "unknown" as const };

  /** It asks again by itself, until the presenter has spoken. */
  const sendStanding = (request: IncomingMessage, response: ServerResponse): void => {
    const standing = standingOf(request);
    if (standing.at === "paired") redirect(response, `${front}?remote`);
    else if (standing.at === "asking") sendHtml(response, 200, codePage(standing.code, language));
    else sendHtml(response, 403, noWayInPage(language));
  };

  const open = (token: string, request: IncomingMessage, response: ServerResponse): void => {
    if (standingOf(request).at !== "unknown") {
      sendStanding(request, response);
      return;
    }
    // Guesses are not counted: no number of them finds the token, and who is stopped by them is the presenter.
    const secret = pairing.open(token, looksLike(request.headers["user-agent"] ?? ""));
    if (secret === null) {
      complaints.refused("a phone: its address for pairing works no more, or never did.");
      sendHtml(response, 403, noWayInPage(language));
      return;
    }
    response.setHeader("Set-Cookie", `${cookieName}=${secret}; Path=/; HttpOnly; SameSite=Strict`);
    const standing = pairing.standing(secret);
    sendHtml(response, 200, codePage(standing.at === "asking" ? standing.code : "", language));
  };

  return {
    isRemote: (request) => standingOf(request).at === "paired",
    answer: (request, response) => {
      const [area, token, ...more] = requestPath((request.url ?? "").replace(/\?.*$/, "")) ?? [];
      if (area !== "pair" || more.length > 0) return false;
      for (const [name, value] of Object.entries(securityHeaders(request))) response.setHeader(name, value);
      const refusal = refusalOf(request);
      if (refusal) {
        complaints.refused(`a phone: ${refusal.why.en}`);
        sendHtml(response, refusal.status, errorPage(refusal.status, refusal.why, language));
      } else if (request.method !== "GET")
        // A look ahead by some program must not use the address up.
        sendHtml(response, 405, errorPage(405, IN_BROWSER, language));
      else if (token === undefined) sendStanding(request, response);
      else open(token, request, response);
      return true;
    },
  };
}
