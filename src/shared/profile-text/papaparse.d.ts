/** The part of papaparse that is used here. Its published types bring Node's globals along, which this folder must not know. */
declare module 'papaparse' {
  const Papa: {
    parse(
      text: string,
      options: { readonly delimiter: string },
    ): {
      readonly data: string[][];
      readonly errors: readonly { readonly message: string; readonly row?: number; readonly code: string }[];
    };
    unparse(rows: readonly (readonly string[])[], options: { readonly newline: string }): string;
  };
  export default Papa;
}
