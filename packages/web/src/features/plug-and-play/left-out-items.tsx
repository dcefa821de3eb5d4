import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LeftOutItem } from '../../api/types.ts';
import bar from '../../shared/components/filter-bar.module.css';
import { Mono } from '../../shared/components/mono.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { useValueLabel } from '../parameters/index.ts';

/** What the phones that take the places of others cannot take. */
export function LeftOutItems({ items }: { items: readonly LeftOutItem[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const labelOf = useValueLabel();
  if (items.length === 0) return null;
  return (
    <Stack gap="xs">
      <strong>
        {t('plugAndPlay.copy.leftOut', { count: items.length, number: format.number(items.length) })}
      </strong>
      <section
        className={bar['faults']}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
        tabIndex={0}
        aria-label={t('plugAndPlay.copy.setting')}
      >
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">{t('plugAndPlay.copy.setting')}</th>
              <th scope="col">{t('plugAndPlay.copy.item')}</th>
              <th scope="col">{t('plugAndPlay.copy.clients')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ item, parameterId, clients }) => (
              <tr key={item}>
                <td data-label={t('plugAndPlay.copy.setting')}>
                  {labelOf({ item, parameterId, index: null, secret: false })}
                </td>
                <td data-label={t('plugAndPlay.copy.item')}>
                  <Mono>{item}</Mono>
                </td>
                <td data-label={t('plugAndPlay.copy.clients')}>{format.number(clients)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Stack>
  );
}
