import { toLoggedItems } from '../../features/contact-log/index.ts';
import type { LoggedStep } from '../../infra/db/index.ts';
import { clipWords } from '../../infra/text/index.ts';
import type { ArrivedMessage } from '../arrived-message.ts';
import type { StepResult } from '../dialogue/dialogue.ts';

const MAX_WORDS = 200;

/** What the log says of a message and its answer. */
export function toLoggedStep(
  { decoded: { message, itemListBytes } }: ArrivedMessage,
  result: StepResult,
  context: {
    readonly afterMs: number;
    readonly tookMs: number;
    /** Pieces of the reply that came before. */
    readonly pieces: number;
    /** Bytes of their item lists. */
    readonly pieceBytes: number;
    /** Items of all pieces; undefined when nobody has counted them. */
    readonly items: number | undefined;
    readonly piecesLost: boolean;
  },
): LoggedStep {
  const { effects, action, items: sent } = result;
  const told = effects.flatMap((effect) =>
    effect.kind === 'reported' && message.reason !== 'reply-to' ? effect.items : [],
  );
  const refused = effects.flatMap((effect) => (effect.kind === 'refused' ? effect.items : []));
  const gaveUp =
    message.reason === 'clean-up'
      ? (message.items.find(({ name }) => name === 'cleanup-reason')?.value ?? '')
      : undefined;
  return {
    afterMs: Math.round(context.afterMs),
    reason: message.reason,
    ...(message.reason === 'reply-to'
      ? { repliesTo: message.action, status: clipWords(message.status, MAX_WORDS) }
      : {}),
    ...(context.items === undefined ? {} : { items: context.items }),
    bytes: context.pieceBytes + itemListBytes.length,
    pieces: context.pieces + 1,
    ...(told.length === 0 ? {} : { told: toLoggedItems(told) }),
    ...(refused.length === 0 ? {} : { refused: toLoggedItems(refused) }),
    ...(gaveUp === undefined ? {} : { gaveUp: clipWords(gaveUp, MAX_WORDS) }),
    ...(context.piecesLost ? { piecesLost: true } : {}),
    answer: action,
    ...(sent.length === 0 ? {} : { sent: toLoggedItems(sent.map(shown)) }),
    sentCount: sent.length,
    tookMs: Math.round(context.tookMs * 10) / 10,
  };
}

/** Targets of jobs to which something happened. */
export function targetsOf({ effects }: Pick<StepResult, 'effects'>): string[] {
  return effects.flatMap((effect) => (effect.kind === 'target' ? [effect.targetId] : []));
}

/** Whoever has the address of a file can fetch it, so only its name is kept. */
function shown(item: StepResult['items'][number]) {
  if (!('link' in item)) return item;
  const { link, ...ref } = item;
  return { ...ref, value: `…/${link.name}` };
}

/** Whether a support engineer would look at it. */
export function isFailure(step: LoggedStep): boolean {
  return (
    step.refused !== undefined ||
    step.gaveUp !== undefined ||
    (step.status !== undefined && step.status !== 'accepted' && step.status !== 'busy')
  );
}
