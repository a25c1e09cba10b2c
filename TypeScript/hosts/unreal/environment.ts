// SPDX-License-Identifier: MIT
// The module that a PuerTS environment runs when the plugin starts it: sets up the loops of one game instance.
import * as cpp from 'cpp';
import { argv } from 'puerts';
import { LoopRegistry } from 'transient-loop/host';
import { UnrealHost } from './unreal-host';
import { noteEnvironment } from './unreal-loops';
import type { LoopSubsystem } from './engine-types';

const subsystem = argv.getByName('TransientLoop') as LoopSubsystem;
const host = new UnrealHost(subsystem);
const registry = new LoopRegistry(cpp.TransientLoopBinding, host);
host.hub.registry = registry;
noteEnvironment(registry);
