import { Drawing } from './drawing.tsx';

export function IdCard() {
  return (
    <Drawing>
      <rect class="calm" x="4" y="10" width="40" height="28" rx="4" />
      <path d="M10 18h13M10 25h10M10 32h18" />
      <circle class="warm" cx="34" cy="19" r="3.6" />
      <path class="warm" d="M28 31c.4-4.5 2.8-6.5 6-6.500s5.6 2 6 6.500z" />
    </Drawing>
  );
}

export function IdCardTrouble() {
  return (
    <Drawing>
      <path class="calm" d="M44 24V14a4 4 0 0 0-4-4H8a4 4 0 0 0-4 4v20a4 4 0 0 0 4 4h15" />
      <path d="M10 18h13M10 25h10" />
      <path class="warm" d="m36 25 9.5 17h-19z" />
      <path d="M36 31v5M36 39v.1" />
    </Drawing>
  );
}

export function Phone() {
  return (
    <Drawing>
      <rect class="calm" x="13" y="4" width="22" height="40" rx="4" />
      <path class="warm" d="M13 11h22v24H13z" />
      <path d="M24 39.600v.1" />
    </Drawing>
  );
}

export function House() {
  return (
    <Drawing>
      <path class="calm" d="M9 21v20a2 2 0 0 0 2 2h26a2 2 0 0 0 2-2V21L24 7z" />
      <path d="M4 25 24 6l20 19" />
      <path class="warm" d="M19 43V31h10v12z" />
    </Drawing>
  );
}

export function Calendar() {
  return (
    <Drawing>
      <rect class="calm" x="6" y="9" width="36" height="34" rx="4" />
      <path class="warm" d="M6 13a4 4 0 0 1 4-4h28a4 4 0 0 1 4 4v6H6z" />
      <path d="M15 5v8M33 5v8M14 27h.1M24 27h.1M34 27h.1M14 35h.1M24 35h.1" stroke-width="3.6" />
    </Drawing>
  );
}

export function MapSheet() {
  return (
    <Drawing>
      <path class="calm" d="m5 14 12-5 14 5 12-5v26l-12 5-14-5-12 5z" />
      <path d="M17 9v26M31 24v16" />
      <path class="warm" d="M31 24c-4-4.5-6-7.5-6-10.500a6 6 0 0 1 12 0c0 3-2 6-6 10.500z" />
    </Drawing>
  );
}

export function Hospital() {
  return (
    <Drawing>
      <path class="calm" d="M8 43V13a3 3 0 0 1 3-3h26a3 3 0 0 1 3 3v30z" />
      <path class="warm" d="M19 43V33h10v10z" />
      <path d="M24 15v10M19 20h10M4 43h40" />
    </Drawing>
  );
}

export function Shield() {
  return (
    <Drawing>
      <path class="calm" d="M24 4 8 10v12c0 10 6 17.5 16 22 10-4.5 16-12 16-22V10z" />
      <path
        class="warm"
        d="M24 32c-5-4-8-7-8-10.500a4.3 4.3 0 0 1 8-2 4.3 4.3 0 0 1 8 2c0 3.5-3 6.5-8 10.500z"
      />
    </Drawing>
  );
}

export function Paper() {
  return (
    <Drawing>
      <path class="calm" d="M11 5h26v38l-4.3-3-4.4 3-4.3-3-4.3 3-4.4-3-4.3 3z" />
      <path d="M17 14h14M17 21h14M17 28h8" />
    </Drawing>
  );
}

export function Printer() {
  return (
    <Drawing>
      <path class="warm" d="M14 17V5h20v12" />
      <path class="calm" d="M14 36H9a4 4 0 0 1-4-4V21a4 4 0 0 1 4-4h30a4 4 0 0 1 4 4v11a4 4 0 0 1-4 4h-5" />
      <path class="sheet" d="M14 28h20v15H14z" />
      <path d="M19 33h10M19 38h6M37 23h.1" />
    </Drawing>
  );
}

export function PrinterTrouble() {
  return (
    <Drawing>
      <path class="warm" d="M12 16V5h20v11" />
      <path class="calm" d="M20 35H8a4 4 0 0 1-4-4V20a4 4 0 0 1 4-4h28a4 4 0 0 1 4 4v2" />
      <path class="warm" d="m35 24 10 18H25z" />
      <path d="M35 31v5M35 38.800v.1" />
    </Drawing>
  );
}

export function Clock() {
  return (
    <Drawing>
      <circle class="calm" cx="24" cy="24" r="19" />
      <path d="M24 12v12l8 6" />
    </Drawing>
  );
}

export function Bell() {
  return (
    <Drawing>
      <path class="warm" d="M10 35c3-3.5 4-7 4-14a10 10 0 0 1 20 0c0 7 1 10.5 4 14z" />
      <path d="M24 11V6M20 40a4.5 4.5 0 0 0 8 0M6 14c.8-3.3 2.5-6 5-8M42 14c-.8-3.3-2.5-6-5-8" />
    </Drawing>
  );
}

/** An hourglass: time passes, nothing to do. */
export function Wait() {
  return (
    <Drawing>
      <path class="calm" d="M13 5c0 9 8 13 8 19s-8 10-8 19h22c0-9-8-13-8-19s8-10 8-19z" />
      <path class="warm" d="M17 43c1-5 3.5-7 7-7s6 2 7 7z" />
      <path d="M9 5h30M9 43h30M24 24v6" />
    </Drawing>
  );
}

/** Two characters that stand for writing in general: 文 and A. */
export function LanguageSign() {
  return (
    <Drawing>
      <path class="calm" d="M4 9a4 4 0 0 1 4-4h17a4 4 0 0 1 4 4v17a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4z" />
      <path d="M16.5 9.500V13M10 13h13M20.5 13c-1 5.5-4.5 10-9.5 12M12.5 13c1 5.5 4.5 10 9.5 12" />
      <path class="warm" d="M34 20h6a4 4 0 0 1 4 4v15a4 4 0 0 1-4 4H24a4 4 0 0 1-4-4v-4" />
      <path d="m27 38 4.5-12L36 38M28.5 34.500h6" />
    </Drawing>
  );
}

export function Pencil() {
  return (
    <Drawing>
      <path class="warm" d="M31 8.5 39.5 17 17 39.5 6 42l2.5-11z" />
      <path d="m26.5 13 8.5 8.500M8.5 31l8.5 8.5" />
    </Drawing>
  );
}
