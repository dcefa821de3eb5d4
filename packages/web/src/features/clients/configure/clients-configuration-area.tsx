import { type ReactNode, useCallback, useMemo } from 'react';
import type { ClientScope } from '../../../api/types.ts';
import { InlineProblem } from '../../../shared/components/messages.tsx';
import type { Changes } from '../../../shared/list/search-params.ts';
import {
  ConfigurationArea,
  type ConfigurationRow,
  type ConfigurationView,
  type ConfiguredElement,
  type DraftScope,
  ValueHistory,
} from '../../configuration/index.ts';
import { useClientActions } from '../client-actions.tsx';
import { useTakeOver } from '../clients.queries.ts';
import { ClientsSubject } from './clients-subject.tsx';
import { SubmitOrderDialog } from './submit-order-dialog.tsx';

interface ClientsConfigurationAreaProps {
  scope: ClientScope;
  element: ConfiguredElement;
  draftScope: DraftScope;
  /** Name of a single client. */
  name: string | null;
  view: ConfigurationView;
  /** Stable. */
  onView: (changes: Changes<ConfigurationView>) => void;
  /** Leads from a section to a view made for it. */
  sectionLinks?: Readonly<Record<string, ReactNode>>;
}

/** The configuration area for one or several clients: what is submitted goes out as a job. */
export function ClientsConfigurationArea(props: ClientsConfigurationAreaProps) {
  const { scope, element, name, ...rest } = props;
  const { ask, dialog } = useClientActions();
  const { mutate: takeOver, error } = useTakeOver();
  const count = element.count ?? 0;
  const clientId = element.values?.kind === 'one' ? element.values.clientId : null;
  const subject = useMemo(() => <ClientsSubject element={element} name={name} />, [element, name]);
  const onTakeOver = useCallback(
    (rows: readonly ConfigurationRow[]) => {
      const items = rows.map(({ item, index }) => ({ item, index }));
      if (clientId !== null) takeOver({ id: clientId, items });
    },
    [clientId, takeOver],
  );
  return (
    <>
      <InlineProblem error={error} />
      <ConfigurationArea
        {...rest}
        element={element}
        subject={subject}
        submitDialog={(submit) => <SubmitOrderDialog {...submit} scope={scope} count={count} name={name} />}
        onRefresh={() => ask('refresh-data', { scope, count, name })}
        onTakeOver={clientId === null ? undefined : onTakeOver}
        historyDialog={
          clientId === null
            ? undefined
            : (row, onClose) => (
                <ValueHistory of={{ kind: 'clients', id: clientId }} row={row} onClose={onClose} />
              )
        }
      />
      {dialog}
    </>
  );
}
