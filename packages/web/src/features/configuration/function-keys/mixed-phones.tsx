import { Button } from '@mantine/core';
import { IconDevices, IconList } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClientKind } from '../../../api/types.ts';
import { EmptyMessage } from '../../../shared/components/messages.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import { visibleText } from '../../../shared/text/visible-text.ts';

interface MixedPhonesProps {
  kinds: readonly ClientKind[];
  onList: () => void;
}

/** Kinds that are named; the header of the page has all of them. */
const NAMED = 6;

/** Instead of the picture: the phones are of models that have their keys in different places. */
export function MixedPhones({ kinds, onList }: MixedPhonesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const models = [...Map.groupBy(kinds, ({ model }) => model)]
    .map(([model, own]) => ({ model, count: own.reduce((sum, { count }) => sum + count, 0) }))
    .toSorted((a, b) => b.count - a.count);
  const named = models
    .slice(0, NAMED)
    .map(
      ({ model, count }) => `${format.number(count)} × ${visibleText(model) || t('functionKeys.noModel')}`,
    );
  return (
    <EmptyMessage
      icon={<IconDevices size={28} stroke={1.5} />}
      title={t('functionKeys.mixed')}
      action={
        <Button variant="default" leftSection={<IconList size={16} aria-hidden />} onClick={onList}>
          {t('functionKeys.showList')}
        </Button>
      }
    >
      {t('functionKeys.mixedText', {
        models: format.list(models.length > NAMED ? [...named, '…'] : named),
      })}
    </EmptyMessage>
  );
}
