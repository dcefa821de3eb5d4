import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconRefresh } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../shared/components/icon-button.tsx';
import { Mono } from '../../../shared/components/mono.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import { visibleText } from '../../../shared/text/visible-text.ts';
import { softwareWords } from '../client-name.ts';
import { ClientState } from '../client-state.tsx';
import classes from './area-header.module.css';
import type { ConfigurationTargets } from './use-targets.ts';

interface AreaHeaderProps {
  targets: ConfigurationTargets;
  /** Name of a single client. */
  name: string | null;
  changeCount: number;
  minimized: boolean;
  /** Stable. */
  onAction: (action: AreaAction) => void;
}

export type AreaAction = 'refresh' | 'discard' | 'submit' | 'minimize';

/** What the area is for, and what can be done with the changes in it. */
export const AreaHeader = memo(function AreaHeader(props: AreaHeaderProps) {
  const { targets, name, changeCount, minimized, onAction } = props;
  const { t } = useTranslation();
  return (
    <div className={classes['header']}>
      <div className={classes['subject']}>
        {name === null ? <SeveralClients targets={targets} /> : <OneClient targets={targets} name={name} />}
      </div>
      <div className={classes['actions']}>
        <IconButton label={t('clients.action.refresh-data.label')} onClick={() => onAction('refresh')}>
          <IconRefresh size={18} />
        </IconButton>
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

function OneClient({ targets, name }: { targets: ConfigurationTargets; name: string }) {
  const [client] = targets.clients;
  return (
    <>
      <strong>
        <Mono>{visibleText(name)}</Mono>
      </strong>
      {client === undefined ? null : (
        <>
          <span>{visibleText(client.model)}</span>
          <span>{visibleText(softwareWords(client))}</span>
          {client.deviceId === name ? null : (
            <span>
              <Mono>{visibleText(client.deviceId)}</Mono>
            </span>
          )}
          <ClientState client={client} />
        </>
      )}
    </>
  );
}

function SeveralClients({ targets }: { targets: ConfigurationTargets }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { clients, count = 0, allKnown } = targets;
  const types = [...Map.groupBy(clients, (client) => `${client.model} ${client.softwareType}`.trim())]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([type, those]) => `${format.number(those.length)} × ${visibleText(type)}`);
  let kinds: ReactNode = null;
  if (allKnown) kinds = types.map((type) => <span key={type}>{type}</span>);
  return (
    <>
      <strong>{t('configuration.clients', { count, number: format.number(count) })}</strong>
      {kinds}
    </>
  );
}
