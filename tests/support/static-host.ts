import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sendFrom } from "#server/adapters/transport/folder.ts";

/** The plainest of static hosts: files below a sub-path, and nothing else. */
export interface StaticHost extends AsyncDisposable {
  /** Address of the folder, without a slash at its end. */
  readonly site: string;
}

export async function serveFiles(folder: string, subPath = "/some/where/else"): Promise<StaticHost> {
  const server = createServer((request, response) => {
    const missing = (): void => void response.writeHead(404).end();
    const path = new URL(request.url ?? "/", "http://host").pathname;
    const file = decodeURI(path.slice(subPath.length + 1)) || "index.html";
    if (path.startsWith(`${subPath}/`)) sendFrom(folder, file, { request, response }, { missing });
    else missing();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    site: `http://127.0.0.1:${port}${subPath}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
