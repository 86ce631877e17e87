// The list of documents, a hundred at a time.

import { el, replace, words } from "./dom.js";
import { dayNumber } from "./calendar.js";
import { found, isFiltered, selected, wanted } from "./filters.js";
import { places } from "./keys.js";
import { country, gregorianText, jalaliText, number, t } from "./language.js";
import { KINDS, body, data, documents, textOf } from "./store.js";

const STEP = 100;
const AROUND = 60;

export function docHref(id, record) {
  return `#/doc/${encodeURIComponent(id)}${record ? `/${encodeURIComponent(record)}` : ""}`;
}

export function renderList(place) {
  const numbers = selected();
  const items = el("ol", { class: "documents" });
  const more = el("button", { type: "button", class: "more", onclick: () => grow() }, t("ui.more"));
  let shown = 0;
  function grow() {
    for (const n of numbers.slice(shown, shown + STEP)) items.append(row(documents[n]));
    shown = Math.min(shown + STEP, numbers.length);
    more.hidden = shown >= numbers.length;
  }
  grow();
  const count = t("ui.shown", number(numbers.length), number(documents.length));
  replace(
    place,
    el("h2", { class: "sr", tabindex: "-1" }, t("ui.documents")),
    notes(),
    el("p", { class: "count", role: "status" }, numbers.length ? count : t("ui.none")),
    items,
    more,
  );
}

function row(entry) {
  const counts = KINDS.map((kind, n) => [kind, entry.counts[n]]).filter(([, count]) => count);
  const day = dayNumber(entry.date);
  const snippet = found.pattern ? el("p", { class: "snippet", lang: "fa", dir: "rtl" }) : null;
  if (snippet) showSnippet(snippet, entry);
  return el(
    "li",
    { class: "document" },
    el("a", { href: docHref(entry.id), class: "id" }, words(entry.id)),
    el(
      "span",
      { class: "facts" },
      day === null ? null : el("span", { class: "days" }, `${jalaliText(day)} · `, el("bdi", null, gregorianText(day))),
      entry.subject ? el("span", null, country(entry.subject)) : null,
      el("span", null, t("ui.chars", number(entry.length))),
      entry.text === "full" ? null : el("span", { class: "lack" }, t(`ui.text_${entry.text}`)),
    ),
    el(
      "span",
      { class: "counts" },
      counts.map(([kind, count]) => el("span", { class: `chip ${kind}` }, `${t(`kind.${kind}`)} ${number(count)}`)),
      entry.warnings ? el("span", { class: "chip warning" }, `${t("ui.warnings")} ${number(entry.warnings)}`) : null,
      verdicts(entry),
    ),
    snippet,
  );
}

function verdicts(entry) {
  if (!data.gold) return null;
  if (!entry.verdicts) return el("span", { class: "chip" }, t("ui.not_judged"));
  const told = Object.entries(entry.verdicts);
  if (!told.length) return el("span", { class: "chip right" }, t("verdict.right"));
  return told.map(([name, count]) => el("span", { class: `chip ${name}` }, `${t(`verdict.${name}`)} ${number(count)}`));
}

async function showSnippet(node, entry) {
  const pattern = found.pattern;
  const text = textOf(await body(entry));
  const [first] = places(text, pattern);
  if (!first) return;
  const [start, end] = first;
  replace(
    node,
    `…${text.slice(Math.max(0, start - AROUND), start)}`,
    el("mark", null, text.slice(start, end)),
    `${text.slice(end, end + AROUND)}…`,
  );
}

// What could not be read, whose text is missing, and the figures against the gold.
function notes() {
  if (found.ids || isFiltered() || wanted.verdict) return null;
  const missing = documents.filter((entry) => entry.text !== "full");
  return [
    missing.length
      ? el("details", { class: "note" }, el("summary", null, t("ui.missing_texts", number(missing.length))), names(missing.map((entry) => entry.id)))
      : null,
    data.failures.length
      ? el("details", { class: "note" }, el("summary", null, t("ui.failures", number(data.failures.length))), names(data.failures))
      : null,
    data.gold ? figures(data.gold) : null,
  ];
}

function names(list) {
  return el("ul", null, list.slice(0, 500).map((name) => el("li", null, words(name))));
}

function figures(gold) {
  const head = ["one.records", "ui.gold_found", "ui.gold_exact"];
  const cell = (kind, name) => {
    const [wantedCount, given, right] = gold.figures[`${kind}.${name}`] || [0, 0, 0];
    const share = (of) => (of ? number((right / of).toFixed(2)) : "–");
    return el("td", null, `${t("ui.precision")} ${share(given)} · ${t("ui.recall")} ${share(wantedCount)}`);
  };
  return el(
    "table",
    { class: "figures" },
    el("caption", null, t("ui.gold_title", number(gold.judged))),
    el("thead", null, el("tr", null, head.map((key, n) => el("th", { scope: "col" }, n ? t(key) : t("ui.kind"))))),
    el("tbody", null, KINDS.map((kind) => el("tr", null, el("th", { scope: "row" }, t(`kind.${kind}`)), cell(kind, "found"), cell(kind, "exact")))),
  );
}
