import type { AlarmCode, AlarmPriority } from './alarm.ts';

/** What is known of an alarm before it happens. */
export interface AlarmKind {
  /** Critical endangers people or equipment, high the batch, medium soon, low later. */
  readonly priority: AlarmPriority;
  /** What happens if nobody does anything. */
  readonly consequence: string;
  /** What to do. */
  readonly response: string;
}

/** Each of the console's alarms; rules and programs outside may bring words and a priority of their own. */
export const alarmCatalogue: Readonly<Record<AlarmCode, AlarmKind>> = {
  'emergency-stop': {
    priority: 'critical',
    consequence:
      'Nothing is switched on before it is released. Beer and mash drift towards the temperature of the room.',
    response:
      'Make sure that nothing is in danger, then release the emergency stop and switch the vessels on again.',
  },
  'not-stopped': {
    priority: 'critical',
    consequence: 'What the device drives may go on heating or cooling in spite of the emergency stop.',
    response:
      'Look at the heater and the compressor of this device, and pull their plugs. The console goes on telling it to stop.',
  },
  'over-temperature': {
    priority: 'critical',
    consequence:
      'It boils over, burns, or kills the yeast. The console keeps the heater off, but a relay that has welded shut goes on heating, and so may a board.',
    response: 'Look at the vessel. If it still heats, pull the plug of its heater, then replace the relay.',
  },
  'sensor-bad': {
    priority: 'high',
    consequence: 'What needs the sensor is off, and the temperature drifts.',
    response:
      'Check the probe, its plug and its cable; where it stands still, also that the heater or cooler really works. The vessel goes on by itself when the reading is good again.',
  },
  'sensor-spare': {
    priority: 'medium',
    consequence:
      'The vessel goes on by its other probes of this role while one of them is good. When all have failed, what needs them is off.',
    response:
      'Check the probe, its plug and its cable. The console reads it again by itself when it is good.',
  },
  'not-permitted': {
    priority: 'high',
    consequence: 'What is wanted stays off, and the temperature drifts.',
    response:
      'Look at what the contact watches: the level, the flow, the door. The output goes on by itself when the contact is on again.',
  },
  'device-lost': {
    priority: 'high',
    consequence: 'Its sensors read nothing, and its outputs cannot be switched from here.',
    response: 'Check cable and power of the device. The console connects again by itself.',
  },
  'control-fault': {
    priority: 'critical',
    consequence: 'What has failed is off or left out, and its temperature drifts.',
    response:
      'Look after the batch by hand and restart the console. Report what the message says, and what was done before it.',
  },
  'setpoint-not-reached': {
    priority: 'medium',
    consequence: 'The batch stays at the wrong temperature.',
    response: 'Check that the heater or cooler really works, and that lid and door are closed.',
  },
  'manual-output-reset': {
    priority: 'medium',
    consequence: 'What was switched on by hand before the restart is off.',
    response: 'Set the outputs by hand again if they should still be on.',
  },
  'board-mode-unknown': {
    priority: 'high',
    consequence: 'Nobody knows what the board regulates.',
    response: 'Look at the display of the board, then choose the mode here again.',
  },
  'clock-behind': {
    priority: 'medium',
    consequence: 'The profile may be at the wrong place.',
    response: 'Set date and time of the computer, then check where the profile is.',
  },
  'storage-failing': {
    priority: 'high',
    consequence: 'Changes and history are not kept. A compressor whose rest cannot be kept stays off.',
    response: 'Make room on the disk of the console, or replace it.',
  },
  'database-set-aside': {
    priority: 'high',
    consequence: 'The console knows none of your vessels. The damaged database was kept under another name.',
    response: 'Restore a backup of the data folder, or set the console up anew.',
  },
  'profile-event': {
    priority: 'low',
    consequence: 'What the profile asks people to do is not done.',
    response: 'Do what the note says, then acknowledge.',
  },
  'mash-addition': {
    priority: 'medium',
    consequence: 'The addition comes late, and the beer is not the one that was planned.',
    response: 'Add it now, then acknowledge.',
  },
  'mash-waiting': {
    priority: 'medium',
    consequence: 'The temperature is kept, and the mash does not go on.',
    response: 'Do what the step asks for, then press Next.',
  },
  rule: {
    priority: 'medium',
    consequence: 'What you have set this alarm up against happens.',
    response: 'Look at what it watches.',
  },
  external: {
    priority: 'medium',
    consequence: 'Only the program that raised it knows.',
    response: 'Do what its message asks for, and clear the alarm when its cause is gone.',
  },
};
