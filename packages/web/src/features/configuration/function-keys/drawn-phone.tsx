import { Button, NumberInput, Popover, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyLayout, KeyNumbering } from '../../../api/types.ts';
import { useFormat } from '../../../shared/i18n/index.ts';
import classes from './function-keys.module.css';

interface DrawnPhoneProps {
  layouts: readonly KeyLayout[];
  numbering: KeyNumbering;
  model: string | undefined;
  modules: number;
  onChange: (drawn: { as?: string | undefined; modules?: number | undefined }) => void;
  /** Shows a key that the drawn phone does not have. */
  onAdd: (number: number) => void;
}

const ANY = 'any';
const MODULE_COUNTS = ['0', '1', '2', '3', '4'];

/** Which phone is drawn for what is for many phones, and keys that it does not have. */
export function DrawnPhone({ layouts, numbering, model, modules, onChange, onAdd }: DrawnPhoneProps) {
  const { t } = useTranslation();
  const models = layouts.flatMap((layout) => layout.models);
  const shown = model !== undefined && models.includes(model) ? model : ANY;
  return (
    <div className={classes['drawn']}>
      <Select
        size="xs"
        w={150}
        allowDeselect={false}
        aria-label={t('functionKeys.drawn.model')}
        data={[{ value: ANY, label: t('functionKeys.drawn.any') }, ...models]}
        value={shown}
        onChange={(value) => onChange({ as: value ?? ANY, modules: modules === 0 ? undefined : modules })}
      />
      <Select
        size="xs"
        w={130}
        allowDeselect={false}
        aria-label={t('functionKeys.drawn.modules')}
        data={MODULE_COUNTS.map((value) => ({
          value,
          label: t('functionKeys.drawn.moduleCount', { count: Number(value) }),
        }))}
        value={String(Math.min(modules, MODULE_COUNTS.length - 1))}
        onChange={(value) => onChange({ as: shown, modules: value === '0' ? undefined : Number(value) })}
      />
      <AddKey numbering={numbering} onAdd={onAdd} />
    </div>
  );
}

const MAX_NUMBER = 9_999;

function AddKey({ numbering, onAdd }: Pick<DrawnPhoneProps, 'numbering' | 'onAdd'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const [number, setNumber] = useState<number | string>('');
  const isNumber =
    typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= MAX_NUMBER;
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus withinPortal>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {t('functionKeys.drawn.add')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown maw={280}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!isNumber) return;
            setOpened(false);
            setNumber('');
            onAdd(number);
          }}
        >
          <NumberInput
            label={t('functionKeys.drawn.number')}
            description={t('functionKeys.drawn.numbers', {
              level: format.number(numbering.secondLevel),
              module: format.number(numbering.firstModule + 1),
              fixed: format.number(numbering.fixedFrom),
            })}
            min={1}
            max={MAX_NUMBER}
            allowDecimal={false}
            allowNegative={false}
            value={number}
            onChange={setNumber}
          />
          <Button type="submit" size="xs" mt="sm" disabled={!isNumber}>
            {t('functionKeys.drawn.show')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
