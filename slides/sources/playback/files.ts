/** The compiled files of a take, from any static host. */
import { sentence } from "#core/sentences.ts";
import { PLAYBACK_VERSION, type Playback, type PlaybackPane, type Segment } from "#core/takes/playback.ts";
import type { Clock } from "./performance.ts";

/** After the first screens are drawn there is time to fetch the rest. */
const KEEP_AFTER_MS = 2000;
/** What is shown now is not to wait for what may be shown later. */
const KEEP_PAUSE_MS = 15;

export type Fetch = (url: URL) => Promise<Response>;

/** Parsed segments that are kept: a few steps back and forth need no second parsing. */
const KEPT_SEGMENTS = 12;
/** A take up to this size is fetched whole when there is time, so that it plays on when its server is gone. */
const KEPT_BYTES = 16 * 1024 * 1024;

/** Fetches the table of contents. Rejects with a sentence for the presenter. */
export async function loadPlayback(folder: URL, get: Fetch): Promise<Playback> {
  const url = new URL("playback.json", folder);
  const playback = (await (await fetched(url, get)).json()) as Playback;
  if (playback.version === PLAYBACK_VERSION) return playback;
  throw new Error(sentence("takeOfOther"));
}

/** The segments of one pane. */
export class SegmentFiles {
  readonly #folder: URL;
  readonly #pane: PlaybackPane;
  readonly #get: Fetch;
  /** In the order of their last use. */
  readonly #segments = new Map<number, Promise<Segment>>();
  readonly #bytes = new Map<number, Promise<ArrayBuffer>>();

  constructor(folder: URL, pane: PlaybackPane, get: Fetch) {
    this.#folder = new URL(`${pane.folder}/`, folder);
    this.#pane = pane;
    this.#get = get;
  }

  load(index: number): Promise<Segment> {
    const segment = this.#segments.get(index) ?? this.#bytesOf(index).then(unpack<Segment>);
    this.#segments.delete(index);
    this.#segments.set(index, segment);
    segment.catch(() => this.#segments.delete(index));
    for (const oldest of this.#segments.keys()) {
      if (this.#segments.size <= KEPT_SEGMENTS) break;
      this.#segments.delete(oldest);
    }
    return segment;
  }

  /** Fetches what will be wanted soon; that it fails is found out when it is wanted. */
  prepare(index: number): void {
    if (index < this.#pane.segments.length) this.load(index).catch(ignore);
  }

  /** Fetches everything, one file after the other with a `pause` between, if it is small enough to be kept. */
  async keepAll(pause: () => Promise<void>): Promise<void> {
    const total = this.#pane.segments.reduce((sum, { bytes }) => sum + bytes, 0);
    if (total > KEPT_BYTES) return;
    for (const index of this.#pane.segments.keys()) {
      const bytes = this.#bytesOf(index);
      this.#bytes.set(index, bytes);
      await bytes.catch(() => this.#bytes.delete(index));
      await pause();
    }
  }

  #bytesOf(index: number): Promise<ArrayBuffer> {
    const kept = this.#bytes.get(index);
    if (kept) return kept;
    const entry = this.#pane.segments[index];
    if (!entry) return Promise.reject(new Error(`The recording has no part ${index}.`));
    return fetched(new URL(entry.file, this.#folder), this.#get).then((response) => response.arrayBuffer());
  }
}

/** Fetches what is not there yet, later and bit by bit. */
export function keepSoon(files: readonly SegmentFiles[], clock: Pick<Clock, "after">): void {
  const pause = () => new Promise<void>((resolve) => clock.after(KEEP_PAUSE_MS, resolve));
  clock.after(KEEP_AFTER_MS, () => {
    for (const one of files) void one.keepAll(pause);
  });
}

async function fetched(url: URL, get: Fetch): Promise<Response> {
  const response = await get(url).catch((cause: unknown) => {
    throw new Error(sentence("takeUnfetched"), { cause });
  });
  if (response.ok) return response;
  throw new Error(sentence("takePartMissing", { file: url.pathname, status: response.status }));
}

/** Fetches one packed file. Rejects with a sentence for the presenter. */
export async function fetchPacked<Content>(url: URL, get: Fetch): Promise<Content> {
  return unpack<Content>(await (await fetched(url, get)).arrayBuffer());
}

/** Unpacks a file, whether or not the server has declared the gzip as its own and the browser has undone it. */
async function unpack<Content>(bytes: ArrayBuffer): Promise<Content> {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  const body = new Response(bytes);
  const isPacked = first === 0x1f && second === 0x8b;
  const plain = isPacked ? new Response(body.body?.pipeThrough(new DecompressionStream("gzip"))) : body;
  return (await plain.json()) as Content;
}

function ignore(): void {
  // Nothing to say yet.
}
