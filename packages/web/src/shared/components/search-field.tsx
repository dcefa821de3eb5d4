import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type Ref, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface SearchFieldProps {
  value: string;
  /** Called a moment after the last keystroke. */
  onSearch: (value: string) => void;
  label: string;
  placeholder: string;
  className?: string;
  inputRef?: Ref<HTMLInputElement>;
  delayMs?: number;
  /** Sees keys first; what it prevents, the field leaves alone. */
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** Searches while typing; Escape empties it. */
export function SearchField({
  value,
  onSearch,
  label,
  placeholder,
  className,
  inputRef,
  delayMs = 250,
  onKeyDown,
}: SearchFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // The address may change by back, forward or a filter chip.
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (next: string): void => {
    sent.current = next.trim();
    onSearch(next.trim());
  };
  const change = (next: string): void => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(next), delayMs);
  };
  const finish = (next: string): void => {
    clearTimeout(timer.current);
    setText(next);
    send(next);
  };

  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={placeholder}
      {...(className === undefined ? {} : { className })}
      {...(inputRef === undefined ? {} : { ref: inputRef })}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text === '' ? null : (
          <CloseButton size="sm" aria-label={t('list.clearSearch')} onClick={() => finish('')} />
        )
      }
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        onKeyDown?.(event);
        if (event.defaultPrevented) return;
        if (event.key === 'Enter') finish(text);
        if (event.key !== 'Escape') return;
        if (text === '') event.currentTarget.blur();
        else finish('');
      }}
    />
  );
}
