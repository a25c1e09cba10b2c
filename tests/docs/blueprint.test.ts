// SPDX-License-Identifier: MIT
// The page, the plugin's headers and the typings name the same things; and its example runs.
import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import { createTestWorld } from 'transient-loop/testing/world';
import { ScriptTarget, createSourceFile, isInterfaceDeclaration } from 'typescript';
import type { TaskScope, Wait } from 'transient-loop';
import { exampleModuleOf, pageOf } from './example';

const HEADERS = 'Plugins/TransientLoop/Source/TransientLoop/Public';
const PAGE = pageOf('docs/blueprint.md');

/** Cells of the tables below a title of the page, without their heads. */
function rowsOf(title: string): string[][] {
  const section = PAGE.split(/^## /m).find((text) => text.startsWith(title))!;
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) => line.split('|').slice(1, -1));
}

const named = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);

/** What a page lists in the first column of a table. */
const listed = (title: string): string[] => rowsOf(title).flatMap(([first]) => named(first!));

/** Its counterparts, without what they are given. */
const counterparts = (): string[] =>
  ['Details', 'Calls', 'Events', 'Async'].flatMap((title) =>
    rowsOf(title).flatMap((cells) => named(cells.at(-1)!).map((call) => call.replace(/\(.*/, ''))),
  );

interface Exposed {
  readonly properties: string[];
  readonly events: string[];
  readonly calls: string[];
  readonly nodes: string[];
}

/** What Blueprints see of the classes of a header. */
function exposedBy(header: string): Exposed {
  const exposed: Exposed = { properties: [], events: [], calls: [], nodes: [] };
  const text = header.replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
  const macro = /\b(UPROPERTY|UFUNCTION)\(((?:[^()"]|"[^"]*"|\([^()]*\))*)\)\s*([^;{]*)/g;
  for (const [, kind, specifiers, declaration] of text.matchAll(macro)) {
    const name = /(\w+)\s*(?:=|\(|$)/.exec(declaration!.trim())![1]!;
    if (specifiers!.includes('BlueprintAssignable')) exposed.events.push(name);
    else if (specifiers!.includes('BlueprintInternalUseOnly')) {
      const node = /DisplayName = "([^"]+)"/.exec(specifiers!);
      if (node !== null) exposed.nodes.push(node[1]!);
    } else if (/Blueprint(Callable|Pure)/.test(specifiers!)) exposed.calls.push(name);
    else if (kind === 'UPROPERTY' && /Blueprint|Edit/.test(specifiers!)) exposed.properties.push(name);
  }
  return exposed;
}

function membersOf(file: string, type: string): string[] {
  const source = createSourceFile(file, pageOf(file), ScriptTarget.ES2021);
  const declared = source.statements.find(
    (statement) => isInterfaceDeclaration(statement) && statement.name.text === type,
  );
  if (declared === undefined || !isInterfaceDeclaration(declared))
    throw new Error(`Expected ${type} in ${file}`);
  return declared.members.map((member) => member.name!.getText(source));
}

const component = exposedBy(pageOf(`${HEADERS}/TransientLoopComponent.h`));
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

describe('docs/blueprint.md', () => {
  it.each([
    ['properties', 'Details', component.properties, 9],
    ['calls', 'Calls', component.calls, 20],
    ['events', 'Events', component.events, 6],
  ])('lists the %s of the component, and nothing else', (_, title, exposed, least) => {
    expect(exposed.length).toBeGreaterThanOrEqual(least);
    expect(listed(title).sort()).toEqual(sorted(exposed));
  });

  it('lists the async nodes', () => {
    const headers = readdirSync(join(__dirname, '../..', HEADERS)).filter((file) => /Action\.h$/.test(file));
    const nodes = headers.flatMap((file) => exposedBy(pageOf(`${HEADERS}/${file}`)).nodes);

    expect(listed('Async').sort()).toEqual(sorted(nodes));
    expect(exposedBy(pageOf(`${HEADERS}/TransientLoopAction.h`)).events).toEqual([
      'Completed',
      'Failed',
      'Cancelled',
    ]);
  });

  it('has a counterpart in TypeScript for each', () => {
    for (const title of ['Details', 'Calls', 'Events', 'Async'])
      for (const cells of rowsOf(title)) expect(named(cells.at(-1)!)).not.toEqual([]);
  });

  it('has one in Blueprint for all that a script can do with the loop of another actor', () => {
    const loop = counterparts().filter((call) => call.startsWith('loop.'));
    const members = membersOf('TypeScript/core/actor-loop.ts', 'ActorLoop');

    expect(members.length).toBeGreaterThan(30);
    expect(sorted(loop)).toEqual(sorted(members.map((member) => `loop.${member}`)));
  });

  it('names what a script itself has', () => {
    const members = membersOf('TypeScript/core/task/task-scope.ts', 'TaskScope');
    const streams = membersOf('TypeScript/core/stream/time-streams.ts', 'Streams');
    const used = [...PAGE.matchAll(/`self\.(streams\.)?(\w+)/g)];

    expect(used.length).toBeGreaterThan(6);
    for (const [, isStream, name] of used) expect(isStream ? streams : members).toContain(name);
  });

  // Of these seeds some let one actor begin first, some the other.
  it.each([1, 2, 3, 4, 5, 6])('ends with an example that runs (seed %i)', async (seed) => {
    const { open, default: guard } = exampleModuleOf('docs/blueprint.md');
    const world = await createTestWorld({
      seed,
      actors: [
        { label: 'Gate', script: { open: open!, default: idle } },
        { label: 'Guard', script: guard! },
      ],
    });
    await world.advance(3);

    expect(world.log.find({ event: 'log' }).map(({ message }) => message)).toEqual([
      'the gate is open',
      'it turned by 90 degrees',
      'the gate is running again',
    ]);
    world.expectNoErrors();
    await world.endPlay();
  });
});

function* idle(self: TaskScope): Generator<Wait<unknown>, void> {
  yield* self.sleep(1000);
}
