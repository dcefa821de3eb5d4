/** Spreadsheets take a value that begins so for a formula and work it out; an apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r\n]/;

/** A value that no spreadsheet takes for a formula. */
export function guardFormula(value: string): string {
  return FORMULA.test(value) ? `'${value}` : value;
}

/** Takes off what `guardFormula` adds, so that an exported file can be imported. */
export function unguardFormula(value: string): string {
  return value.startsWith("'") && FORMULA.test(value.slice(1)) ? value.slice(1) : value;
}
