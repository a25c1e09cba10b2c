// SPDX-License-Identifier: MIT
import {
  LoopRegistry,
  ScriptComponent,
  ScriptTable,
  takeOver,
  type Host,
  type Hub,
  type LeftOver,
  type Lingering,
  type LogEntry,
  type LoopBinding,
} from 'transient-loop/host';
import type { ScriptCalls } from './script-calls';

/** What the log names where it names actors. */
const NAME = 'hub';
const NOTHING: LeftOver = { tasks: 0, timers: 0, subscriptions: 0 };

/** A table of which the calls into script are counted. */
class CountedTable extends ScriptTable {
  constructor(private readonly calls: ScriptCalls) {
    super();
  }

  override Attach(...entryPoints: Parameters<LoopBinding['Attach']>): number {
    return super.Attach(...this.calls.counted(...entryPoints));
  }
}

/** The hub of a game: a loop of no actor, in real time, that begins when something is handed over. */
export class HeadlessHub implements Hub {
  private readonly table: CountedTable;
  private readonly component: ScriptComponent;
  private registry: LoopRegistry | undefined = undefined;
  /** Time of the hub at which the grace of all that was taken is over, in seconds. */
  private graceEnds = 0;
  private isClosing = false;
  private hasEnded = false;

  /** @param host - what actors' loops have; the hub's has no actor, and is a hub itself */
  constructor(
    calls: ScriptCalls,
    private readonly host: Host,
  ) {
    this.table = new CountedTable(calls);
    this.component = new ScriptComponent(this.table, { actor: NAME, script: NAME, arguments: '' });
  }

  take(lingering: Lingering): void {
    const { name, owner, graceSeconds } = lingering;
    if (this.hasEnded) {
      const message = `Expected "${name}" to be handed over before the game ended, but it came later: it does not run`;
      this.host.log({ event: 'hub.refused', severity: 'error', message, ...owner, fields: { name } });
      return;
    }
    this.registry ??= this.begin();
    // What comes while the hub closes has the time of those before it: nothing keeps a game from ending.
    if (!this.isClosing) this.graceEnds = Math.max(this.graceEnds, this.now + graceSeconds);
    takeOver(this.registry.loopAt(this.component.slot)!, lingering);
  }

  /** Moves time on by real seconds. Call it from a macrotask, as a frame. */
  step(realSeconds: number): void {
    if (this.registry === undefined) return;
    this.table.beginFrame();
    for (const _ of this.component.tick(realSeconds));
  }

  /** Play is over: what was taken has its grace time left, and what still comes has no more than that. */
  close(): void {
    this.isClosing = true;
  }

  /** Moves time on after {@link close}; true once nothing is left to be done, or no time to do it in. */
  finish(realSeconds: number): boolean {
    // One step beyond the end, in which what was told of it is cut.
    const wasLate = this.now >= this.graceEnds;
    this.step(realSeconds);
    return this.isEmpty || wasLate;
  }

  /** Cuts what is left, and takes nothing more. */
  end(): void {
    this.hasEnded = true;
    this.component.endPlay('quit');
  }

  get isEmpty(): boolean {
    return this.leftOver().tasks === 0;
  }

  leftOver(): LeftOver {
    return this.registry?.leftOver() ?? NOTHING;
  }

  /** The script environment of its loop; undefined until something was handed over. */
  get environment(): LoopRegistry | undefined {
    return this.registry;
  }

  private get now(): number {
    return this.registry === undefined ? 0 : this.table.now(this.component.slot);
  }

  private begin(): LoopRegistry {
    const registry = new LoopRegistry(
      this.table,
      {
        ...this.host,
        logsLoops: false,
        loadScript: () => ({ default: idle }),
        log: (entry) => this.host.log(placeless(entry)),
        actorOf: () => null,
        worldOf: () => null,
        hub: this,
      },
      1,
    );
    this.component.beginPlay();
    return registry;
  }
}

function* idle(): Generator<never, void> {
  // The hub's tasks are its own: none of them is below the main task.
}

/** What the hub's own loop tells belongs to no level and no script. */
function placeless(entry: LogEntry): LogEntry {
  return entry.level === '' ? { ...entry, level: undefined, script: undefined } : entry;
}
