import { fault, type Fault, type ScreenCheck } from '../combination.ts';
import { fixedKeys } from '../fixed-keys.ts';
import type { KeySeen } from '../seen.ts';

const realControls: ReadonlySet<string> = new Set(['button', 'a', 'input', 'select', 'textarea', 'summary']);
/** While it starts, the machine has nobody behind it who could call a person. */
const beforeTheHost = 'service.starting';

export const treeChecks = {
  'controls-have-role-and-name': {
    told: 'CDP Accessibility.getFullAXTree: every control has a role, a name and takes the focus; whatever listens to a press is a real control',
    find: ({ rest, controls }) => [
      ...rest.keys
        .filter(({ tag, role }) => !realControls.has(tag) && role !== 'button')
        .map(({ name, tag }) => fault(`${tag} ${name} can be pressed and is no control`)),
      ...controls
        .filter(({ name, isFocusable, isDisabled }) => name.trim() === '' || !(isFocusable || isDisabled))
        .map(({ role, name }) => fault(`a ${role} “${name}” has no name or takes no focus`)),
      ...countedControls(rest.keys, controls.length),
    ],
  },
  'icons-with-words': {
    told: 'every key and every drawing stands with visible words, and the drawing itself is hidden from the tree',
    find: ({ rest }) => [
      ...rest.keys
        .filter(({ words, isWholeGlass }) => words === '' && !isWholeGlass)
        .map(({ name }) => fault(`key ${name} has no words`)),
      ...rest.pictures.flatMap(({ where, hasWords, isHiddenFromTree }) => [
        ...(hasWords ? [] : [fault(`the drawing at ${where} has no words beside it`)]),
        ...(isHiddenFromTree ? [] : [fault(`the drawing at ${where} is read out beside its words`)]),
      ]),
    ],
  },
  'toggles-tell-their-state': {
    told: 'whatever looks chosen has aria-pressed or aria-checked, and differs from its neighbours by more than colour',
    find: ({ rest }) =>
      rest.keys
        .filter(({ looksChosen, state }) => looksChosen && state === null)
        .map(({ name }) => fault(`key ${name} looks chosen and does not say so`)),
  },
  'person-on-every-screen': {
    told: 'the key that calls a person is on the glass, works, and lies within the view',
    find: ({ rest }) => {
      const key = rest.keys.find(({ name }) => name === 'fixed:person');
      if (key === undefined) return [fault('there is no key to call a person')];
      const { box, isDisabled } = key;
      const isInView = box.top >= 0 && box.bottom <= rest.view.height && box.right <= rest.view.width;
      return [
        ...(isInView ? [] : [fault('the key that calls a person is out of view')]),
        ...(isDisabled && rest.screen !== beforeTheHost
          ? [fault('the key that calls a person does nothing')]
          : []),
      ];
    },
  },
  'ways-out-and-where': {
    told: 'back, again, where and a person stand on every screen, in this order; where-am-I works wherever a visit runs',
    find: ({ rest }) => {
      const names = rest.keys.map(({ name }) => name).filter((name) => name.startsWith('fixed:'));
      const where = rest.keys.find(({ name }) => name === 'fixed:where');
      // The gallery shows the panel of sight and hearing over a machine that is out of service.
      const isOwnScreen = /^(?:whereAmI|aids|service\..*)$/u.test(rest.screen);
      return [
        ...(fixedKeys.every((name, at) => names[at] === name)
          ? []
          : [fault(`the fixed keys are ${names.join(', ')}`)]),
        ...(where?.isDisabled === true && !isOwnScreen ? [fault('where-am-I does nothing')] : []),
      ];
    },
  },
} as const satisfies Readonly<Record<string, ScreenCheck>>;

/** What is operable on the glass and missing in the tree cannot be operated without seeing it. */
function countedControls(keys: readonly KeySeen[], inTree: number): readonly Fault[] {
  return keys.length === inTree ? [] : [fault(`${keys.length} controls on the glass, ${inTree} in the tree`)];
}
