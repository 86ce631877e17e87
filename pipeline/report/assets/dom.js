// Elements. All strings become text nodes: nothing that a text says is ever parsed as markup.

const INVISIBLE = /[\u0000\u202a-\u202e\u2066-\u2069]/g;
const SVG = "http://www.w3.org/2000/svg";

// Characters that would reorder what follows them are named instead of obeyed.
export function visible(text) {
  return String(text).replace(INVISIBLE, (c) => `‹U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}›`);
}

// An element with attributes and listeners (`onclick`); children are strings, elements, lists of them or null.
export function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : visible(value));
  }
  append(node, children);
  return node;
}

export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(visible(child)));
  }
}

export function replace(node, ...children) {
  node.replaceChildren();
  append(node, children);
}

// Words of a document, which have a direction of their own.
export function words(text) {
  return el("bdi", null, text);
}

// The same where they are Persian whatever they begin with: a code, a bracket.
export function persian(text) {
  return el("bdi", { lang: "fa", dir: "rtl" }, text);
}
