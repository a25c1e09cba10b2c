// SPDX-License-Identifier: MIT
import { Signal } from 'transient-loop';

/** The event of the widget's button, with the text that stood in its field. */
export const sendPressed = new Signal<[text: string]>({ name: 'send pressed' });
