// SPDX-License-Identifier: MIT
// A class of the engine, written in TypeScript: PuerTS makes it of a file, a class and a default export of one name.
import * as UE from 'ue';

class TS_Watchman extends UE.Actor {
  Loop!: UE.TransientLoopComponent;

  /** As a constructor in C++. PuerTS calls it for the class and for each actor. */
  Constructor(): void {
    const kind = UE.TransientLoopComponent.StaticClass();
    this.Loop = this.CreateDefaultSubobjectGeneric<UE.TransientLoopComponent>('Loop', kind);
    this.Loop.SetScript('watchman', JSON.stringify({ patience: 2 }));
  }

  /** This class lives in PuerTS's own environment, the script in the plugin's: events go from one to the other. */
  ReceiveActorBeginOverlap(other: UE.Actor): void {
    this.Loop.PostEvent('seen', JSON.stringify(other.GetName()));
  }
}

export default TS_Watchman;
