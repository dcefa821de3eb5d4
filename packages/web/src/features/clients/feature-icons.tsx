import {
  IconAntenna,
  IconDotsVertical,
  IconInfoCircle,
  IconLock,
  IconLockOpen2,
  IconPlugConnected,
  IconPlugConnectedX,
  IconUser,
  IconUserCheck,
  IconUserOff,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { Client } from '../../api/types.ts';
import { FEATURES, type FeatureKind, featureKey, featureLook } from './feature-look.ts';
import classes from './features.module.css';

const SPRITE = {
  'secureMode-on': IconLock,
  'secureMode-off': IconLockOpen2,
  'mobility-active': IconUserCheck,
  'mobility-on': IconUser,
  'mobility-off': IconUserOff,
  'access-direct': IconPlugConnected,
  'access-dcmp': IconAntenna,
  'access-none': IconPlugConnectedX,
  'groups-on': IconUsersGroup,
  'groups-off': IconUsersGroup,
  'information-plain': IconInfoCircle,
  menu: IconDotsVertical,
} as const;

/** The icons of a row, drawn once for the whole list: a hundred rows only refer to them. */
export function RowIconSprite() {
  return (
    <svg width="0" height="0" className={classes['sprite']} aria-hidden>
      {Object.entries(SPRITE).map(([name, Icon]) => (
        <symbol key={name} id={`row-${name}`} viewBox="0 0 24 24">
          <Icon stroke={1.75} />
        </symbol>
      ))}
    </svg>
  );
}

export function RowIcon({ name, size }: { name: string; size: number }) {
  return (
    <svg width={size} height={size} aria-hidden>
      <use href={`#row-${name}`} />
    </svg>
  );
}

interface FeatureIconsProps {
  client: Client;
  t: TFunction;
  onOpen: (target: Element, kind: FeatureKind) => void;
}

/** The Features column: an icon for each, its details on a click. */
export function FeatureIcons({ client, t, onOpen }: FeatureIconsProps) {
  return (
    <div className={classes['icons']}>
      {FEATURES.map((kind) => {
        const look = featureLook(client, kind);
        const words = t(featureKey(client, kind));
        return (
          <button
            key={kind}
            type="button"
            className={classes['icon']}
            data-state={look.state}
            title={words}
            aria-label={words}
            onClick={(event) => onOpen(event.currentTarget, kind)}
          >
            <RowIcon name={`${kind}-${look.words}`} size={17} />
          </button>
        );
      })}
    </div>
  );
}
