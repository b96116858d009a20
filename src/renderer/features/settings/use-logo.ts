import { useMutation } from '@tanstack/react-query';
import { errorText } from '#renderer/ui/error-note.tsx';
import { loadPicture, logoOfFile } from './logo-picture.ts';
import { useSetting } from './use-setting.ts';

/** The logo as a setting, and the two ways to a new one. A picture is kept only once it has been seen to load. */
export function useLogo() {
  const logo = useSetting('brewery.logo');
  const upload = useMutation({ mutationFn: logoOfFile, onSuccess: logo.change });
  const link = useMutation({
    mutationFn: async (address: string) => {
      if (address === '') return '';
      if (!/^https?:\/\/\S+$/.test(address)) {
        throw new Error('Type an address that begins with http:// or https://');
      }
      await loadPicture(address);
      return address;
    },
    onSuccess: logo.change,
  });
  const textOf = (error: Error | null): string | null => (error === null ? null : errorText(error));
  return {
    logo,
    upload: (file: File) => {
      link.reset();
      upload.mutate(file);
    },
    uploadError: textOf(upload.error),
    link: (address: string) => {
      upload.reset();
      link.mutate(address);
    },
    linkError: textOf(link.error),
    busy: upload.isPending || link.isPending,
  };
}
