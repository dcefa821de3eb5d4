import { LogoMark } from '../shared/components/logo.tsx';
import classes from './splash.module.css';

/** The moment before anything is known; appears only when it takes a while. */
export function Splash() {
  return (
    <div className={classes['splash']} role="status" aria-label="Deskfleet">
      <LogoMark size={40} />
    </div>
  );
}
