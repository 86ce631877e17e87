// What all spellings of a word share: the key of pipeline/text/keys.py, by the same table.

const DIGITS = /[\u06f0-\u06f9\u0660-\u0669]/g;
const MARK = /[^\p{L}\p{M}\p{N}\s]|_/gu;

let folds = {};
let folded = /$^/g;

export function setFolds(table) {
  folds = table;
  folded = new RegExp(`[${Object.keys(table).join("")}]`, "g");
}

export function matchKey(text) {
  return text.replace(folded, (c) => folds[c]);
}

// For searching: the key in lower case, digits as 0-9, marks and white space one space each.
export function searchKey(text) {
  return matchKey(text).toLowerCase().replace(DIGITS, (c) => String(c.charCodeAt(0) & 15)).replace(MARK, " ").replace(/\s/g, " ");
}

// A pattern for the words of a query, which finds them at beginnings of words, joined or apart; null if there are none.
export function queryPattern(query) {
  const letters = Array.from(searchKey(query).replace(/ /g, ""));
  if (!letters.length) return null;
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${letters.join(" *")}`, "gu");
}

// The places of a query in a text, as half-open spans of UTF-16 units.
export function places(text, pattern) {
  const key = [];
  const at = [];
  let position = 0;
  for (const c of text) {
    const k = searchKey(c);
    for (const unit of k) {
      key.push(unit);
      for (let n = 0; n < unit.length; n += 1) at.push(position);
    }
    position += c.length;
  }
  at.push(position);
  const found = [];
  for (const match of key.join("").matchAll(pattern)) {
    const last = at[match.index + match[0].length - 1];
    found.push([at[match.index], last + (text.codePointAt(last) > 0xffff ? 2 : 1)]);
  }
  return found;
}
