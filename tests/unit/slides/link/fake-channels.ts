import type { Channel, ChannelMessage } from "../../../../slides/link/channel.ts";

/** Windows of one browser: what one says, the others hear, later and in order. */
export class FakeBrowser {
  readonly #heard = new Map<Channel, (message: ChannelMessage) => void>();
  /** Windows of this channel hear and say nothing, as if they had died without a word. */
  readonly dead = new Set<Channel>();
  /** Windows of this channel speak and do not hear. */
  readonly deaf = new Set<Channel>();
  /** Everything that was said. */
  readonly said: ChannelMessage[] = [];

  /** In the order in which they were opened. */
  get channels(): readonly Channel[] {
    return [...this.#heard.keys()];
  }

  open(): Channel {
    const channel: Channel = {
      say: (message) => {
        if (this.dead.has(channel)) return;
        this.said.push(message);
        for (const [other, heard] of this.#heard) {
          if (other !== channel) queueMicrotask(() => this.#hears(other) && heard(message));
        }
      },
      hear: (heard) => void this.#heard.set(channel, heard),
    };
    return channel;
  }

  #hears(channel: Channel): boolean {
    return !this.dead.has(channel) && !this.deaf.has(channel);
  }
}
