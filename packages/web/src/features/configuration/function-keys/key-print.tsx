import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { KeyPage } from './board.ts';
import classes from './key-print.module.css';
import { LABEL } from './key-state.ts';
import { useDetailWords, useFunctionWords, usePageWords } from './use-key-words.ts';
import type { Keys } from './use-keys.ts';

interface KeyPrintProps {
  keys: Keys;
  /** Number and name of the client. */
  title: string;
  /** Type of the phone. */
  type: string;
}

/**
 * What the printer gets: the labels of all pages as tables. No source tells the size of the label strips of any model,
 * so there are no strips in real size; the narrow column of labels is made to be cut out.
 */
export function KeyPrint({ keys, title, type }: KeyPrintProps) {
  return createPortal(
    <div className={classes['sheet']} aria-hidden>
      <h1>{title}</h1>
      <p>{type}</p>
      {keys.board.pages.map((page) => (
        <PrintedPage key={page.id} keys={keys} page={page} />
      ))}
    </div>,
    document.body,
  );
}

function PrintedPage({ keys, page }: { keys: Keys; page: KeyPage }) {
  const { t } = useTranslation();
  const pageWords = usePageWords();
  const functionWords = useFunctionWords();
  const detailWords = useDetailWords(keys.knowledge);
  return (
    <section>
      <h2>{pageWords(page)}</h2>
      <table>
        <thead>
          <tr>
            <th>{t('functionKeys.column.key')}</th>
            <th>{t('functionKeys.label')}</th>
            <th>{t('functionKeys.function')}</th>
            <th>{t('functionKeys.column.details')}</th>
          </tr>
        </thead>
        <tbody>
          {[...page.keys, ...page.fixed].map((number) => {
            const state = keys.keys.get(number);
            if (state === undefined) return null;
            const isFree = state.programmed && state.function === 'none';
            return (
              <tr key={number}>
                <td>{state.place.unit === 'fixed' ? number : state.place.position}</td>
                <td className={classes['strip']}>
                  {state.differs.has(LABEL)
                    ? t('functionKeys.differentLabels')
                    : state.label.slice(0, 48) || (isFree || !state.programmed ? '' : functionWords(state))}
                </td>
                <td>{isFree ? '' : functionWords(state)}</td>
                <td>{detailWords(state)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
