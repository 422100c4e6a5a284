import type { IncomingMessage, ServerResponse } from "node:http";
import send from "send";

export interface FolderSetting {
  /** Files whose name changes with their content: never asked for again. */
  readonly immutable?: boolean;
  /** Called instead of an answer where nothing may be given out. */
  readonly missing: () => void;
}

/**
 * Answers with one file of a folder; `path` is relative to it and decoded. Compressed files are given out as
 * they are: what plays an understudy unpacks it itself, as it has to on a static site.
 */
export function sendFrom(
  folder: string,
  path: string,
  exchange: { request: IncomingMessage; response: ServerResponse },
  { immutable = false, missing }: FolderSetting,
): void {
  const options = {
    root: folder,
    index: false,
    dotfiles: "ignore",
    immutable,
    maxAge: immutable ? "1y" : 0,
  } as const;
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const stream = send(exchange.request, encoded, options);
  stream.on("error", (error: { status?: number }) => {
    if (exchange.response.headersSent) exchange.response.destroy();
    // The range that was asked for is not in the file.
    else if (error.status === 416) exchange.response.writeHead(416).end();
    else missing();
  });
  stream.on("directory", missing);
  stream.pipe(exchange.response);
}
