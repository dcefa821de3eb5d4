import { Button } from '@mantine/core';
import { IconPlayerStop, IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundStorageProvider, StorageProviderSearch } from '../../api/types.ts';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { StateMark, type Tone } from '../../shared/components/state-mark.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import type { ProviderDraft } from './provider-draft.ts';
import classes from './storage-providers.module.css';
import { lastSearchQuery, useStopSearch } from './storage-providers.queries.ts';

const TONE: Record<StorageProviderSearch['state'], Tone> = {
  running: 'active',
  finished: 'ok',
  stopped: 'off',
};

/** A search of yesterday is of no interest any more. */
const SHOWN_MS = 24 * 3_600_000;

/** The last look for providers in a subnet: how far it is, and what it has found. */
export function LastSearch({ onAdd }: { onAdd: (found: Partial<ProviderDraft>) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: search } = useQuery(lastSearchQuery);
  const stop = useStopSearch();
  const [hidden, setHidden] = useState<string | null>(null);
  if (search === undefined || search === null || hidden === search.id) return null;
  if (search.endedAt !== null && Date.now() - Date.parse(search.endedAt) > SHOWN_MS) return null;
  const title = t('storageProviders.find.last', { targets: format.list(search.targets) });
  return (
    <section className={classes['active']} aria-label={title}>
      <div className={classes['head']}>
        <h2>{title}</h2>
        <StateMark tone={TONE[search.state]}>{t(`storageProviders.find.${search.state}`)}</StateMark>
        <span className={classes['soft']}>
          {t('storageProviders.find.progress', {
            asked: format.number(search.asked),
            total: format.number(search.total),
          })}
          {', '}
          {t('storageProviders.find.found', {
            count: search.found.length,
            number: format.number(search.found.length),
          })}
        </span>
        {search.state === 'running' ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerStop size={14} aria-hidden />}
            loading={stop.isPending}
            onClick={() => stop.mutate(search.id)}
          >
            {t('storageProviders.find.stop')}
          </Button>
        ) : (
          <IconButton label={t('storageProviders.find.hide')} onClick={() => setHidden(search.id)}>
            <IconX size={16} aria-hidden />
          </IconButton>
        )}
      </div>
      {search.found.length === 0 ? (
        search.state === 'running' ? null : (
          <p className={classes['hint']}>{t('storageProviders.find.nothing')}</p>
        )
      ) : (
        <ul>
          {search.found.map((found) => (
            <Found key={found.url} found={found} onAdd={onAdd} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Found({
  found,
  onAdd,
}: {
  found: FoundStorageProvider;
  onAdd: (found: Partial<ProviderDraft>) => void;
}) {
  const { t } = useTranslation();
  const { type, url, title, trusted, certificate } = found;
  return (
    <li>
      <span>{t(`storageProviders.type.${type}`)}</span>
      <span>
        <Mono>{url}</Mono>
        {title === '' ? null : <span className={classes['soft']}> · {title}</span>}
        {trusted ? null : <p className={classes['hint']}>{t('storageProviders.find.untrusted')}</p>}
      </span>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        aria-label={t('storageProviders.find.useOf', { url, interpolation: { escapeValue: false } })}
        onClick={() => onAdd({ type, url, name: new URL(url).host, ca: trusted ? '' : certificate })}
      >
        {t('storageProviders.find.use')}
      </Button>
    </li>
  );
}
