// SPDX-License-Identifier: MIT
// Delegates of the engine and values that change: docs/engine.md.

/** @type {import('../mutants.mjs').Mutant[]} */
export const ENGINE = [
  {
    guarantee: 'a task binds one function to a delegate',
    file: 'engine/task-delegates.ts',
    from: 'this.emitters.set(delegate, emitter);',
    to: '',
    test: 'delegate',
  },
  {
    guarantee: 'a delegate is bound once, however many waits there are',
    file: 'engine/delegate-emitter.ts',
    from: 'if (this.bound && this.size === 0) this.home.unwanted(this);',
    to: 'if (this.bound && this.size === 0) this.close();',
    test: 'delegate',
  },
  {
    guarantee: 'a delegate is unbound at the end of its task',
    file: 'engine/task-delegates.ts',
    from: 'if (this.bound.size === 0) this.task.hold(this);',
    to: '',
    test: 'delegate',
  },
  {
    guarantee: 'the engine takes a function away by identity',
    file: 'engine/delegate-emitter.ts',
    from: 'delegate.Remove(this.hear);',
    to: 'delegate.Remove((...values) => this.hear(...values));',
    test: 'delegate',
  },
  {
    guarantee: 'few delegates stay bound that nobody listens to',
    file: 'engine/task-delegates.ts',
    from: 'longest!.close();',
    to: 'longest!.isBound;',
    test: 'delegate',
  },
  {
    guarantee: 'unbinding an owner that is garbage throws nothing',
    file: 'engine/delegate-emitter.ts',
    from: '    } catch {\n',
    to: '    } catch (error) {\n      throw error;\n',
    test: 'delegate',
  },
  {
    guarantee: 'a wait is told when the owner of its delegate ends',
    file: 'engine/object-watches.ts',
    from: 'ended?.();',
    to: '',
    test: 'delegate',
  },
  {
    guarantee: 'what the owner said as it ended comes before the news of its end',
    file: 'engine/delegate-emitter.ts',
    from: 'this.emitter.task.loop.post(this, 0, undefined);',
    to: 'this.deliver();',
    test: 'delegate',
  },
  {
    guarantee: 'the place of a delegate that has one is not taken away',
    file: 'engine/delegate-emitter.ts',
    from: 'if (holder.size > 0) throw new DelegateTakenError(this.title, holder.task.name);',
    to: '',
    test: 'delegate',
  },
  {
    guarantee: 'a function that something else bound is not replaced',
    file: 'engine/delegate-emitter.ts',
    from: 'if (delegate.IsBound()) throw new DelegateTakenError(this.title);',
    to: '',
    test: 'delegate',
  },
  {
    guarantee: 'a value that did not change is not told again',
    file: 'engine/changes.ts',
    from: 'if (!isFirst && this.equals(this.value as T, now)) return;',
    to: '',
    test: 'changes',
  },
  {
    guarantee: 'changes stand still with their task',
    file: 'engine/changes.ts',
    from: 'if (this.task.isPaused) return false;',
    to: '',
    test: 'changes',
  },
  {
    guarantee: 'changes end with their object',
    file: 'engine/changes.ts',
    from: 'if (isGoneError(error)) subscriber.complete();\n      else subscriber.error(error);',
    to: 'subscriber.error(error);',
    test: 'changes',
  },
];
