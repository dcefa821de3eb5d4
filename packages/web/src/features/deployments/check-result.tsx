import { Tabs } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckedClient, DeploymentCheck, DeployVerdict, Language } from '../../api/types.ts';
import { Mono } from '../../shared/components/mono.tsx';
import { ScrollRegion } from '../../shared/components/scroll-region.tsx';
import { StateMark, type Tone } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { clientName } from '../clients/index.ts';
import classes from './deployments.module.css';

const VERDICTS = ['fits', 'present', 'unfit', 'downgrade'] as const satisfies readonly DeployVerdict[];

const TONE: Record<DeployVerdict, Tone> = {
  fits: 'ok',
  present: 'off',
  unfit: 'failed',
  downgrade: 'attention',
};

interface CheckResultProps {
  check: DeploymentCheck;
  /** Older than the present choice: a new answer is on its way. */
  stale: boolean;
  /** What is done: a file that is there already is good news for the one and none for the other. */
  action: 'deploy' | 'delete';
}

/** Who would get what, in groups by what becomes of each client, with the reason. */
export function CheckResult({ check, stale, action }: CheckResultProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const groups = VERDICTS.filter((verdict) => check.counts[verdict] > 0);
  const [chosen, setChosen] = useState<DeployVerdict | null>(null);
  const shown = chosen !== null && groups.includes(chosen) ? chosen : (groups[0] ?? 'fits');
  const clients = check.clients.filter(({ verdict }) => verdict === shown);
  const count = check.counts[shown];
  return (
    <div aria-busy={stale} className={stale ? table['busy'] : undefined}>
      <Tabs value={shown} onChange={(value) => setChosen(value as DeployVerdict)}>
        <Tabs.List aria-label={t('deployments.check.title')} className={classes['verdicts'] ?? ''}>
          {groups.map((verdict) => (
            <Tabs.Tab key={verdict} value={verdict}>
              <StateMark tone={TONE[verdict]}>
                {t(`deployments.check.${action}.${verdict}`, {
                  count: check.counts[verdict],
                  number: format.number(check.counts[verdict]),
                })}
              </StateMark>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown}>
          <ScrollRegion
            className={`${table['scroll']} ${classes['checked']}`}
            label={t('deployments.check.title')}
          >
            <table className={table['table']}>
              <thead>
                <tr>
                  <th scope="col">{t('clients.column.e164')}</th>
                  <th scope="col">{t('clients.column.type')}</th>
                  <th scope="col">{t('clients.column.softwareVersion')}</th>
                  <th scope="col">{t('deployments.check.why')}</th>
                </tr>
              </thead>
              <tbody>
                {clients.map((client) => (
                  <CheckedRow key={client.clientId} client={client} />
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          {clients.length < count ? (
            <p className={classes['note']}>
              {t('deployments.check.first', {
                shown: format.number(clients.length),
                total: format.number(count),
              })}
            </p>
          ) : null}
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function CheckedRow({ client }: { client: CheckedClient }) {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'de' ? 'de' : 'en';
  const reasons = [...new Set(client.files.flatMap(({ reason }) => reason?.[language] ?? []))];
  return (
    <tr>
      <td>
        <Link to="/clients/$clientId" params={{ clientId: client.clientId }} className={table['link']}>
          <Mono>{visibleText(clientName(client))}</Mono>
        </Link>
      </td>
      <td className={table['nowrap']}>{visibleText(client.model)}</td>
      <td className={table['nowrap']} data-card="hide">
        {visibleText(client.softwareVersion)}
      </td>
      <td>{reasons.join(' ')}</td>
    </tr>
  );
}
