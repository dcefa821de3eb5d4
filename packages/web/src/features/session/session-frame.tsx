import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../../shared/components/logo.tsx';
import { LanguageChoice } from './language-choice.tsx';
import classes from './session.module.css';

/** The page around sign-in and password change: nothing but the form and the language. */
export function SessionFrame({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: string;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className={classes['frame']}>
      <header className={classes['top']}>
        <Logo />
        <LanguageChoice />
      </header>
      <main className={classes['main']}>
        <div className={classes['card']}>
          <h1 className={classes['title']}>{title}</h1>
          {lead === undefined ? null : <p className={classes['lead']}>{lead}</p>}
          {children}
        </div>
      </main>
      <footer className={classes['foot']}>{t('session.tagline')}</footer>
    </div>
  );
}
