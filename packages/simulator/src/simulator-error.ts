export type SimulatorErrorCode =
  /** the address a phone should listen on is taken */
  | 'address-in-use'
  /** this machine does not have the address, or it may not be used */
  | 'address-unusable'
  /** an option makes no sense */
  | 'invalid-option'
  /** a phone without power was asked to call */
  | 'powered-off'
  /** the awaited thing did not happen in time */
  | 'timeout';

/** The simulator cannot do what it was asked for; the text is one sentence for the person who asked. */
export class SimulatorError extends Error {
  readonly code: SimulatorErrorCode;

  constructor(code: SimulatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SimulatorError';
    this.code = code;
  }
}
