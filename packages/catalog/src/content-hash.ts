/** A hash that stays equal exactly as long as the data do: 64 bits of FNV-1a over their JSON, in hexadecimal digits. */
export function contentHash(data: unknown): string {
  const text = JSON.stringify(data);
  // Two runs of 32 bits with different offsets, for numbers multiply faster than big integers.
  return [0x811c9dc5, 0x01000193].map((offset) => fnv1a(text, offset)).join('');
}

function fnv1a(text: string, offset: number): string {
  let hash = offset;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >> 8), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
