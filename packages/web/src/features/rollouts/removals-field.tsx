import { Autocomplete, Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { visibleText } from '../../shared/text/visible-text.ts';
import { FILE_TYPES, fileListQuery } from '../files/index.ts';
import type { Removal } from './rollout-draft.ts';
import classes from './wizard.module.css';

interface RemovalsFieldProps {
  removals: readonly Removal[];
  error: string | undefined;
  onChange: (removals: readonly Removal[]) => void;
}

const REMOVABLE = FILE_TYPES.filter((type) => type !== 'software');
const OFFERED = 10;

/** Names the files that phones are to have no longer: by type and name, for they need not be here any more. */
export function RemovalsField({ removals, error, onChange }: RemovalsFieldProps) {
  const { t } = useTranslation();
  const [type, setType] = useState<Removal['type']>('ringtone');
  const [name, setName] = useState('');
  const [search] = useDebouncedValue(name.trim(), 200);
  const { data } = useQuery(
    fileListQuery({ type, search, page: 1, pageSize: OFFERED, sort: 'name', order: 'asc' }),
  );
  const isNamed = removals.some((one) => one.type === type && one.name === name.trim());
  const add = (): void => {
    if (name.trim() === '' || isNamed) return;
    onChange([...removals, { type, name: name.trim() }]);
    setName('');
  };
  return (
    <div className={classes['values']}>
      {removals.length === 0 ? null : (
        <ul className={classes['removals']} aria-label={t('rollouts.what.removals')}>
          {removals.map((removal) => (
            <li key={`${removal.type} ${removal.name}`}>
              <span>
                {visibleText(removal.name)}{' '}
                <span className={classes['soft']}>{t(`files.type.${removal.type}`)}</span>
              </span>
              <IconButton
                size={28}
                quiet
                label={t('deployments.leaveOut', { name: removal.name })}
                onClick={() => onChange(removals.filter((one) => one !== removal))}
              >
                <IconX size={16} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div className={classes['removal']}>
        <Select
          label={t('files.column.type')}
          allowDeselect={false}
          data={REMOVABLE.map((value) => ({ value, label: t(`files.type.${value}`) }))}
          value={type}
          onChange={(value) => setType(REMOVABLE.find((one) => one === value) ?? type)}
        />
        <Autocomplete
          label={t('rollouts.what.removalName')}
          maxLength={255}
          data={[...new Set((data?.items ?? []).map((file) => file.name))]}
          filter={({ options }) => options}
          value={name}
          onChange={setName}
          onKeyDown={(event) => {
            // A name that is offered and marked is taken over first.
            if (event.key !== 'Enter' || event.currentTarget.hasAttribute('aria-activedescendant')) return;
            // The wizard would go on with a name that is only typed.
            event.preventDefault();
            add();
          }}
        />
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={name.trim() === '' || isNamed}
          onClick={add}
        >
          {t('rollouts.what.addRemoval')}
        </Button>
      </div>
      {error === undefined ? null : (
        <p role="alert" className={classes['fault']}>
          {error}
        </p>
      )}
    </div>
  );
}
