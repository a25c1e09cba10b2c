// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';

/**
 * Reads the code of docs/unreal-api.md: each code span and each C++ block, with the line it is on, its section, and what stands
 * around it.
 */
export function readDocument(file) {
  return parseDocument(readFileSync(file, 'utf8'));
}

export function parseDocument(text) {
  const spans = [];
  const state = { section: '', headings: [], table: undefined };
  let fence;
  text.split('\n').forEach((content, index) => {
    const line = index + 1;
    if (fence !== undefined) {
      if (content.startsWith('```')) fence = undefined;
      else if (fence.language === 'cpp') fence.span.code += `${content}\n`;
      return;
    }
    if (content.startsWith('```')) {
      const language = content.slice(3);
      fence = { language, span: spanOf(state, line, '', '', '', 'block') };
      if (language === 'cpp') spans.push(fence.span);
      return;
    }
    enterHeading(state, content);
    enterTable(state, content);
    spans.push(...spansOfLine(state, content, line));
  });
  return spans;
}

function enterHeading(state, content) {
  const heading = /^(#+) (.*)$/u.exec(content);
  if (heading === null) return;
  const depth = heading[1].length;
  state.headings = [...state.headings.slice(0, depth - 2), heading[2]];
  state.section = /^(\d+(?:\.\d+)?)/u.exec(heading[2])?.[1] ?? heading[2];
  state.table = undefined;
  state.lastTable = undefined;
}

function enterTable(state, content) {
  if (!content.startsWith('|')) {
    state.table = undefined;
  } else if (state.table === undefined) {
    state.table = content
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    state.lastTable = state.table;
  }
}

function spansOfLine(state, content, line) {
  const spans = [];
  let before = '';
  let end = 0;
  for (const match of content.matchAll(/`([^`]+)`/gu)) {
    before = content.slice(end, match.index);
    end = match.index + match[0].length;
    const last = spans.at(-1);
    if (last !== undefined) last.after = before;
    spans.push(spanOf(state, line, match[1], before, '', 'span', { place: spans.length, content }));
  }
  const last = spans.at(-1);
  if (last !== undefined) last.after = content.slice(end);
  return spans;
}

function spanOf(state, line, code, before, after, form, more = {}) {
  return {
    code,
    line,
    form,
    before,
    after,
    section: state.section,
    headings: state.headings,
    table: state.table,
    lastTable: state.lastTable,
    content: '',
    place: 0,
    ...more,
  };
}
