/** The map without a deck around it, as large as a slide lets it be. */
import "../../../../slides/themes/kuroko.css";
import { applyChanges } from "#core/cluster/apply.ts";
import type { Cluster, ClusterChange } from "#core/cluster/model.ts";
import { MapView } from "../../../../slides/map/map-view.ts";
import type { ClusterFeed, Disposable } from "../../../../slides/sources/source.ts";
import { fontFaces } from "../../../../slides/themes/fonts.ts";
import { stringsFor } from "../../../../slides/ui/strings.ts";
import { Crowd } from "./crowd.ts";
import { countFrames, CROWD } from "./frames.ts";

const SIZE = { width: 1776, height: 880 };
const crowd = new Crowd(CROWD.machines, CROWD.units);

class CrowdFeed implements ClusterFeed {
  cluster: Cluster = crowd.cluster;
  readonly recorded = false;
  #listener: (changes: readonly ClusterChange[]) => void = () => undefined;

  now(): number {
    return Date.now();
  }

  onChange(listener: (changes: readonly ClusterChange[] | null) => void): Disposable {
    this.#listener = listener;
    return { dispose: () => undefined };
  }

  change(changes: readonly ClusterChange[]): void {
    this.cluster = applyChanges(this.cluster, changes);
    this.#listener(changes);
  }
}

const feed = new CrowdFeed();
const view = new MapView(stringsFor("en"));
view.element.style.width = `${SIZE.width}px`;
view.element.style.height = `${SIZE.height}px`;
document.body.append(view.element);
view.follow(feed);
view.place({ width: SIZE.width - 40, height: SIZE.height - 88, legible: 20 });
view.shown = true;
await fontFaces();

window.measureMap = (ms, perSecond) => {
  let happened = 0;
  return countFrames(ms, perSecond, (due) => {
    for (; happened < due; happened += 1) feed.change(crowd.next());
  });
};
