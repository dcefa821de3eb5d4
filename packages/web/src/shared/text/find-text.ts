/** A text prepared for search: how its letters are compared, and where each of them stood. */
interface Folded {
  text: string;
  /** For each character of `text` where its letter begins and ends in the original. */
  starts: number[];
  ends: number[];
}

const MARKS = /\p{M}/gu;

function foldLetter(letter: string): string {
  // Case and accents do not matter, so that "lautstarke" finds "Lautstärke" and "strasse" finds "Straße".
  return letter.toLowerCase().normalize('NFD').replace(MARKS, '').replaceAll('ß', 'ss');
}

/** A text as search compares it. */
export function foldText(text: string): string {
  return foldLetter(text);
}

function foldWithPositions(text: string): Folded {
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const letter of text) {
    const part = foldLetter(letter);
    for (let count = 0; count < part.length; count += 1) {
      starts.push(at);
      ends.push(at + letter.length);
    }
    folded += part;
    at += letter.length;
  }
  return { text: folded, starts, ends };
}

/** The words of a search; all of them have to be found, wherever they stand. */
export function searchTerms(find: string | undefined): string[] {
  return [
    ...new Set(
      foldText(find ?? '')
        .split(/\s+/)
        .filter((term) => term !== ''),
    ),
  ];
}

export interface TextPart {
  text: string;
  found: boolean;
}

/** Divides a text into what the terms of a search match and what they do not. */
export function divideText(text: string, terms: readonly string[]): TextPart[] {
  if (terms.length === 0 || text === '') return [{ text, found: false }];
  const folded = foldWithPositions(text);
  const marked = new Array<boolean>(text.length).fill(false);
  let any = false;
  for (const term of terms) {
    for (let at = folded.text.indexOf(term); at !== -1; at = folded.text.indexOf(term, at + 1)) {
      any = true;
      // A letter that folds to several is marked whole.
      marked.fill(true, folded.starts[at], folded.ends[at + term.length - 1]);
    }
  }
  if (!any) return [{ text, found: false }];
  const parts: TextPart[] = [];
  let start = 0;
  for (let at = 1; at <= text.length; at += 1) {
    if (at < text.length && marked[at] === marked[start]) continue;
    parts.push({ text: text.slice(start, at), found: marked[start] ?? false });
    start = at;
  }
  return parts;
}
