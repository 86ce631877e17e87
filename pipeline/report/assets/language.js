// Labels in the language that was chosen, numbers and days in its manner.

import { gregorian, iso, jalali, persianDigits, dayNumber } from "./calendar.js";

let labels = { fa: {}, en: {} };
let countries = {};
let current = "fa";

export function setLabels(table, names) {
  labels = table;
  countries = names;
}

export function language() {
  return current;
}

export function setLanguage(name) {
  current = name;
  document.documentElement.lang = name;
  document.documentElement.dir = name === "fa" ? "rtl" : "ltr";
}

export function t(key, ...values) {
  const label = labels[current][key] ?? key.slice(key.indexOf(".") + 1);
  return label.replace(/\{(\d)\}/g, (_, n) => values[n]);
}

export function number(value) {
  return current === "fa" ? persianDigits(value) : String(value);
}

// A country or body; in English its code.
export function country(code) {
  if (!code) return t("ui.unknown");
  return current === "fa" ? (countries[code] ?? code) : code;
}

export function jalaliText(day) {
  const parts = jalali(day);
  return parts ? number(iso(parts).replace(/-/g, "/")) : "";
}

export function gregorianText(day) {
  return iso(gregorian(day));
}

// A day or an interval in both calendars.
export function interval(earliest, latest) {
  if (!earliest && !latest) return t("ui.undated");
  const [first, last] = [dayNumber(earliest), dayNumber(latest)];
  const both = (text) => {
    const [a, b] = [first === null ? "…" : text(first), last === null ? "…" : text(last)];
    return a === b ? a : `${a} – ${b}`;
  };
  const one = both(jalaliText);
  const other = both(gregorianText);
  if (!one) return other;
  return current === "fa" ? `${one} (${other})` : `${other} (${one})`;
}
