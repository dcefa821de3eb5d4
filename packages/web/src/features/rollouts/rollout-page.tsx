import { Button } from '@mantine/core';
import { IconPencil, IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RolloutDetail } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { LoadedPage } from '../../shared/components/loaded-page.tsx';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import { present } from '../../shared/list/search-params.ts';
import { RolloutClients } from './rollout-clients.tsx';
import { type AskedAction, RolloutDialog } from './rollout-dialogs.tsx';
import { RolloutFacts } from './rollout-facts.tsx';
import { RolloutTimeline } from './rollout-timeline.tsx';
import { isGoing, ROLLOUT_TONE, useSentence } from './rollout-words.ts';
import classes from './rollouts.module.css';
import { rolloutQuery, useActOnRollout } from './rollouts.queries.ts';
import { CountWords, WaveBar } from './wave-bar.tsx';
import { WaveSteps } from './wave-steps.tsx';

/** One rollout: its waves, what it waits for or what stopped it, its clients and what happened. */
export function RolloutPage() {
  const { t } = useTranslation();
  const { rolloutId } = useParams({ from: '/signed-in/rollouts/$rolloutId' });
  const query = useQuery(rolloutQuery(rolloutId));
  return (
    <LoadedPage query={query} back={<Breadcrumb to="/rollouts">{t('rollouts.title')}</Breadcrumb>}>
      {(rollout) => <LoadedRollout rollout={rollout} />}
    </LoadedPage>
  );
}

function LoadedRollout({ rollout }: { rollout: RolloutDetail }) {
  const { t } = useTranslation();
  const words = useSentence();
  const search = useSearch({ from: '/signed-in/rollouts/$rolloutId' });
  const navigate = useNavigate({ from: '/rollouts/$rolloutId' });
  const [asked, setAsked] = useState<AskedAction | null>(null);
  const hasBegun = rollout.waveCount > 0;
  return (
    <>
      <Breadcrumb to="/rollouts">{t('rollouts.title')}</Breadcrumb>
      <PageHeader title={rollout.name} actions={<Actions rollout={rollout} onAsk={setAsked} />} />
      <Panel className={classes['summary'] ?? ''}>
        <div className={classes['state']} data-tone={ROLLOUT_TONE[rollout.state]} aria-live="polite">
          <StateMark tone={ROLLOUT_TONE[rollout.state]}>
            <strong>{t(`rollouts.state.${rollout.state}`)}</strong>
          </StateMark>
          <span>{words(rollout.sentence)}</span>
        </div>
        {hasBegun ? (
          <>
            <WaveBar counts={rollout.counts} />
            <CountWords counts={rollout.counts} />
          </>
        ) : null}
      </Panel>
      {hasBegun ? (
        <WaveSteps
          rollout={rollout}
          selected={search.wave}
          onSelect={(wave) =>
            void navigate({
              search: (previous) => present({ ...previous, wave, page: undefined }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      ) : null}
      <div className={classes['columns']}>
        <RolloutTimeline events={rollout.events} />
        <RolloutFacts rollout={rollout} />
      </div>
      {hasBegun ? (
        <RolloutClients
          rollout={rollout}
          search={search}
          onChange={(changes) =>
            void navigate({
              search: (previous) => present({ ...previous, ...changes }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      ) : null}
      {asked === null ? null : (
        <RolloutDialog rollout={rollout} action={asked} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

function Actions({ rollout, onAsk }: { rollout: RolloutDetail; onAsk: (action: AskedAction) => void }) {
  const { t } = useTranslation();
  const act = useActOnRollout(rollout.id);
  const { state } = rollout;
  const ended = state === 'done' || state === 'aborted';
  return (
    <>
      <InlineProblem error={act.error} />
      {state === 'planned' ? (
        <>
          <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => onAsk('start')}>
            {t('rollouts.start.action')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPencil size={16} aria-hidden />}
            renderRoot={(props) => (
              <Link to="/rollouts/$rolloutId/edit" params={{ rolloutId: rollout.id }} {...props} />
            )}
          >
            {t('rollouts.edit.action')}
          </Button>
        </>
      ) : null}
      {isGoing(rollout) ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          loading={act.isPending}
          onClick={() => act.mutate({ kind: 'pause' })}
        >
          {t('rollouts.pause')}
        </Button>
      ) : null}
      {state === 'paused' ? (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={act.isPending}
          onClick={() => act.mutate({ kind: 'resume' })}
        >
          {t('rollouts.resume.action')}
        </Button>
      ) : null}
      {state === 'stopped' ? (
        <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => onAsk('resume')}>
          {t('rollouts.resume.ask')}
        </Button>
      ) : null}
      {ended ? null : (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          onClick={() => onAsk('abort')}
        >
          {t('rollouts.abort.action')}
        </Button>
      )}
      {isGoing(rollout) || state === 'paused' ? null : (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => onAsk('delete')}
        >
          {t('rollouts.delete.action')}
        </Button>
      )}
    </>
  );
}
