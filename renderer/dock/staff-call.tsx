type StaffCallProps = { readonly reason: string | null; readonly onAnswered: () => void };

/** The lamp at the staff desk. */
export function StaffCall({ reason, onAnswered }: StaffCallProps) {
  if (reason === null) return null;
  return (
    <section class="dock-call">
      <p>
        顾客叫人 <small>{`A person was called: ${reason}`}</small>
      </p>
      <button type="button" data-dock="staff-answered" onClick={onAnswered}>
        来了 <small>Coming</small>
      </button>
    </section>
  );
}
