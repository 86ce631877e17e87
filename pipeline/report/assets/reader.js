// One document: its text with marks, its records beside it, each leading to the other.

import { el, persian, replace, words } from "./dom.js";
import { dayNumber } from "./calendar.js";
import { card, missedCard, title } from "./cards.js";
import { found, selected } from "./filters.js";
import { places } from "./keys.js";
import { country, gregorianText, jalaliText, language, number, t } from "./language.js";
import { docHref } from "./list.js";
import { markedText } from "./marks.js";
import { KINDS, body, documents } from "./store.js";
import { called, line } from "./timeline.js";

const ORDER = ["visits", "meetings", "agreements", "participants", "dates"];

const hiddenKinds = new Set();
let chosen = null;

export async function renderReader(place, n, recordId) {
  const entry = documents[n];
  const content = await body(entry);
  const records = new Map();
  for (const kind of KINDS) for (const record of content.records[kind]) records.set(record.id, { kind, record });
  const titles = new Map([...records].map(([id, { kind, record }]) => [id, kind === "participants" && !record.name ? called(title(kind, record), record.country) : title(kind, record)]));
  for (const event of entry.events) titles.set(event.id, line(event) || titles.get(event.id));
  const tools = {
    title: (id) => titles.get(id),
    has: (id) => records.has(id),
    link: (id) => recordLink(id, records.get(id).kind, titles.get(id), (target) => select(target, true)),
    select: (id) => select(id, true),
    go: (span, id) => go(span, id),
  };
  const label = (span) => `${span.missed ? `${t("verdict.missed")} ` : ""}${t(`one.${span.kind}`)}`;
  const text = el(
    "div",
    { class: "text", lang: "fa", dir: "rtl", tabindex: "0", role: "region", "aria-label": t("ui.text") },
    markedText(content, hits(content), label),
  );
  const cards = el("div", { class: "cards" }, recordLists(content, tools));
  listen(text, (id) => select(id, false));

  function select(id, fromCard) {
    for (const node of place.querySelectorAll(".lit, .core")) node.classList.remove("lit", "core");
    for (const node of cards.querySelectorAll(".card.current")) node.classList.remove("current");
    for (const node of cards.querySelectorAll("[aria-pressed=true]")) node.setAttribute("aria-pressed", "false");
    chosen = id;
    const target = document.getElementById(`record-${id}`);
    if (!target) return;
    target.classList.add("current");
    target.querySelector(".select").setAttribute("aria-pressed", "true");
    const core = withId(text, "own", id);
    for (const node of withId(text, "evidence", id)) node.classList.add("lit");
    for (const node of core) node.classList.add("core");
    history.replaceState(null, "", docHref(entry.id, id));
    if (fromCard) bring(core[0] || withId(text, "evidence", id)[0]);
    else {
      target.scrollIntoView({ block: "nearest" });
      target.querySelector(".select").focus({ preventScroll: true });
    }
  }

  function go(span, id) {
    if (id) select(id, true);
    for (const old of text.querySelectorAll(".here")) old.classList.remove("here");
    const nodes = [...text.querySelectorAll("[data-start]")].filter((node) => {
      const start = Number(node.dataset.start);
      return start >= span.start && start < span.end;
    });
    for (const node of nodes) node.classList.add("here");
    bring(nodes[0]);
  }

  const heading = el("h2", { tabindex: "-1" }, words(entry.id));
  replace(
    place,
    bar(n),
    heading,
    header(content),
    state(entry),
    el("div", { class: "reader" }, el("section", { "aria-label": t("ui.text") }, toggles(text), text), el("section", { "aria-label": t("ui.records") }, warnings(content, tools), cards, repairs(content))),
  );
  showKinds(text);
  if (recordId) select(recordId, true);
  else {
    chosen = null;
    const first = text.querySelector(".hit");
    if (first) bring(first);
  }
  return heading;
}

function withId(text, name, id) {
  return [...text.querySelectorAll(`[data-${name}~="${CSS.escape(id)}"]`)];
}

// Bring a place into view, in its pane and in the page.
function bring(node) {
  if (node) node.scrollIntoView({ block: "center", inline: "nearest" });
}

function recordLink(id, kind, called, follow) {
  return el(
    "a",
    {
      href: `#record-${id}`,
      class: `to ${kind}`,
      onclick: (event) => {
        event.preventDefault();
        follow(id);
        document.getElementById(`record-${id}`).scrollIntoView({ block: "nearest" });
      },
    },
    persian(called),
  );
}

// Spans of code points that the search found.
function hits(content) {
  if (!found.pattern) return [];
  return content.pieces.flatMap(([start, text]) =>
    places(text, found.pattern).map(([from, to]) => {
      const before = Array.from(text.slice(0, from)).length;
      return { start: start + before, end: start + before + Array.from(text.slice(from, to)).length, hit: true, own: false };
    }),
  );
}

function bar(n) {
  const numbers = selected();
  const here = numbers.indexOf(n);
  const step = (by, key) => {
    const other = here < 0 ? undefined : numbers[here + by];
    return other === undefined ? null : el("a", { href: docHref(documents[other].id), class: `step-${by}` }, t(key));
  };
  return el("nav", { class: "steps", "aria-label": t("ui.documents") }, el("a", { href: "#/", class: "back" }, t("ui.back")), step(-1, "ui.previous"), step(1, "ui.next"));
}

function header(content) {
  const info = content.records.document;
  const day = dayNumber(info.date);
  const facts = [
    ["date", day === null ? null : `${jalaliText(day)} (${gregorianText(day)})`],
    ["source", info.source && words(info.source)],
    ["viewpoint", country(info.viewpoint)],
    ["subject_country", info.subject_country && country(info.subject_country)],
    ["length", number(info.length)],
  ];
  return el("dl", { class: "info" }, facts.filter(([, value]) => value).map(([name, value]) => el("div", null, el("dt", null, t(`field.${name}`)), el("dd", null, value))));
}

function state(entry) {
  if (entry.text === "full") return null;
  return el("p", { class: "note", role: "note" }, t(entry.text === "missing" ? "ui.no_text" : "ui.changed_text"));
}

function toggles(text) {
  const boxes = KINDS.map((kind) =>
    el(
      "label",
      { class: `toggle ${kind}` },
      el("input", {
        type: "checkbox",
        checked: !hiddenKinds.has(kind),
        onchange: (event) => {
          if (event.target.checked) hiddenKinds.delete(kind);
          else hiddenKinds.add(kind);
          showKinds(text);
        },
      }),
      el("span", null, t(`kind.${kind}`)),
    ),
  );
  return el("fieldset", { class: "toggles" }, el("legend", null, t("ui.highlight")), boxes);
}

function showKinds(text) {
  for (const kind of KINDS) text.classList.toggle(`no-${kind}`, hiddenKinds.has(kind));
}

function recordLists(content, tools) {
  const differences = content.differences || [];
  const byRecord = new Map(differences.filter((one) => one.predicted).map((one) => [`${one.kind} ${one.predicted}`, one]));
  const lists = ORDER.map((kind) => {
    const missed = differences.filter((one) => one.kind === kind && one.verdict === "missed");
    const cards = content.records[kind].map((record) => [startOf(kind, record), card(kind, record, byRecord.get(`${kind} ${record.id}`), tools)]);
    cards.push(...missed.map((one) => [one.start ?? 0, missedCard(one, tools)]));
    if (!cards.length) return null;
    cards.sort((a, b) => a[0] - b[0]);
    return el("section", { class: "kind-list" }, el("h3", { class: kind }, `${t(`kind.${kind}`)} (${number(cards.length)})`), cards.map(([, node]) => node));
  });
  return lists.some(Boolean) ? lists : el("p", null, t("ui.no_records"));
}

function startOf(kind, record) {
  if (kind === "dates") return record.start;
  return kind === "participants" ? (record.mentions[0]?.start ?? 0) : record.trigger.start;
}

function warnings(content, tools) {
  const list = content.records.warnings;
  if (!list.length) return null;
  return el(
    "details",
    { class: "note", open: true },
    el("summary", null, `${t("ui.warnings")} (${number(list.length)})`),
    el("ul", null, list.map((one) => el("li", null, el("strong", null, t(`value.${one.kind}`)), " ", words(one.message), " ", one.record && tools.has(one.record) ? tools.link(one.record) : null))),
  );
}

function repairs(content) {
  const list = content.records.repairs || [];
  if (!list.length) return null;
  return el(
    "details",
    { class: "note" },
    el("summary", null, `${t("ui.repairs")} (${number(list.length)})`),
    el("ul", null, list.slice(0, 1000).map((one) => el("li", null, words(one.text), language() === "fa" ? " ← " : " → ", words(one.repaired), ` (${t(`value.${one.kind}`)})`))),
  );
}

// Clicks and keys on marks: the innermost record first, with each further click the next one out.
function listen(text, select) {
  const marks = () => [...text.querySelectorAll(".mark")];
  const first = marks()[0];
  if (first) first.tabIndex = 0;
  const choose = (mark) => {
    const ids = mark.dataset.own.split(" ");
    select(ids[(ids.indexOf(chosen) + 1) % ids.length]);
  };
  text.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark");
    if (mark) choose(mark);
  });
  text.addEventListener("keydown", (event) => {
    const all = marks();
    const here = all.indexOf(document.activeElement);
    if ((event.key === "Enter" || event.key === " ") && here >= 0) {
      event.preventDefault();
      choose(all[here]);
      return;
    }
    const by = { ArrowLeft: 1, ArrowRight: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined || here < 0 || !all[here + by]) return;
    event.preventDefault();
    all[here].tabIndex = -1;
    all[here + by].tabIndex = 0;
    all[here + by].focus();
  });
}
