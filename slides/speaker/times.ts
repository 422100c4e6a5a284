import { paceAt, type Plan } from "#core/show/budget.ts";
import { clockTime } from "../ui/time.ts";
import type { SpeakerStrings } from "./strings.ts";

/** Less than this is on time: nobody speaks to the second. */
const ON_TIME_MS = 10_000;

/** How the talk stands against its plan, in words. */
export interface PaceWords {
  readonly words: string;
  readonly is: "onTime" | "behind" | "ahead";
  readonly partLeft: string;
  readonly talkLeft: string;
  readonly partIsOver: boolean;
  readonly talkIsOver: boolean;
  /** How much of the talk's time is left, from 1 to 0. */
  readonly talkShare: number;
}

export function paceWords(plan: Plan, slide: number, ranMs: number, strings: SpeakerStrings): PaceWords {
  const { behindMs, partLeftMs, talkLeftMs } = paceAt(plan, slide, ranMs);
  const is = Math.abs(behindMs) < ON_TIME_MS ? "onTime" : behindMs > 0 ? "behind" : "ahead";
  const time = clockTime(Math.abs(behindMs));
  return {
    words: is === "onTime" ? strings.onTime : strings[is](time),
    is,
    partLeft: signedTime(partLeftMs),
    talkLeft: signedTime(talkLeftMs),
    partIsOver: partLeftMs < 0,
    talkIsOver: talkLeftMs < 0,
    talkShare: plan.talkMs === 0 ? 0 : Math.min(1, Math.max(0, talkLeftMs / plan.talkMs)),
  };
}

/** `0:35`, and `−0:35` for what should have been over: both reach 0:00 at the same moment. */
export function signedTime(ms: number): string {
  return ms > -1000 ? clockTime(Math.ceil(Math.max(0, ms) / 1000) * 1000) : `−${clockTime(-ms)}`;
}
