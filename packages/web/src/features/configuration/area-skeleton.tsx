import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './configuration-area.module.css';
import row from './configuration-row.module.css';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** The area's outline while catalog and values are on their way. */
export function AreaSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes['frame']} aria-busy="true">
      <span className="df-visually-hidden">{t('common.loading')}</span>
      <div className={classes['bar']}>
        <Skeleton height={34} width={260} />
      </div>
      <div>
        {ROWS.map((key) => (
          <div key={key} className={row['row']}>
            <Skeleton height={12} width="70%" />
            <Skeleton height={30} />
            <Skeleton height={12} width="60%" />
            <Skeleton height={12} width="50%" />
          </div>
        ))}
      </div>
    </div>
  );
}
