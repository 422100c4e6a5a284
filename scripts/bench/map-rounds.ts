import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { withPage } from "./browser.ts";
import { measurePolls } from "./measure/cluster-server.ts";
import { measureMap } from "./measure/map.ts";
import type { BenchOptions } from "./options.ts";
import type { MapSample, Sample } from "./samples.ts";
import { serveFolder } from "./serve-folder.ts";
import type { Workshop } from "./workshop.ts";

/** Measures the map of a crowded cluster once each round, in a page of its own, and what the server does for it. */
export async function measureMaps(
  { load, rounds }: BenchOptions,
  { pages, browser }: Workshop,
  attempt: (what: string, measure: () => Promise<Sample>) => Promise<void>,
): Promise<void> {
  const server = createServer(serveFolder(pages.folder));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/map/index.html`;
  const measure = async (round: number): Promise<MapSample> => {
    const found = await withPage(browser, pages.probe, (page) =>
      measureMap(browser, page, address, load.map),
    );
    return { test: "map", round, ...found };
  };
  try {
    for (let round = 1; round <= rounds; round++) {
      await attempt(`round ${round}: the map`, () => measure(round));
      await attempt(`round ${round}: the map's server`, async () => {
        return { test: "poll", round, ...(await measurePolls(load.map.busyMs)) };
      });
    }
  } finally {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
