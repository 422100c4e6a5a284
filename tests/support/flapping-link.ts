import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A way to a server that can be cut and mended at will. It listens on IPv6's loopback, at the server's own port. */
export interface FlappingLink extends AsyncDisposable {
  readonly origin: string;
  /** How often the stage was asked for since the link went silent. */
  readonly swallowed: number;
  /** Ends every connection, and each new one at once. */
  cut(): void;
  /** Nothing comes through any more and nobody is told, as when a laptop has left the network. */
  silence(): void;
  /** New connections come through. Those that were begun before stay silent, as behind a router that forgot them. */
  mend(): void;
}

/** The port is the server's, since that refuses a `Host` with any other. */
export async function makeFlappingLink(url: string): Promise<FlappingLink> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let state: "open" | "cut" | "silent" = "open";
  let swallowed = 0;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    if (state === "cut") {
      near.destroy();
      return;
    }
    keep(near);
    if (state === "silent") {
      // A browser opens spare connections, too: those ask for nothing.
      near.once("data", (asked: Buffer) => {
        if (asked.toString("latin1").startsWith("GET /stage")) swallowed++;
      });
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    keep(far);
    near.pipe(far).pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(Number(target.port), "::1", resolve);
  });
  const endAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    origin: `http://[::1]:${(server.address() as AddressInfo).port}`,
    get swallowed() {
      return swallowed;
    },
    cut: () => {
      state = "cut";
      endAll();
    },
    silence: () => {
      state = "silent";
      swallowed = 0;
      for (const socket of sockets) socket.unpipe().pause();
    },
    mend: () => {
      state = "open";
    },
    [Symbol.asyncDispose]: async () => {
      endAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
