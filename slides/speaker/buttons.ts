import type { ActionName } from "#core/show/press.ts";
import { keyLabel } from "../keys/table.ts";
import { button, element } from "../ui/elements.ts";
import type { SpeakerStrings } from "./strings.ts";

/** The actions that have a button of their own; all others are behind "more". */
const shown = [
  ["previous", "previousSlide", "nextSlide"],
  ["rerun", "moveOn", "understudy", "goLive"],
  ["blackout", "jump", "pairPhone", "help"],
] as const satisfies readonly (readonly (ActionName & keyof SpeakerStrings["buttons"])[])[];

/** A button for each key that a talk needs, the next-key the largest; one more for the sheet of all others. */
export function speakerButtons(
  strings: SpeakerStrings,
  press: (action: ActionName) => void,
  showMore: () => void,
): HTMLElement {
  const more = button("control control-more", strings.buttons.more, showMore);
  more.setAttribute("aria-haspopup", "dialog");
  const groups = shown.map((group) =>
    element(
      "div",
      "controls-group",
      ...group.map((action) => control(`control-${action}`, strings.buttons[action], action, press)),
    ),
  );
  return element(
    "footer",
    "controls",
    ...groups,
    more,
    control("control-next", strings.buttons.next, "next", press),
  );
}

function control(
  className: string,
  label: string,
  action: ActionName,
  press: (action: ActionName) => void,
): HTMLButtonElement {
  const made = button(`control ${className}`, "", () => press(action));
  made.append(element("span", "", label), element("kbd", "", keyLabel(action)));
  made.title = keyLabel(action);
  return made;
}
