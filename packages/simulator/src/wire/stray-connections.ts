/** Connections that faults open beside a phone's dialogue; none of them outlives the phone's power. */
export class StrayConnections {
  #closers: Set<() => void> | undefined;

  /** @param open opens a connection, calls `onClose` when it ends by itself, and returns what closes it */
  hold(open: (onClose: () => void) => () => void): void {
    const closers = this.#closers ?? new Set();
    this.#closers = closers;
    const close = open(() => closers.delete(close));
    closers.add(close);
  }

  closeAll(): void {
    const closers = this.#closers;
    this.#closers = undefined;
    for (const close of closers ?? []) close();
  }
}
