import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LoggedContact, LoggedItem, LoggedStep } from '../../api/types.ts';
import { LongText } from '../../shared/components/long-text.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import { answerWords, type ContactWords, itemName, saidWords } from './contact-text.ts';
import classes from './contacts.module.css';

/** A contact with everything that was said in it. */
export function ContactEntry({ contact, words }: { contact: LoggedContact; words: ContactWords }) {
  const { t } = useTranslation();
  const { format, reason } = words;
  const head = (
    <>
      <span className={classes['when']}>{format.exact(contact.at)}</span>
      <strong>{reason(contact.reason)}</strong>
      <Mono>{contact.address}</Mono>
      {contact.kind === 'quiet' ? (
        <span className={classes['soft']}>{t('clients.contacts.nothingToDo')}</span>
      ) : (
        <span className={classes['soft']}>
          {t('clients.contacts.messages', { count: contact.steps.length })}
          {contact.tookMs === null
            ? null
            : `, ${t('clients.contacts.took', { ms: format.number(contact.tookMs) })}`}
        </span>
      )}
      {contact.failed ? <StateMark tone="failed">{t('clients.contacts.failed')}</StateMark> : null}
    </>
  );
  if (contact.kind === 'quiet') return <li className={classes['quiet']}>{head}</li>;
  return (
    <li className={classes['entry']}>
      <details open={contact.failed}>
        <summary className={classes['head']}>{head}</summary>
        <ol className={classes['steps']}>
          {contact.steps.map((step, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps never move
            <Step key={place} step={step} words={words} />
          ))}
        </ol>
      </details>
    </li>
  );
}

function Step({ step, words }: { step: LoggedStep; words: ContactWords }) {
  const { t } = useTranslation();
  const more = step.sentCount - step.sent.length;
  return (
    <li className={classes['step']}>
      <span className={classes['after']}>+{words.format.number(step.afterMs / 1000)} s</span>
      <div className={classes['said']}>
        <div className={classes['line']}>
          <IconArrowRight size={15} role="img" aria-label={t('clients.contacts.phone')} />
          <span>{saidWords(step, words)}</span>
        </div>
        <Items items={[...step.told, ...step.refused]} words={words} />
        {step.piecesLost ? <p className={classes['note']}>{t('clients.contacts.piecesLost')}</p> : null}
        <div className={classes['line']}>
          <IconArrowLeft size={15} role="img" aria-label={t('clients.contacts.server')} />
          <span>{answerWords(step, words)}</span>
          <span className={classes['soft']}>{words.format.number(step.tookMs)} ms</span>
        </div>
        <Items items={step.sent} words={words} />
        {more > 0 ? <p className={classes['note']}>{t('clients.contacts.more', { count: more })}</p> : null}
      </div>
    </li>
  );
}

function Items({ items, words }: { items: readonly LoggedItem[]; words: ContactWords }) {
  if (items.length === 0) return null;
  return (
    <ul className={classes['items']}>
      {items.map((item) => (
        <li key={`${item.item}[${item.index ?? ''}]`}>
          <span>{itemName(item, words)}</span>
          {item.secret ? (
            <Mono>••••••••</Mono>
          ) : item.value === null || item.value === '' ? null : (
            <LongText text={item.value} label={itemName(item, words)} />
          )}
          {item.status === null ? null : <span className={classes['refused']}>“{item.status}”</span>}
        </li>
      ))}
    </ul>
  );
}
