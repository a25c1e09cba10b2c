// SPDX-License-Identifier: MIT
import { ModelBody, ModelTask } from './model-task';
import { ModelWait, type Listener, type Outcome } from './model-waits';
import type { Group } from './program';
import type { Coroutine, SpawnOptions, Waitable } from './scope';

/** One contestant and what became of it. */
class Contestant implements Listener {
  isOpen = true;
  outcome: Outcome | null = null;

  constructor(
    private readonly group: ModelGroup,
    readonly wait: ModelWait,
  ) {}

  /** A coroutine that the group runs, or a child of the same parent: it ends with the group. */
  get isOwn(): boolean {
    return this.wait instanceof ModelTask && [this.group, this.group.parent].includes(this.wait.parent);
  }

  begin(): void {
    this.wait.observe();
    const outcome = this.wait.answer();
    if (outcome === null) this.wait.listen(this);
    else this.hear(outcome);
  }

  succeed(value: unknown): void {
    this.come({ value });
  }

  fail(error: unknown): void {
    this.come({ error });
  }

  /** True if it would end at this very moment, were it looked at. */
  get isDue(): boolean {
    return this.isOpen && this.wait.isDue();
  }

  hear(outcome: Outcome): void {
    this.isOpen = false;
    this.outcome = outcome;
    this.group.heard(this, outcome);
  }

  /** What comes from elsewhere has its turn in the group's own tick; a child ends before its group does, wherever. */
  private come(outcome: Outcome): void {
    const { loop } = this.group;
    if (this.isChild || loop.isInOwnTick) this.hear(outcome);
    else loop.makeReady(this.group, () => this.isOpen && this.hear(outcome));
  }

  get isChild(): boolean {
    return this.wait instanceof ModelTask && this.wait.parent === this.group;
  }

  cancel(reason: string): void {
    (this.wait as ModelTask).cancelBy(reason, this.group.name);
  }

  /** Ends it if it is the group's, else leaves it alone. */
  dismiss(reason: string): void {
    if (!this.isOpen) return;
    if (this.isOwn) {
      this.cancel(reason);
    } else {
      this.wait.ignore(this);
      this.isOpen = false;
    }
  }
}

/** `all`, `race`, `any` and `settled`: a task without a body. */
export class ModelGroup extends ModelTask {
  private readonly contestants: Contestant[] = [];
  private isDecided = false;
  private isReleased = false;
  private isBeginning = false;

  constructor(
    private readonly kind: Group,
    parent: ModelTask,
    private readonly given: readonly (Coroutine | Waitable)[],
    options: SpawnOptions,
  ) {
    super(parent.loop, parent, options.name ?? kind, null, options);
    this.isCall = true;
  }

  begin(): void {
    const { loop } = this;
    loop.expectWaiter(this);
    this.isBeginning = true;
    if (this.timeoutSeconds <= 0) {
      this.isDecided = true;
      for (const each of this.given) this.leaveOut(each, 'timeout');
      loop.makeReady(this, () => this.start());
      return;
    }
    this.state = 'running';
    for (const each of this.given) {
      if (this.isDecided) this.leaveOut(each, `"${this.name}" is decided`);
      else this.enterContestant(each);
    }
    this.isBeginning = false;
    if (this.given.length === 0) this.decide(this.results());
    else if (this.isDecided) this.closeIfDone();
  }

  private enterContestant(given: Coroutine | Waitable): void {
    const contestant = new Contestant(this, this.waitOf(given));
    this.contestants.push(contestant);
    contestant.begin();
  }

  /** It comes too late: a coroutine is not entered, an own task ends with the group. */
  private leaveOut(given: Coroutine | Waitable, reason: string): void {
    if (!(given instanceof ModelWait)) return;
    given.observe();
    if (given.outcome !== null) return;
    const contestant = new Contestant(this, given);
    given.listen(contestant);
    if (contestant.isOwn) this.contestants.push(contestant);
    contestant.dismiss(reason);
  }

  heard(contestant: Contestant, outcome: Outcome): void {
    const isEnding = this.request !== null;
    if (isEnding || this.isDecided) {
      // What is told to end, and does, is no trouble.
      if ('error' in outcome && !isTold(outcome.error)) this.addError(outcome.error);
      if (this.isDecided && !isEnding) this.closeIfDone();
    } else if (this.kind === 'race') {
      this.won(contestant, outcome);
    } else if ('value' in outcome) {
      this.succeeded(outcome.value);
    } else {
      this.failed(outcome.error);
    }
  }

  /** The first to end decides a race; ties go by list order. */
  private won(contestant: Contestant, outcome: Outcome): void {
    const first = this.contestants.find((each) => each === contestant || each.isDue)!;
    if (first !== contestant) {
      first.hear(first.wait.answer() ?? { value: undefined });
    } else if ('value' in outcome) {
      this.decide(outcome.value);
    } else {
      this.fail(outcome.error);
    }
  }

  private succeeded(value: unknown): void {
    if (this.kind === 'any') this.decide(value);
    else if (this.areAllHeard) this.decide(this.results());
  }

  private failed(error: unknown): void {
    if (this.kind === 'any') {
      if (this.areAllHeard) this.fail(combined(this.contestants.map(({ outcome }) => errorOf(outcome))));
    } else if (this.kind === 'settled') {
      if (this.areAllHeard) this.decide(this.results());
    } else {
      this.fail(error);
    }
  }

  private get areAllHeard(): boolean {
    return this.contestants.length === this.given.length && this.contestants.every(({ isOpen }) => !isOpen);
  }

  private results(): unknown {
    return this.contestants.map(({ outcome }) => {
      if (this.kind === 'all') return valueOf(outcome);
      return outcome !== null && 'error' in outcome
        ? { status: 'failed', error: outcome.error }
        : { status: 'succeeded', value: valueOf(outcome) };
    });
  }

  private fail(error: unknown): void {
    this.addError(error);
    this.decide(undefined);
  }

  private decide(result: unknown): void {
    this.isDecided = true;
    this.value = result;
    for (const each of this.contestants) each.dismiss(`"${this.name}" is decided`);
    this.closeIfDone();
  }

  /** Over once all who lost have cleaned up. */
  private closeIfDone(): void {
    if (this.isOver || this.isBeginning || this.state === 'finishing') return;
    if (this.contestants.some(({ isOpen }) => isOpen)) return;
    this.state = 'finishing';
    this.settleIfDone();
  }

  protected override release(): void {
    if (this.isReleased) return;
    this.isReleased = true;
    for (const each of this.contestants) {
      // Its own children end before it does, and tell it what goes wrong in that.
      if (each.isChild || !each.isOpen) continue;
      each.isOpen = false;
      each.wait.ignore(each);
      if (each.isOwn) this.loop.world.dismissing.do(() => each.cancel(`"${this.name}" ended`));
    }
  }

  private waitOf(given: Coroutine | Waitable): ModelWait {
    if (given instanceof ModelWait) return given;
    const body = given as ModelBody;
    const child = new ModelTask(this.loop, this, body.name, body);
    this.loop.makeReady(child, () => child.start());
    return child;
  }
}

function valueOf(outcome: Outcome | null): unknown {
  return outcome !== null && 'value' in outcome ? outcome.value : undefined;
}

function errorOf(outcome: Outcome | null): unknown {
  return outcome !== null && 'error' in outcome ? outcome.error : undefined;
}

function isTold(error: unknown): boolean {
  return ['TaskCancelledError', 'OwnerEndedError'].includes((error as Error).name);
}

function combined(errors: readonly unknown[]): AggregateError {
  return new AggregateError(errors);
}
