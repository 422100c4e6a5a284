import type { WindowId } from "../ids.ts";
import type { ShowState } from "./state.ts";

/** Whether `told` is to take the place of `newest`: it comes from the deck that leads, and not late or for the second time. */
export function isNews(newest: ShowState | null, told: ShowState, leader: WindowId | null): boolean {
  if (told.leader !== leader) return false;
  return newest?.leader !== told.leader || told.revision > newest.revision;
}
