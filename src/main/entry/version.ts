import manifest from '#package' with { type: 'json' };

/** Version of the program, as its manifest says. */
export const version: string = manifest.version;
