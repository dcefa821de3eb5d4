import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RolloutDetail } from '../../api/types.ts';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { OrderDetail } from './order-detail.tsx';
import classes from './rollouts.module.css';
import { useRuleWords } from './rule-words.ts';

/** What a rollout does, how it goes on and when it stops itself. */
export function RolloutFacts({ rollout }: { rollout: RolloutDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rules = useRuleWords();
  const { leftOut, timeoutSeconds } = rollout;
  const facts: [string, ReactNode][] = [
    [t('rollouts.fact.order'), <OrderDetail key="order" rollout={rollout} />],
    [t('rollouts.fact.waves'), rules.waves(rollout.waveRules)],
    [t('rollouts.fact.gate'), rules.gate(rollout.rules.gate)],
    [t('rollouts.fact.stop'), rules.stop(rollout.rules.stop)],
    [t('rollouts.fact.window'), rules.window(rollout.rules.window)],
    [t('rollouts.fact.timeout'), format.duration(timeoutSeconds)],
    [t('rollouts.fact.created'), `${format.dateTime(rollout.createdAt)}, ${rollout.createdBy}`],
    ...(rollout.startAt === null
      ? []
      : [[t('rollouts.fact.startAt'), format.dateTime(rollout.startAt)] as [string, ReactNode]]),
    ...(leftOut === 0
      ? []
      : [[t('rollouts.fact.leftOut'), t('rollouts.leftOut', { count: leftOut })] as [string, ReactNode]]),
  ];
  return (
    <Panel>
      <PanelTitle>{t('rollouts.rules')}</PanelTitle>
      <dl className={classes['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
