import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { emptyDraft, pointFields } from '#renderer/features/devices/point-draft.ts';
import { PointFields } from '#renderer/features/devices/point-form.tsx';
import { fieldErrors } from '#renderer/ui/field-errors.ts';
import type { Point } from '#shared/domain/point.ts';

/** What the form of a point says under its fields after the console has refused it with these words. */
function saidWhenRefused(kind: Point['kind'], refusal: string): (string | undefined)[] {
  const fields = createElement(PointFields, {
    draft: { ...emptyDraft(kind, 'C'), name: 'Element', address: '1' },
    unit: 'C',
    addressHint: undefined,
    errors: fieldErrors(refusal, pointFields),
    siblings: [],
    tried: true,
    choosesQuantity: true,
    onChange: () => {},
  });
  const page = renderToStaticMarkup(createElement(MantineProvider, null, fields));
  return [...page.matchAll(/role="alert"[^>]*>([^<]*)</g)].map(([, text]) => text);
}

it.each([
  ['output', 'name: must be another one', 'Must be another one'],
  ['output', 'address: must be relay', 'Must be relay'],
  ['output', 'outputKind: this relay cannot pulse', 'This relay cannot pulse'],
  ['input', 'inverted: it cannot be turned round', 'It cannot be turned round'],
  ['measure', 'quantity: must be gravity', 'Must be gravity'],
  ['temperature', 'offsetC: is too much', 'Is too much'],
] as const)('the form of an %s says why the console has refused it: %s', (kind, refusal, words) => {
  expect(saidWhenRefused(kind, refusal)).toEqual([words]);
});
