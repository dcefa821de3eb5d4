import type { ArrivedMessage } from '../arrived-message.ts';
import type { StepResult } from '../dialogue/dialogue.ts';
import type { CommitContext } from '../step-committer.ts';
import type { ContactRecorder } from './contact-recorder.ts';
import { targetsOf, toLoggedStep } from './logged-step.ts';

/** What the log says of a message beside what was decided. */
export interface LogContext extends Pick<CommitContext, 'cookie' | 'clientId' | 'address' | 'replyItems'> {
  /** When its turn began, on the clock of `performance`. */
  readonly beganMs: number;
  /** Pieces of the reply that came before. */
  readonly pieces: number;
  readonly pieceBytes: number;
  readonly piecesLost: boolean;
  /** Why the phone called. */
  readonly reason: string;
}

/** Has the recorder, if there is one, keep what a phone said and was answered. */
export function recordStep(
  recorder: Pick<ContactRecorder, 'step'> | undefined,
  arrived: ArrivedMessage,
  result: StepResult,
  context: LogContext,
): void {
  if (recorder === undefined) return;
  const { cookie, clientId, address, replyItems, beganMs, pieces, pieceBytes, piecesLost } = context;
  const tookMs = performance.now() - beganMs;
  const { message } = arrived.decoded;
  const reason = message.reason === 'reply-to' ? context.reason : message.reason;
  const ends = result.dialogue === undefined;
  const targetIds = targetsOf(result);
  recorder.step(cookie, { clientId, reason, address, tookMs, ends, targetIds }, (afterMs) =>
    toLoggedStep(arrived, result, {
      afterMs,
      tookMs,
      pieces,
      pieceBytes,
      piecesLost,
      items: result.effects.some(({ kind }) => kind === 'inventory') ? undefined : replyItems().length,
    }),
  );
}
