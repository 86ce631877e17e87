// The data: an index that is read at once, and bodies that are unpacked when they are needed.

export const KINDS = ["dates", "participants", "visits", "meetings", "agreements"];
export const EVENTS = ["visits", "meetings", "agreements"];

export const data = JSON.parse(document.getElementById("data").textContent);
export const documents = data.documents;

const byId = new Map(documents.map((one, n) => [one.id, n]));
const unpacked = new Map();
const KEPT = 8;

export function find(id) {
  return byId.get(id);
}

async function unpack(number) {
  const packed = JSON.parse(document.getElementById(`chunk-${number}`).textContent);
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).json();
}

// All bodies of a chunk; the last few chunks stay in memory.
export function chunk(number) {
  if (!unpacked.has(number)) {
    if (unpacked.size >= KEPT) unpacked.delete(unpacked.keys().next().value);
    unpacked.set(number, unpack(number));
  }
  return unpacked.get(number);
}

export async function body(entry) {
  return (await chunk(entry.chunk))[entry.place];
}

// The text as far as it is known.
export function textOf(content) {
  return content.pieces.map(([, text]) => text).join("\n");
}
