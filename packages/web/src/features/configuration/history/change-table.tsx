import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Parameter, ValueChange } from '../../../api/types.ts';
import { LongText } from '../../../shared/components/long-text.tsx';
import { Mono } from '../../../shared/components/mono.tsx';
import { useLanguage } from '../../../shared/i18n/index.ts';
import { cutText } from '../../../shared/text/visible-text.ts';
import { catalogQuery, isNumbered, localized, useValueWords } from '../../parameters/index.ts';
import { valueKey } from '../rows.ts';
import classes from './history.module.css';

/** Parameters of the catalog by id, as far as it is there. */
export function useParameters(): ReadonlyMap<string, Parameter> {
  const { data } = useQuery(catalogQuery);
  return useMemo(() => new Map(data?.items.map((parameter) => [parameter.id, parameter])), [data]);
}

/** What a changed value is called: the parameter's label with its number, or the item itself. */
export function useChangeLabel(): (change: Pick<ValueChange, 'item' | 'index' | 'parameterId'>) => string {
  const language = useLanguage();
  const parameters = useParameters();
  return ({ item, index, parameterId }) => {
    const parameter = parameterId === null ? undefined : parameters.get(parameterId);
    if (parameter === undefined) return cutText(valueKey(item, index), 120).shown;
    const label = localized(parameter.label, language);
    return index !== null && isNumbered(parameter.index) ? `${label} ${index}` : label;
  };
}

interface ChangeTableProps {
  changes: readonly ValueChange[];
  label: string;
  /** Old is what is desired now, new what is to come. */
  nowAndThen?: boolean;
}

/** Changes of desired values, old and new. */
export function ChangeTable({ changes, label, nowAndThen = false }: ChangeTableProps) {
  const { t } = useTranslation();
  const parameters = useParameters();
  const labelOf = useChangeLabel();
  const words = useValueWords();
  const side = (change: ValueChange, value: string | null, isSet: boolean) => {
    if (!isSet) return <span className={classes['soft']}>{t('configuration.notSet')}</span>;
    if (change.secret || value === null) return <span>••••••••</span>;
    const parameter = parameters.get(change.parameterId ?? '') ?? null;
    return <LongText text={words(parameter, value)} label={labelOf(change)} maxLength={100} />;
  };
  return (
    <table className={classes['changes']} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('configuration.submit.parameter')}</th>
          <th scope="col">{t(nowAndThen ? 'configuration.history.now' : 'configuration.submit.before')}</th>
          <th scope="col">
            {t(nowAndThen ? 'configuration.history.afterwards' : 'configuration.submit.after')}
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={valueKey(change.item, change.index)}>
            <th scope="row">
              {change.parameterId === null ? <Mono>{labelOf(change)}</Mono> : labelOf(change)}
            </th>
            <td>{side(change, change.old, change.oldSet)}</td>
            <td>{side(change, change.new, change.newSet)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
