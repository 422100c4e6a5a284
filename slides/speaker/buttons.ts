import type { ActionName } from "#core/show/press.ts";
import { keyLabel } from "../keys/table.ts";
import { button, element } from "../ui/elements.ts";
import type { SpeakerStrings } from "./strings.ts";

/** The actions that have a button of their own; the list of keys has all of them. */
const shown = [
  ["previous", "previousSlide", "nextSlide"],
  ["rerun", "moveOn", "understudy", "goLive"],
  ["blackout", "jump", "pairPhone", "help"],
] as const satisfies readonly (readonly (ActionName & keyof SpeakerStrings["buttons"])[])[];

/** A button for each key that a talk needs, the next-key the largest. */
export function speakerButtons(strings: SpeakerStrings, press: (action: ActionName) => void): HTMLElement {
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
