// SPDX-License-Identifier: MIT
// Puts timers in the place of Node's that are as PuerTS's: exactly a function and a number, no values for the function, a plain
// number in return, and nothing sooner than the next frame. Source: `SetTimeout` in `JsEnvImpl.cpp` of Tencent/puerts.
'use strict';
const timers = require('node:timers');

const FRAME_MS = 16;
const running = new Map();
let last = 0;

function make(start, repeats) {
  return (...given) => {
    const [handler, milliseconds] = given;
    if (typeof handler !== 'function') throw new Error('Bad parameters #0');
    if (typeof milliseconds !== 'number') throw new Error('Bad parameters #1');
    const id = (last += 1);
    const run = () => {
      if (!repeats) running.delete(id);
      handler();
    };
    running.set(id, start(run, Math.max(FRAME_MS, milliseconds)));
    return id;
  };
}

function makeClear(clear) {
  return (id) => {
    clear(running.get(id));
    running.delete(id);
  };
}

globalThis.setTimeout = make(timers.setTimeout, false);
globalThis.setInterval = make(timers.setInterval, true);
globalThis.clearTimeout = makeClear(timers.clearTimeout);
globalThis.clearInterval = makeClear(timers.clearInterval);
