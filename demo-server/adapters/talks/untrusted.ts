import {
  defaultTreeAdapter as tree,
  html,
  parseFragment,
  serialize,
  type DefaultTreeAdapterTypes,
} from "parse5";
import { asRead, isSafeAddress } from "./safe-address.ts";

type Parent = DefaultTreeAdapterTypes.ParentNode;
type Element = DefaultTreeAdapterTypes.Element;

/** Run script, load other pages, change where the page leads, or are read otherwise the second time than the first. */
const FORBIDDEN = new Set([
  ...["script", "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "fencedframe"],
  ...["meta", "base", "link", "form", "noscript", "template", "plaintext", "xmp", "noembed", "noframes"],
  // In SVG: change attributes later, hold HTML, or refer to what is elsewhere.
  ...["animate", "animatemotion", "animatetransform", "set", "foreignobject", "handler", "listener", "use"],
  // In MathML.
  ...["annotation-xml", "maction", "mglyph", "malignmark"],
]);

/** Attributes that hold an address. */
const ADDRESSES = new Set([
  ...["href", "xlink:href", "src", "srcset", "action", "formaction", "poster", "data", "background", "cite"],
  ...["data-src", "data-srcset", "data-background", "data-background-image", "data-background-video"],
  ...["data-preview-image", "data-preview-video"],
]);

/** Attributes by which a frame or another document comes into the page. */
const FRAMES = new Set([
  ...[
    "srcdoc",
    "data-background-iframe",
    "data-preload-iframe",
    "data-preview-link",
    "data-markdown",
    "ping",
  ],
]);

/** Elements whose `name` has to do with nothing but themselves; of others it may hide a property of `document`. */
const NAMED = new Set(["input", "details", "map"]);

const MOST_READINGS = 10;
/** Where slides stand in the page. */
const within = tree.createElement("div", html.NS.HTML, []);

/**
 * Slides of a talk that is not trusted, without anything that could run script or bring another page in. Text, pictures,
 * styles and drawings stay. The server's Content-Security-Policy forbids the same; a static site has no server.
 */
export function harmless(slidesHtml: string): string {
  let text = slidesHtml;
  // What was cleaned may be read otherwise when it is read again: it is well only when nothing changes any more.
  for (let reading = 0; reading < MOST_READINGS; reading++) {
    const fragment = parseFragment(within, text, {});
    clean(fragment);
    const cleaned = serialize(fragment);
    if (cleaned === text) return text;
    text = cleaned;
  }
  return "";
}

function clean(parent: Parent): void {
  for (const node of [...parent.childNodes]) {
    if (!tree.isElementNode(node)) continue;
    if (isForbidden(node)) tree.detachNode(node);
    else {
      node.attrs = node.attrs.filter(({ name, value, prefix }) =>
        isHarmless(node, prefix === undefined || prefix === "" ? name : `${prefix}:${name}`, value),
      );
      clean(node);
    }
  }
}

function isForbidden(element: Element): boolean {
  const name = element.tagName.toLowerCase();
  if (FORBIDDEN.has(name) || !/^[a-z][a-z0-9-]*$/.test(name)) return true;
  // As text in the one, as elements in the other: what a browser reads may not be what was read here.
  return name === "style" && element.namespaceURI !== html.NS.HTML;
}

function isHarmless({ tagName }: Element, name: string, value: string): boolean {
  const attribute = name.toLowerCase();
  // What scripts find by its name is the kit's own, or the browser's.
  if (attribute === "name" && !NAMED.has(tagName)) return false;
  if ((attribute === "id" || attribute === "name") && /^kuroko/i.test(value)) return false;
  if (attribute.startsWith("on") || FRAMES.has(attribute)) return false;
  if (!ADDRESSES.has(attribute)) return true;
  return attribute.endsWith("srcset")
    ? !/(?:javascript|vbscript|data):/i.test(asRead(value))
    : isSafeAddress(value);
}
