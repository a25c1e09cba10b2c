// SPDX-License-Identifier: MIT
import { wasToldToEnd } from 'transient-loop/host';

/** Takes errors that nobody caught, promises or callbacks of libraries, for as long as play lasts: the world goes on. */
export class UnhandledErrors {
  private readonly rejected = (error: unknown): void => {
    if (!wasToldToEnd(error)) this.report('unhandled.rejection', error);
  };
  private readonly thrown = (error: unknown): void => this.report('unhandled.exception', error);

  constructor(private readonly report: (event: string, error: unknown) => void) {}

  listen(): void {
    process.on('unhandledRejection', this.rejected);
    process.on('uncaughtException', this.thrown);
  }

  stop(): void {
    process.off('unhandledRejection', this.rejected);
    process.off('uncaughtException', this.thrown);
  }
}
