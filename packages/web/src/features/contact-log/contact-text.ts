import type { TFunction } from 'i18next';
import type { LoggedContact, LoggedItem, LoggedStep } from '../../api/types.ts';
import type { Format } from '../../shared/i18n/index.ts';
import { visibleText } from '../../shared/text/visible-text.ts';

/** What the texts of the log are made with. */
export interface ContactWords {
  t: TFunction;
  format: Format;
  /** A reason for contact in words. */
  reason: (reason: string) => string;
  /** The label of a parameter, if there is one. */
  label: (item: LoggedItem) => string | null;
}

/** What a phone said, in one sentence. */
export function saidWords(step: LoggedStep, { t, format, reason }: ContactWords): string {
  if (step.repliesTo === null) {
    const said = t('clients.contacts.called', { reason: reason(step.reason) });
    return step.gaveUp === null ? said : `${said}: “${visibleText(step.gaveUp)}”`;
  }
  const size =
    step.items === null
      ? t('clients.contacts.allData', { size: format.number(Math.max(1, Math.round(step.bytes / 1024))) })
      : t('clients.contacts.items', { count: step.items });
  const pieces = step.pieces > 1 ? `, ${t('clients.contacts.pieces', { count: step.pieces })}` : '';
  const status =
    step.status === null || step.status === 'accepted'
      ? t('clients.contacts.accepted')
      : `“${visibleText(step.status)}”`;
  return `${step.repliesTo}: ${status} (${size}${pieces})`;
}

/** What the server answered, in one sentence. */
export function answerWords(step: LoggedStep, { t }: ContactWords): string {
  const meaning = t(`clients.contacts.action.${step.answer}` as 'clients.contacts.action.CleanUp', {
    defaultValue: '',
    count: step.sentCount,
  });
  return meaning === '' ? step.answer : `${step.answer} – ${meaning}`;
}

export function itemName(item: LoggedItem, { label }: ContactWords): string {
  const index = item.index === null ? '' : `[${item.index}]`;
  const words = label(item);
  return words === null ? `${item.item}${index}` : `${words} (${item.item}${index})`;
}

function itemLine(item: LoggedItem, words: ContactWords): string {
  const value = item.secret ? '••••••••' : item.value === null ? '' : visibleText(item.value);
  const status = item.status === null ? '' : ` – “${visibleText(item.status)}”`;
  return `${itemName(item, words)}${value === '' ? '' : ` = ${value}`}${status}`;
}

/** The contacts as plain text for a ticket, oldest first. */
export function contactsAsText(
  title: string,
  contacts: readonly LoggedContact[],
  words: ContactWords,
): string {
  const { t, format, reason } = words;
  const lines = [title, ''];
  for (const contact of contacts.toReversed()) {
    const took =
      contact.tookMs === null ? '' : `, ${t('clients.contacts.took', { ms: format.number(contact.tookMs) })}`;
    lines.push(`${contact.at}  ${reason(contact.reason)} (${contact.reason})  ${contact.address}${took}`);
    if (contact.kind === 'quiet') lines.push(`    ${t('clients.contacts.nothingToDo')}`);
    for (const step of contact.steps) {
      const after = `+${(step.afterMs / 1000).toFixed(3)} s`.padStart(12);
      lines.push(`${after}  > ${saidWords(step, words)}`);
      for (const item of [...step.told, ...step.refused])
        lines.push(`                  ${itemLine(item, words)}`);
      if (step.piecesLost) lines.push(`                  ${t('clients.contacts.piecesLost')}`);
      lines.push(`              < ${answerWords(step, words)} (${step.tookMs} ms)`);
      for (const item of step.sent) lines.push(`                  ${itemLine(item, words)}`);
      const more = step.sentCount - step.sent.length;
      if (more > 0) lines.push(`                  ${t('clients.contacts.more', { count: more })}`);
    }
    lines.push('');
  }
  return lines.join('\n');
}
