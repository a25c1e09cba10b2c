// SPDX-License-Identifier: MIT
import type { Action, Block, Body, Entrant, Program, Statement } from './program';

/** The program as a person would write it down, each statement with the number it has in traces. */
export function printProgram(program: Program): string {
  const lines: string[] = [];
  program.mains.forEach((main, index) => {
    lines.push(`${actorName(index)}: ${header(main)}`, ...printBlock(main.statements, 1));
  });
  lines.push('then:', ...program.actions.flatMap(printAction));
  return lines.join('\n');
}

export function actorName(index: number): string {
  return String.fromCharCode(65 + index);
}

function header(body: Body): string {
  return body.kind === 'async' ? 'async' : 'function*';
}

function printBlock(block: Block, depth: number): string[] {
  return block.flatMap((statement) => printStatement(statement, depth));
}

function printStatement(statement: Statement, depth: number): string[] {
  const line = (text: string): string =>
    `${String(statement.number ?? '').padStart(4)}${'  '.repeat(depth)}${text}`;
  const plain = (text: string): string => `    ${'  '.repeat(depth)}${text}`;
  const body = (what: string, { kind, statements }: Body): string[] => [
    line(`${what} ${header({ kind, statements })}`),
    ...printBlock(statements, depth + 1),
  ];
  const entrants = (what: string, list: readonly Entrant[]): string[] => [
    line(what),
    ...list.flatMap((entrant) =>
      'body' in entrant
        ? [plain(`  - ${header(entrant.body)}`), ...printBlock(entrant.body.statements, depth + 2)]
        : [plain(`  - ${printEntrant(entrant)}`)],
    ),
  ];
  const awaited = 'awaited' in statement && statement.awaited ? 'await ' : '';
  switch (statement.do) {
    case 'sleep':
      return [line(`sleep ${statement.seconds}`)];
    case 'ticks':
      return [line(`ticks ${statement.count}`)];
    case 'until':
    case 'set':
      return [line(`${statement.do} flag ${statement.flag}`)];
    case 'keep':
      return [line(`keep sleep ${statement.seconds}`)];
    case 'keepTicks':
      return [line(`keep ticks ${statement.count}`)];
    case 'await':
      return [line(`await kept ${statement.wait}`)];
    case 'spawn':
    case 'detach':
      return body(`${statement.do}${printOptions(statement.options)}`, statement.body);
    case 'scope':
    case 'uncancellable':
      return body(`${awaited}${statement.do}`, statement.body);
    case 'cleanup':
      return body('cleanup', statement.body);
    case 'timeout':
      return entrants(`${awaited}timeout ${statement.seconds}`, [statement.entrant]);
    case 'group':
      return entrants(`${awaited}${statement.group}`, statement.entrants);
    case 'join':
      return [line(`join task ${statement.task}`)];
    case 'cancel':
      return [line(`cancel task ${statement.task} "${statement.reason}"`)];
    case 'throw':
    case 'return':
    case 'destroy':
      return [line(statement.do)];
    case 'stubborn':
      return [line(`${statement.times} times: try { sleep ${statement.seconds} } finally { continue }`)];
    case 'try': {
      const { body: block, handler, last } = statement;
      return [
        line('try'),
        ...printBlock(block, depth + 1),
        ...(handler === null ? [] : [plain('catch'), ...printBlock(handler, depth + 1)]),
        ...(last === null ? [] : [plain('finally'), ...printBlock(last, depth + 1)]),
      ];
    }
  }
}

function printEntrant(entrant: Exclude<Entrant, { body: Body }>): string {
  if ('seconds' in entrant) return `sleep ${entrant.seconds}`;
  return 'ticks' in entrant ? `ticks ${entrant.ticks}` : `task ${entrant.task}`;
}

function printOptions(options: object): string {
  const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== false);
  return given.map(([name, value]) => ` ${name}=${String(value)}`).join('');
}

function printAction(action: Action): string[] {
  switch (action.act) {
    case 'begin':
      return [`  begin another: ${header(action.body)}`, ...printBlock(action.body.statements, 2)];
    default:
      return [`  ${Object.values(action).map(String).join(' ')}`];
  }
}
