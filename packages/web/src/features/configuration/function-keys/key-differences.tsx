import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../shared/i18n/index.ts';
import { localized } from '../../parameters/index.ts';
import { baseValue } from '../rows.ts';
import { SpreadList } from '../spread-list.tsx';
import classes from './key-differences.module.css';
import type { Cell, KeyState } from './key-state.ts';

/** What the phones have in one value of a key, and how many of them each; nothing where all have the same. */
export function CellDifferences({ cell }: { cell: Cell | undefined }) {
  if (!cell?.differs) return null;
  return (
    <div className={classes['cell']}>
      <SpreadList row={cell.row} value={cell.draft === undefined ? baseValue(cell.row) : cell.row.reported} />
    </div>
  );
}

/** Everything of a key in which the phones differ. */
export function KeyDifferences({ state }: { state: KeyState }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <p className={classes['title']}>{t('functionKeys.differences')}</p>
      <dl className={classes['list']}>
        {[...state.differs].map((id) => {
          const cell = state.cells.get(id);
          return cell === undefined ? null : (
            <div key={id}>
              <dt>{localized(cell.parameter.label, language)}</dt>
              <dd>
                <CellDifferences cell={cell} />
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}
