import { brewer, startTestConsole } from './console.ts';
import { ManualTime } from './manual-time.ts';
import { ask } from './server.ts';

/** What an iSpindel sends every quarter of an hour. */
export const spindel = {
  name: 'iSpindel000',
  ID: 4_974_097,
  token: '',
  angle: 45.5,
  temperature: 68,
  temp_units: 'F',
  battery: 4.04,
  gravity: 1.05,
  interval: 900,
  RSSI: -76,
};
/** How the console knows it. */
export const spindelKey = 'ispindel:iSpindel000';

/** A console whose clock a test moves, and what it takes to post to it. */
export async function startIngest(options: { readonly dataDir?: string; readonly token?: string } = {}) {
  const time = new ManualTime();
  const running = await startTestConsole({ time, ...options });
  const { url, procedures } = running;
  const send = async (format: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await ask(url, `/api/v1/ingest/${format}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { ...answer, json: JSON.parse(answer.text) };
  };
  const senders = () => procedures.ingest.senders(undefined, brewer);
  const adopt = (name = 'Spindle') => procedures.ingest.adopt({ key: spindelKey, name }, brewer);
  const link = async () => {
    const listed = await procedures.device.list(undefined, brewer);
    return listed.find(({ device }) => device.driver === 'hydrometer')?.state;
  };
  /** The values of its points by address; a bad one is its reason. */
  const values = async () => {
    await time.advance({ seconds: 2 });
    const points = await procedures.point.list(undefined, brewer);
    const events = await procedures.channel.latest({ channel: 'data' }, brewer);
    const told = events.flatMap(({ key: id, payload }) => {
      const point = points.find((each) => each.id === id);
      const { value, bad } = payload as { value: number | null; bad: string | null };
      return point?.name.startsWith('Spindle') ? [[point.address, bad ?? value]] : [];
    });
    return Object.fromEntries(told);
  };
  return { ...running, time, send, senders, adopt, link, values };
}
