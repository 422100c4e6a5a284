import type { ClusterChange, Contact } from "./model.ts";
import { id } from "../ids.ts";

/** The change with every text in it put through `text`: names, addresses, labels, images, reasons. */
export function withTexts(change: ClusterChange, text: (text: string) => string): ClusterChange {
  switch (change.to) {
    case "machine": {
      const { machine } = change;
      const labels = Object.entries(machine.labels).map(([key, value]) => [text(key), text(value)]);
      return {
        to: "machine",
        machine: {
          ...machine,
          id: id(text(machine.id)),
          name: text(machine.name),
          address: text(machine.address),
          labels: Object.fromEntries(labels) as Record<string, string>,
        },
      };
    }
    case "unit": {
      const { unit } = change;
      return {
        to: "unit",
        unit: {
          ...unit,
          id: id(text(unit.id)),
          name: text(unit.name),
          machine: unit.machine === null ? null : id(text(unit.machine)),
          sub: text(unit.sub),
          image: unit.image === null ? null : text(unit.image),
        },
      };
    }
    case "machineGone":
      return { to: "machineGone", id: id(text(change.id)) };
    case "unitGone":
      return { to: "unitGone", id: id(text(change.id)) };
    case "contact":
      return { to: "contact", contact: contactWith(change.contact, { text }) };
    case "request":
      return { to: "request", machine: text(change.machine), unit: text(change.unit) };
  }
}

/** The change told on a clock that shows `byMs` more. */
export function shifted(change: ClusterChange, byMs: number): ClusterChange {
  switch (change.to) {
    case "machine":
      return { to: "machine", machine: { ...change.machine, since: change.machine.since + byMs } };
    case "unit":
      return { to: "unit", unit: { ...change.unit, since: change.unit.since + byMs } };
    case "contact":
      return { to: "contact", contact: contactWith(change.contact, { byMs }) };
    case "machineGone":
    case "unitGone":
    case "request":
      return change;
  }
}

function contactWith(
  contact: Contact,
  { text = (same) => same, byMs = 0 }: { readonly text?: (text: string) => string; readonly byMs?: number },
): Contact {
  if (contact.at !== "silent") return contact;
  const { lastHeard, why } = contact;
  return { at: "silent", lastHeard: lastHeard === null ? null : lastHeard + byMs, why: text(why) };
}
