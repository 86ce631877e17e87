// The raw text with its marks. Spans nest and cross, so the text is cut wherever one begins or ends, and each piece
// knows all that it belongs to; the innermost gives its ground, the others lines below it.

import { el } from "./dom.js";
import { number, t } from "./language.js";
import { KINDS } from "./store.js";

// Spans of a record in the text: its own, and those of its evidence.
export function ownSpans(kind, record) {
  if (kind === "dates") return [record];
  if (kind === "participants") return record.mentions;
  return [record.trigger];
}

export function evidenceSpans(kind, record) {
  return record.evidence && record.evidence.length ? record.evidence : ownSpans(kind, record);
}

// Code points to UTF-16 units, only where a text has characters beyond the basic plane.
function sliced(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (start, end) => text.slice(start, end);
  const points = Array.from(text);
  return (start, end) => points.slice(start, end).join("");
}

// All other spans in a record: the text is cut there too, so that a card can show them.
function inside(value) {
  if (value === null || typeof value !== "object") return [];
  const own = typeof value.start === "number" ? [{ start: value.start, end: value.end, own: false, bare: true }] : [];
  return own.concat(...Object.values(value).map(inside));
}

function collect(content, hits) {
  const spans = [];
  for (const kind of KINDS) {
    for (const record of content.records[kind]) {
      for (const span of ownSpans(kind, record)) spans.push({ kind, id: record.id, start: span.start, end: span.end, own: true });
      for (const span of record.evidence || []) spans.push({ kind, id: record.id, start: span.start, end: span.end, own: false });
      spans.push(...inside(record));
    }
  }
  for (const one of content.differences || []) {
    if (one.verdict === "missed" && one.start !== null) {
      spans.push({ kind: one.kind, id: `gold-${one.gold}`, start: one.start, end: one.end, own: true, missed: true });
    }
  }
  return spans.concat(hits);
}

// Elements for the text; `hits` are spans that the search found.
export function markedText(content, hits, label) {
  const spans = collect(content, hits).sort((a, b) => a.start - b.start || b.end - a.end);
  const length = content.records.document.length;
  const out = [];
  let position = 0;
  for (const [start, text] of content.pieces) {
    if (start > position) out.push(gap(start - position));
    const cut = sliced(text);
    const size = Array.from(text).length;
    out.push(...pieces(spans, start, start + size, (a, b) => cut(a - start, b - start), label));
    position = start + size;
  }
  if (position < length) out.push(gap(length - position));
  return out;
}

function gap(size) {
  return el("span", { class: "gap" }, ` ⋯ ${t("ui.gap", number(size))} ⋯ `);
}

function pieces(spans, start, end, cut, label) {
  const inside = spans.filter((span) => span.start < end && span.end > start);
  const points = new Set([start, end]);
  for (const span of inside) {
    points.add(Math.max(span.start, start));
    points.add(Math.min(span.end, end));
  }
  const bounds = [...points].sort((a, b) => a - b);
  const out = [];
  let open = [];
  let next = 0;
  for (let n = 0; n + 1 < bounds.length; n += 1) {
    const [from, to] = [bounds[n], bounds[n + 1]];
    open = open.filter((span) => span.end > from);
    while (next < inside.length && inside[next].start <= from) {
      if (inside[next].end > from && !inside[next].bare) open.push(inside[next]);
      next += 1;
    }
    out.push(piece(open, from, cut(from, to), label));
  }
  return out;
}

function piece(open, start, text, label) {
  if (!open.length) return el("span", { "data-start": start }, text);
  const own = open.filter((span) => span.own).sort((a, b) => a.end - a.start - (b.end - b.start));
  const kinds = [...new Set(own.map((span) => span.kind))];
  const classes = [
    kinds.length ? `mark on-${kinds[0]}` : "",
    ...kinds.slice(1).map((kind) => `under-${kind}`),
    own.some((span) => span.missed) ? "missed" : "",
    open.some((span) => span.hit) ? "hit" : "",
  ];
  const unique = (list) => [...new Set(list)].join(" ");
  const attributes = {
    class: classes.filter(Boolean).join(" ") || null,
    "data-start": start,
    "data-own": unique(own.map((span) => span.id)) || null,
    "data-evidence": unique(open.filter((span) => !span.hit).map((span) => span.id)) || null,
    "data-kinds": kinds.join(" ") || null,
  };
  if (own.length) {
    attributes.role = "button";
    attributes.tabindex = "-1";
    attributes["aria-label"] = `${text} (${own.map((span) => label(span)).join("، ")})`;
  }
  return el("span", attributes, text);
}
