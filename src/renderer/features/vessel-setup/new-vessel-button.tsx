import { Button } from '@mantine/core';
import { Icon } from '#renderer/ui/icons.tsx';
import { hrefOf } from '#renderer/ui/router.ts';

/** The way to a new vessel, for whoever has wired one. */
export function NewVesselButton() {
  return (
    <Button
      component="a"
      variant="default"
      leftSection={<Icon name="plus" size={18} />}
      href={hrefOf({ screen: 'new-vessel' })}
    >
      New vessel
    </Button>
  );
}
