import type { PlugAndPlayClient } from '../../api/types.ts';

/** As the server takes them; a mode that it does not know does not compile. */
export const SECURE_MODES = [
  'disabled',
  'no-pin',
  'default-pin',
  'individual-pin',
] as const satisfies readonly PlugAndPlayClient['secureMode'][];
