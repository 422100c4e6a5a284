import type { Page } from "playwright-core";
import type { Started } from "../processes.ts";

export type PeerName = "kuroko" | "plain" | "wetty";

/** What every peer is given, so that all show the same thing. */
export interface Setting {
  /** A file that runs the shell: no start-up files, one prompt. */
  readonly shell: string;
  /** Environment of the server, and so of the shell. */
  readonly env: NodeJS.ProcessEnv;
  /** Built pages. */
  readonly pages: string;
  /** Where peers from npm are installed. */
  readonly installed: string;
  /** For what this run needs and nobody wants to keep. */
  readonly scratch: string;
  /** Type size of the peers' terminals, in pixels: that of kuroko's pane in the same window. */
  readonly fontSize: number;
  /** The command line of the step in kuroko's talk. */
  readonly step: string;
}

/** A web terminal that is measured. */
export interface Peer {
  readonly name: PeerName;
  /** Starts its server on loopback. */
  start(setting: Setting): Promise<RunningPeer>;
}

export interface RunningPeer {
  readonly server: Started;
  /** Opens the terminal in a fresh page; the keyboard is in it when this resolves. */
  open(page: Page): Promise<void>;
  /** Folder of what it recorded, where it records. */
  readonly takes?: string;
}
