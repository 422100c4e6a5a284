const onlyHere = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;

/** The page's own address, without the place in the talk, where others can open it too; null where only this computer can. */
export function ownAddress({
  protocol,
  hostname,
  href,
}: Pick<Location, "protocol" | "hostname" | "href">): string | null {
  if (!/^https?:$/.test(protocol) || onlyHere.test(hostname)) return null;
  const { origin, pathname } = new URL(href);
  return origin + pathname;
}
