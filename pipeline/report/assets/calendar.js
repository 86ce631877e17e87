// Days as numbers since 1970-01-01, and the Jalali ones by the table of new years that the page carries.

const DAY = 86400000;
const DIGITS_FA = "۰۱۲۳۴۵۶۷۸۹";

let firstYear = 0;
let newYears = [];

export function setNowruz([first, days]) {
  firstYear = first;
  newYears = days;
}

// An ISO day as a number; null for null.
export function dayNumber(iso) {
  if (!iso) return null;
  const [year, month, day] = iso.split("-").map(Number);
  return gregorianDay(year, month, day);
}

function gregorianDay(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / DAY);
}

export function gregorian(number) {
  const date = new Date(number * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

export function gregorianYearStart(year) {
  return gregorianDay(year, 1, 1);
}

// Year, month and day; null outside the table.
export function jalali(number) {
  if (!newYears.length || number < newYears[0] || number >= newYears[newYears.length - 1]) return null;
  let low = 0;
  let high = newYears.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (newYears[middle] <= number) low = middle;
    else high = middle;
  }
  const rest = number - newYears[low];
  const month = rest < 186 ? Math.floor(rest / 31) : 6 + Math.floor((rest - 186) / 30);
  const start = month < 6 ? month * 31 : 186 + (month - 6) * 30;
  return [firstYear + low, month + 1, rest - start + 1];
}

export function jalaliDay(year, month, day) {
  const start = newYears[year - firstYear];
  if (start === undefined) return null;
  return start + (month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day - 1;
}

export function iso(parts) {
  return parts === null ? "" : parts.map((n, i) => String(n).padStart(i ? 2 : 4, "0")).join("-");
}

export function persianDigits(text) {
  return String(text).replace(/[0-9]/g, (c) => DIGITS_FA[c]);
}

// What a reader writes: a year, month or day of either calendar (years before 1600 are Jalali); null if it is none.
// The first day of the unit, or with `end` its last.
export function parseDay(text, end) {
  const latin = text.trim().replace(/[۰-۹٠-٩]/g, (c) => String(c.charCodeAt(0) & 15));
  const match = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(latin);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map((part) => (part === undefined ? null : Number(part)));
  if (month !== null && (month < 1 || month > 12)) return null;
  if (day !== null && (day < 1 || day > 31)) return null;
  const make = year < 1600 ? jalaliDay : gregorianDay;
  if (day !== null) return make(year, month, day);
  if (!end) return make(year, month || 1, 1);
  const after = month === null ? make(year + 1, 1, 1) : month === 12 ? make(year + 1, 1, 1) : make(year, month + 1, 1);
  return after === null ? null : after - 1;
}
