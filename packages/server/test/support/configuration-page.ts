import { findParameter, type Language, type LocalizedText, lists, validateWire } from '@deskfleet/catalog';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What the area says besides the names of the catalog. */
const GERMAN = {
  Add: 'Hinzufügen',
  'All off': 'Alle aus',
  Edit: 'Bearbeiten',
  Expires: 'Läuft ab',
  'New value': 'Neuer Wert',
  No: 'Nr',
  'Open file': 'Datei öffnen',
  'Password of the file': 'Kennwort der Datei',
  Repeat: 'Wiederholen',
  Set: 'Setzen',
  'Set all': 'Alle setzen',
  'Set all to': 'Alle setzen auf',
  'Set new': 'Neu setzen',
  Show: 'Anzeigen',
  Submit: 'Übertragen',
  'Take over': 'Übernehmen',
  'The password does not open this file.': 'Das Kennwort öffnet diese Datei nicht.',
  'The same as entry 1': 'Gleich wie Eintrag 1',
  'The two entries differ.': 'Die beiden Eingaben stimmen nicht überein.',
  'This file contains a private key': 'Diese Datei enthält einen privaten Schlüssel',
  Upload: 'Hochladen',
} as const;

type Words = keyof typeof GERMAN;

const SUBMIT = { en: /^Submit \d+ changes$/, de: /^\d+ Änderungen übertragen$/ };

/** The configuration area as somebody uses it who reads one language. */
export class ConfigurationPage {
  readonly page: Page;
  readonly language: Language;
  readonly #path: string;

  /** @param path - of the client or template */
  constructor(page: Page, language: Language, path: string) {
    this.page = page;
    this.language = language;
    this.#path = `${path}/configuration`;
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  say(words: Words): string {
    return this.language === 'de' ? GERMAN[words] : words;
  }

  /** Name of a parameter. */
  label(id: string): string {
    return this.#told(findParameter(id)?.label, id);
  }

  /** Name of a value that a parameter can have. */
  choice(id: string, value: string): string {
    return this.#told(findParameter(id)?.values?.find((one) => one.value === value)?.label, `${id}=${value}`);
  }

  /** Name of an entry of a list. */
  entry(id: string): string {
    return this.#told(lists.find((one) => one.id === id)?.entry, id);
  }

  list(id: string): Locator {
    const name = this.#told(lists.find((one) => one.id === id)?.label, id);
    return this.page.getByRole('region', { name, exact: true }).first();
  }

  /** What the catalog says of a wrong value. */
  fault(id: string, wire: string): string {
    const parameter = findParameter(id);
    const error = parameter === undefined ? undefined : validateWire(parameter, wire);
    return this.#told(error?.text, `${id}=${wire}`);
  }

  /** The field of a parameter, wherever it is; its name may have unit and range behind it. */
  field(id: string, within: Page | Locator = this.page): Locator {
    const label = this.label(id).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const name = new RegExp(`^${label}($| \\(| \\d| (from|up to|ab|bis) )`);
    return within.getByRole('textbox', { name }).or(within.getByRole('combobox', { name }));
  }

  /** A button for something with a name, e.g. `Set new: Door Opener PIN`. */
  button(words: Words, name: string): Locator {
    return this.page.getByRole('button', { name: `${this.say(words)}: ${name}`, exact: true });
  }

  takeOver(within: Locator = this.dialog): Promise<void> {
    return within.getByRole('button', { name: this.say('Take over'), exact: true }).click();
  }

  async choose(field: Locator, option: string): Promise<void> {
    await field.click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  /** Loads the page anew. */
  async open(section: string): Promise<void> {
    await this.page.goto(`${this.#path}?section=${section}`);
    await this.page.getByRole('heading', { level: 2 }).first().waitFor();
  }

  /** Goes to a section without loading the page anew, as its menu does: changes stay. */
  async toSection(section: string): Promise<void> {
    const path = `${this.#path}?section=${section}`;
    await this.page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`);
    await expect.poll(() => this.page.url()).toContain(section);
  }

  async upload(id: string, file: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.button('Upload', this.label(id)).click();
    await (await chooser).setFiles(file);
  }

  /** @param confirm - what the button of the summary says */
  async submit(confirm: string = this.say('Submit')): Promise<void> {
    await this.page.getByRole('button', { name: SUBMIT[this.language] }).click();
    await this.dialog.getByRole('button', { name: confirm, exact: true }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }

  #told(text: LocalizedText | undefined, what: string): string {
    if (text === undefined) throw new TypeError(`the catalog has no ${what}`);
    return text[this.language];
  }
}
