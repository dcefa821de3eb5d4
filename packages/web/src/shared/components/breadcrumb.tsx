import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './breadcrumb.module.css';

/** The way back to the list that a page belongs to. */
export function Breadcrumb({
  to,
  children,
}: {
  to: '/clients' | '/users' | '/jobs' | '/rollouts' | '/templates' | '/groups' | '/clients/plug-and-play';
  children: string;
}) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('common.breadcrumb')} className={classes['path']}>
      <Link to={to}>{children}</Link>
    </nav>
  );
}
