import { expect, it } from "vitest";
import { allHosts, otherHosts } from "#core/deck/other-hosts.ts";

it("names the hosts of pictures, films and frames, each once", () => {
  const html = [
    `<section data-background-image="a.png, https://Night.example/b.png" data-background="//day.example/c.jpg">`,
    `<img src="https://pictures.example:8443/x.png"><img data-src='http://127.0.0.1:81/y.png'><img src="own.png">`,
    `<video poster="https://pictures.example:8443/p.png"><source src="https://films.example/f.mp4"></video>`,
    `</section><section data-background-iframe="https://frames.example/" data-background-video="https://films.example/g.mp4">`,
    `<iframe data-src="https://[::1]:8080/"></iframe><a href="https://linked.example/">x</a><script src="https://s.example/x.js"></script>`,
  ].join("\n");
  const hosts = otherHosts(html);
  expect(hosts).toEqual({
    pictures: ["day.example", "night.example", "pictures.example:8443", "127.0.0.1:81"],
    media: ["films.example"],
    frames: ["frames.example", "[::1]:8080"],
  });
  expect(allHosts({ ...hosts, frames: ["films.example"] })).toHaveLength(5);
});

it.each([
  `https://a.example;script-src *`,
  `https://a.example,b.example/x.png`,
  `https://*/x.png`,
  `https://'unsafe-inline'/x.png`,
  `https://user@a.example/x.png`,
  `javascript://a.example/%0aalert(1)`,
])("lets nothing into a policy that is no plain host: %s", (address) => {
  expect(allHosts(otherHosts(`<img src="${address}">`))).toEqual([]);
});
