import type { RequestId, WindowId } from "#core/ids.ts";
import type { Answer, WindowKind } from "#core/protocol/messages.ts";
import type { Press } from "#core/show/press.ts";
import type { ShowState } from "#core/show/state.ts";

/** Carries messages between the windows of one browser; never back to the one that said them. */
export interface Channel {
  say(message: ChannelMessage): void;
  /** Called once. */
  hear(heard: (message: ChannelMessage) => void): void;
}

/**
 * How a deck says that it leads. Of two claims the later counts, and of two at the same time that of the greater window
 * id, so that all windows agree without anybody who decides.
 */
export interface Claim {
  readonly term: number;
  readonly by: WindowId;
}

export type ChannelMessage = { readonly from: WindowId } & Said;

export type Said =
  /** I am here: who leads? `knows` is the revision of the newest state that I have. */
  | { readonly say: "who"; readonly kind: WindowKind; readonly knows: number }
  /** I lead. `state` where it is news to the one who asked. */
  | { readonly say: "lead"; readonly claim: Claim; readonly state: ShowState | null }
  | { readonly say: "show"; readonly state: ShowState }
  | { readonly say: "press"; readonly press: Press }
  | { readonly say: "answer"; readonly request: RequestId; readonly answer: Answer }
  | { readonly say: "gone" };

/** Of this form of messages: a window that was left open by an older kit is not heard. */
const FORM = 1;

interface Envelope {
  readonly form: typeof FORM;
  readonly message: ChannelMessage;
}

/** The channel of all windows that show this talk, in whatever language. */
export function openChannel(talkFolder: string): Channel {
  const channel = new BroadcastChannel(`kuroko ${talkFolder}`);
  return {
    say: (message) => channel.postMessage({ form: FORM, message } satisfies Envelope),
    hear: (heard) =>
      channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        if (isEnvelope(data)) heard(data.message);
      }),
  };
}

/** Only pages of this very site are on the channel, and those of this form say what the types say. */
function isEnvelope(data: unknown): data is Envelope {
  return typeof data === "object" && data !== null && "form" in data && data.form === FORM;
}
