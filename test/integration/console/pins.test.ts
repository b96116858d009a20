import { expect, it } from 'vitest';
import type { OutputKind } from '#shared/domain/point.ts';
import { usualReadingRules } from '#shared/domain/point.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';

/** A console with a device on which nothing answers: addresses are checked all the same. */
async function consoleWith(driver: 'firmata' | 'linux', connection: string) {
  const { procedures } = await startTestConsole({ time: null });
  const device = await procedures.device.create({ name: 'Pins', driver, connection }, brewer);
  const deviceId = device.id;
  const output = (address: string, outputKind: OutputKind = 'contactor') =>
    procedures.point.create(
      { kind: 'output', name: `Output ${address}`, deviceId, address, outputKind },
      brewer,
    );
  const contact = (address: string) =>
    procedures.point.create({ kind: 'input', name: 'Contact', deviceId, address, inverted: false }, brewer);
  const probe = (address: string) =>
    procedures.point.create(
      {
        kind: 'temperature',
        name: `Probe ${address}`,
        deviceId,
        address,
        offsetC: 0,
        readings: usualReadingRules,
      },
      brewer,
    );
  return { procedures, output, contact, probe };
}

it('a pin of an Arduino is one thing, however its address is written', async () => {
  const { procedures, output, contact, probe } = await consoleWith('firmata', '127.0.0.1:9');
  await output('D8');
  for (const address of ['D8 low', 'd8', 'D08', 'D8  LOW'])
    await expect(output(address)).rejects.toThrow(`${address}: its pin is already that of Output D8`);
  await expect(output('PWM8', 'pwm')).rejects.toThrow('already that of Output D8');
  await expect(contact('D8 pullup')).rejects.toThrow('already that of Output D8');
  await expect(probe('D8 any')).rejects.toThrow('already that of Output D8');
  // A bus has many probes, and an analog input may be read in two ways.
  await probe('D2 28-0316a2799bff');
  await probe('D2 28-000000000001');
  await expect(output('D2')).rejects.toThrow('already that of Probe D2 28-0316a2799bff');
  const other = await output('D9');
  await expect(procedures.point.update({ id: other.id, address: 'd8 low' }, brewer)).rejects.toThrow(
    'already that of Output D8',
  );
  expect(await procedures.point.update({ id: other.id, address: 'D9 low' }, brewer)).toMatchObject({
    address: 'D9 low',
  });
});

it('what makes no sense is refused in one piece: a complaint ends at a semicolon', async () => {
  const { output, contact, probe } = await consoleWith('firmata', '127.0.0.1:9');
  for (const refused of [output('X1'), contact('X1'), probe('D2')])
    await expect(refused).rejects.toThrow(/^address: “[^;]+” makes no sense here: [^;]+$/);
});

it('a line of this computer is one thing, however its address is written', async () => {
  const { output, contact } = await consoleWith('linux', '');
  await output('GPIO17');
  for (const address of ['GPIO17 low', 'gpio17', 'GPIO017'])
    await expect(output(address)).rejects.toThrow('already that of Output GPIO17');
  await expect(contact('GPIO17 pullup')).rejects.toThrow('already that of Output GPIO17');
  await contact('GPIO4');
});

it('an output gets no kind that its pin cannot be, and both at once when they fit', async () => {
  const { procedures, output } = await consoleWith('firmata', '127.0.0.1:9');
  const { id } = await output('D9');
  await expect(procedures.point.update({ id, outputKind: 'pwm' }, brewer)).rejects.toThrow('needs a PWM pin');
  expect((await procedures.point.list(undefined, brewer)).find((point) => point.id === id)).toMatchObject({
    outputKind: 'contactor',
  });
  const change = { id, outputKind: 'pwm', address: 'PWM9' } as const;
  expect(await procedures.point.update(change, brewer)).toMatchObject({ outputKind: 'pwm', address: 'PWM9' });
});
