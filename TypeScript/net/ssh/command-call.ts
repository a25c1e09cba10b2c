// SPDX-License-Identifier: MIT
import { AsyncSubject, type Observable } from 'rxjs';
import type { SshLogin } from './credentials';
import type { SshCommand, SshCommandEnd } from './ssh-command';

/** Where the answer to a command goes. */
export interface Answering {
  print(text: string): boolean;
  printError(text: string): boolean;
  /** The command is over: what comes next may run. */
  done(exitCode: number): void;
}

/** A command under way. */
export class CommandCall implements SshCommand {
  readonly user: string;
  readonly key: string | undefined;
  readonly ended: Observable<SshCommandEnd>;
  private readonly ending = new AsyncSubject<SshCommandEnd>();
  private isOver = false;

  constructor(
    readonly name: string,
    private readonly words: readonly string[],
    login: SshLogin,
    private readonly answering: Answering,
  ) {
    this.user = login.user;
    this.key = login.key;
    this.ended = this.ending.asObservable();
  }

  get arguments(): readonly string[] {
    return this.words;
  }

  get isOpen(): boolean {
    return !this.isOver;
  }

  reply(text: string): boolean {
    return this.isOpen && this.answering.print(text);
  }

  fail(text: string): void {
    if (this.isOpen) this.answering.printError(text);
    this.close('answered', 1);
  }

  end(lastWords?: string): void {
    if (lastWords !== undefined) this.reply(lastWords);
    this.close('answered', 0);
  }

  /** Its user does not want the answer any more. */
  interrupt(): void {
    this.close('interrupted', 130);
  }

  /** Nobody is there to hear the answer. */
  disconnected(): void {
    this.close('disconnected', undefined);
  }

  private close(end: SshCommandEnd, exitCode: number | undefined): void {
    // Printing may have found out that the user is gone.
    if (this.isOver) return;
    this.isOver = true;
    this.ending.next(end);
    this.ending.complete();
    if (exitCode !== undefined) this.answering.done(exitCode);
  }
}
