import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../api/types.ts';
import { Mono } from '../../shared/components/mono.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat, useKnownText } from '../../shared/i18n/index.ts';
import classes from './clients-table.module.css';
import { FeatureIcons, type FeatureKind } from './features.tsx';
import type { ClientColumn } from './list-columns.ts';

interface CellProps {
  client: Client;
  onFeature: (target: Element, kind: FeatureKind) => void;
}

function NumberCell({ client }: CellProps) {
  const { t } = useTranslation();
  return (
    <Link to="/clients/$clientId" params={{ clientId: client.id }} className={table['link']} data-row-link>
      {client.e164 === '' ? (
        <span className={classes['noNumber']}>{t('clients.noNumber')}</span>
      ) : (
        <Mono>{client.e164}</Mono>
      )}
    </Link>
  );
}

function SoftwareCell({ client }: CellProps) {
  return (
    <span>
      {client.softwareType} <Mono>{client.softwareVersion}</Mono>
    </span>
  );
}

function ContactCell({ client }: CellProps) {
  const known = useKnownText('contact');
  const reason = client.lastContactReason;
  return (
    <span>
      <RelativeTime iso={client.lastContactAt} />
      {reason === '' ? null : (
        <span className={classes['soft']}> · {known({ code: reason, params: {}, text: reason })}</span>
      )}
    </span>
  );
}

function CountCell({ count, tone }: { count: number; tone: 'waiting' | 'failed' }) {
  const format = useFormat();
  return count === 0 ? (
    <span className={classes['soft']}>0</span>
  ) : (
    <span className={classes['count']} data-tone={tone}>
      {format.number(count)}
    </span>
  );
}

const CELLS: Record<ClientColumn, (props: CellProps) => ReactNode> = {
  e164: NumberCell,
  type: ({ client }) => <span title={client.deviceType}>{client.model}</span>,
  deviceId: ({ client }) => <Mono>{client.deviceId}</Mono>,
  softwareVersion: SoftwareCell,
  lastContact: ContactCell,
  features: ({ client, onFeature }) => <FeatureIcons client={client} onOpen={onFeature} />,
  address: ({ client }) => <Mono>{client.address}</Mono>,
  partNumber: ({ client }) => <Mono>{client.partNumber}</Mono>,
  firstSeen: ({ client }) => <RelativeTime iso={client.firstSeenAt} />,
  openWork: ({ client }) => <CountCell count={client.openTargets} tone="waiting" />,
  drift: ({ client }) => <CountCell count={client.driftCount} tone="waiting" />,
  refused: ({ client }) => <CountCell count={client.refusedCount} tone="failed" />,
};

/** One cell of the clients list. */
export function ClientCell({ column, ...props }: CellProps & { column: ClientColumn }) {
  const Cell = CELLS[column];
  return <Cell {...props} />;
}
