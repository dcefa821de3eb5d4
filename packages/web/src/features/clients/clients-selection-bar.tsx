import { Button, Menu } from '@mantine/core';
import {
  IconAdjustments,
  IconDots,
  IconFileImport,
  IconFiles,
  IconRefresh,
  IconRestore,
  IconRotateClockwise2,
  IconStairsUp,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { SelectionBar } from '../../shared/components/selection-bar.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import type { ClientAction } from './client-action.ts';
import classes from './clients-selection-bar.module.css';

interface ClientsSelectionBarProps {
  count: number;
  total: number;
  all: boolean;
  onSelectAll: () => void;
  onClear: () => void;
  onConfigure: () => void;
  onApplyTemplate: () => void;
  onDeploy: () => void;
  onRollOut: () => void;
  onAsk: (action: ClientAction) => void;
}

/** What can be done with the selected clients. */
export function ClientsSelectionBar({
  count,
  total,
  all,
  onSelectAll,
  onClear,
  onConfigure,
  onApplyTemplate,
  onDeploy,
  onRollOut,
  onAsk,
}: ClientsSelectionBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <SelectionBar
      label={t('clients.selection.toolbar')}
      count={count}
      text={all ? t('clients.selection.all', { count, number: format.number(count) }) : undefined}
      total={total}
      {...(all ? {} : { onSelectAll })}
      onClear={onClear}
    >
      <Button size="xs" leftSection={<IconAdjustments size={15} />} onClick={onConfigure}>
        {t('clients.action.configure')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={15} />}
        onClick={() => onAsk('refresh-data')}
        className={classes['wide'] ?? ''}
      >
        {t('clients.action.refresh-data.label')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRotateClockwise2 size={15} />}
        onClick={() => onAsk('restart')}
        className={classes['wide'] ?? ''}
      >
        {t('clients.action.restart.label')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFiles size={15} />}
        onClick={onDeploy}
        className={classes['wide'] ?? ''}
      >
        {t('deployments.open')}
      </Button>
      <Menu>
        <Menu.Target>
          <IconButton label={t('clients.selection.more')} size={30}>
            <IconDots size={18} />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileImport size={16} />} onClick={onApplyTemplate}>
            {t('clients.templates.apply')}
          </Menu.Item>
          <Menu.Item leftSection={<IconStairsUp size={16} />} onClick={onRollOut}>
            {t('clients.action.rollOut')}
          </Menu.Item>
          <Menu.Item
            className={classes['narrow'] ?? ''}
            leftSection={<IconFiles size={16} />}
            onClick={onDeploy}
          >
            {t('deployments.open')}
          </Menu.Item>
          <Menu.Item
            className={classes['narrow'] ?? ''}
            leftSection={<IconRefresh size={16} />}
            onClick={() => onAsk('refresh-data')}
          >
            {t('clients.action.refresh-data.label')}
          </Menu.Item>
          <Menu.Item
            className={classes['narrow'] ?? ''}
            leftSection={<IconRotateClockwise2 size={16} />}
            onClick={() => onAsk('restart')}
          >
            {t('clients.action.restart.label')}
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconRestore size={16} />}
            onClick={() => onAsk('factory-reset')}
          >
            {t('clients.action.factory-reset.label')}
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => onAsk('delete')}>
            {t('clients.action.delete.label')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </SelectionBar>
  );
}
