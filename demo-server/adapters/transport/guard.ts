import type { IncomingMessage } from "node:http";
import type { Role } from "#core/show/role.ts";
import type { Told } from "#core/told.ts";
import { cookiesOf, createAddressCheck } from "./address-check.ts";
import { newSecret, sameSecret } from "./presenter-key.ts";

/** Whether a request, or a socket, may come in. `why` is a sentence for the one who asked. */
export type Admission = { readonly ok: true; readonly role: Role } | Refusal;

/** `status` is one of HTTP. */
export interface Refusal {
  readonly ok: false;
  readonly status: 400 | 403 | 421;
  readonly why: Told;
}

export type Redemption = { readonly ok: true; readonly setCookie: string } | Refusal;

export interface GuardSetting {
  /** Names that may stand in the `Host` header, without the port. */
  readonly names: readonly string[];
  readonly port: number;
  /** Value of the presenter's cookie. */
  readonly cookie: string;
  /** Whether only the presenter may come in: so while there are live shells. */
  readonly presenterOnly: boolean;
}

/** All that the guard looks at. */
export type Asking = Pick<IncomingMessage, "headers">;

/** Decides who comes in. Asked for every request, and by socket.io's `allowRequest` for every socket. */
export interface Guard {
  admit(request: Asking): Admission;
  /** Changes a key for the presenter's cookie; each key once. A browser that has the cookie needs no key. */
  redeem(request: Asking, key: string): Redemption;
  /** Makes a key. Print it only where nobody but the presenter reads. */
  issueKey(): string;
}

const USED: Told = {
  en: "This address was used already. Use the newest one that the terminal shows.",
  ja: "このアドレスはもう使われました。端末に出ている最新のものを開いてください。",
};
const NOT_PRESENTER: Told = {
  en: "This page is the presenter's. Open it by the address that `kuroko` printed in the terminal.",
  ja: "発表者のページです。`kuroko` が端末に表示したアドレスで開いてください。",
};

export function createGuard({ names, port, cookie, presenterOnly }: GuardSetting): Guard {
  const refusalOf = createAddressCheck(names, port);
  // Cookies do not tell ports apart, so that the name has to: two shows on one machine must not log each other out.
  const cookieName = `kuroko-${port}`;
  const keys = new Set<string>();

  const isPresenter = (request: Asking): boolean =>
    cookiesOf(request, cookieName).some((value) => sameSecret(value, cookie));

  return {
    admit: (request) => {
      const refusal = refusalOf(request);
      if (refusal) return refusal;
      if (isPresenter(request)) return { ok: true, role: "presenter" };
      return presenterOnly ? { ok: false, status: 403, why: NOT_PRESENTER } : { ok: true, role: "viewer" };
    },
    redeem: (request, key) => {
      const refusal = refusalOf(request);
      if (refusal) return refusal;
      const found = [...keys].find((issued) => sameSecret(issued, key));
      if (found === undefined && !isPresenter(request)) return { ok: false, status: 403, why: USED };
      if (found !== undefined) keys.delete(found);
      return { ok: true, setCookie: `${cookieName}=${cookie}; Path=/; HttpOnly; SameSite=Strict` };
    },
    issueKey: () => {
      const key = newSecret();
      keys.add(key);
      return key;
    },
  };
}
