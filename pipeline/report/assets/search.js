// Search over all texts. Their keys are made chunk by chunk with the first search, and kept.

import { found, wanted } from "./filters.js";
import { queryPattern, searchKey } from "./keys.js";
import { chunk, documents, textOf } from "./store.js";

const keys = new Map();
let run = 0;

function entryKey(entry) {
  const told = entry.events.flatMap((event) => [...event.who.map(([name]) => name), event.place, event.title]);
  return searchKey([entry.id, ...told].filter(Boolean).join("\n"));
}

async function chunkKeys(number, members) {
  if (!keys.has(number)) {
    const bodies = await chunk(number);
    keys.set(number, members.map((n) => `${searchKey(textOf(bodies[documents[n].place]))}\n${entryKey(documents[n])}`));
  }
  return keys.get(number);
}

// Set `found` to what the query finds; false if a later search overtook this one.
export async function search(query) {
  run += 1;
  const own = run;
  const pattern = queryPattern(query);
  wanted.query = query;
  if (!pattern) {
    found.pattern = null;
    found.ids = null;
    return true;
  }
  const chunks = new Map();
  documents.forEach((entry, n) => chunks.set(entry.chunk, [...(chunks.get(entry.chunk) || []), n]));
  const ids = new Set();
  for (const [number, members] of chunks) {
    const texts = await chunkKeys(number, members);
    if (own !== run) return false;
    members.forEach((n, i) => {
      if (texts[i].search(pattern) >= 0) ids.add(n);
    });
  }
  found.pattern = pattern;
  found.ids = ids;
  return true;
}
