import type { Input } from '../../core/contract/calls.ts';
import type { DockState } from '../../core/contract/dock-calls.ts';

type Reason = Input<'staff.call'>['reason'] | 'paper-low';

/** What has happened, and what is wanted of staff. */
const words = {
  'customer-asked': ['顾客请人帮忙', 'The customer asks for a person'],
  'worrying-answer': ['回答让人担心，请悄悄过去看看', 'A worrying answer: please look in quietly'],
  device: ['机器或设备出了毛病，请去看看', 'Something has failed: please take a look'],
  'accept-failed': ['顾客的事没有存好，请去帮忙', 'The customer’s matter was not saved'],
  'print-unknown': ['不知道凭条打出来没有，请去看看', 'The slip may not have come out'],
  'paper-low': ['凭条纸快用完了，有空请换', 'The slip paper runs low: please change the roll'],
  'panel-implausible': [
    '屏幕尺寸填得不对，请叫技术人员',
    'The panel’s size in the profile cannot be: call a technician',
  ],
  'voice-missing': ['没有语音，只响一声，请叫技术人员', 'No voice, only a chime: call a technician'],
  'sound-stuck': ['放不出声音，请看音箱和插头', 'No sound: look at the loudspeaker and its plug'],
  'card-left': ['身份证还放在机器上，请去收好', 'An ID card was left on the machine'],
} as const satisfies Record<Reason, readonly [string, string]>;

type StaffCallProps = { readonly call: DockState['staffCalled']; readonly onAnswered: () => void };

/** The lamp at the staff desk. */
export function StaffCall({ call, onAnswered }: StaffCallProps) {
  if (call === null) return null;
  const [chinese, english] = wordsOf(call.reason);
  return (
    <section class="dock-call">
      <p>
        {chinese}
        <br />
        <small>{english}</small>
      </p>
      {call.silent && (
        <p class="dock-silent">
          静音呼叫，没有响铃 <small>Silent: no bell rang</small>
        </p>
      )}
      <button type="button" data-dock="staff-answered" onClick={onAnswered}>
        来了 <small>Coming</small>
      </button>
    </section>
  );
}

/** A host of another version may know other reasons. */
function wordsOf(reason: string): readonly [string, string] {
  return Object.hasOwn(words, reason) ? words[reason as Reason] : [reason, reason];
}
