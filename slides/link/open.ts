import type { PageDeck } from "#core/deck/page.ts";
import type { WindowKind } from "#core/protocol/messages.ts";
import { asSaid } from "#core/said.ts";
import { stringsFor } from "../ui/strings.ts";
import type { ShowLink } from "./link.ts";

/** What a first slide needs comes before what only other windows do. */
const QUIET_MS = 800;
/** A server that does not answer by then is joined when it does. */
const SERVER_MS = 3000;

/** How this window is tied to the others of its show; null where it can be none of them. Never rejects. */
export async function openLink(page: PageDeck, kind: WindowKind): Promise<ShowLink | null> {
  if (page.role === "viewer") return null;
  if (kind === "deck" && !page.live) await after(QUIET_MS);
  try {
    return await open(page, kind);
  } catch (error) {
    console.error("kuroko: this window is not tied to the others.", error);
    return null;
  }
}

async function open(page: PageDeck, kind: WindowKind): Promise<ShowLink> {
  if (kind === "remote") return (await import("./socket-link.ts")).connectSocketLink(kind);
  const { openChannelLink } = await import("./channel-link.ts");
  const { noAnswer } = stringsFor(page.head.language);
  const channel = await openChannelLink(kind, asSaid(noAnswer));
  if (!page.served) return channel;
  const [{ connectSocketLink }, { JoinedLink }] = await Promise.all([
    import("./socket-link.ts"),
    import("./joined-link.ts"),
  ]);
  const server = await connectSocketLink(kind);
  await Promise.race([server.opened, after(SERVER_MS)]);
  return new JoinedLink(server, channel);
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
