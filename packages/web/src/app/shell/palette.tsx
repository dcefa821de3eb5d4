import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconArrowRight,
  IconDeviceLandlinePhone,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSearch,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientListQuery, clientName } from '../../features/clients/index.ts';
import { LANGUAGES, useLanguage } from '../../shared/i18n/index.ts';
import { PLACES } from './main-menu.tsx';
import classes from './palette.module.css';
import { matchesWords } from './palette-match.ts';
import { useChooseLanguage, useToggleTheme } from './use-choices.ts';

interface Option {
  id: string;
  group: 'pages' | 'actions' | 'clients';
  label: string;
  detail?: ReactNode;
  icon: ReactNode;
  run: () => void;
}

const FOUND_CLIENTS = 8;

interface PaletteProps {
  opened: boolean;
  onClose: () => void;
  onSignOut: () => void;
}

/** `Ctrl+K`: go to a page, find a client, do something. */
export function Palette({ opened, onClose, onSignOut }: PaletteProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={560}
      padding={0}
      attributes={{ content: { 'aria-label': t('app.palette.title') } }}
    >
      <PaletteBody onClose={onClose} onSignOut={onSignOut} />
    </Modal>
  );
}

function PaletteBody({ onClose, onSignOut }: Omit<PaletteProps, 'opened'>) {
  const { t } = useTranslation();
  const listId = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const { options, searching } = useOptions(text, onClose, onSignOut);
  const list = useRef<HTMLDivElement>(null);
  const current = options[Math.min(active, options.length - 1)];

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && options.length > 0) {
      event.preventDefault();
      setActive((at) => (Math.min(at, options.length - 1) + step + options.length) % options.length);
    }
    if (event.key === 'Enter' && current !== undefined) {
      event.preventDefault();
      current.run();
    }
  };

  return (
    <>
      <div className={classes['field']}>
        <IconSearch size={18} aria-hidden />
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette is opened to type into it
          autoFocus
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={current === undefined ? undefined : `${listId}-${current.id}`}
          aria-label={t('app.palette.title')}
          placeholder={t('app.palette.placeholder')}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        className={classes['list']}
        role="listbox"
        id={listId}
        aria-label={t('app.palette.results')}
        ref={list}
      >
        {options.length === 0 ? (
          <div className={classes['nothing']}>
            {searching ? t('app.palette.searching') : t('app.palette.nothing')}
          </div>
        ) : null}
        {options.map((option, at) => (
          <div key={option.id} role="presentation">
            {options[at - 1]?.group === option.group ? null : (
              <div className={classes['group']} role="presentation">
                {t(`app.palette.${option.group}`)}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the combobox, which names the active option */}
            <div
              id={`${listId}-${option.id}`}
              role="option"
              aria-selected={option === current}
              className={classes['option']}
              onClick={option.run}
              onMouseMove={() => setActive(at)}
            >
              {option.icon}
              <span className={classes['label']}>{option.label}</span>
              {option.detail === undefined ? null : (
                <span className={classes['detail']}>{option.detail}</span>
              )}
            </div>
          </div>
        ))}
      </div>
    </>
  );
}

function useOptions(
  text: string,
  onClose: () => void,
  onSignOut: () => void,
): { options: Option[]; searching: boolean } {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const language = useLanguage();
  const chooseLanguage = useChooseLanguage();
  const { toggle } = useToggleTheme();
  const typed = text.trim();
  const [wanted] = useDebouncedValue(typed, 150);
  const { data: found, isFetching } = useQuery({
    ...clientListQuery({ search: wanted, page: 1, pageSize: FOUND_CLIENTS, sort: 'e164', order: 'asc' }),
    enabled: wanted.length >= 2,
    placeholderData: keepPreviousData,
  });
  const then = (run: () => void) => () => {
    onClose();
    run();
  };

  const pages: Option[] = PLACES.map(({ to, label }) => ({
    id: `page-${String(to).slice(1) || 'home'}`,
    group: 'pages',
    label: t(label),
    icon: <IconArrowRight size={16} aria-hidden />,
    run: then(() => void navigate({ to })),
  }));
  const actions: Option[] = [
    {
      id: 'theme',
      group: 'actions',
      label: t('app.palette.theme'),
      icon: <IconMoon size={16} aria-hidden />,
      run: then(toggle),
    },
    ...LANGUAGES.filter(({ code }) => code !== language).map(
      ({ code, name }): Option => ({
        id: `language-${code}`,
        group: 'actions',
        label: t('app.palette.language', { language: name }),
        icon: <IconLanguage size={16} aria-hidden />,
        run: then(() => chooseLanguage(code)),
      }),
    ),
    {
      id: 'sign-out',
      group: 'actions',
      label: t('session.signOut'),
      icon: <IconLogout size={16} aria-hidden />,
      run: then(onSignOut),
    },
  ];
  const clients: Option[] = (typed.length >= 2 ? (found?.items ?? []) : []).map((client) => ({
    id: `client-${client.id}`,
    group: 'clients',
    label: clientName(client),
    detail: `${client.model} · ${client.deviceId}`,
    icon: <IconDeviceLandlinePhone size={16} aria-hidden />,
    run: then(() => void navigate({ to: '/clients/$clientId', params: { clientId: client.id } })),
  }));
  const named = [...pages, ...actions].filter((option) => matchesWords(option.label, typed));
  const searching = typed.length >= 2 && (isFetching || typed !== wanted);
  return { options: [...clients, ...named], searching };
}
