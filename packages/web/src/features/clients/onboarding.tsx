import { Code, TextInput } from '@mantine/core';
import { IconDeviceLandlinePhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { CopyIcon, CopyTextButton } from '../../shared/components/copy-button.tsx';
import { serverSettingsQuery } from '../../shared/server-settings/server-settings.queries.ts';
import {
  DEFAULT_PHONE_PORT,
  hostFault,
  isLoopback,
  type OptionPart,
  phoneAddress,
  readVlan,
  serverUri,
  toHex,
  vendorOptionParts,
} from './dhcp-option.ts';
import classes from './onboarding.module.css';

const DEMO_COMMAND = 'npm run phones -- --count 20';

/** The first start: what this list is, why it is empty, and how phones find this server. */
export function Onboarding() {
  const { t } = useTranslation();
  const { data: server } = useQuery(serverSettingsQuery);
  const known = phoneAddress(server?.url ?? '');
  const [typed, setHost] = useState<string | null>(null);
  const host = typed ?? known?.host ?? window.location.hostname.replace(/^\[|\]$/g, '');
  const port = known?.port ?? DEFAULT_PHONE_PORT;
  const [vlanText, setVlanText] = useState('');
  const vlan = readVlan(vlanText);
  const fault = hostFault(host.trim());
  const options = { host: host.trim(), port, vlan: vlan ?? null };
  const parts = fault === null ? vendorOptionParts(options) : [];
  const bytes = parts.flatMap((part) => part.bytes);

  return (
    <div className={classes['page']}>
      <div className={classes['intro']}>
        <IconDeviceLandlinePhone size={32} stroke={1.25} aria-hidden />
        <h2>{t('clients.onboarding.title')}</h2>
        <p>{t('clients.onboarding.text')}</p>
      </div>
      <section className={classes['way']}>
        <h3>{t('clients.onboarding.dhcp.title')}</h3>
        <p>
          <Trans i18nKey="clients.onboarding.dhcp.text" components={{ c: <Code /> }} />
        </p>
        <div className={classes['inputs']}>
          <TextInput
            label={t('clients.onboarding.host')}
            value={host}
            onChange={(event) => setHost(event.currentTarget.value)}
            error={fault === null ? undefined : t(`clients.onboarding.fault.${fault}`)}
            spellCheck={false}
          />
          <TextInput
            label={t('clients.onboarding.vlan')}
            placeholder={t('clients.onboarding.noVlan')}
            inputMode="numeric"
            value={vlanText}
            onChange={(event) => setVlanText(event.currentTarget.value.trim())}
            error={vlan === undefined ? t('clients.onboarding.vlanFault') : undefined}
          />
        </div>
        {isLoopback(host.trim()) ? (
          <p className={classes['hint']}>{t('clients.onboarding.loopback')}</p>
        ) : null}
        {fault === null && vlan !== undefined ? (
          <>
            <OptionBytes parts={parts} uri={serverUri(options)} vlan={options.vlan} />
            <div className={classes['copies']}>
              <CopyTextButton value={toHex(bytes, ' ')} label={t('clients.onboarding.copySpaces')} />
              <CopyTextButton
                value={toHex(bytes, ':').toLowerCase()}
                label={t('clients.onboarding.copyColons')}
              />
              <CopyTextButton value={`0x${toHex(bytes, '')}`} label={t('clients.onboarding.copyPlain')} />
            </div>
          </>
        ) : null}
      </section>
      <section className={classes['way']}>
        <h3>{t('clients.onboarding.hand.title')}</h3>
        <p>
          <Trans
            i18nKey="clients.onboarding.hand.text"
            values={{ host: fault === null ? host.trim() : '…', port }}
            components={{ b: <strong />, c: <Code /> }}
          />
        </p>
      </section>
      <section className={classes['way']}>
        <h3>{t('clients.onboarding.demo.title')}</h3>
        <p>{t('clients.onboarding.demo.text')}</p>
        <div className={classes['command']}>
          <code>{DEMO_COMMAND}</code>
          <CopyIcon value={DEMO_COMMAND} label={t('clients.onboarding.demo.copy')} />
        </div>
      </section>
    </div>
  );
}

function OptionBytes({
  parts,
  uri,
  vlan,
}: {
  parts: readonly OptionPart[];
  uri: string;
  vlan: number | null;
}) {
  const { t } = useTranslation();
  return (
    <dl className={classes['bytes']}>
      {parts.map((part) => (
        <div key={part.kind}>
          <dt className="df-mono">{toHex(part.bytes, ' ')}</dt>
          <dd>{t(`clients.onboarding.part.${part.kind}`, { uri, vlan: vlan ?? '' })}</dd>
        </div>
      ))}
    </dl>
  );
}
