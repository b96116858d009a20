import { z } from 'zod';
import { channelNameSchema } from './channels.ts';

/** The console says `ping` this often; a side that hears nothing for two periods and a half calls the other gone. */
export const HEARTBEAT_MS = 10_000;

/** Largest frame a client may send, bytes. */
export const MAX_FRAME_BYTES = 256 * 1024;

const requestId = z.union([z.string().max(64), z.number()]).optional();

/** What a client may say on a channel connection (WebSocket or IPC), one JSON text a frame. */
export const clientFrameSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('subscribe'),
    id: requestId,
    channel: channelNameSchema,
    /** The last event of the channel that the client saw: it gets what it missed, or `reload`. */
    since: z.strictObject({ epoch: z.string().max(64), seq: z.int().min(0) }).optional(),
  }),
  z.strictObject({ type: z.literal('unsubscribe'), id: requestId, channel: channelNameSchema }),
  z.strictObject({
    type: z.literal('publish'),
    id: requestId,
    channel: channelNameSchema,
    key: z.string().min(1).max(80).optional(),
    payload: z.json(),
  }),
  z.strictObject({ type: z.literal('ping'), id: requestId }),
  z.strictObject({ type: z.literal('pong') }),
]);
export type ClientFrame = z.infer<typeof clientFrameSchema>;

const eventSchema = z.object({
  channel: z.string(),
  key: z.string().optional(),
  epoch: z.string(),
  seq: z.number(),
  atMs: z.number(),
  payload: z.unknown(),
});

/** What the console says on a channel connection. */
export const serverFrameSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), epoch: z.string(), heartbeatMs: z.number() }),
  z.object({
    type: z.literal('subscribed'),
    id: requestId,
    channel: z.string(),
    epoch: z.string(),
    /** Sequence number up to which the client is served once the events that follow this frame have arrived. */
    seq: z.number(),
    /**
     * `retained`: the newest event of each key follows. `missed`: everything since `since` follows. `reload`: too much
     * was missed or the console was restarted: fetch anew through procedures; the newest event of each key follows.
     */
    replay: z.enum(['retained', 'missed', 'reload']),
  }),
  z.object({ type: z.literal('unsubscribed'), id: requestId, channel: z.string() }),
  /** Events of one or several channels, in order. Events that happen together travel together. */
  z.object({ type: z.literal('events'), events: z.array(eventSchema) }),
  z.object({ type: z.literal('published'), id: requestId, channel: z.string(), seq: z.number() }),
  z.object({
    type: z.literal('error'),
    id: requestId,
    code: z.string(),
    message: z.string(),
    /** The same frame can succeed after so long, s; absent where the console does not know. */
    retryAfterS: z.number().min(0).optional(),
  }),
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('pong'), id: requestId }),
]);
export type ServerFrame = z.infer<typeof serverFrameSchema>;
export type EventFrame = z.infer<typeof eventSchema>;
