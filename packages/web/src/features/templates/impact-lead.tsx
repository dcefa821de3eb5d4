import { useTranslation } from 'react-i18next';
import type { TemplateImpact } from '../../api/types.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { useFormat, useLanguage } from '../../shared/i18n/index.ts';
import classes from './templates.module.css';

interface ImpactLeadProps {
  /** Undefined while it is counted. */
  impact: TemplateImpact | undefined;
  error: unknown;
}

/** How many clients a change of a template reaches, and which of them cannot take all of it. */
export function ImpactLead({ impact, error }: ImpactLeadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <InlineProblem error={error} />
      <p className={classes['lead']} aria-live="polite">
        {impact === undefined ? (
          error === null ? (
            t('templates.submit.counting')
          ) : null
        ) : impact.clients === 0 ? (
          t('templates.submit.noClients')
        ) : (
          <>
            <strong>
              {t('templates.submit.clients', {
                count: impact.clients,
                number: format.number(impact.clients),
              })}
            </strong>{' '}
            {t('templates.submit.affected', {
              count: impact.affectedClients,
              number: format.number(impact.affectedClients),
            })}{' '}
            {impact.overriddenClients === 0
              ? null
              : t('templates.submit.overridden', {
                  count: impact.overriddenClients,
                  number: format.number(impact.overriddenClients),
                })}
          </>
        )}
      </p>
      {impact === undefined || impact.unfitClients === 0 ? null : <UnfitClients impact={impact} />}
    </>
  );
}

/** Clients that do not get all of a change, by their kind, each with the reason. */
function UnfitClients({ impact }: { impact: TemplateImpact }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const { unfitClients, unfitKinds } = impact;
  return (
    <>
      <p className={classes['plain']}>
        {t('templates.submit.unfit', { count: unfitClients, number: format.number(unfitClients) })}
      </p>
      <ul className={classes['names']}>
        {unfitKinds.map(({ model, softwareType, clients, reason }) => (
          <li key={`${model} ${softwareType} ${reason.en}`}>
            <strong>
              {model} {softwareType}
            </strong>{' '}
            ({format.number(clients)}): {reason[language]}
          </li>
        ))}
      </ul>
    </>
  );
}
