/** The screen of the settings. */
export function SettingsScreen() {
  return <h1>Settings</h1>;
}
