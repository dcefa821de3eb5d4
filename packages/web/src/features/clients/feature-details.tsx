import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../api/types.ts';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { useLanguage } from '../../shared/i18n/index.ts';
import { type FeatureKind, featureKey } from './feature-look.ts';
import classes from './features.module.css';

/** What stands behind a feature's icon. */
export function FeatureDetails({ client, kind }: { client: Client; kind: FeatureKind }) {
  const { t } = useTranslation();
  return (
    <div>
      <strong className={classes['title']}>{t(featureKey(client, kind))}</strong>
      <Body client={client} kind={kind} />
    </div>
  );
}

function Body({ client, kind }: { client: Client; kind: FeatureKind }) {
  const { t } = useTranslation();
  const language = useLanguage();
  switch (kind) {
    case 'secureMode':
      return (
        <p className={classes['text']}>
          {client.secureMode.enabled
            ? t('clients.feature.secureMode.onText')
            : t('clients.feature.secureMode.offText')}
        </p>
      );
    case 'mobility':
      return <Mobility client={client} />;
    case 'access':
      return (
        <p className={classes['text']}>
          {t(`clients.feature.access.${client.access.mode}Text`)}
          {client.access.reason === null
            ? null
            : ` ${t('clients.feature.access.because', { reason: client.access.reason[language] })}`}
        </p>
      );
    case 'groups':
      return (
        <p className={classes['text']}>
          {client.groups.length === 0
            ? t('clients.feature.groups.offText')
            : client.groups.map((group, at) => (
                <Fragment key={group.id}>
                  {at === 0 ? null : ', '}
                  <Link to="/groups/$groupId" params={{ groupId: group.id }}>
                    {group.name}
                  </Link>
                </Fragment>
              ))}
        </p>
      );
    case 'information':
      return <Hardware client={client} />;
  }
}

function Mobility({ client }: { client: Client }) {
  const { t } = useTranslation();
  const { mobility } = client;
  if (!mobility.loggedOn) {
    return (
      <p className={classes['text']}>
        {mobility.enabled ? t('clients.feature.mobility.onText') : t('clients.feature.mobility.offText')}
      </p>
    );
  }
  return (
    <dl className={classes['details']}>
      <dt>{t('clients.feature.mobility.user')}</dt>
      <dd className="df-mono">
        {mobility.userId === null ? (
          (mobility.userE164 ?? t('common.unknown'))
        ) : (
          <Link to="/users/$userId" params={{ userId: mobility.userId }}>
            {mobility.userE164}
          </Link>
        )}
      </dd>
      <dt>{t('clients.feature.mobility.since')}</dt>
      <dd>{mobility.since === null ? t('common.unknown') : <RelativeTime iso={mobility.since} />}</dd>
    </dl>
  );
}

/** Part number, key modules, backlight and network speed (guide chapter 4, Information). */
export function Hardware({ client }: { client: Client }) {
  const { t } = useTranslation();
  return (
    <dl className={classes['details']}>
      <dt>{t('clients.hardware.partNumber')}</dt>
      <dd className="df-mono">{client.partNumber === '' ? t('common.unknown') : client.partNumber}</dd>
      <dt>{t('clients.hardware.keyModules')}</dt>
      <dd>{client.keyModules ?? t('common.unknown')}</dd>
      <dt>{t('clients.hardware.backlight')}</dt>
      <dd>
        {client.backlightType === null
          ? t('common.unknown')
          : t(`clients.hardware.backlightType.${client.backlightType}`)}
      </dd>
      <dt>{t('clients.hardware.network')}</dt>
      <dd>
        {client.gigabitEthernet === null
          ? t('common.unknown')
          : client.gigabitEthernet
            ? t('clients.hardware.gigabit')
            : t('clients.hardware.megabit')}
      </dd>
    </dl>
  );
}
