// Events along the Jalali and the Gregorian years, and below as a list.

import { el, persian, replace, svg, words } from "./dom.js";
import { dayNumber, gregorianYearStart, gregorian, jalali, jalaliDay } from "./calendar.js";
import { events } from "./filters.js";
import { country, interval, language, number, t } from "./language.js";
import { docHref } from "./list.js";
import { EVENTS } from "./store.js";

const HEIGHT = { lane: 92, axis: 26 };
const ROW = 11;
const CROWDED = 250; // events in a lane, above which their numbers are shown
const BINS = 80;
const STEP = 200;
const PAD = 30;

let view = null;

export function renderTimeline(place) {
  const all = events();
  const dated = all.map(withDays).filter((event) => event.first !== null);
  dated.sort((a, b) => a.first - b.first || a.last - b.last);
  const undated = all.filter((event) => !event.earliest && !event.latest);
  const chart = el("div", { class: "timeline" });
  const controls = el("div", { class: "controls" });
  replace(
    place,
    el("h2", { tabindex: "-1" }, t("ui.timeline")),
    el("p", { class: "count", role: "status" }, dated.length + undated.length ? t("ui.events_shown", number(dated.length), number(undated.length)) : t("ui.none")),
    legend(),
    controls,
    chart,
    el("h3", null, t("ui.event_list")),
    eventList([...dated, ...undated]),
  );
  if (!dated.length) return;
  const whole = [dated[0].first - 15, Math.max(...dated.map((event) => event.last)) + 15];
  if (!view || view[0] > whole[1] || view[1] < whole[0]) view = whole;
  const draw = () => {
    replace(chart, drawing(dated, view, Math.max(place.clientWidth - 2, 280), zoomTo));
  };
  function zoomTo(first, last) {
    const least = 30;
    const middle = (first + last) / 2;
    const half = Math.max(last - first, least) / 2;
    view = [Math.max(middle - half, whole[0]), Math.min(middle + half, whole[1])];
    draw();
  }
  const by = (factor, shift) => () => {
    const [size, middle] = [view[1] - view[0], (view[0] + view[1]) / 2];
    zoomTo(middle + shift * size - (size * factor) / 2, middle + shift * size + (size * factor) / 2);
  };
  const buttons = [["ui.earlier", by(1, -0.5)], ["ui.zoom_out", by(2, 0)], ["ui.zoom_in", by(0.5, 0)], ["ui.later", by(1, 0.5)]];
  replace(controls, buttons.map(([key, act]) => el("button", { type: "button", onclick: act }, t(key))));
  draw();
  window.onresize = () => chart.isConnected && draw();
}

export function forgetView() {
  view = null;
}

function withDays(event) {
  const [first, last] = [dayNumber(event.earliest), dayNumber(event.latest)];
  return { ...event, first: first ?? last, last: last ?? first };
}

function legend() {
  return el("p", { class: "legend" }, EVENTS.map((kind) => el("span", { class: `chip ${kind}` }, t(`kind.${kind}`))));
}

// The chart is for the eye; the list below says the same to all.
function drawing(dated, [from, to], width, zoomTo) {
  const height = HEIGHT.axis * 2 + HEIGHT.lane * EVENTS.length;
  const scale = (day) => {
    const share = (day - from) / (to - from);
    return PAD + (language() === "fa" ? 1 - share : share) * (width - 2 * PAD);
  };
  const root = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  axis(root, jalaliTicks(from, to, width), scale, 0, height, width, "ui.jalali");
  axis(root, gregorianTicks(from, to, width), scale, height - HEIGHT.axis, height, width, "ui.gregorian");
  EVENTS.forEach((kind, n) => {
    const top = HEIGHT.axis + n * HEIGHT.lane;
    root.append(svg("line", { class: "lane", x1: 0, x2: width, y1: top, y2: top }));
    const inside = dated.filter((event) => event.kind === kind && event.last >= from && event.first <= to);
    if (inside.length > CROWDED) root.append(bins(inside, kind, [from, to], scale, top, zoomTo));
    else root.append(bars(inside, kind, scale, top, [from, to]));
  });
  return root;
}

function bars(list, kind, scale, top, [from, to]) {
  const group = svg("g", { class: `bars ${kind}` });
  const rows = Math.floor((HEIGHT.lane - 8) / ROW);
  const ends = new Array(rows).fill(-Infinity);
  for (const event of list) {
    const [a, b] = [scale(Math.max(event.first, from)), scale(Math.min(event.last, to) + 1)];
    const [x, size] = [Math.min(a, b), Math.max(Math.abs(b - a), 7)];
    const begin = language() === "fa" ? -(x + size) : x;
    let row = ends.findIndex((end) => end <= begin);
    if (row < 0) row = ends.indexOf(Math.min(...ends));
    ends[row] = begin + size + 1;
    const open = () => {
      location.hash = docHref(event.document, event.id);
    };
    const attributes = { class: `event ${event.status}`, x, y: top + 5 + row * ROW, width: size, height: ROW - 3, rx: 3, onclick: open };
    group.append(svg("rect", attributes, svg("title", null, `${line(event)} · ${interval(event.earliest, event.latest)}`)));
  }
  return group;
}

function bins(list, kind, [from, to], scale, top, zoomTo) {
  const size = (to - from) / BINS;
  const counts = new Array(BINS).fill(0);
  for (const event of list) {
    const n = Math.floor((Math.max(event.first, from) - from) / size);
    counts[Math.min(n, BINS - 1)] += 1;
  }
  const most = Math.max(...counts);
  const group = svg("g", { class: `bars ${kind}` });
  counts.forEach((count, n) => {
    if (!count) return;
    const [a, b] = [scale(from + n * size), scale(from + (n + 1) * size)];
    const height = Math.max(2, ((HEIGHT.lane - 12) * count) / most);
    const zoom = () => zoomTo(from + (n - 1) * size, from + (n + 2) * size);
    const attributes = { class: "bin", x: Math.min(a, b) + 0.5, y: top + HEIGHT.lane - height, width: Math.max(1, Math.abs(b - a) - 1), height, onclick: zoom };
    group.append(svg("rect", attributes, svg("title", null, number(count))));
  });
  return group;
}

function axis(root, ticks, scale, top, height, width, key) {
  const y = top + 17;
  for (const [day, label] of ticks) {
    const x = scale(day);
    root.append(svg("line", { class: `tick ${key.slice(3)}`, x1: x, x2: x, y1: HEIGHT.axis, y2: height - HEIGHT.axis }));
    if (x > 16 && x < width - 16) root.append(svg("text", { x, y, "text-anchor": "middle", direction: "ltr" }, label));
  }
}

// The first days of years, or of months where few years are shown, at most one in about 70 pixels.
function ticks(from, to, width, first, start, show) {
  const most = Math.max(2, Math.floor(width / 70));
  const years = (to - from) / 365;
  const out = [];
  const months = years * 12 <= most ? 1 : years * 4 <= most ? 3 : 12;
  const step = months < 12 ? 1 : [1, 2, 5, 10, 20, 50, 100].find((size) => years / size <= most) || 200;
  for (let year = first - (first % step); year <= first + years + 2; year += step) {
    for (let month = 1; month <= 12; month += months) {
      const day = start(year, month);
      if (day !== null && day >= from && day <= to) out.push([day, months < 12 ? `${show(year)}/${show(month)}` : show(year)]);
    }
  }
  return out;
}

function jalaliTicks(from, to, width) {
  const first = jalali(from);
  return first ? ticks(from, to, width, first[0], (year, month) => jalaliDay(year, month, 1), number) : [];
}

function gregorianTicks(from, to, width) {
  const start = (year, month) => (month === 1 ? gregorianYearStart(year) : dayNumber(`${year}-${String(month).padStart(2, "0")}-01`));
  return ticks(from, to, width, gregorian(from)[0], start, String);
}

// A name, or an office with its country.
export function called(name, code) {
  return code ? `${name} ${country(code)}` : name;
}

// Who, from where, where to: an event in a line.
export function line(event) {
  const who = event.who.map(([name, code]) => called(name, code)).join("، ") || event.from.map(country).join("، ");
  const to = event.place || event.to.map(country).join("، ");
  const what = event.title || (who ? "" : event.trigger);
  const arrow = event.kind === "visits" && to ? " ← " : who && to ? " · " : "";
  return `${who}${arrow}${to}${what ? ` · ${what}` : ""}`;
}

export function eventList(list) {
  const items = el("ol", { class: "events" });
  const more = el("button", { type: "button", class: "more", onclick: () => grow() }, t("ui.more"));
  let shown = 0;
  function grow() {
    for (const event of list.slice(shown, shown + STEP)) items.append(item(event));
    shown = Math.min(shown + STEP, list.length);
    more.hidden = shown >= list.length;
  }
  grow();
  return [items, more];
}

function item(event) {
  return el(
    "li",
    null,
    el("span", { class: `chip ${event.kind}` }, t(`one.${event.kind}`)),
    el("span", { class: `chip status ${event.status}` }, t(`value.${event.status}`)),
    el("a", { href: docHref(event.document, event.id) }, persian(line(event))),
    el("span", { class: "date" }, interval(event.earliest, event.latest)),
    el("span", { class: "of" }, words(event.document)),
  );
}
