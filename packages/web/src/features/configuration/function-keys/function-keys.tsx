import { Skeleton } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Catalog, FunctionKeys as Known } from '../../../api/types.ts';
import { EmptyMessage, LoadError } from '../../../shared/components/messages.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { catalogQuery, isOldPhone } from '../../parameters/index.ts';
import { modelsOf } from '../configured-element.ts';
import { OldPhones } from '../old-phones.ts';
import classes from './function-keys.module.css';
import { functionKeysQuery } from './function-keys.queries.ts';
import type { FunctionKeysProps } from './function-keys-props.ts';
import { KeyEditor } from './key-editor.tsx';
import { KeyPrint } from './key-print.tsx';
import { useKeys } from './use-keys.ts';

/** The function keys of one element, as a picture and as a list. */
export function FunctionKeys(props: FunctionKeysProps) {
  const { element } = props;
  const catalog = useQuery(catalogQuery);
  const known = useQuery(functionKeysQuery);
  const error = catalog.error ?? known.error ?? element.error;
  if (
    catalog.data !== undefined &&
    known.data !== undefined &&
    !element.loading &&
    element.values !== undefined
  )
    return <LoadedKeys {...props} catalog={catalog.data} known={known.data} />;
  if (error === null) {
    return (
      <Panel className={classes['loading'] ?? ''}>
        <Skeleton height={420} width="60%" />
        <Skeleton height={420} width="36%" />
      </Panel>
    );
  }
  const retry = (): void => {
    if (catalog.isError) void catalog.refetch();
    if (known.isError) void known.refetch();
    element.retry();
  };
  return (
    <Panel>
      <LoadError error={error} onRetry={retry} />
    </Panel>
  );
}

function LoadedKeys(props: FunctionKeysProps & { catalog: Catalog; known: Known }) {
  const { element, draftScope, name, view, emptyAction, catalog, known } = props;
  const { t } = useTranslation();
  const keys = useKeys(catalog, known, element, draftScope, view);
  if (keys.board.pages.length === 0) {
    return (
      <Panel>
        <EmptyMessage
          icon={<IconKeyboard size={28} stroke={1.5} />}
          title={t('functionKeys.empty')}
          action={emptyAction}
        >
          {t('functionKeys.emptyText')}
        </EmptyMessage>
      </Panel>
    );
  }
  return (
    <OldPhones value={modelsOf(element).some(isOldPhone)}>
      <KeyEditor {...props} keys={keys} />
      <KeyPrint keys={keys} title={name} type={printedType(element)} />
    </OldPhones>
  );
}

/** The type of the phone, or the models of several. */
function printedType(element: FunctionKeysProps['element']): string {
  if (element.values?.kind !== 'several') return element.clients[0]?.deviceType ?? '';
  return [...new Set(modelsOf(element).map(({ model }) => model))].join(', ');
}
