import type { CDPSession } from '@playwright/test';
import type { ControlInTree } from './combination.ts';

const roles: ReadonlySet<string> = new Set([
  'button',
  'link',
  'checkbox',
  'radio',
  'switch',
  'textbox',
  'combobox',
  'slider',
  'tab',
]);

/** The controls that Chromium hands to assistive technology. */
export async function lookAtTree(session: CDPSession): Promise<readonly ControlInTree[]> {
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return nodes
    .filter(({ role, ignored }) => !ignored && roles.has(String(role?.value)))
    .map(({ role, name, properties }) => {
      const has = (property: string) =>
        properties?.some((one) => one.name === property && one.value.value === true) === true;
      return {
        role: String(role?.value),
        name: String(name?.value ?? ''),
        isFocusable: has('focusable'),
        isDisabled: has('disabled'),
      };
    });
}
