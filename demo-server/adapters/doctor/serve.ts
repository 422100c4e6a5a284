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

/** Several windows that ask within this time see the same examination: each one logs in to every machine. */
const freshMs = 3000;

/** Makes the doctor's page of the talk that is given, examining anew. */
export function createDoctorPage(served: ServedDoctor): () => Promise<string> {
  let last: { readonly at: number; readonly html: Promise<string> } | null = null;
  return () => {
    if (last && Date.now() - last.at < freshMs) return last.html;
    last = { at: Date.now(), html: examineNow(served) };
    return last.html;
  };
}

async function examineNow({
  talk,
  language,
  load,
  live,
  folders,
  state,
  deck,
}: ServedDoctor): Promise<string> {
  // Its checks bring half of the kit: whoever never asks for the page does not wait for them.
  const { examine } = await import("./examine.ts");
  const file = talk.files.get(language);
  if (file === undefined) throw new Error(`${talk.talk} is not there in "${language}" any more`);
  const loaded = await load(file);
  const examined = await examine({ talk, loaded, folders, state, live, network: false, listen: null });
  const { title } = loaded.deck.head;
  return doctorPage({ title, language: loaded.deck.head.language, deck, examined, lookedAt: new Date() });
}
