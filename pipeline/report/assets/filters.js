// Which events, and so which documents, are wanted.

import { dayNumber, parseDay } from "./calendar.js";
import { documents } from "./store.js";

export const wanted = { country: "", kind: "", status: "", from: "", to: "", verdict: "", query: "", sort: "id" };
export const found = { pattern: null, ids: null };

export function isFiltered() {
  return Boolean(wanted.country || wanted.kind || wanted.status || wanted.from || wanted.to);
}

function bounds() {
  return [parseDay(wanted.from, false), parseDay(wanted.to, true)];
}

function passes(event, [first, last]) {
  if (wanted.kind && event.kind !== wanted.kind) return false;
  if (wanted.status && event.status !== wanted.status) return false;
  if (wanted.country && !event.from.includes(wanted.country) && !event.to.includes(wanted.country)) return false;
  if (first === null && last === null) return true;
  const [earliest, latest] = [dayNumber(event.earliest), dayNumber(event.latest)];
  if (earliest === null && latest === null) return false;
  return (last === null || (earliest ?? latest) <= last) && (first === null || (latest ?? earliest) >= first);
}

function isFound(entry, n) {
  if (found.ids && !found.ids.has(n)) return false;
  return !wanted.verdict || Boolean(entry.verdicts?.[wanted.verdict]);
}

// The wanted events of all documents that the search found, each with its document.
export function events() {
  const limits = bounds();
  const all = [];
  documents.forEach((entry, n) => {
    if (!isFound(entry, n)) return;
    for (const event of entry.events) if (passes(event, limits)) all.push({ ...event, document: entry.id });
  });
  return all;
}

// Numbers of the wanted documents, in the order that was chosen.
export function selected() {
  const limits = bounds();
  const filtered = isFiltered();
  const numbers = documents.map((_, n) => n).filter((n) => {
    const entry = documents[n];
    return isFound(entry, n) && (!filtered || entry.events.some((event) => passes(event, limits)));
  });
  const order = ORDERS[wanted.sort];
  return order ? numbers.sort((a, b) => order(documents[a], documents[b]) || a - b) : numbers;
}

export function mistakes(entry) {
  return Object.values(entry.verdicts || {}).reduce((sum, count) => sum + count, 0);
}

const ORDERS = {
  date: (a, b) => (a.date || "9999").localeCompare(b.date || "9999"),
  events: (a, b) => b.events.length - a.events.length,
  warnings: (a, b) => b.warnings - a.warnings,
  mistakes: (a, b) => mistakes(b) - mistakes(a),
};
