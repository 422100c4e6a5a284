import {
  DOMParser,
  MIME_TYPE,
  NAMESPACE,
  XMLSerializer,
  onErrorStopParsing,
  type Element,
  type Node,
} from "@xmldom/xmldom";
import { isSafeAddress } from "./safe-address.ts";

/** Of a drawing's own elements: they run script, or hold another page. */
const FORBIDDEN = new Set([
  "script",
  "handler",
  "listener",
  "foreignobject",
  "iframe",
  "object",
  "embed",
  "audio",
  "video",
  "canvas",
]);

/** They set another attribute, after everything was looked at. */
const CHANGING = new Set(["animate", "animatemotion", "animatetransform", "set", "discard"]);

/**
 * An SVG file of a talk that is not trusted, without anything that could run script where it is opened as a page of its
 * own. Shapes, styles and moves stay. Null where it is no XML that can be read: then nobody can say what it holds.
 */
export function harmlessDrawing(svg: string): string | null {
  try {
    const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(
      svg,
      MIME_TYPE.XML_SVG_IMAGE,
    );
    const root = document.documentElement;
    if (root?.namespaceURI !== NAMESPACE.SVG || root.localName !== "svg") return null;
    clean(root);
    // The root alone: what stands beside it may name a style sheet that makes another page of it.
    return new XMLSerializer().serializeToString(root);
  } catch {
    return null;
  }
}

function clean(element: Element): void {
  for (const { name, localName, value } of [...element.attributes]) {
    if (!isHarmless(localName ?? name, value)) element.removeAttribute(name);
  }
  for (const child of [...element.childNodes]) {
    if (child.nodeType === child.TEXT_NODE) continue;
    if (child.nodeType === child.CDATA_SECTION_NODE) element.replaceChild(asText(child), child);
    else if (isElement(child) && isAllowed(child)) clean(child);
    else element.removeChild(child);
  }
}

function isAllowed(element: Element): boolean {
  const name = (element.localName ?? "").toLowerCase();
  if (element.namespaceURI !== NAMESPACE.SVG || FORBIDDEN.has(name)) return false;
  return !CHANGING.has(name) || isMoved(element.getAttribute("attributeName") ?? "");
}

/** Whether an animation may change this attribute: none that is an address or a handler. */
function isMoved(attribute: string): boolean {
  return /^[\w-]*$/.test(attribute) && !/^on|href|src/i.test(attribute);
}

function isHarmless(name: string, value: string): boolean {
  const attribute = name.toLowerCase();
  if (attribute.startsWith("on")) return false;
  return (attribute !== "href" && attribute !== "src") || isSafeAddress(value);
}

function asText(section: Node): Node {
  const text = section.ownerDocument?.createTextNode(section.nodeValue ?? "");
  if (!text) throw new Error("A part of a drawing belongs to no document.");
  return text;
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}
