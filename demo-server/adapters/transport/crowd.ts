import type { Server } from "node:http";
import type { Complaints } from "./complaints.ts";
import { Places, type PlaceRules } from "./places.ts";

/** A page that opens takes six for some seconds, and then one. Fewer than the files that a process may have open. */
const connectionRules: PlaceRules = { of: "connections", all: 8000, ofOneAddress: 5000 };

/**
 * Whoever opens connections and says nothing holds them for a minute: so many that the process can open no more file, and the
 * presenter's own side would be shut with the room's. What is too much is closed at once.
 */
export function boundConnections(server: Server, complaints: Complaints, rules = connectionRules): void {
  const places = new Places(rules);
  server.on("connection", (socket) => {
    const why = places.whyNone(socket.remoteAddress);
    if (why === null) socket.once("close", places.take(socket.remoteAddress));
    else {
      complaints.refused(`a connection: ${why}`);
      socket.destroy();
    }
  });
}
