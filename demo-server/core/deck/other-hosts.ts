import { parseAttributes } from "./attributes.ts";

/** Whom a talk's slides ask besides their own server, by what is shown from there: `example.org`, `10.0.0.2:8080`. */
export interface OtherHosts {
  readonly pictures: readonly string[];
  /** Films and sounds. */
  readonly media: readonly string[];
  readonly frames: readonly string[];
}

const tag = /<([a-z][a-z0-9]*)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
/** What a policy can have in it; a URL's host may be odder. */
const plainHost = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?$/i;

/** The hosts in the HTML of slides that pictures, films and frames come from. */
export function otherHosts(slidesHtml: string): OtherHosts {
  const pictures = new Set<string>();
  const media = new Set<string>();
  const frames = new Set<string>();
  for (const [, name = "", written = ""] of slidesHtml.matchAll(tag)) {
    const attributes = parseAttributes(written);
    const own = [attributes.src, attributes["data-src"]];
    const element = name.toLowerCase();
    if (element === "img") add(pictures, own);
    if (element === "iframe") add(frames, own);
    if (/^(?:audio|source|video)$/.test(element)) add(media, own);
    add(pictures, [attributes.poster, attributes["data-background"]]);
    add(pictures, attributes["data-background-image"]?.split(",") ?? []);
    add(media, attributes["data-background-video"]?.split(",") ?? []);
    add(frames, [attributes["data-background-iframe"]]);
  }
  return { pictures: [...pictures], media: [...media], frames: [...frames] };
}

/** All of them, each once. */
export function allHosts({ pictures, media, frames }: OtherHosts): string[] {
  return [...new Set([...pictures, ...media, ...frames])];
}

function add(hosts: Set<string>, addresses: readonly (string | undefined)[]): void {
  for (const address of addresses) {
    const [, host = ""] = /^\s*(?:https?:)?\/\/([^/?#\\\s]+)/i.exec(address ?? "") ?? [];
    if (plainHost.test(host)) hosts.add(host.toLowerCase());
  }
}
