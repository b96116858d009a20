/** The console's sentences name °C; pages and notifications of the desktop app show them in the unit of the user. */
export { textInUnit } from '#shared/domain/text-in-unit.ts';
