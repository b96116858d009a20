import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettings } from '#renderer/stores/settings.ts';
import { useConsoleAccess } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import { BreweryLogo } from '#renderer/ui/logo.tsx';
import styles from './sign-in.module.css';

/** The door of a console that wants a token. */
export function SignIn() {
  const { signIn } = useConsoleAccess();
  const brewery = useSettings((settings) => settings['brewery.name']);
  const [token, setToken] = useState('');
  const enter = useMutation({ mutationFn: signIn });
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    if (token.trim() !== '') enter.mutate(token.trim());
  };
  return (
    <main className={styles['page']}>
      <form className={styles['card']} onSubmit={submit}>
        <BreweryLogo size={64} />
        <h1>{brewery}</h1>
        <p>This console asks for its token. Whoever set it up finds it in its configuration.</p>
        <PasswordInput
          label="Token"
          name="token"
          autoComplete="current-password"
          autoFocus
          required
          withAsterisk={false}
          value={token}
          error={enter.error === null ? null : errorText(enter.error)}
          onChange={(event) => setToken(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the token', tabIndex: 0 }}
        />
        <Button type="submit" fullWidth loading={enter.isPending} disabled={token.trim() === ''}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
