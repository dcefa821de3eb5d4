import { useEffect, useRef } from 'react';
import classes from './row-checkbox.module.css';

interface RowCheckboxProps {
  label: string;
  checked: boolean;
  /** Some, but not all of what it stands for. */
  partly?: boolean;
  disabled?: boolean;
  onChange: () => void;
}

/** The browser's own checkbox: a list has a hundred of them. */
export function RowCheckbox({
  label,
  checked,
  partly = false,
  disabled = false,
  onChange,
}: RowCheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current !== null) input.current.indeterminate = partly;
  }, [partly]);
  return (
    <input
      ref={input}
      type="checkbox"
      className={classes['box']}
      aria-label={label}
      checked={checked}
      disabled={disabled}
      onChange={onChange}
    />
  );
}
