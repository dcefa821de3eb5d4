import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconRefresh } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../shared/components/icon-button.tsx';
import classes from './area-header.module.css';

interface AreaHeaderProps {
  /** Properties of the element. Stable. */
  subject: ReactNode;
  /** Whether there are phones that can be asked for their values. */
  canRefresh: boolean;
  changeCount: number;
  minimized: boolean;
  /** Stable. */
  onAction: (action: AreaAction) => void;
}

export type AreaAction = 'refresh' | 'discard' | 'submit' | 'minimize';

/** What the area is for, and what can be done with the changes in it. */
export const AreaHeader = memo(function AreaHeader(props: AreaHeaderProps) {
  const { subject, canRefresh, changeCount, minimized, onAction } = props;
  const { t } = useTranslation();
  return (
    <div className={classes['header']}>
      <div className={classes['subject']}>{subject}</div>
      <div className={classes['actions']}>
        {canRefresh ? (
          <IconButton label={t('clients.action.refresh-data.label')} onClick={() => onAction('refresh')}>
            <IconRefresh size={18} />
          </IconButton>
        ) : null}
        <Button variant="default" disabled={changeCount === 0} onClick={() => onAction('discard')}>
          {t('configuration.discardChanges')}
        </Button>
        <Button disabled={changeCount === 0} onClick={() => onAction('submit')}>
          {changeCount === 0
            ? t('configuration.submit.none')
            : t('configuration.submit.button', { count: changeCount })}
        </Button>
        <IconButton
          label={minimized ? t('configuration.restore') : t('configuration.minimize')}
          aria-expanded={!minimized}
          onClick={() => onAction('minimize')}
        >
          {minimized ? <IconChevronDown size={18} /> : <IconChevronUp size={18} />}
        </IconButton>
      </div>
    </div>
  );
});
