// Visits by the country of the travellers and that of the destination.

import { el, replace } from "./dom.js";
import { events } from "./filters.js";
import { country, number, t } from "./language.js";
import { eventList } from "./timeline.js";

const MOST = 25; // rows and columns at first

let everyCountry = false;

export function renderMatrix(place) {
  const visits = events().filter((event) => event.kind === "visits");
  const cells = new Map();
  const totals = { from: new Map(), to: new Map() };
  const count = (map, key) => map.set(key, (map.get(key) || 0) + 1);
  for (const visit of visits) {
    const [from, to] = [sidesOf(visit.from), sidesOf(visit.to)];
    from.forEach((code) => count(totals.from, code));
    to.forEach((code) => count(totals.to, code));
    for (const a of from) for (const b of to) cells.set(`${a} ${b}`, [...(cells.get(`${a} ${b}`) || []), visit]);
  }
  const [rows, columns] = [order(totals.from), order(totals.to)];
  const few = everyCountry ? [rows, columns] : [rows.slice(0, MOST), columns.slice(0, MOST)];
  const list = el("div", { class: "chosen", "aria-live": "polite" });
  const hidden = rows.length > few[0].length || columns.length > few[1].length;
  const all = () => {
    everyCountry = true;
    renderMatrix(place);
  };
  replace(
    place,
    el("h2", { tabindex: "-1" }, t("ui.matrix")),
    el("p", { class: "count", role: "status" }, visits.length ? t("ui.matrix_note") : t("ui.none")),
    visits.length ? el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("ui.matrix") }, table(...few, cells, totals, show)) : null,
    hidden ? el("button", { type: "button", class: "more", onclick: all }, t("ui.all_countries")) : null,
    list,
  );
  function show(from, to) {
    replace(list, el("h3", null, t("ui.visits_of", country(from), country(to))), eventList(cells.get(`${from} ${to}`)));
    list.scrollIntoView({ block: "nearest" });
  }
}

function sidesOf(codes) {
  return codes.length ? codes : [""];
}

function order(totals) {
  return [...totals.keys()].sort((a, b) => totals.get(b) - totals.get(a) || a.localeCompare(b));
}

function table(rows, columns, cells, totals, show) {
  const most = Math.max(...[...cells.values()].map((list) => list.length));
  const head = (code) => el("th", { scope: "col", class: "column" }, el("span", null, country(code)));
  const cell = (from, to) => {
    const count = (cells.get(`${from} ${to}`) || []).length;
    if (!count) return el("td", null);
    const level = 1 + Math.floor((4 * count) / (most + 1));
    const label = `${t("ui.visits_of", country(from), country(to))}: ${number(count)}`;
    return el("td", { class: `level-${level}` }, el("button", { type: "button", "aria-label": label, onclick: () => show(from, to) }, number(count)));
  };
  const row = (code) => el("tr", null, el("th", { scope: "row" }, country(code)), columns.map((to) => cell(code, to)), el("td", { class: "total" }, number(totals.from.get(code))));
  return el(
    "table",
    { class: "matrix" },
    el("thead", null, el("tr", null, el("th", { scope: "col" }, `${t("ui.traveller")} ╲ ${t("ui.destination")}`), columns.map(head), el("th", { scope: "col" }, t("ui.total")))),
    el("tbody", null, rows.map(row)),
    el("tfoot", null, el("tr", null, el("th", { scope: "row" }, t("ui.total")), columns.map((code) => el("td", { class: "total" }, number(totals.to.get(code)))), el("td", null))),
  );
}
