const REFERENCE = /&(?:(lt|gt|amp|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));|&/g;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Replaces the references of a text; undefined when one of them is wrong or unusual. */
export function resolveReferences(text: string): string | undefined {
  let clear = true;
  const resolved = text.replace(REFERENCE, (_, entity?: string, decimal?: string, hex?: string) => {
    const known = entity === undefined ? undefined : ENTITIES.get(entity);
    if (known !== undefined) return known;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    if (isXmlCodePoint(code)) return String.fromCodePoint(code);
    clear = false;
    return '';
  });
  return clear ? resolved : undefined;
}

/** Production 2 of XML 1.0, `Char`. */
function isXmlCodePoint(code: number): boolean {
  return (
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}
