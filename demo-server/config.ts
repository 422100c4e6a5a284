import type { AudienceRules } from "#core/protocol/audience.ts";
import type { Problem } from "#core/problem.ts";
import type { ShelfTalk } from "./adapters/site/shelf.ts";

/** What one run of the server is to do: parsed from flags and environment once, and trusted from then on. */
export interface ShowConfig {
  /** The talks that can be seen: the kit's own, and the one that was named by a path. */
  readonly shelf: () => Promise<readonly ShelfTalk[]>;
  /** The talk that is given, and the page it begins with; null shows the list. */
  readonly talk: { readonly talk: ShelfTalk; readonly language: string } | null;
  /** Whether the talk in this file may have script in its slides. */
  readonly trusts: (file: string) => boolean;
  /** `live` starts shells for the talk's panes, and lets only the presenter in. */
  readonly mode: "live" | "recorded";
  /** Begins anew also where a show of the talk was cut off a short while ago. */
  readonly fresh: boolean;
  /** Vite's sources with hot reload instead of the built app. */
  readonly development: boolean;
  readonly host: string;
  /** 0 for any; another free one is taken when this one is not. */
  readonly port: number;
  /** The side that is open to the network; null where all stays on `host`. */
  readonly outside: OutsideConfig | null;
  /** What viewers may send up, until the presenter says otherwise; absent for nothing. */
  readonly room?: AudienceRules;
  /** Address of the Redis that leads to relays; absent where all viewers are served here. May hold a password. */
  readonly redis?: string;
  /** Folder of the understudies, one for each talk. */
  readonly understudies: string;
  /** Folder for what is private to this machine: the presenter's cookie, takes. */
  readonly state: string;
  readonly log: ShowLog;
}

export interface OutsideConfig {
  /** Address of one of this machine's networks. */
  readonly host: string;
  readonly port: number;
  /** Everybody there may look on. */
  readonly viewers: boolean;
  /** The presenter may pair a device there as a remote. */
  readonly remotes: boolean;
}

/** What one relay is to do. */
export interface RelayConfig {
  readonly talk: ShelfTalk;
  /** Whether the talk in this file may have script in its slides. */
  readonly trusts: (file: string) => boolean;
  /** Of the page that `/` leads to. */
  readonly language: string;
  readonly host: string;
  readonly port: number;
  /** What stands before it, as browsers see it: `https://talk.example.org`. */
  readonly publicUrls: readonly URL[];
  /** May hold a password. */
  readonly redis: string;
  readonly understudies: string;
  readonly log: ShowLog;
}

/** Where the server says what is going on. */
export interface ShowLog {
  /** The browser app is built anew: the one thing at the start that takes time. */
  readonly building: () => void;
  /** A talk was saved; these are the mistakes that are in it now. */
  edited?(problems: readonly Problem[]): void;
  /** Something failed that the presenter should know of; the show goes on. */
  readonly trouble: (error: unknown) => void;
}
