import { SimulatorError } from './simulator-error.ts';

/** Those who wait for something to become true. */
export class WaitList {
  #looks: Set<() => void> | undefined;

  /**
   * Resolves when the condition holds, at once if it does.
   * @param timeoutMs real time
   * @param describe says what was waited for, in a sentence
   * @throws SimulatorError `timeout`
   */
  wait(holds: () => boolean, timeoutMs: number, describe: () => string): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const looks = this.#looks ?? new Set();
      this.#looks = looks;
      const timer = setTimeout(() => {
        looks.delete(look);
        reject(new SimulatorError('timeout', describe()));
      }, timeoutMs);
      const look = () => {
        if (!holds()) return;
        looks.delete(look);
        clearTimeout(timer);
        resolve();
      };
      looks.add(look);
    });
  }

  /** Something changed: everybody looks again. */
  look(): void {
    if (this.#looks === undefined || this.#looks.size === 0) return;
    for (const look of [...this.#looks]) look();
  }
}
