import {
  IconAntenna,
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
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../api/types.ts';
import classes from './features.module.css';

export const FEATURES = ['secureMode', 'mobility', 'access', 'groups', 'information'] as const;
export type FeatureKind = (typeof FEATURES)[number];

/** State of a feature for its icon: there, in use, or not there. */
export type FeatureState = 'on' | 'active' | 'off' | 'plain';

type Icon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;

const ICONS: Record<FeatureKind, Record<string, Icon>> = {
  secureMode: { on: IconLock, off: IconLockOpen2 },
  mobility: { active: IconUserCheck, on: IconUser, off: IconUserOff },
  access: { direct: IconPlugConnected, dcmp: IconAntenna, none: IconPlugConnectedX },
  groups: { on: IconUsersGroup, off: IconUsersGroup },
  information: { plain: IconInfoCircle },
};

interface FeatureLook {
  state: FeatureState;
  /** Which icon and which words: a key below `clients.feature.<kind>`. */
  words: string;
}

/** How a feature of a client shows itself (guide chapter 4, Features). */
export function featureLook(client: Client, kind: FeatureKind): FeatureLook {
  switch (kind) {
    case 'secureMode':
      return client.secureMode.enabled ? { state: 'on', words: 'on' } : { state: 'off', words: 'off' };
    case 'mobility':
      if (client.mobility.loggedOn) return { state: 'active', words: 'active' };
      return client.mobility.enabled ? { state: 'on', words: 'on' } : { state: 'off', words: 'off' };
    case 'access':
      return { state: client.access.mode === 'none' ? 'off' : 'on', words: client.access.mode };
    case 'groups':
      return client.groups.length > 0 ? { state: 'on', words: 'on' } : { state: 'off', words: 'off' };
    case 'information':
      return { state: 'plain', words: 'plain' };
  }
}

/** Key of the short words for a feature's state. */
export function featureKey(client: Client, kind: FeatureKind) {
  const { words } = featureLook(client, kind);
  return `clients.feature.${kind}.${words}` as 'clients.feature.secureMode.on';
}

interface FeatureIconsProps {
  client: Client;
  onOpen: (target: Element, kind: FeatureKind) => void;
}

/** The Features column: an icon for each, its details on a click. */
export function FeatureIcons({ client, onOpen }: FeatureIconsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['icons']}>
      {FEATURES.map((kind) => {
        const look = featureLook(client, kind);
        const Icon = ICONS[kind][look.words] ?? IconInfoCircle;
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
            <Icon size={17} stroke={1.75} aria-hidden />
          </button>
        );
      })}
    </div>
  );
}
