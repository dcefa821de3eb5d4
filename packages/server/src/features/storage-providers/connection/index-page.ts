import { Parser } from 'htmlparser2';

/** An entry of an index page: a link and what stands beside it. */
export interface IndexEntry {
  readonly link: string;
  /** Bytes, where the page says them exactly. */
  readonly size: number | null;
  /** The date as the page writes it; empty: none. */
  readonly date: string;
}

/** Text beside a link beyond this is not looked at. */
const MAX_TEXT = 300;

/**
 * Reads index pages as nginx, Apache and IIS write them, piece by piece. nginx and Apache say date and size behind the link (in
 * plain text or in cells of a table), IIS before it.
 */
export class IndexPageReader {
  #entries: IndexEntry[] = [];
  readonly #parser: Parser;
  #link: string | undefined;
  #inLink = false;
  #before = '';
  #after = '';
  #heading: string | undefined;
  #headings = '';

  constructor() {
    this.#parser = new Parser({
      onopentag: (name, attributes) => this.#open(name, attributes),
      onclosetag: (name) => this.#close(name),
      ontext: (text) => this.#text(text),
    });
  }

  /** Takes a piece of the page. @returns the entries that are complete by now */
  read(text: string): IndexEntry[] {
    this.#parser.write(text);
    return this.#entries.splice(0);
  }

  /** @returns the last entries */
  end(): IndexEntry[] {
    this.#parser.end();
    this.#finish();
    return this.#entries.splice(0);
  }

  /** Whether the page says of itself that it is an index; the pages of all three servers do. */
  get saysIndex(): boolean {
    return /index of|directory listing|\[to parent directory\]| - \//i.test(this.#headings);
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'a') {
      const link = attributes['href'];
      // Apache may make a link of the icon as well.
      const isSame = link !== undefined && link === this.#link && this.#after.trim() === '';
      // What stands before the first link of a line is its date.
      if (this.#link !== undefined && !isSame) this.#finish();
      this.#link = link;
      this.#inLink = true;
    } else if (name === 'tr' || name === 'br' || name === 'li') this.#finish();
    else if (name === 'td' || name === 'th') this.#text(' ');
    if (name === 'title' || name === 'h1') this.#heading = name;
  }

  #close(name: string): void {
    if (name === 'a') this.#inLink = false;
    if (name === 'tr') this.#finish();
    if (name === this.#heading) this.#heading = undefined;
  }

  #text(text: string): void {
    if (this.#heading !== undefined) this.#headings = (this.#headings + text).slice(0, MAX_TEXT);
    if (this.#inLink) {
      if (this.#headings.length < MAX_TEXT && /parent directory/i.test(text))
        this.#headings += ' [to parent directory]';
      return;
    }
    if (this.#link === undefined) this.#before = (this.#before + text).slice(-MAX_TEXT);
    else this.#after = (this.#after + text).slice(0, MAX_TEXT);
  }

  #finish(): void {
    if (this.#link !== undefined) {
      const beside = DATE.test(this.#before) ? this.#before : this.#after;
      this.#entries.push({ link: this.#link, ...(sizeBefore(this.#before) ?? dateAndSize(beside)) });
    }
    this.#link = undefined;
    this.#inLink = false;
    this.#before = '';
    this.#after = '';
  }
}

const DATE =
  /\d{1,2}-[A-Za-z]{3}-\d{4} \d{1,2}:\d{2}(:\d{2})?|\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}(:\d{2})?|\d{1,2}[./]\d{1,2}[./]\d{2,4},?\s+\d{1,2}:\d{2}(:\d{2})?( [AP]M)?/;

/** IIS writes the date as the country of the server does, long or short, and the size in front of the link. */
const BEFORE = /^(.*\d{1,2}[:.]\d{2}.*?)\s+(\d{1,15}|<dir>)$/s;

function sizeBefore(text: string): Pick<IndexEntry, 'size' | 'date'> | undefined {
  const [, date, size] = BEFORE.exec(text.trim()) ?? [];
  if (date === undefined) return undefined;
  return { size: size === '<dir>' ? null : Number(size), date: date.replaceAll(/\s+/g, ' ') };
}

/** Sizes that are rounded ("1.2M") say nothing exactly. */
function dateAndSize(text: string): Pick<IndexEntry, 'size' | 'date'> {
  const date = DATE.exec(text);
  if (date === null) return { size: null, date: '' };
  const [word = ''] = text
    .slice(date.index + date[0].length)
    .trim()
    .split(/\s+/, 1);
  const size = /^\d{1,15}$/.test(word) ? Number(word) : null;
  return { size, date: date[0].replaceAll(/\s+/g, ' ') };
}
