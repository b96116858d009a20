/** The screen of the debugger. */
export function DebuggerScreen() {
  return <h1>Debugger</h1>;
}
