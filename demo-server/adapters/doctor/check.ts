import type { ToldFinding } from "#core/doctor/finding.ts";
import type { Told } from "#core/told.ts";
import type { ShelfTalk } from "../site/shelf.ts";
import type { TakeFolders } from "../takes/find.ts";
import type { LoadedTalk } from "../talks/load.ts";

/** One thing that is looked at before a show. One file in `checks/` each. */
export interface Check {
  /** Short name, for programs. */
  readonly name: string;
  /** Its heading. */
  readonly title: Told;
  /** Place in the report; equals stand in the order of their names. */
  readonly order: number;
  /** How long it may take; then it is said that it took too long. */
  readonly withinMs: number;
  /** Looks, and says what it found. Rejections are reported as problems. */
  run(patient: Patient): Promise<readonly ToldFinding[]>;
}

/** What is examined. */
export interface Patient {
  readonly talk: ShelfTalk;
  readonly loaded: LoadedTalk;
  /** What is found is said in it. */
  readonly language: string;
  readonly folders: TakeFolders;
  /** Folder for what is private to this machine. */
  readonly state: string;
  /** Whether the show will be live: then what only a live show needs is a problem where it is missing, else a warning. */
  readonly live: boolean;
  /** Address of somebody's page that always says the same, to see whether the network leads anywhere; null asks nobody. */
  readonly probe: string | null;
  /** Where the server is to listen; null where it listens already. */
  readonly listen: { readonly host: string; readonly port: number } | null;
}
