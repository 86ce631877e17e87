// The page: heading, filters, and the view that the address names.

import { parseDay } from "./calendar.js";
import { append, el, replace } from "./dom.js";
import { wanted } from "./filters.js";
import { setFolds, matchKey } from "./keys.js";
import { country, language, setLabels, setLanguage, t } from "./language.js";
import { renderList } from "./list.js";
import { renderMatrix } from "./matrix.js";
import { renderReader } from "./reader.js";
import { search } from "./search.js";
import { EVENTS, data, documents, find } from "./store.js";
import { forgetView, renderTimeline } from "./timeline.js";
import { jalali, setNowruz } from "./calendar.js";

const VIEWS = { "": ["ui.documents", renderList], timeline: ["ui.timeline", renderTimeline], matrix: ["ui.matrix", renderMatrix] };
const main = el("main", { id: "main" });
const root = document.getElementById("page");
let searchBox = null;
let waiting = 0;

function route() {
  const [, name = "", ...rest] = location.hash.split("/");
  try {
    return [name, ...rest.map(decodeURIComponent)];
  } catch {
    return [""];
  }
}

async function show(moved) {
  const [name, id, record] = route();
  for (const link of root.querySelectorAll(".views a")) {
    if (link.dataset.view === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.body.classList.toggle("reading", name === "doc");
  if (name === "doc" && find(id) !== undefined) {
    document.title = `${id} · ${t("ui.title")}`;
    await renderReader(main, find(id), record);
    if (moved && !record) window.scrollTo(0, 0);
  } else {
    const [key, render] = VIEWS[name] || VIEWS[""];
    document.title = `${t(key)} · ${t("ui.title")}`;
    render(main);
  }
  if (moved) main.querySelector("h2")?.focus({ preventScroll: true });
}

// Filters take effect shortly after the last change.
function changed() {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    forgetView();
    if (searchBox.value !== wanted.query) {
      status(t("ui.searching"));
      if (!(await search(searchBox.value))) return;
      status("");
    }
    if (route()[0] === "doc") location.hash = "#/";
    else await show(false);
  }, 150);
}

function status(text) {
  replace(document.getElementById("status"), text);
}

function labelled(key, control) {
  control.id = `control-${key.slice(3)}`;
  return el("div", { class: key === "ui.search" ? "field wide" : "field" }, el("label", { for: control.id }, t(key)), control);
}

function choice(name, key, values, show_) {
  const select = el(
    "select",
    {
      onchange: (event) => {
        wanted[name] = event.target.value;
        changed();
      },
    },
    values.map((value) => el("option", { value, selected: wanted[name] === value }, show_(value))),
  );
  return labelled(key, select);
}

function dateBox(name, key) {
  const box = el("input", {
    type: "text",
    value: wanted[name],
    placeholder: t("ui.date_hint"),
    title: t("ui.date_help"),
    oninput: (event) => {
      wanted[name] = event.target.value;
      const bad = event.target.value.trim() && parseDay(event.target.value, false) === null;
      event.target.setAttribute("aria-invalid", String(Boolean(bad)));
      event.target.title = t(bad ? "ui.bad_date" : "ui.date_help");
      changed();
    },
  });
  return labelled(key, box);
}

function codes() {
  const all = new Set(documents.flatMap((entry) => entry.events.flatMap((event) => [...event.from, ...event.to])));
  return [...all].sort((a, b) => country(a).localeCompare(country(b), language()));
}

function statuses() {
  return [...new Set(documents.flatMap((entry) => entry.events.map((event) => event.status)))].sort();
}

function filters() {
  searchBox = el("input", { type: "search", value: wanted.query, oninput: changed, autocomplete: "off", dir: "auto" });
  const orders = ["id", "date", "events", "warnings", ...(data.gold ? ["mistakes"] : [])];
  const any = (show_) => (value) => (value ? show_(value) : t("ui.any"));
  return el(
    "div",
    { role: "search", class: "filters", "aria-label": t("ui.filters") },
    labelled("ui.search", searchBox),
    choice("country", "ui.country", ["", ...codes()], any(country)),
    choice("kind", "ui.kind", ["", ...EVENTS], any((kind) => t(`kind.${kind}`))),
    choice("status", "ui.status", ["", ...statuses()], any((value) => t(`value.${value}`))),
    dateBox("from", "ui.from"),
    dateBox("to", "ui.to"),
    data.gold ? choice("verdict", "ui.verdict", ["", "missed", "spurious", "wrong", "differs"], any((value) => t(`verdict.${value}`))) : null,
    choice("sort", "ui.sort", orders, (value) => t(`ui.sort_${value}`)),
    el("button", { type: "button", class: "reset", onclick: reset }, t("ui.reset")),
    el("p", { id: "status", role: "status" }),
  );
}

function reset() {
  Object.assign(wanted, { country: "", kind: "", status: "", from: "", to: "", verdict: "" });
  build();
  searchBox.value = "";
  changed();
}

function build() {
  const views = Object.entries(VIEWS).map(([name, [key]]) => el("a", { href: `#/${name}`, "data-view": name }, t(key)));
  const other = language() === "fa" ? "en" : "fa";
  const swap = () => {
    setLanguage(other);
    build();
    show(false);
  };
  root.replaceChildren();
  append(root, [
    el("a", { href: "#main", class: "skip", onclick: skip }, t("ui.skip")),
    el(
      "header",
      null,
      el("h1", null, t("ui.title")),
      el("nav", { class: "views", "aria-label": t("ui.title") }, views),
      el("button", { type: "button", class: "language", lang: other, onclick: swap }, t("ui.language")),
    ),
    filters(),
    main,
    el("footer", null, el("details", null, el("summary", null, t("ui.keys")), el("p", null, t("ui.keys_help")))),
  ]);
}

function skip(event) {
  event.preventDefault();
  main.querySelector("h2")?.focus();
}

function keys(event) {
  const typing = event.target.closest("input, select, textarea");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (route()[0] === "doc") location.hash = "#/";
    else document.activeElement.blur();
  } else if (!typing && event.key === "/") {
    event.preventDefault();
    searchBox.focus();
  } else if (!typing && (event.key === "n" || event.key === "p")) {
    main.querySelector(event.key === "n" ? ".step-1" : ".step--1")?.click();
  }
}

setFolds(data.folds);
setNowruz(data.nowruz);
setLabels(data.labels, data.countries);
setLanguage("fa");
build();
window.addEventListener("hashchange", () => show(true));
document.addEventListener("keydown", keys);
show(false);
// For scripts that look at the page.
window.dabir = { matchKey, jalali, parseDay };
