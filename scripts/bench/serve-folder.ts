import type { RequestListener } from "node:http";
import send from "send";

/** Answers with the files of a folder; the pages of the benchmark are looked at once, so nothing is cached. */
export function serveFolder(folder: string): RequestListener {
  return (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    send(request, pathname, { root: folder, cacheControl: false, etag: false, lastModified: false })
      .on("error", (error: { status?: number }) => {
        response.statusCode = error.status ?? 500;
        response.end();
      })
      .pipe(response);
  };
}
