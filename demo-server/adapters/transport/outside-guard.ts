import type { Told } from "#core/told.ts";
import { createAddressCheck } from "./address-check.ts";
import type { Asking, Guard } from "./guard.ts";

export interface OutsideGuardSetting {
  readonly names: readonly string[];
  readonly port: number;
  readonly publicUrls?: readonly URL[];
  /** Whether everybody may look on. */
  readonly viewers: boolean;
  /** Whether this is a device that was paired as a remote. */
  readonly isRemote: (request: Asking) => boolean;
}

const NOT_PAIRED: Told = {
  en: "This address is for the presenter's remote. Pair this device from the speaker window.",
  ja: "発表者のリモコン用のアドレスです。発表者の画面から、この機器をペアリングしてください。",
};

/** Decides who comes in from the network: viewers and remotes. Nobody is the presenter here, whatever key or cookie comes along. */
export function createOutsideGuard(setting: OutsideGuardSetting): Pick<Guard, "admit"> {
  const refusalOf = createAddressCheck(setting.names, setting.port, setting.publicUrls);
  return {
    admit: (request) => {
      const refusal = refusalOf(request);
      if (refusal) return refusal;
      if (setting.isRemote(request)) return { ok: true, role: "remote" };
      return setting.viewers ? { ok: true, role: "viewer" } : { ok: false, status: 403, why: NOT_PAIRED };
    },
  };
}
