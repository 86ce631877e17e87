// A record as a card: what it says, field by field, each part that stands in the text leading there.

import { dayNumber } from "./calendar.js";
import { el, persian, words } from "./dom.js";
import { country, gregorianText, interval, jalaliText, number, t } from "./language.js";
import { evidenceSpans } from "./marks.js";

const HEAD = new Set(["id", "start", "end", "text", "trigger", "status", "confidence", "rule", "evidence", "mentions"]);
const CODES = new Set(["country", "countries", "parties", "on_behalf_of", "code", "viewpoint", "subject_country"]);
const DAYS = new Set(["anchor", "earliest", "latest"]);
const VALUES = new Set([
  "kind", "status", "calendar", "granularity", "modifier", "flags", "role_code", "tenure", "visit_type", "type", "laterality",
]);

// `tools`: `link(id)` an element that leads to a record, `go(span)` shows a place in the text.
export function card(kind, record, difference, tools) {
  return el(
    "article",
    { class: `card ${kind}`, id: `record-${record.id}`, "data-id": record.id, "data-kind": kind },
    el(
      "h4",
      null,
      el(
        "button",
        { type: "button", class: "select", "aria-pressed": "false", onclick: () => tools.select(record.id) },
        el("span", { class: "kind" }, t(`one.${kind}`)),
        " ",
        el("span", { class: "title" }, persian(tools.title(record.id))),
      ),
    ),
    facts(kind, record, difference),
    el("dl", null, fields(kind, record, tools)),
    evidence(kind, record, tools),
    difference ? differenceTable(difference) : null,
  );
}

// A record of the gold that was not read.
export function missedCard(difference, tools) {
  const id = `gold-${difference.gold}`;
  const at = difference.around[1] || difference.gold;
  return el(
    "article",
    { class: `card ${difference.kind} missed`, id: `record-${id}`, "data-id": id, "data-kind": difference.kind },
    el(
      "h4",
      null,
      el(
        "button",
        { type: "button", class: "select", "aria-pressed": "false", onclick: () => tools.select(id) },
        el("span", { class: "kind" }, t(`one.${difference.kind}`)),
        " ",
        el("span", { class: "title" }, persian(at)),
      ),
    ),
    el("p", { class: "facts" }, el("span", { class: "chip missed" }, t("verdict.missed"))),
    differenceTable(difference),
  );
}

// What a record is called where nothing else is known of it.
export function title(kind, record) {
  if (kind === "dates") return record.text;
  if (kind === "participants") {
    const role = record.role && record.role.text;
    return record.name || role || record.organization?.text || record.mentions[0]?.text || record.id;
  }
  const name = record.title || record.name || (record.occasion && record.occasion.name);
  return name ? name.text : record.trigger.text;
}

function facts(kind, record, difference) {
  return el(
    "p",
    { class: "facts" },
    record.status ? el("span", { class: `chip status ${record.status}` }, t(`value.${record.status}`)) : null,
    difference ? verdictChip(difference) : null,
    (record.flags || []).map((flag) => el("span", { class: "chip warning" }, t(`value.${flag}`))),
    el("span", null, `${t("field.confidence")} ${number(record.confidence.toFixed(2))}`),
    el("span", null, `${t("field.rule")} `, el("code", { dir: "ltr" }, record.rule)),
    el("span", null, el("code", { dir: "ltr" }, record.id)),
  );
}

// A record whose deciding fields are right differs in a detail only.
function verdictChip(difference) {
  const name = difference.verdict === "wrong" && !difference.fields.some((field) => field.decides) ? "differs" : difference.verdict;
  return el("span", { class: `chip ${name}` }, t(`verdict.${name}`));
}

function isNothing(value) {
  return value === null || value === undefined || (Array.isArray(value) && !value.length);
}

function fields(kind, record, tools) {
  const out = [];
  if ("earliest" in record && (record.earliest || record.latest)) {
    out.push(pair("value", days(record.earliest, record.latest)));
  }
  for (const [name, value] of Object.entries(record)) {
    if (HEAD.has(name) || name === "flags" || isNothing(value) || name === "earliest" || name === "latest") continue;
    if (name === "count" && value === 1) continue;
    out.push(pair(name, shown(name, value, tools)));
  }
  return out;
}

function pair(name, value) {
  return el("div", null, el("dt", null, t(`field.${name}`)), el("dd", null, value));
}

function list(items) {
  return items.flatMap((item, n) => (n ? ["، ", item] : [item]));
}

// A value as elements: ids lead to records, phrases and places to the text.
function shown(name, value, tools) {
  if (Array.isArray(value)) return list(value.map((item) => shown(name, item, tools)));
  if (typeof value === "number") return number(value);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    if (tools.has(value)) return tools.link(value);
    if (CODES.has(name) || name === "actors" || name === "recipients") return country(value);
    if (VALUES.has(name)) return t(`value.${value}`);
    if (name === "inferred") return t(`field.${value}`);
    if (DAYS.has(name)) return dayText(value);
    return words(value);
  }
  if ("start" in value) return place(value.text, value, tools);
  if ("text" in value && "span" in value) return place(value.text, value.span, tools);
  if ("earliest" in value) {
    const rest = { dates: value.dates, inferred: value.inferred };
    return [days(value.earliest, value.latest), " ", inner(rest, tools)];
  }
  return inner(value, tools, value.span);
}

// An interval, which breaks between the calendars only.
function days(earliest, latest) {
  const parts = interval(earliest, latest).split(/ (?=\()/);
  return parts.flatMap((part, n) => [n ? " " : "", el("span", { class: "days" }, part)]);
}

function dayText(iso) {
  const day = dayNumber(iso);
  return `${jalaliText(day)} (${gregorianText(day)})`;
}

function inner(value, tools, span) {
  const parts = Object.entries(value).filter(([name, part]) => name !== "span" && !isNothing(part));
  const told = list(parts.map(([name, part]) => [el("span", { class: "inner" }, `${t(`field.${name}`)} `), shown(name, part, tools)]));
  return span ? [told, " ", jump(span, tools)] : parts.length ? [" ", told] : [];
}

function place(text, span, tools) {
  return span ? [words(text), " ", jump(span, tools)] : words(text);
}

function jump(span, tools) {
  const label = `${t("ui.jump")} «${span.text}»`;
  return el("button", { type: "button", class: "jump", "aria-label": label, title: label, onclick: () => tools.go(span) }, "¶");
}

function evidence(kind, record, tools) {
  const spans = kind === "participants" ? record.mentions : kind === "dates" ? [] : evidenceSpans(kind, record);
  if (!spans.length) return null;
  const name = kind === "participants" ? "mentions" : "evidence";
  return el(
    "div",
    { class: "evidence" },
    el("span", { class: "label" }, t(`field.${name}`)),
    el("ol", null, spans.map((span) => el("li", null, el("button", { type: "button", class: "quote", onclick: () => tools.go(span, record.id) }, words(span.text))))),
  );
}

function differenceTable(difference) {
  return el(
    "table",
    { class: "difference" },
    el("thead", null, el("tr", null, ["ui.field", "ui.in_gold", "ui.in_records"].map((key) => el("th", { scope: "col" }, t(key))))),
    el(
      "tbody",
      null,
      difference.fields.map((field) =>
        el("tr", { class: field.decides ? "decides" : null }, el("th", { scope: "row" }, fieldName(field.field)), el("td", null, words(field.gold)), el("td", null, words(field.predicted))),
      ),
    ),
  );
}

function fieldName(path) {
  return path.split(".").map((name) => t(`field.${name}`)).join(" › ");
}
