// SPDX-License-Identifier: MIT
import { deadline } from '../deadline';

/** Most real seconds that a peer has to answer the question whether it is there. */
const MAX_ANSWER_SECONDS = 10;

/** How long a peer that is asked after so many seconds of quiet has to answer. */
export function answerSeconds(idleSeconds: number): number {
  return Math.min(idleSeconds, MAX_ANSWER_SECONDS);
}

/** Asks a peer that has been quiet whether it is there, and tells when it does not answer either. */
export class IdleWatch {
  private hasHeard = false;
  private isAsking = false;
  private cancel: () => void;

  /** @param idleSeconds - quiet, real time; a peer is asked after one to two of them */
  constructor(
    private readonly idleSeconds: number,
    private readonly ask: () => void,
    private readonly onSilence: () => void,
    /** Whether there is a good reason for being quiet. */
    private readonly mayBeQuiet: () => boolean,
  ) {
    this.cancel = deadline(idleSeconds, this.look);
  }

  heard(): void {
    this.hasHeard = true;
  }

  stop(): void {
    this.cancel();
  }

  private readonly look = (): void => {
    const wasAsked = this.isAsking;
    this.isAsking = !this.hasHeard && !this.mayBeQuiet();
    this.hasHeard = false;
    if (this.isAsking && wasAsked) return this.onSilence();
    this.cancel = deadline(this.isAsking ? answerSeconds(this.idleSeconds) : this.idleSeconds, this.look);
    if (this.isAsking) this.ask();
  };
}
