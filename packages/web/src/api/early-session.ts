export const SESSION_PATH = '/api/v1/session';

/** Guard against forged requests: browsers do not let another site set it (API contract, cookie sessions). */
export const REQUESTED_WITH = { 'X-Requested-With': 'deskfleet' };

let early: Promise<Response> | null = null;

/** Asks who is signed in before the rest of the app is there to ask. */
export function askForSession(): void {
  early = fetch(SESSION_PATH, { headers: REQUESTED_WITH });
  // Whoever takes the answer learns of it; until then it is nobody's.
  early.catch(() => {});
}

/** The early answer, once; it is that of the moment the page was opened. */
export function takeEarlySession(): Promise<Response> | null {
  const taken = early;
  early = null;
  return taken;
}
