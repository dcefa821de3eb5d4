import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientDetail } from '../../api/types.ts';
import { Mono } from '../../shared/components/mono.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { ScrollRegion } from '../../shared/components/scroll-region.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { LatestJobs } from '../jobs/index.ts';
import { NotificationsOfClient } from '../notifications/index.ts';
import { softwareWords } from './client-name.ts';
import classes from './client-overview.module.css';
import { ClientTemplates } from './client-templates.tsx';
import { clientQuery } from './clients.queries.ts';
import { LatestContacts } from './contacts/latest-contacts.tsx';
import { Differences } from './differences.tsx';
import { FeatureDetails, Hardware } from './feature-details.tsx';
import { FEATURES, featureKey } from './feature-look.ts';

/** What is known of a client apart from its configuration. */
export function ClientOverview() {
  const { clientId } = useParams({ from: '/signed-in/clients/$clientId/' });
  const { data: client } = useQuery(clientQuery(clientId));
  if (client === undefined) return null;
  return (
    <div className={classes['grid']}>
      {client.driftCount + client.refusedCount === 0 ? null : <Differences client={client} />}
      <div className={classes['stack']}>
        <Identity client={client} />
        <Features client={client} />
      </div>
      <div className={classes['stack']}>
        <Suspense fallback={<Skeleton height={160} />}>
          <LatestJobs clientId={client.id} />
        </Suspense>
        <LatestContacts clientId={client.id} />
        <Suspense fallback={<Skeleton height={96} />}>
          <NotificationsOfClient clientId={client.id} />
        </Suspense>
        <Addresses client={client} />
      </div>
      <ClientTemplates clientId={client.id} />
      <BasicItems client={client} />
    </div>
  );
}

function Identity({ client }: { client: ClientDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel>
      <PanelTitle>{t('clients.overview.identity')}</PanelTitle>
      <dl className={classes['facts']}>
        <dt>{t('clients.column.e164')}</dt>
        <dd>{client.e164 === '' ? t('clients.noNumber') : <Mono>{client.e164}</Mono>}</dd>
        <dt>{t('clients.overview.deviceType')}</dt>
        <dd>{client.deviceType}</dd>
        <dt>{t('clients.column.softwareVersion')}</dt>
        <dd>{softwareWords(client)}</dd>
        <dt>{t('clients.column.deviceId')}</dt>
        <dd>
          <Mono>{client.deviceId}</Mono>
        </dd>
        <dt>{t('clients.overview.contactMeUri')}</dt>
        <dd>{client.contactMeUri === '' ? t('common.none') : <Mono>{client.contactMeUri}</Mono>}</dd>
        <dt>{t('clients.column.firstSeen')}</dt>
        <dd>{format.exact(client.firstSeenAt)}</dd>
        <dt>{t('clients.column.lastContact')}</dt>
        <dd>{format.exact(client.lastContactAt)}</dd>
        <dt>{t('clients.overview.inventory')}</dt>
        <dd>
          {client.inventoryAt === null ? (
            t('clients.overview.noInventory')
          ) : (
            <RelativeTime iso={client.inventoryAt} />
          )}
        </dd>
      </dl>
      <div className={classes['hardware']}>
        <h3>{t('clients.overview.hardware')}</h3>
        <Hardware client={client} />
      </div>
    </Panel>
  );
}

function Features({ client }: { client: ClientDetail }) {
  const { t } = useTranslation();
  return (
    <Panel>
      <PanelTitle>{t('clients.column.features')}</PanelTitle>
      <ul className={classes['features']}>
        {FEATURES.filter((kind) => kind !== 'information').map((kind) => (
          <li key={kind} aria-label={t(featureKey(client, kind))}>
            <FeatureDetails client={client} kind={kind} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Addresses({ client }: { client: ClientDetail }) {
  const { t } = useTranslation();
  return (
    <Panel>
      <PanelTitle>{t('clients.overview.addresses')}</PanelTitle>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">{t('clients.column.address')}</th>
            <th scope="col">{t('clients.column.firstSeen')}</th>
            <th scope="col">{t('clients.overview.lastSeen')}</th>
          </tr>
        </thead>
        <tbody>
          {client.addresses.map((entry) => (
            <tr key={`${entry.address} ${entry.firstSeenAt}`}>
              <td>
                <Mono>{entry.address}</Mono>
              </td>
              <td data-label={t('clients.column.firstSeen')}>
                <RelativeTime iso={entry.firstSeenAt} />
              </td>
              <td data-label={t('clients.overview.lastSeen')}>
                <RelativeTime iso={entry.lastSeenAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function BasicItems({ client }: { client: ClientDetail }) {
  const { t } = useTranslation();
  return (
    <Panel className={classes['wide'] ?? ''}>
      <PanelTitle detail={t('clients.overview.basicItemsText')}>
        {t('clients.overview.basicItems')}
      </PanelTitle>
      <ScrollRegion className={table['scroll']} label={t('clients.overview.basicItems')}>
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">{t('clients.overview.item')}</th>
              <th scope="col">{t('clients.overview.value')}</th>
            </tr>
          </thead>
          <tbody>
            {client.basicItems.map((item) => (
              <tr key={`${item.name}[${item.index ?? ''}]`}>
                <td>
                  <code>
                    {item.name}
                    {item.index === null ? '' : `[${item.index}]`}
                  </code>
                </td>
                <td className={classes['value']}>
                  {item.status === null ? (
                    <Mono>{item.value}</Mono>
                  ) : (
                    <span className={classes['soft']}>
                      {item.status === 'failed' ? t('clients.overview.notAvailable') : `“${item.status}”`}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  );
}
