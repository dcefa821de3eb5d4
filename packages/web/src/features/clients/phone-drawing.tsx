import classes from './phone-drawing.module.css';
import { phoneLook } from './phone-look.ts';

/** A line drawing of the model: display, keys beside it, dial pad, handset. */
export function PhoneDrawing({ model }: { model: string }) {
  const look = phoneLook(model);
  const screen = { x: 34, y: 12, width: look.displayWidth, height: look.displayHeight };
  const keysX = screen.x + screen.width + 4;
  const step = (screen.height - 4) / Math.max(1, look.sideKeys - 1);
  const sideKeys = Array.from({ length: look.sideKeys }, (_, at) => screen.y + 1 + at * step);
  const padY = screen.y + screen.height + 7;
  return (
    <svg width="96" height="76" viewBox="0 0 96 76" className={classes['drawing']} aria-hidden>
      <rect x="2" y="4" width="92" height="68" rx="6" className={classes['body']} />
      <path d="M9 12h12a3 3 0 0 1 3 3v6l-3 3v26l3 3v6a3 3 0 0 1-3 3H9" className={classes['line']} />
      <rect {...screen} rx="2" className={classes['display']} />
      {sideKeys.map((y) => (
        <rect key={y} x={keysX} y={y} width="7" height="2.4" rx="1.2" className={classes['key']} />
      ))}
      {[0, 1, 2, 3].map((row) =>
        [0, 1, 2].map((column) => (
          <circle
            key={`${row}-${column}`}
            cx={38 + column * 8}
            cy={padY + row * 5.6}
            r="1.7"
            className={classes['key']}
          />
        )),
      )}
      <circle cx="74" cy={padY + 8} r="6" className={classes['line']} />
      <circle cx="74" cy={padY + 8} r="2" className={classes['key']} />
    </svg>
  );
}
