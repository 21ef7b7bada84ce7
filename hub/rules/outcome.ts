/** Why a record counts. */
type AcceptedBecause = 'nothing-against-it' | 'phone-unchanged' | 'taken-back';
type RejectedBecause = 'already-reported' | 'already-effective' | 'not-your-record';
type NeedsInfoBecause =
  | 'call-back'
  | 'customer-may-not-know'
  | 'phone-shared'
  | 'day-of-loss-in-future'
  | 'supersedes-unknown'
  | 'supersedes-not-sent-back'
  | 'cancels-unknown'
  | 'attachments-missing'
  | 'attachments-unreadable';

/** Why a record is with a person. */
export type SentBackBecause = RejectedBecause | NeedsInfoBecause;
export type WaitsBecause = 'cancelled-record-not-here' | 'attachments-not-here';

/**
 * What a rule says. `names`: the slip number of the other record that it is about. `waiting`: something is still on its
 * way, ask again later.
 */
export type Outcome =
  | { readonly state: 'accepted'; readonly reason: AcceptedBecause; readonly names?: string }
  | { readonly state: 'rejected'; readonly reason: RejectedBecause; readonly names?: string }
  | { readonly state: 'needs-info'; readonly reason: NeedsInfoBecause; readonly names?: string }
  | { readonly state: 'withdrawn'; readonly reason: 'cancelled-by-customer'; readonly names?: string }
  | { readonly state: 'waiting'; readonly reason: WaitsBecause };
