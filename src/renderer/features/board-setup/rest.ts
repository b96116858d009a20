/** How the console says that something rests, such as "it rests for another 4 min 58 s". */
const REST = /rests for another (?:(\d+) min )?(\d+) s\b/;

/** For how long a refusal says that something rests, s; null when it says something else. */
export function restOf(refusal: string): number | null {
  const match = REST.exec(refusal);
  return match === null ? null : Number(match[1] ?? 0) * 60 + Number(match[2]);
}
