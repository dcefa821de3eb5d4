import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Mono } from '../../../shared/components/mono.tsx';
import { RelativeTime } from '../../../shared/components/relative-time.tsx';
import { StateMark, type Tone } from '../../../shared/components/state-mark.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import { type CertificateDetails as Details, type Validity, validityOf } from './certificate-details.ts';
import classes from './certificate-slot.module.css';

const TONE: Record<Validity, Tone> = {
  valid: 'ok',
  'expires-soon': 'attention',
  expired: 'failed',
  'not-yet': 'attention',
};

/** What a certificate says: whom it is for and until when at a glance, the rest on demand. */
export function CertificateDetails({
  label,
  certificates,
}: {
  label: string;
  certificates: readonly Details[];
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [own, ...chain] = certificates;
  if (own === undefined) return null;
  const validity = validityOf(own, Date.now());
  const end = validity === 'not-yet' ? own.notBefore : own.notAfter;
  const lines: [string, ReactNode][] = [
    [t('parameters.certificate.subject'), own.subject],
    [t('parameters.certificate.issuer'), own.issuer],
    [t('parameters.certificate.serial'), <Mono key="serial">{own.serial}</Mono>],
    [
      t('parameters.certificate.validity'),
      t('parameters.certificate.range', {
        from: format.dateTime(own.notBefore.toISOString()),
        to: format.dateTime(own.notAfter.toISOString()),
      }),
    ],
    [t('parameters.certificate.fingerprint'), <Mono key="fingerprint">{own.fingerprint}</Mono>],
    [t('parameters.certificate.key'), own.key],
  ];
  return (
    <div className={classes['details']}>
      <strong className={classes['subject']}>{own.subject}</strong>
      <StateMark tone={TONE[validity]}>
        {t(`parameters.certificate.${validity}`)} <RelativeTime iso={end.toISOString()} />
      </StateMark>
      {chain.length === 0 ? null : (
        <span className={classes['soft']}>{t('parameters.certificate.chain', { count: chain.length })}</span>
      )}
      <details>
        <summary aria-label={`${t('parameters.certificate.details')}: ${label}`}>
          {t('parameters.certificate.details')}
        </summary>
        <dl>
          {lines.map(([term, text]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}
