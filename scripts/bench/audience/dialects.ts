/** How viewers speak with each server: the frames of engine.io and socket.io that are needed, and nothing of them for `ws`. */
export const carriers = ["kuroko", "socket.io", "ws", "ws gathered"] as const;
export type Carrier = (typeof carriers)[number];

type Kind = "ready" | "screen" | "output" | "other";

export interface Dialect {
  readonly path: string;
  /** What a message is; answers it where that is needed. */
  read(payload: Buffer, answer: (text: string) => void): Kind;
  /** The text in a message of output. Throws where it is none. */
  text(message: string): string;
}

const space = "/audience,";
const outputHead = Buffer.from(`42${space}["output"`);
const screenHead = Buffer.from(`42${space}["screen"`);
const plainHead = Buffer.from('42["output"');
const ping = "2".charCodeAt(0);

const bare: Dialect = { path: "/", read: () => "output", text: (message) => message };

export const dialects: Readonly<Record<Carrier, Dialect>> = {
  kuroko: {
    path: "/audience/?EIO=4&transport=websocket",
    read: (payload, answer) => {
      if (beginsWith(payload, outputHead)) return "output";
      if (beginsWith(payload, screenHead)) return "ready";
      if (payload.length === 1 && payload[0] === ping) answer("3");
      else if (payload[0] === 0x30) answer(`40${space}`);
      else if (payload.toString().startsWith(`40${space}`)) {
        answer(`42${space}["hello",{"protocol":2}]`);
        answer(`42${space}["follow",{"pane":"main","have":null}]`);
      }
      return "other";
    },
    text: (message) => {
      const [, output] = JSON.parse(message.slice(2 + space.length)) as [string, { readonly data: string }];
      return output.data;
    },
  },
  "socket.io": {
    path: "/socket.io/?EIO=4&transport=websocket",
    read: (payload, answer) => {
      if (beginsWith(payload, plainHead)) return "output";
      if (payload.length === 1 && payload[0] === ping) answer("3");
      else if (payload[0] === 0x30) answer("40");
      else if (payload.toString().startsWith("40")) return "ready";
      return "other";
    },
    text: (message) => (JSON.parse(message.slice(2)) as [string, string])[1],
  },
  ws: bare,
  "ws gathered": bare,
};

function beginsWith(payload: Buffer, head: Buffer): boolean {
  return payload.length >= head.length && payload.compare(head, 0, head.length, 0, head.length) === 0;
}
