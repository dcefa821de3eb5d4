import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconCircleX,
  IconClock,
  IconEqualNot,
  IconLock,
  IconPencil,
} from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { HoverCard } from '../../../shared/components/use-hover-card.ts';
import type { KeyPage } from './board.ts';
import { type KeyMark, keyLines, marksOf, useSpokenKey } from './key-marks.tsx';
import classes from './key-picture.module.css';
import { isEmptyKey, type KeyState } from './key-state.ts';
import { CAP_WIDTH, fitText, type KeyBox, layOut, neighbour, type PictureLayout } from './picture-layout.ts';
import type { KeyDrag } from './use-key-drag.ts';
import { useDetailWords, useFunctionWords, usePageWords } from './use-key-words.ts';
import type { Keys } from './use-keys.ts';

interface KeyPictureProps {
  keys: Keys;
  page: KeyPage;
  narrow: boolean;
  /** The key that has the focus or had it last. */
  current: number | null;
  /** The key whose panel is open. */
  opened: number | undefined;
  /** The key that a target is being chosen for. */
  picked: number | null;
  drag: KeyDrag | null;
  onCurrent: (number: number) => void;
  /** @param byKeyboard - the focus shall follow into the panel */
  onOpen: (number: number, byKeyboard: boolean) => void;
  onPress: (number: number, event: React.PointerEvent) => void;
  /** Stable; tells more of keys in which several phones differ. */
  cards: Pick<HoverCard<KeyState>, 'show' | 'leave'>;
}

const ARROWS = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

/** One page of keys as a line drawing of the phone or key module. */
export function KeyPicture(props: KeyPictureProps) {
  const { keys, page, narrow, current, onCurrent, onOpen } = props;
  const pageWords = usePageWords();
  const drawing = useRef<SVGSVGElement>(null);
  const layout = layOut(page, narrow);
  const boxes = [...layout.keys, ...layout.fixed];
  const stop = boxes.some(({ number }) => number === current) ? current : boxes[0]?.number;

  const focus = (number: number): void => {
    onCurrent(number);
    drawing.current?.querySelector<SVGGElement>(`[data-key="${number}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, number: number): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') onOpen(number, true);
    else if (ARROWS.has(event.key)) focus(neighbour(boxes, number, event.key));
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset
    <svg
      ref={drawing}
      role="group"
      aria-label={pageWords(page)}
      className={classes['drawing']}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      style={{ maxWidth: layout.width * 1.08 }}
    >
      <Case layout={layout} />
      {boxes.map((box) => {
        const key = keys.keys.get(box.number);
        return key === undefined ? null : (
          <Key
            key={box.number}
            {...props}
            box={box}
            state={key}
            tabbable={box.number === stop}
            onKeyDown={onKeyDown}
          />
        );
      })}
    </svg>
  );
}

/** Everything that is not a key: case, handset, display and dial pad. */
function Case({ layout: { body, handset, display, pad } }: { layout: PictureLayout }) {
  return (
    <g aria-hidden>
      <rect {...body} rx="14" className={classes['body']} />
      {handset === null ? null : (
        <>
          <rect {...handset} rx="30" className={classes['line']} />
          <path
            className={classes['line']}
            d={`M${handset.x + 16} ${handset.y + 74}h44M${handset.x + 16} ${handset.y + handset.height - 74}h44`}
          />
        </>
      )}
      <rect {...display} rx="6" className={classes['display']} />
      {pad === null ? null : <Pad {...pad} />}
    </g>
  );
}

function Pad({ x, y, ring }: { x: number; y: number; ring: boolean }) {
  return (
    <>
      {[0, 1, 2, 3].flatMap((row) =>
        [0, 1, 2].map((column) => (
          <rect
            key={`${row}-${column}`}
            x={x + column * 40}
            y={y + row * 32}
            width="28"
            height="20"
            rx="6"
            className={classes['line']}
          />
        )),
      )}
      {ring ? (
        <>
          <circle cx={x + 196} cy={y + 58} r="44" className={classes['line']} />
          <circle cx={x + 196} cy={y + 58} r="16" className={classes['line']} />
        </>
      ) : null}
    </>
  );
}

const ICON: Record<KeyMark, typeof IconLock> = {
  error: IconAlertTriangle,
  warning: IconAlertTriangle,
  refused: IconCircleX,
  drift: IconArrowsExchange,
  waiting: IconClock,
  different: IconEqualNot,
  locked: IconLock,
  changed: IconPencil,
};

interface KeyProps extends KeyPictureProps {
  box: KeyBox;
  state: KeyState;
  tabbable: boolean;
  onKeyDown: (event: KeyboardEvent, number: number) => void;
}

function Key(props: KeyProps) {
  const { keys, box, state, tabbable, opened, picked, drag, cards, onCurrent, onOpen, onPress, onKeyDown } =
    props;
  const { t } = useTranslation();
  const functionWords = useFunctionWords();
  const detailWords = useDetailWords(keys.knowledge);
  const marks = marksOf(state, keys.conflicts.get(state.number) ?? []);
  const { number, x, y, width, height, capSide } = box;
  const capX = capSide === 'left' ? x : x + width - CAP_WIDTH;
  const labelX = capSide === 'left' ? x + CAP_WIDTH : x;
  const labelWidth = width - CAP_WIDTH;
  // Each mark takes its place from the text: about seven units a character.
  const room = Math.floor((labelWidth - 24 - marks.length * 18) / 7.2);
  const isEmpty = state.programmed && isEmptyKey(state);
  const role = functionWords(state);
  const { title, titleDiffers, second } = keyLines(state, {
    role,
    details: detailWords(state),
    free: t('functionKeys.free'),
    differentLabels: t('functionKeys.differentLabels'),
  });
  const shownTitle = fitText(title, room);
  const shownSecond = fitText(second, Math.floor(room * 1.15));
  const spoken = useSpokenKey(keys.conflicts)(state, [shownTitle, shownSecond]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button
    <g
      role="button"
      data-key={number}
      tabIndex={tabbable ? 0 : -1}
      aria-label={spoken}
      aria-expanded={opened === number}
      className={classes['key']}
      data-opened={opened === number}
      data-picked={picked === number || drag?.source === number}
      data-over={drag?.over === number && drag.source !== number}
      data-changed={state.changed > 0}
      data-empty={isEmpty}
      onFocus={() => onCurrent(number)}
      onMouseEnter={(event) => {
        if (state.differs.size > 0 && drag === null) cards.show(event.currentTarget, state);
      }}
      onMouseLeave={cards.leave}
      onPointerDown={(event) => onPress(number, event)}
      onClick={() => onOpen(number, false)}
      onKeyDown={(event) => onKeyDown(event, number)}
    >
      <rect x={x} y={y} width={width} height={height} className={classes['hit']} />
      <rect x={x + 2} y={y + 2} width={width - 4} height={height - 4} rx="5" className={classes['ground']} />
      <rect
        x={capX + 6}
        y={y + 8}
        width={CAP_WIDTH - 12}
        height={height - 16}
        rx="8"
        className={classes['cap']}
      />
      <text x={capX + CAP_WIDTH / 2} y={y + height / 2 + 4} className={classes['number']}>
        {state.place.unit === 'fixed' ? number : state.place.position}
      </text>
      {/* Not drawn: keeps the words apart for whoever reads the element as text. */}{' '}
      <text
        x={labelX + 12}
        y={second === '' ? y + height / 2 + 5 : y + 17}
        className={isEmpty || !state.programmed ? classes['empty'] : classes['label']}
        data-differs={titleDiffers}
      >
        {shownTitle}
      </text>{' '}
      {second === '' ? null : (
        <text x={labelX + 12} y={y + 32} className={classes['second']}>
          {shownSecond}
        </text>
      )}
      {marks.map((mark, at) => {
        const Icon = ICON[mark];
        return (
          <Icon
            key={mark}
            x={labelX + labelWidth - 24 - at * 18}
            y={y + height / 2 - 7.5}
            size={15}
            stroke={2}
            className={classes['mark']}
            data-mark={mark}
            aria-hidden
          />
        );
      })}
    </g>
  );
}

/** Brings a key of the picture or of the list back into focus, e.g. when its panel closes. */
export function useFocusKey(): (number: number) => void {
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    document.querySelector<HTMLElement>(`[data-key="${wanted.current}"]`)?.focus();
    wanted.current = null;
  });
  return (number) => {
    wanted.current = number;
  };
}
