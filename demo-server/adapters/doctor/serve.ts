import { PROBE } from "#core/doctor/network.ts";
import type { ShelfTalk } from "../site/shelf.ts";
import type { LoadTalk } from "../site/talk-cache.ts";
import type { Patient } from "./check.ts";
import { doctorPage } from "./page.ts";

export interface ServedDoctor {
  readonly talk: ShelfTalk;
  readonly language: string;
  readonly load: LoadTalk;
  readonly live: boolean;
  readonly folders: Patient["folders"];
  readonly state: string;
  /** Address of the deck. */
  readonly deck: string;
}

/** Makes the page anew. Somebody's public page is asked for only where that is wanted: see `PROBE`. */
export type MakeDoctorPage = (wish: { readonly asksNetwork: boolean }) => Promise<string>;

/** Several windows that ask within this time see the same examination: each one logs in to every machine. */
const freshMs = 3000;

/** Makes the doctor's page of the talk that is given, examining anew. */
export function createDoctorPage(served: ServedDoctor): MakeDoctorPage {
  let last: { readonly at: number; readonly probe: string | null; readonly html: Promise<string> } | null =
    null;
  return ({ asksNetwork }) => {
    const probe = asksNetwork ? PROBE.url : null;
    if (last?.probe === probe && Date.now() - last.at < freshMs) return last.html;
    last = { at: Date.now(), probe, html: examineNow(served, probe) };
    return last.html;
  };
}

async function examineNow(served: ServedDoctor, probe: string | null): Promise<string> {
  const { talk, language, load, live, folders, state, deck } = served;
  // Its checks bring half of the kit: whoever never asks for the page does not wait for them.
  const { examine } = await import("./examine.ts");
  const file = talk.files.get(language);
  if (file === undefined) throw new Error(`${talk.talk} is not there in "${language}" any more`);
  const loaded = await load(file);
  const { title, language: spoken } = loaded.deck.head;
  const patient = { talk, loaded, language: spoken, folders, state, live, probe, listen: null };
  const examined = await examine(patient);
  return doctorPage({ title, language: spoken, deck, examined, lookedAt: new Date() });
}
