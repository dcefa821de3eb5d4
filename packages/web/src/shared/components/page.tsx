import type { ReactNode } from 'react';
import { useEffect } from 'react';
import classes from './page.module.css';

interface PageHeaderProps {
  title: string;
  /** Beside the title, e.g. the number of elements. */
  detail?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, detail, actions }: PageHeaderProps) {
  usePageTitle(title);
  return (
    <header className={classes['header']}>
      <h1 className={classes['title']}>{title}</h1>
      {detail === undefined ? null : <div className={classes['detail']}>{detail}</div>}
      {actions === undefined ? null : <div className={classes['actions']}>{actions}</div>}
    </header>
  );
}

/** Names the browser's tab after the page. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Deskfleet`;
    return () => {
      document.title = 'Deskfleet';
    };
  }, [title]);
}

/** A framed surface; the app's only kind of box. */
export function Panel({ children, className }: { children: ReactNode; className?: string }) {
  return <section className={`${classes['panel']} ${className ?? ''}`}>{children}</section>;
}

export function PanelTitle({ children, detail }: { children: ReactNode; detail?: ReactNode }) {
  return (
    <div className={classes['panelTitle']}>
      <h2>{children}</h2>
      {detail === undefined ? null : <div className={classes['panelDetail']}>{detail}</div>}
    </div>
  );
}
