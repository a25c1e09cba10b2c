// SPDX-License-Identifier: MIT

/** What may stand in one {@link Line} at a time. */
export interface InLine {
  line: Line<InLine> | null;
  ahead: InLine | null;
  behind: InLine | null;
}

/** First come, first served; anybody may leave from where he stands. Nothing is searched and nothing is moved. */
export class Line<T extends InLine> {
  size = 0;
  private head: InLine | null = null;
  private tail: InLine | null = null;

  get first(): T | null {
    return this.head as T | null;
  }

  get last(): T | null {
    return this.tail as T | null;
  }

  push(item: T): void {
    this.insert(item, null);
  }

  /** Puts an item ahead of another one; at the end for null. */
  insert(item: T, behind: InLine | null): void {
    const ahead = behind === null ? this.tail : behind.ahead;
    item.line = this;
    item.ahead = ahead;
    item.behind = behind;
    if (ahead === null) this.head = item;
    else ahead.behind = item;
    if (behind === null) this.tail = item;
    else behind.ahead = item;
    this.size += 1;
  }

  shift(): T | null {
    const first = this.head;
    if (first !== null) this.remove(first as T);
    return first as T | null;
  }

  /** Does nothing for an item that does not stand here. */
  remove(item: T): void {
    if (item.line !== this) return;
    const { ahead, behind } = item;
    if (ahead === null) this.head = behind;
    else ahead.behind = behind;
    if (behind === null) this.tail = ahead;
    else behind.ahead = ahead;
    item.line = null;
    item.ahead = null;
    item.behind = null;
    this.size -= 1;
  }
}
