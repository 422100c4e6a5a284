import "../panes/panes.css";
import "../themes/kuroko/map.css";
import "../themes/kuroko/map-units.css";
import { emptyCluster, type Cluster, type ClusterChange } from "#core/cluster/model.ts";
import type { ClusterFeed, Disposable } from "../sources/source.ts";
import { element, setText } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";
import { Announcer } from "./announcer.ts";
import { Chart, type Room } from "./chart.ts";
import { MapBar } from "./map-bar.ts";
import type { Request } from "./requests.ts";
import { sceneOf } from "./scene.ts";
import { newsOf, summaryOf } from "./spoken.ts";

const SECOND_MS = 1000;

/** The map of the cluster, with its title bar. It lives on while other slides are shown. */
export class MapView {
  readonly element: HTMLElement;
  readonly #strings: Strings;
  readonly #bar: MapBar;
  readonly #chart: Chart;
  readonly #announcer: Announcer;
  readonly #notice = element("p", "map-notice");
  readonly #body: HTMLElement;
  #feed: ClusterFeed | null = null;
  #listening: Disposable | null = null;
  #room: Room | null = null;
  #shown = false;
  /** What is drawn; null while what there is has nothing to do with it. */
  #drawn: Cluster | null = null;
  #requests: Request[] = [];
  #frame = 0;
  #clock: ReturnType<typeof setTimeout> | undefined;

  constructor(strings: Strings) {
    this.#strings = strings;
    this.#bar = new MapBar(strings);
    this.#chart = new Chart(strings.map);
    this.#announcer = new Announcer(strings.map);
    this.#chart.element.setAttribute("role", "img");
    this.#body = element("div", "map-body", this.#chart.element, this.#notice);
    this.element = element("figure", "map", this.#bar.element, this.#body, this.#announcer.element);
    this.element.setAttribute("aria-label", strings.map.title);
  }

  /** Draws this cluster from now on; another feed is another moment, so nothing moves. */
  follow(feed: ClusterFeed | null): void {
    if (feed !== this.#feed) {
      this.#listening?.dispose();
      this.#feed = feed;
      this.#listening = feed?.onChange((changes) => this.#changed(changes)) ?? null;
      this.#drawn = null;
    }
    this.#draw();
  }

  /** Lays it out in a room of the slide's pixels. */
  place(room: Room): void {
    const same = this.#room && JSON.stringify(this.#room) === JSON.stringify(room);
    this.#room = room;
    if (same) return;
    this.#bar.fit();
    this.#drawn = null;
    this.#draw();
  }

  /** While it is not seen nothing is drawn; when it is seen again nothing moves. */
  set shown(shown: boolean) {
    this.element.classList.toggle("shown", shown);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#drawn = null;
    if (shown) this.#draw();
    else clearTimeout(this.#clock);
  }

  #changed(changes: readonly ClusterChange[] | null): void {
    if (changes === null) {
      this.#drawn = null;
      this.#requests = [];
    }
    for (const change of changes ?? []) if (change.to === "request") this.#requests.push(change);
    // A hidden tab has no frames: what is seen when it comes back is of another moment.
    if (document.hidden) this.#drawn = null;
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.#shown || !this.#room) return;
    const cluster = this.#feed?.cluster ?? emptyCluster;
    const before = this.#drawn;
    if (cluster !== before) {
      const scene = sceneOf(cluster);
      this.#chart.draw(cluster, scene, this.#room, before !== null);
      this.#chart.element.setAttribute("aria-label", summaryOf(scene, this.#strings.map));
      if (before) this.#announcer.tell(newsOf(before, cluster, this.#strings.map));
      else this.#announcer.forget();
      this.#bar.show(cluster);
      this.#drawn = cluster;
    }
    this.#bar.origin(this.#feed?.recorded ?? null);
    this.#showContact();
    for (const request of this.#requests.splice(0)) this.#chart.answer(request);
  }

  /** Says since when the cluster is silent, or why there is nothing to see. */
  #showContact(): void {
    clearTimeout(this.#clock);
    const { contact, machines, units } = this.#feed?.cluster ?? emptyCluster;
    const isEmpty = Object.keys(machines).length + Object.keys(units).length === 0;
    const since = contact.at === "silent" && this.#feed ? contact.lastHeard : null;
    this.#bar.silent(since === null || !this.#feed ? null : this.#feed.now() - since);
    const { classList } = this.element;
    classList.toggle("empty", isEmpty);
    classList.toggle("silent", contact.at === "silent");
    const whyEmpty = contact.at === "silent" || !isEmpty ? "" : this.#whyEmpty(contact.at);
    setText(this.#notice, contact.at === "silent" ? this.#strings.sentence(contact.why) : whyEmpty);
    if (since !== null) this.#clock = setTimeout(() => this.#showContact(), SECOND_MS);
  }

  #whyEmpty(at: "none" | "heard" | "absent"): string {
    const { map } = this.#strings;
    if (!this.#feed) return map.noCluster;
    return { none: map.none, heard: map.noMachines, absent: map.absent }[at];
  }
}
