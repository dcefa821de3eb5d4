import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Mono } from '../../../shared/components/mono.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import { visibleText } from '../../../shared/text/visible-text.ts';
import type { ConfiguredElement } from '../../configuration/index.ts';
import { softwareWords } from '../client-name.ts';
import { ClientState } from '../client-state.tsx';

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
            <span>
              <Mono>{visibleText(client.deviceId)}</Mono>
            </span>
          )}
          <ClientState client={client} />
        </>
      )}
    </>
  );
}

function SeveralClients({ element }: { element: ConfiguredElement }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { clients, count = 0, allKnown } = element;
  const types = [...Map.groupBy(clients, (client) => `${client.model} ${client.softwareType}`.trim())]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([type, those]) => `${format.number(those.length)} × ${visibleText(type)}`);
  let kinds: ReactNode = null;
  if (allKnown) kinds = types.map((type) => <span key={type}>{type}</span>);
  return (
    <>
      <strong>{t('configuration.clients', { count, number: format.number(count) })}</strong>
      {kinds}
    </>
  );
}
