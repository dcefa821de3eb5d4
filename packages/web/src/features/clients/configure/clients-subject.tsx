import { useTranslation } from 'react-i18next';
import { Mono } from '../../../shared/components/mono.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import { visibleText } from '../../../shared/text/visible-text.ts';
import type { ConfiguredElement } from '../../configuration/index.ts';
import { softwareWords } from '../client-name.ts';
import { ClientState } from '../client-state.tsx';
import classes from './clients-subject.module.css';

interface ClientsSubjectProps {
  element: ConfiguredElement;
  /** Name of a single client. */
  name: string | null;
}

/** The clients that are configured: one with its state, several by their kinds. */
export function ClientsSubject({ element, name }: ClientsSubjectProps) {
  return name === null ? <SeveralClients element={element} /> : <OneClient element={element} name={name} />;
}

function OneClient({ element, name }: { element: ConfiguredElement; name: string }) {
  const [client] = element.clients;
  return (
    <>
      <strong>
        <Mono>{visibleText(name)}</Mono>
      </strong>
      {client === undefined ? null : (
        <>
          <span>{visibleText(client.model)}</span>
          <span>{visibleText(softwareWords(client))}</span>
          {client.deviceId === name ? null : (
            <span className={classes['wide']}>
              <Mono>{visibleText(client.deviceId)}</Mono>
            </span>
          )}
          <div className={classes['wide']}>
            <ClientState client={client} />
          </div>
        </>
      )}
    </>
  );
}

/** Kinds that are named beside the number of clients. */
const SHOWN_KINDS = 8;

function SeveralClients({ element }: { element: ConfiguredElement }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { values, count = 0 } = element;
  const kinds = values?.kind === 'several' ? values.summary.kinds : [];
  const shown = kinds.slice(0, SHOWN_KINDS).map((kind) => {
    const type = visibleText(`${kind.model} ${kind.softwareType}`.trim()) || t('functionKeys.noModel');
    return `${format.number(kind.count)} × ${type}`;
  });
  return (
    <>
      <strong>{t('configuration.clients', { count, number: format.number(count) })}</strong>
      {shown.map((kind) => (
        <span key={kind}>{kind}</span>
      ))}
      {kinds.length > SHOWN_KINDS ? <span>…</span> : null}
    </>
  );
}
