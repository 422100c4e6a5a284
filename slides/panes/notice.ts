import type { PaneState } from "#core/protocol/messages.ts";
import { keyLabel } from "../keys/table.ts";
import { button, element } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";

export interface NoticeActions {
  readonly reopen: () => void;
  readonly accept: (fingerprint: string) => void;
}

/**
 * What lies over a pane that is not simply open; null where nothing does.
 * @param actions null in a window that only watches: nothing can be done there.
 */
export function noticeFor(
  state: PaneState,
  where: string,
  strings: Strings,
  actions: NoticeActions | null,
): HTMLElement | null {
  switch (state.at) {
    case "closed":
    case "open":
      return null;
    case "opening":
      return quiet(strings.opening(where));
    case "stalled":
      return banner(
        actions ? strings.stalled(Math.round(state.silentMs / 1000)) : strings.trouble({ kind: "silent" }),
      );
    case "lost":
      // What was printed before stays readable.
      if (!actions) return banner(state.notOpened ? strings.notOpened : strings.lost);
      return card(
        "lost",
        element("h3", "", state.notOpened ? strings.notOpened : strings.lost),
        element("p", "", strings.sentence(state.why)),
        ...(state.notOpened?.declaredAt ? [element("p", "notice-place", state.notOpened.declaredAt)] : []),
        button("notice-act", strings.reopen(keyLabel("reopen")), actions.reopen),
      );
    case "unknownHost":
      return actions ? unknownHost(state, strings, actions) : quiet(strings.opening(where));
  }
}

/** A sentence in the middle of an empty pane. */
export function quiet(text: string): HTMLElement {
  return element("div", "notice notice-quiet", element("p", "", text));
}

function banner(text: string): HTMLElement {
  const made = element("div", "notice notice-banner", element("p", "", text));
  made.setAttribute("role", "status");
  return made;
}

function card(kind: string, ...content: HTMLElement[]): HTMLElement {
  const made = element(
    "div",
    `notice notice-card notice-${kind}`,
    element("div", "notice-sheet", ...content),
  );
  made.setAttribute("role", "alert");
  return made;
}

function unknownHost(
  state: PaneState & { readonly at: "unknownHost" },
  strings: Strings,
  actions: NoticeActions,
): HTMLElement {
  const fact = (name: string, value: string): HTMLElement[] => [
    element("dt", "", name),
    element("dd", "", value),
  ];
  return card(
    "unknown-host",
    element("h3", "", strings.unknownHost),
    element(
      "dl",
      "",
      ...fact(strings.hostName, state.host),
      ...fact(strings.keyType, state.keyType),
      ...fact(strings.fingerprint, state.fingerprint),
    ),
    element("p", "", strings.unknownHostWhy),
    button("notice-act", strings.accept(keyLabel("acceptHost")), () => actions.accept(state.fingerprint)),
  );
}
