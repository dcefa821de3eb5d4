import { Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowDownLeft,
  IconBackspace,
  IconCopy,
  IconEraser,
  IconHistory,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { visibleText } from '../../shared/text/visible-text.ts';
import { takeOver } from './changes.ts';
import type { Draft } from './drafts.ts';
import type { ConfigurationRow } from './rows.ts';

interface RowMenuProps {
  row: ConfigurationRow;
  draft: Draft | undefined;
  /** Of a user or template: there is no phone. */
  stored: boolean;
  onChange: (row: ConfigurationRow, draft: Draft | null) => void;
  onTakeOver: (row: ConfigurationRow) => void;
  onHistory: ((row: ConfigurationRow) => void) | undefined;
}

/** What can be done with a value besides typing it. */
export function RowMenu({ row, draft, stored, onChange, onTakeOver, onHistory }: RowMenuProps) {
  const { t } = useTranslation();
  const taken = takeOver(row);
  const emptyWire = row.parameter === null ? '' : row.parameter.emptyWire;
  const isEmpty = draft?.kind === 'set' && draft.value === emptyWire;
  return (
    <>
      <Menu.Item
        leftSection={<IconArrowBackUp size={16} />}
        disabled={draft === undefined}
        onClick={() => onChange(row, null)}
      >
        {t('configuration.revert')}
      </Menu.Item>
      {stored ? null : (
        <Menu.Item
          leftSection={<IconArrowDownLeft size={16} />}
          disabled={taken === null}
          onClick={() => onTakeOver(row)}
        >
          {t('configuration.takeOver')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconBackspace size={16} />}
        disabled={row.readOnly || emptyWire === null || isEmpty}
        onClick={() => onChange(row, { kind: 'set', value: emptyWire ?? '' })}
      >
        {t('configuration.clearOnPhone')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconEraser size={16} />}
        disabled={row.readOnly || row.desiredCount === 0 || draft?.kind === 'withdraw'}
        onClick={() => onChange(row, { kind: 'withdraw' })}
      >
        {t(stored ? 'configuration.takeOut' : 'configuration.withdraw')}
      </Menu.Item>
      <Menu.Divider />
      {onHistory === undefined ? null : (
        <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => onHistory(row)}>
          {t('configuration.valueHistory')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconCopy size={16} />}
        onClick={() => void navigator.clipboard.writeText(row.key)}
      >
        {t('configuration.copyItem')} <code>{visibleText(row.key.slice(0, 80))}</code>
      </Menu.Item>
    </>
  );
}
