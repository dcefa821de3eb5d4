import type { MouseEvent, ReactNode } from 'react';
import type { Client } from '../../api/types.ts';
import { Mono } from '../../shared/components/mono.tsx';
import { TimeIn } from '../../shared/components/relative-time.tsx';
import table from '../../shared/components/table.module.css';
import classes from './clients-table.module.css';
import { FeatureIcons } from './feature-icons.tsx';
import type { ClientColumn } from './list-columns.ts';
import type { RowTools } from './row-tools.ts';

/** Whether a click is meant to open the link here, not in a new tab or window. */
function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

function numberCell(client: Client, { t, onVisit }: RowTools): ReactNode {
  return (
    // A link of the router would work out its address anew in every row on every change.
    <a
      href={`/clients/${client.id}`}
      className={table['link']}
      data-row-link
      onClick={(event) => {
        if (!isPlain(event)) return;
        event.preventDefault();
        onVisit(client.id);
      }}
    >
      {client.e164 === '' ? (
        <span className={classes['noNumber']}>{t('clients.noNumber')}</span>
      ) : (
        <Mono>{client.e164}</Mono>
      )}
    </a>
  );
}

function contactCell(client: Client, { format, contactWords }: RowTools): ReactNode {
  const reason = client.lastContactReason;
  return (
    <span>
      <TimeIn iso={client.lastContactAt} format={format} />
      {reason === '' ? null : <span className={classes['soft']}> · {contactWords(reason)}</span>}
    </span>
  );
}

function countCell(count: number, tone: 'waiting' | 'failed', { format }: RowTools): ReactNode {
  return count === 0 ? (
    <span className={classes['soft']}>0</span>
  ) : (
    <span className={classes['count']} data-tone={tone}>
      {format.number(count)}
    </span>
  );
}

/** What stands in each column of the clients list. */
export const CLIENT_CELLS: Record<ClientColumn, (client: Client, tools: RowTools) => ReactNode> = {
  e164: numberCell,
  type: (client) => <span title={client.deviceType}>{client.model}</span>,
  deviceId: (client) => <Mono>{client.deviceId}</Mono>,
  softwareVersion: (client) => (
    <span>
      {client.softwareType} <Mono>{client.softwareVersion}</Mono>
    </span>
  ),
  lastContact: contactCell,
  features: (client, { t, onOpen }) => (
    <FeatureIcons client={client} t={t} onOpen={(target, kind) => onOpen(target, client, kind)} />
  ),
  address: (client) => <Mono>{client.address}</Mono>,
  partNumber: (client) => <Mono>{client.partNumber}</Mono>,
  firstSeen: (client, { format }) => <TimeIn iso={client.firstSeenAt} format={format} />,
  openWork: (client, tools) => countCell(client.openTargets, 'waiting', tools),
  drift: (client, tools) => countCell(client.driftCount, 'waiting', tools),
  refused: (client, tools) => countCell(client.refusedCount, 'failed', tools),
};
