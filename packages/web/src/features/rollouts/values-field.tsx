import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Parameter } from '../../api/types.ts';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { useLanguage } from '../../shared/i18n/index.ts';
import {
  catalogQuery,
  defaultWire,
  indexesOf,
  isMultiLine,
  isNumbered,
  localized,
  ParameterEditor,
  SecretEditor,
} from '../parameters/index.ts';
import type { DraftValue } from './rollout-draft.ts';
import classes from './wizard.module.css';

interface ValuesFieldProps {
  values: readonly DraftValue[];
  error: string | undefined;
  onChange: (values: readonly DraftValue[]) => void;
}

const OFFERED = 50;

/** Chooses parameters and the values that clients get for them. */
export function ValuesField({ values, error, onChange }: ValuesFieldProps) {
  const { t } = useTranslation();
  const { data: catalog } = useQuery(catalogQuery);
  const parameters = catalog?.items ?? [];
  const change = (at: number, changes: Partial<DraftValue>): void =>
    onChange(values.map((value, place) => (place === at ? { ...value, ...changes } : value)));
  return (
    <div className={classes['values']}>
      {values.map((value, at) => {
        const parameter = parameters.find(({ id }) => id === value.parameterId);
        const remove = (): void => onChange(values.filter((_, place) => place !== at));
        if (parameter === undefined) {
          return (
            <UnknownRow
              key={`${value.item} ${value.index ?? ''}`}
              value={value}
              onChange={(changes) => change(at, changes)}
              onRemove={remove}
            />
          );
        }
        return (
          <ValueRow
            key={`${value.parameterId} ${value.index ?? ''}`}
            parameter={parameter}
            value={value}
            onChange={(changes) => change(at, changes)}
            onRemove={remove}
          />
        );
      })}
      <AddParameter
        parameters={parameters}
        error={error}
        label={t(values.length === 0 ? 'rollouts.what.addFirst' : 'rollouts.what.addMore')}
        onAdd={(parameter) => onChange([...values, startValue(parameter, values)])}
      />
    </div>
  );
}

function startValue(parameter: Parameter, values: readonly DraftValue[]): DraftValue {
  const taken = values
    .filter(({ parameterId }) => parameterId === parameter.id)
    .map(({ index }) => index ?? 0);
  const [first = null] = indexesOf(parameter.index, []);
  const index = isNumbered(parameter.index) ? Math.max(0, ...taken) + 1 : first;
  const wire = parameter.secret ? null : defaultWire(parameter);
  return { parameterId: parameter.id, item: parameter.item, index, wire: wire === '' ? null : wire };
}

interface AddParameterProps {
  parameters: readonly Parameter[];
  label: string;
  error: string | undefined;
  onAdd: (parameter: Parameter) => void;
}

function AddParameter({ parameters, label, error, onAdd }: AddParameterProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [text, setText] = useState('');
  const options = useMemo(
    () =>
      parameters
        .filter(({ readOnly }) => !readOnly)
        .map((parameter) => ({
          value: parameter.id,
          label: `${localized(parameter.label, language)} (${parameter.item})`,
        })),
    [parameters, language],
  );
  return (
    <Select
      className={classes['narrow'] ?? ''}
      label={label}
      placeholder={parameters.length === 0 ? t('common.loading') : t('rollouts.what.searchParameter')}
      disabled={parameters.length === 0}
      searchable
      limit={OFFERED}
      nothingFoundMessage={t('list.nothingMatches')}
      data={options}
      value={null}
      searchValue={text}
      onSearchChange={setText}
      error={error}
      onChange={(id) => {
        const parameter = parameters.find((one) => one.id === id);
        setText('');
        if (parameter !== undefined) onAdd(parameter);
      }}
    />
  );
}

interface ValueRowProps {
  parameter: Parameter;
  value: DraftValue;
  onChange: (changes: Partial<DraftValue>) => void;
  onRemove: () => void;
}

function ValueRow({ parameter, value, onChange, onRemove }: ValueRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const id = useId();
  const label = localized(parameter.label, language);
  return (
    <div className={classes['value']}>
      <div className={classes['valueHead']}>
        <span>
          {label} <span className={classes['soft']}>{parameter.item}</span>
        </span>
        <IconButton size={28} quiet label={t('rollouts.what.remove', { name: label })} onClick={onRemove}>
          <IconTrash size={16} />
        </IconButton>
      </div>
      <div className={classes['valueEditors']}>
        {isNumbered(parameter.index) ? (
          <NumberInput
            aria-label={t('rollouts.what.index', { name: label })}
            w={90}
            min={0}
            allowDecimal={false}
            value={value.index ?? ''}
            onChange={(index) => {
              if (typeof index === 'number') onChange({ index });
            }}
          />
        ) : null}
        {parameter.secret ? (
          <SecretEditor
            id={id}
            label={label}
            parameter={parameter}
            isSet={false}
            setAt={null}
            draft={value.wire === null ? null : { value: value.wire, repeat: value.wire }}
            multiLine={isMultiLine(parameter)}
            onChange={({ value: wire }) => onChange({ wire })}
            onRevert={() => onChange({ wire: null })}
          />
        ) : (
          <ParameterEditor
            id={id}
            label={label}
            parameter={parameter}
            value={value.wire}
            placeholder=""
            invalid={false}
            onChange={(wire) => onChange({ wire })}
          />
        )}
        {value.wire === null ? (
          <Button size="xs" variant="default" onClick={() => onChange({ wire: '' })}>
            {t('rollouts.what.leaveEmpty')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** An item that the catalog does not know: its value as on the wire. */
function UnknownRow({ value, onChange, onRemove }: Omit<ValueRowProps, 'parameter'>) {
  const { t } = useTranslation();
  const name = value.index === null ? value.item : `${value.item} ${value.index}`;
  return (
    <div className={classes['value']}>
      <div className={classes['valueHead']}>
        <span>{name}</span>
        <IconButton size={28} quiet label={t('rollouts.what.remove', { name })} onClick={onRemove}>
          <IconTrash size={16} />
        </IconButton>
      </div>
      <TextInput
        aria-label={t('rollouts.what.unknownItem', { item: name })}
        value={value.wire ?? ''}
        onChange={(event) => onChange({ wire: event.currentTarget.value })}
      />
    </div>
  );
}
