import { Button, Modal, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client, Language, LearnedItem, LearnedMatch } from '../../api/types.ts';
import { InlineProblem, LoadError } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { clientListQuery } from '../clients/index.ts';
import classes from './item-names.module.css';
import { learnQuery, useAccept } from './item-names.queries.ts';
import { useIndexWords } from './use-index-words.ts';

interface LearnDialogProps {
  /** Null: still to be chosen. */
  clientId: string | null;
  onChoose: (clientId: string | null) => void;
  onClose: () => void;
}

/** Compares what a phone reports with the catalog; a person decides what is taken over. */
export function LearnDialog({ clientId, onChoose, onClose }: LearnDialogProps) {
  const { t } = useTranslation();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('itemNames.learn.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {clientId === null ? (
        <ClientChoice onChoose={(id) => onChoose(id)} />
      ) : (
        <Learned clientId={clientId} onOther={() => onChoose(null)} />
      )}
    </Modal>
  );
}

function ClientChoice({ onChoose }: { onChoose: (clientId: string) => void }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const { data, error, refetch } = useQuery(
    clientListQuery({ search, page: 1, pageSize: 10, sort: 'lastContactAt', order: 'desc' }),
  );
  return (
    <Stack gap="md">
      <p style={{ margin: 0 }}>{t('itemNames.learn.choose')}</p>
      <SearchField
        value={search}
        label={t('itemNames.learn.search')}
        placeholder={t('itemNames.learn.searchHint')}
        onSearch={setSearch}
      />
      {data === undefined ? (
        error === null ? (
          <Skeleton height={120} />
        ) : (
          <LoadError error={error} onRetry={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <p className={classes['soft']}>{t('itemNames.learn.noClients')}</p>
      ) : (
        <ul className={classes['clients']} aria-label={t('itemNames.learn.clients')}>
          {data.items.map((client) => (
            <li key={client.id}>
              <ClientButton client={client} onChoose={onChoose} />
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}

function ClientButton({ client, onChoose }: { client: Client; onChoose: (clientId: string) => void }) {
  return (
    <button type="button" className={classes['client']} onClick={() => onChoose(client.id)}>
      <strong>{client.e164 === '' ? client.deviceId : client.e164}</strong>
      <span>
        {client.model} {client.softwareType}
      </span>
      <span className={classes['soft']}>{client.softwareVersion}</span>
      <Mono>{client.deviceId}</Mono>
    </button>
  );
}

function Learned({ clientId, onOther }: { clientId: string; onOther: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(learnQuery(clientId));
  const [accepted, setAccepted] = useState<readonly Accepted[]>([]);
  const other = (
    <Button variant="default" onClick={onOther}>
      {t('itemNames.learn.other')}
    </Button>
  );
  if (data === undefined) {
    return (
      <Stack gap="md">
        {error === null ? (
          <div role="status" aria-label={t('common.loading')}>
            <Skeleton height={160} />
          </div>
        ) : (
          <LoadError error={error} onRetry={() => void refetch()} />
        )}
        <div>{other}</div>
      </Stack>
    );
  }
  const offered = data.items.filter(({ matches }) => matches.length > 0);
  const rest = data.items.filter(({ matches }) => matches.length === 0);
  return (
    <Stack gap="md">
      <p style={{ margin: 0 }}>
        {t('itemNames.learn.summary', {
          count: data.unknownCount,
          model: data.model,
          version: data.softwareVersion,
        })}{' '}
        <span className={classes['soft']}>
          {t('itemNames.learn.reported')} <RelativeTime iso={data.reportedAt} />
        </span>
      </p>
      {offered.length === 0 ? (
        <p className={classes['soft']}>{t('itemNames.learn.nothing')}</p>
      ) : (
        <ul className={classes['offers']}>
          {offered.map((item) => (
            <Offer
              key={item.item}
              item={item}
              accepted={accepted}
              onAccepted={(one) => setAccepted((known) => [...known, one])}
            />
          ))}
        </ul>
      )}
      {rest.length === 0 ? null : (
        <details>
          <summary>{t('itemNames.learn.rest', { count: rest.length })}</summary>
          <ul className={classes['ids']}>
            {rest.map(({ item }) => (
              <li key={item}>
                <Mono>{item}</Mono>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div>{other}</div>
    </Stack>
  );
}

interface Accepted {
  item: string;
  parameterId: string;
}

interface OfferProps {
  item: LearnedItem;
  accepted: readonly Accepted[];
  onAccepted: (accepted: Accepted) => void;
}

function Offer({ item, accepted, onAccepted }: OfferProps) {
  const { t } = useTranslation();
  const count = item.indexes.length;
  return (
    <li>
      <div className={classes['offerHead']}>
        <strong>
          <Mono>{item.item}</Mono>
        </strong>
        {count > 1 ? (
          <span className={classes['soft']}>{t('itemNames.learn.entries', { count })}</span>
        ) : null}
        {item.example === null ? null : (
          <span className={classes['soft']}>
            {t('itemNames.learn.example')} <Mono>{item.example}</Mono>
          </span>
        )}
      </div>
      <ul className={classes['matches']}>
        {item.matches.map((match) => (
          <Match
            key={match.parameterId}
            item={item.item}
            match={match}
            accepted={accepted}
            onAccepted={onAccepted}
          />
        ))}
      </ul>
    </li>
  );
}

function Match({
  item,
  match,
  accepted,
  onAccepted,
}: Omit<OfferProps, 'item'> & { item: string; match: LearnedMatch }) {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'de' ? 'de' : 'en';
  const indexWords = useIndexWords();
  const accept = useAccept();
  const label = match.label[language];
  const { parameterId, override } = match;
  const isAccepted = accepted.some((one) => one.item === item && one.parameterId === parameterId);
  // A name belongs to one parameter, and a parameter has one name.
  const isTaken = accepted.some((one) => one.item === item || one.parameterId === parameterId);
  return (
    <li>
      <div>
        <div>
          {match.title[language]} › <strong>{label}</strong>
        </div>
        <div className={classes['soft']}>
          {t('itemNames.learn.now')} <Mono>{match.item}</Mono> ·{' '}
          {t('itemNames.learn.score', { score: match.score })}
          {match.override.index === undefined ? null : ` · ${indexWords(match.override.index)}`}
        </div>
      </div>
      {isAccepted ? (
        <StateMark tone="ok">{t('itemNames.learn.accepted')}</StateMark>
      ) : (
        <Button
          size="xs"
          variant="default"
          loading={accept.isPending}
          disabled={isTaken}
          aria-label={t('itemNames.learn.acceptLabel', { item, name: label })}
          onClick={() =>
            accept.mutate({ parameterId, override }, { onSuccess: () => onAccepted({ item, parameterId }) })
          }
        >
          {t('itemNames.learn.accept')}
        </Button>
      )}
      <ul className={classes['reasons']}>
        {match.reasons.map(({ code, text }) => (
          <li key={code}>{text[language]}</li>
        ))}
      </ul>
      <InlineProblem error={accept.error} />
    </li>
  );
}
