// SPDX-License-Identifier: MIT

/** What a station sends. */
export type IcyEvent =
  /** The first event: the station answered, and what it says of itself. */
  | {
      readonly type: 'headers';
      readonly name: string | undefined;
      readonly genre: string | undefined;
      /** Such as `audio/mpeg`, in small letters. */
      readonly contentType: string | undefined;
      /** In kbit/s. */
      readonly bitrate: number | undefined;
      /** All of them, by names in small letters. */
      readonly headers: Readonly<Record<string, string>>;
    }
  /** Another title than before. */
  | { readonly type: 'title'; readonly title: string; readonly url: string | undefined }
  | {
      readonly type: 'audio';
      readonly bytes: Uint8Array;
      /** Says that the consumer is done with it, where there is a `window`. Once only. */
      taken(): void;
    };

export type IcyAudio = Extract<IcyEvent, { type: 'audio' }>;
