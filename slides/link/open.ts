import type { PageDeck } from "#core/deck/page.ts";
import type { ShowLink } from "./link.ts";

/** What a first slide needs comes before what only other windows do. */
const QUIET_MS = 800;

/** How the deck is tied to the other windows of its show; null where there can be none. Never rejects. */
export async function openLink(page: PageDeck): Promise<ShowLink | null> {
  if (!page.served || page.role !== "presenter") return null;
  if (!page.live) await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  try {
    const { openSocketLink } = await import("./socket-link.ts");
    return await openSocketLink("deck");
  } catch (error) {
    console.error("kuroko: other windows cannot follow this one.", error);
    return null;
  }
}
