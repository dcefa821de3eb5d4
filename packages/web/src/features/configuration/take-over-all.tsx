import { Button } from '@mantine/core';
import { IconArrowDownLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { takeOver } from './changes.ts';
import type { ConfigurationRow } from './rows.ts';

interface TakeOverAllProps {
  rows: readonly ConfigurationRow[];
  /** Whether it happens at once, without a submit: for a single phone, which has the values already. */
  atOnce: boolean;
  onTakeOver: (rows: readonly ConfigurationRow[]) => void;
}

/** Makes desired what the phones have, for all lines in sight that differ. */
export function TakeOverAll({ rows, atOnce, onTakeOver }: TakeOverAllProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  // An item that stands in two sections is one value.
  const possible = [
    ...new Map(rows.filter((row) => takeOver(row) !== null).map((row) => [row.key, row])).values(),
  ];
  if (possible.length < 2) return null;
  const count = possible.length;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        m={12}
        leftSection={<IconArrowDownLeft size={14} aria-hidden />}
        onClick={() => (atOnce ? setAsking(true) : onTakeOver(possible))}
      >
        {t('configuration.takeOverAll.button', { count })}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={t('configuration.takeOverAll.button', { count })}
          confirmLabel={t('configuration.takeOverAll.confirm')}
          count={count}
          onConfirm={async () => onTakeOver(possible)}
          onClose={() => setAsking(false)}
        >
          {t('configuration.takeOverAll.text')}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
