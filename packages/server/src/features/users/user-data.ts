/** Most bytes of all containers of a user, as they are stored. */
export const MAX_DATA_BYTES = 4 * 1_048_576;
/** Containers, and parts of all of them, that are kept of a user. */
export const MAX_CONTAINERS = 32;
export const MAX_PARTS = 512;

/** Whether a name is that of a container that phones keep for a mobile user (protocol reference section 16). */
export function isUserData(name: string): boolean {
  return /^userdata-[a-z0-9-]{1,64}$/.test(name);
}
