/** The screen of the profiles. */
export function ProfilesScreen({ id }: { readonly id: string | null }) {
  return <h1>{id ?? 'Profiles'}</h1>;
}
