import { IconInfoCircle, IconQuestionMark } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Highlighted } from '../../shared/components/highlighted.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { useLanguage } from '../../shared/i18n/index.ts';
import { cutText } from '../../shared/text/visible-text.ts';
import { localized } from '../parameters/index.ts';
import { CardTarget, type RowCards } from './row-card.tsx';
import classes from './row-label.module.css';
import type { ConfigurationRow } from './rows.ts';
import { foundIn } from './search-index.ts';

interface RowLabelProps {
  text: string;
  row: ConfigurationRow;
  terms: readonly string[];
  cards: RowCards;
}

/** The name with its marks, which stay on the line of the last word; with a search also why the row was found. */
export function RowLabel({ text, row, terms, cards }: RowLabelProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { parameter } = row;
  if (parameter === null) {
    return (
      <Mono>
        <Highlighted text={text} terms={terms} />
      </Mono>
    );
  }
  const help = localized(parameter.help, language);
  const inferred = parameter.certainty === 'inferred' || parameter.codesCertainty === 'inferred';
  const end = text.lastIndexOf(' ') + 1;
  const found = foundIn(row, terms, language);
  return (
    <>
      <Highlighted text={text.slice(0, end)} terms={terms} />
      <span className={classes['lastWord']}>
        <Highlighted text={text.slice(end)} terms={terms} />
        {help === '' ? null : (
          <CardTarget
            cards={cards}
            subject={{ row, kind: 'help' }}
            className={classes['mark']}
            label={`${t('configuration.help')}: ${help}`}
          >
            <IconInfoCircle size={14} aria-hidden />
          </CardTarget>
        )}
        {inferred ? (
          <CardTarget
            cards={cards}
            subject={{ row, kind: 'inferred' }}
            className={classes['mark']}
            label={t(
              parameter.certainty === 'inferred'
                ? 'configuration.inferredName'
                : 'configuration.inferredCodes',
              { item: row.key },
            )}
          >
            <IconQuestionMark size={13} aria-hidden />
          </CardTarget>
        ) : null}
      </span>
      {found === null ? null : (
        <div className={classes['found']}>
          <Highlighted text={cutText(found.text, 200).shown} terms={terms} />
        </div>
      )}
    </>
  );
}
