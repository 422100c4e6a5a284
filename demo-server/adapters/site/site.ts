import { join } from "node:path";
import type { MakeDoctorPage } from "../doctor/serve.ts";
import { liesIn } from "../talks/own-file.ts";
import { sendFrom } from "../transport/folder.ts";
import type { Exchange } from "../transport/http.ts";
import { errorPage, NOTHING_THERE } from "../transport/error-page.ts";
import { allowHosts, redirect, sandbox, sendHtml } from "../transport/replies.ts";
import type { Pages } from "./pages.ts";
import type { ShelfTalk } from "./shelf.ts";
import { talkListPage } from "./talk-list.ts";
import { isMedia } from "./talk-media.ts";
import type { Understudies } from "./understudies.ts";

export interface SiteSetting {
  readonly pages: Pages;
  /** Read anew for each request: a talk may be added while the server runs. */
  readonly shelf: () => Promise<readonly ShelfTalk[]>;
  /** Whether the talk that this file belongs to may run script. */
  readonly trusts: (file: string) => boolean;
  readonly understudies: Understudies;
  /** Folder of the built browser app; null where something else answers for `app/`. */
  readonly app: string | null;
  /** Where `/` leads; null shows the list of talks. */
  readonly front: string | null;
  /** Makes the page of what would go wrong; absent where there is no talk that is given, or no presenter. */
  readonly doctor?: MakeDoctorPage;
}

/** Answers for everything that is seen of the talks. The request was let in, and its path checked, before. */
export type Site = (path: readonly string[], exchange: Exchange) => Promise<void>;

export function createSite(setting: SiteSetting): Site {
  const { pages, shelf, trusts, understudies, app, front, doctor } = setting;
  const find = async (name: string) => (await shelf()).find((found) => found.talk === name);

  const sendFront = async ({ response }: Exchange): Promise<void> => {
    if (front === null) sendHtml(response, 200, await talkListPage(await shelf(), pages));
    else redirect(response, front);
  };

  const sendTalk = async (name: string, path: string, exchange: Exchange): Promise<void> => {
    const talk = await find(name);
    const language = path.endsWith(".html") ? path.slice(0, -".html".length) : "";
    const html = talk ? await pages.html(talk, language, exchange.role) : null;
    if (talk && html !== null) {
      if (trusts(talk.files.get(language) ?? ""))
        allowHosts(exchange.response, await pages.otherHosts(talk, language));
      sendHtml(exchange.response, 200, html);
      return;
    }
    const isTrusted = talk !== undefined && trusts(join(talk.folder, path));
    // A drawing that is opened as a page of its own could run script too.
    if (!isTrusted) sandbox(exchange.response);
    const isGiven =
      talk && isMedia(path, isTrusted) && (isTrusted || (await liesIn(talk.folder, join(talk.folder, path))));
    sendFile(isGiven ? talk.folder : null, path, exchange);
  };

  const sendUnderstudy = async (name: string, path: string, exchange: Exchange): Promise<void> => {
    const talk = await find(name);
    sendFile(talk ? await understudies.folder(talk) : null, path, exchange);
  };

  return async ([area, ...below], exchange) => {
    if (area === undefined) return sendFront(exchange);
    if (area === "doctor" && doctor && exchange.role === "presenter" && isDoctors(below)) {
      sendHtml(exchange.response, 200, await doctor({ asksNetwork: below.length > 0 }));
      return;
    }
    const [name = "", ...rest] = below;
    if (area === "talks") return sendTalk(name, rest.join("/"), exchange);
    if (area === "understudies") return sendUnderstudy(name, rest.join("/"), exchange);
    sendFile(area === "app" ? app : null, below.join("/"), exchange, true);
  };
}

/** `/doctor`, and `/doctor/network`, which asks somebody else too. */
function isDoctors([which, ...more]: readonly string[]): boolean {
  return (which === undefined || which === "network") && more.length === 0;
}

/** `folder` is null where there is none to send from. */
function sendFile(folder: string | null, path: string, exchange: Exchange, immutable = false): void {
  const missing = (): void =>
    sendHtml(exchange.response, 404, errorPage(404, NOTHING_THERE, exchange.language));
  if (folder === null || path === "") missing();
  else sendFrom(folder, path, exchange, { immutable, missing });
}
