import { Button, Skeleton } from '@mantine/core';
import { IconDownload, IconFilterOff, IconMessages } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoggedContact } from '../../../api/types.ts';
import { FilterSelect } from '../../../shared/components/filter-select.tsx';
import { EmptyMessage, InlineProblem, LoadError } from '../../../shared/components/messages.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { Pager } from '../../../shared/components/pager.tsx';
import { SearchField } from '../../../shared/components/search-field.tsx';
import { DEFAULT_PAGE_SIZE, pageAfterResize } from '../../../shared/list/paging.ts';
import { type Changes, present } from '../../../shared/list/search-params.ts';
import { ContactList, type ContactWords, contactsAsText, useContactWords } from '../../contact-log/index.ts';
import { clientName } from '../client-name.ts';
import { clientContactsQuery, clientQuery } from '../clients.queries.ts';
import classes from './client-contacts.module.css';
import { CONTACT_KINDS, type ContactSearch } from './contact-search.ts';

const DOWNLOAD_PAGE = 100;

/** The contacts tab of a client: what phone and server said to each other, for support. */
export function ClientContacts() {
  const { t } = useTranslation();
  const { clientId } = useParams({ from: '/signed-in/clients/$clientId/contacts' });
  const search = useSearch({ from: '/signed-in/clients/$clientId/contacts' });
  const navigate = useNavigate({ from: '/clients/$clientId/contacts' });
  const page = search.page ?? 1;
  const pageSize = search.pageSize ?? DEFAULT_PAGE_SIZE;
  const filter = present({ search: search.search, kind: search.kind });
  const { data, error, refetch } = useQuery(clientContactsQuery(clientId, { ...filter, page, pageSize }));
  const words = useContactWords();
  const isFiltered = Object.keys(filter).length > 0;
  const change = (changes: Changes<ContactSearch>): void =>
    void navigate({ search: (previous) => present({ ...previous, page: undefined, ...changes }) });

  return (
    <Panel>
      <div className={classes['bar']}>
        <SearchField
          className={classes['search'] ?? ''}
          value={search.search ?? ''}
          label={t('clients.contacts.search')}
          placeholder={t('clients.contacts.searchPlaceholder')}
          onSearch={(text) => change({ search: text === '' ? undefined : text })}
        />
        <FilterSelect
          label={
            search.kind === undefined
              ? t('clients.contacts.kind')
              : t(`clients.contacts.kinds.${search.kind}`)
          }
          options={CONTACT_KINDS.map((kind) => ({ value: kind, label: t(`clients.contacts.kinds.${kind}`) }))}
          value={search.kind}
          onChange={(kind) => change({ kind })}
        />
        <Download clientId={clientId} filter={filter} words={words} disabled={!data?.total} />
      </div>
      {error !== null && data !== undefined ? <InlineProblem error={error} /> : null}
      {data === undefined ? (
        error === null ? (
          <Skeleton height={240} />
        ) : (
          <LoadError error={error} onRetry={() => void refetch()} />
        )
      ) : data.total === 0 ? (
        <EmptyMessage
          icon={
            isFiltered ? <IconFilterOff size={28} stroke={1.5} /> : <IconMessages size={28} stroke={1.5} />
          }
          title={t(isFiltered ? 'list.nothingMatches' : 'clients.contacts.nothing')}
        >
          {t(isFiltered ? 'clients.contacts.nothingMatches' : 'clients.contacts.nothingText')}
        </EmptyMessage>
      ) : (
        <>
          <Suspense fallback={<Skeleton height={240} />}>
            <ContactList contacts={data.items} />
          </Suspense>
          <Pager
            page={page}
            pageSize={pageSize}
            total={data.total}
            onPage={(next) => change({ page: next === 1 ? undefined : next })}
            onPageSize={(next) => {
              const shown = pageAfterResize(page, pageSize, next);
              change({ page: shown === 1 ? undefined : shown, pageSize: next });
            }}
          />
        </>
      )}
    </Panel>
  );
}

interface DownloadProps {
  clientId: string;
  filter: Pick<ContactSearch, 'search' | 'kind'>;
  words: ContactWords;
  disabled: boolean;
}

/** All contacts that match as a text file for a ticket. */
function Download({ clientId, filter, words, disabled }: DownloadProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { data: client } = useQuery(clientQuery(clientId));
  const [error, setError] = useState<unknown>(null);
  const download = async (): Promise<void> => {
    const contacts: LoggedContact[] = [];
    for (let page = 1; ; page += 1) {
      const query = { ...filter, page, pageSize: DOWNLOAD_PAGE };
      const part = await queryClient.fetchQuery(clientContactsQuery(clientId, query));
      contacts.push(...part.items);
      if (page * DOWNLOAD_PAGE >= part.total) break;
    }
    const name = client === undefined ? clientId : clientName(client);
    const device =
      client === undefined
        ? ''
        : ` · ${client.deviceId} · ${client.deviceType} · ${client.softwareType} ${client.softwareVersion}`;
    const text = contactsAsText(`${t('clients.contacts.title', { name })}${device}`, contacts, words);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    link.download = `contacts-${name.replaceAll(/[^\w.-]/g, '-')}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <>
      <Button
        className={classes['download'] ?? ''}
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        disabled={disabled}
        onClick={() => {
          setError(null);
          download().catch(setError);
        }}
      >
        {t('clients.contacts.download')}
      </Button>
      <InlineProblem error={error} />
    </>
  );
}
