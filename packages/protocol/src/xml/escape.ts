import { hasForbiddenCharacter } from './text.ts';

/** Whether the text can stand in an XML document at all. */
export function isXmlText(text: string): boolean {
  return !hasForbiddenCharacter(text) && text.isWellFormed();
}

/** Element content. Quotes stay as they are: OpenStage firmware of 2010 cannot read every reference (section 9). */
export function escapeText(text: string): string {
  return /[<>&\r]/.test(text) ? text.replace(/[<>&\r]/g, reference) : text;
}

/** A value between double quotes; white space that a reader would turn into blanks is written as references. */
export function escapeAttribute(text: string): string {
  return /[<>&"\t\n\r]/.test(text) ? text.replace(/[<>&"\t\n\r]/g, reference) : text;
}

function reference(character: string): string {
  switch (character) {
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '&':
      return '&amp;';
    default:
      return `&#${character.charCodeAt(0)};`;
  }
}
