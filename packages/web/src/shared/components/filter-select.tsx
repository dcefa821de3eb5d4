import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export interface FilterOption<T extends string> {
  value: T;
  label: string;
  detail?: ReactNode;
}

interface FilterSelectProps<T extends string> {
  label: string;
  options: readonly FilterOption<T>[];
  value: T | undefined;
  onChange: (value: T | undefined) => void;
  disabled?: boolean;
}

/** A filter's choices; choosing the active one again takes it away. */
export function FilterSelect<T extends string>(props: FilterSelectProps<T>) {
  const { label, options, value, onChange, disabled = false } = props;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          disabled={disabled}
          px="sm"
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {options.map((option) => (
          <Menu.CheckboxItem
            key={option.value}
            checked={option.value === value}
            closeMenuOnClick
            rightSection={option.detail}
            onChange={(checked) => onChange(checked ? option.value : undefined)}
          >
            {option.label}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
